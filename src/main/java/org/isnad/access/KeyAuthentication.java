package org.isnad.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Authenticates by an API key in {@code X-API-Key} or as a bearer token (RFC 6750). Other bearer tokens are left to OpenID
 * Connect if that is enabled; otherwise they are rejected.
 */
@ApplicationScoped
public class KeyAuthentication implements HttpAuthenticationMechanism, IdentityProvider<KeyAuthentication.KeyRequest> {

    /** The header field that holds an API key. */
    public static final String HEADER = "X-API-Key";

    /** The {@code WWW-Authenticate} challenge of responses with status 401. */
    public static final String CHALLENGE = "Bearer realm=\"isnad\"";

    private static final String BEARER = "Bearer ";

    /** The property of the request that holds its identity. */
    private static final String IDENTITY = "isnad.identity";

    private final Keys keys;
    private final boolean acceptsTokens;

    KeyAuthentication(Keys keys, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean acceptsTokens) {
        this.keys = keys;
        this.acceptsTokens = acceptsTokens;
    }

    /** The request to authenticate by an API key. */
    public static class KeyRequest extends BaseAuthenticationRequest {

        private final ApiKeySecret secret;

        KeyRequest(ApiKeySecret secret) {
            this.secret = secret;
        }
    }

    /**
     * Returns the identity of the request's key, or a null item if the request has no credential or has a bearer
     * token for OpenID Connect. Fails with AuthenticationFailedException if the credential is malformed, unknown,
     * expired or revoked, or if the request has more than one.
     */
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        List<String> headerKeys = request.request().headers().getAll(HEADER);
        List<String> authorizations = request.request().headers().getAll("Authorization");
        if (headerKeys.isEmpty() && authorizations.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        if (headerKeys.size() + authorizations.size() > 1) {
            return fail("more than one credential");
        }
        if (authorizations.isEmpty()) {
            return authenticateKey(headerKeys.get(0), request, providers);
        }
        return authenticateBearer(authorizations.get(0), request, providers);
    }

    /**
     * Returns the identity of a bearer key, or a null item for a token of OpenID Connect. Fails for other
     * authentication schemes.
     *
     * @param authorization the value of the Authorization header; its scheme is case-insensitive
     */
    private Uni<SecurityIdentity> authenticateBearer(String authorization, RoutingContext request,
            IdentityProviderManager providers) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return fail("not a bearer token");
        }
        String token = authorization.substring(BEARER.length()).strip();
        if (acceptsTokens && !token.startsWith(ApiKeySecret.PREFIX)) {
            return Uni.createFrom().nullItem();
        }
        return authenticateKey(token, request, providers);
    }

    /**
     * Returns the identity of a key, which is looked up once per request. Fails if the text is not a key or the key
     * is not valid.
     */
    private Uni<SecurityIdentity> authenticateKey(String text, RoutingContext request, IdentityProviderManager providers) {
        Optional<ApiKeySecret> secret = ApiKeySecret.parse(text);
        if (secret.isEmpty()) {
            return fail("malformed key");
        }
        // Quarkus authenticates a request several times; without this, each would wait for an unreachable database.
        Uni<SecurityIdentity> identity = request.get(IDENTITY);
        if (identity == null) {
            identity = providers.authenticate(new KeyRequest(secret.get())).memoize().indefinitely();
            request.put(IDENTITY, identity);
        }
        return identity;
    }

    private static Uni<SecurityIdentity> fail(String reason) {
        return Uni.createFrom().failure(new AuthenticationFailedException(reason));
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    /** Returns the identity of a key, at once if memory tells it. */
    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return keys.findInMemory(request.secret).map(key -> Uni.createFrom().item(identity(key)))
                .orElseGet(() -> context.runBlocking(() -> identify(request.secret)));
    }

    /** Reads the key, and records its use. */
    private SecurityIdentity identify(ApiKeySecret secret) {
        return identity(keys.findValidKey(secret).orElseThrow(() -> new AuthenticationFailedException("invalid key")));
    }

    /** Returns the identity of a key, with its roles, sources and crises. */
    static SecurityIdentity identity(Key key) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(Caller.KEY_PREFIX + key.id()))
                .addRoles(key.role().includedRoleNames()).addAttribute(Caller.SOURCES, key.sources())
                .addAttribute(Caller.CRISES, key.crises()).build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(KeyRequest.class);
    }

    /** Higher than the priority of OpenID Connect, which handles every bearer token. */
    @Override
    public int getPriority() {
        return 2000;
    }
}
