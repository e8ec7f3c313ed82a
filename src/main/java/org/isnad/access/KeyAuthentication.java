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
 * Reads an API key from {@code X-API-Key} or as a bearer token (RFC 6750). Other bearer tokens are left to OpenID Connect, if
 * that is on; whatever is no good is refused, also where nobody would have asked for it.
 */
@ApplicationScoped
public class KeyAuthentication implements HttpAuthenticationMechanism, IdentityProvider<KeyAuthentication.Presented> {

    /** The header for an API key alone. */
    public static final String HEADER = "X-API-Key";

    /** The challenge to whoever comes without a credential, or with a bad one. */
    public static final String CHALLENGE = "Bearer realm=\"isnad\"";

    private static final String FOUND = "isnad.identity";

    private final Keys keys;
    private final boolean takesTokens;

    KeyAuthentication(Keys keys, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean takesTokens) {
        this.keys = keys;
        this.takesTokens = takesTokens;
    }

    /** A key that a request brings. */
    public static class Presented extends BaseAuthenticationRequest {

        private final ApiKeySecret secret;

        Presented(ApiKeySecret secret) {
            this.secret = secret;
        }
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        List<String> keysGiven = request.request().headers().getAll(HEADER);
        List<String> authorizations = request.request().headers().getAll("Authorization");
        if (keysGiven.isEmpty() && authorizations.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        if (keysGiven.size() + authorizations.size() > 1) {
            return refused("more than one credential");
        }
        boolean isBearer = keysGiven.isEmpty();
        String given = isBearer ? authorizations.get(0) : keysGiven.get(0);
        if (isBearer) {
            if (!given.regionMatches(true, 0, "Bearer ", 0, 7)) {
                return refused("not a bearer token");
            }
            given = given.substring(7).strip();
            if (takesTokens && !given.startsWith(ApiKeySecret.BEGIN)) {
                return Uni.createFrom().nullItem();
            }
        }
        Optional<ApiKeySecret> secret = ApiKeySecret.of(given);
        if (secret.isEmpty()) {
            return refused("not a key");
        }
        // Asked for several times in a request; a database that is away is waited for once.
        Uni<SecurityIdentity> found = request.get(FOUND);
        if (found == null) {
            found = identities.authenticate(new Presented(secret.get())).memoize().indefinitely();
            request.put(FOUND, found);
        }
        return found;
    }

    private static Uni<SecurityIdentity> refused(String why) {
        return Uni.createFrom().failure(new AuthenticationFailedException(why));
    }

    @Override
    public Class<Presented> getRequestType() {
        return Presented.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Presented presented, AuthenticationRequestContext context) {
        return context.runBlocking(() -> {
            Key key = keys.of(presented.secret).orElseThrow(() -> new AuthenticationFailedException("not a good key"));
            return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(Caller.KEY + key.id()))
                    .addRoles(key.role().words()).addAttribute(Caller.SOURCES, key.sources())
                    .addAttribute(Caller.CRISES, key.crises()).build();
        });
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Presented.class);
    }

    /** Before that of OpenID Connect, which takes every bearer token for its own. */
    @Override
    public int getPriority() {
        return 2000;
    }
}
