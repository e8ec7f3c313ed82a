package org.isnad.access;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.oidc.Tenant;
import io.quarkus.security.Authenticated;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Signs editors in at the OpenID Connect provider by the authorization code flow with PKCE (RFC 7636), and gives the desk their
 * access token. The session is a cookie that only these addresses read; the API accepts the token and not the cookie.
 */
@Path("/desk/session")
@Tenant("desk")
@AuthorizationCodeFlow
@Authenticated
public class SignInResource {

    private static final String SIGNED_OUT = "/desk";
    private static final String SIGNED_IN = "/desk?lang=%s#session";

    private final AccessTokenCredential credential;

    SignInResource(AccessTokenCredential credential) {
        this.credential = credential;
    }

    /**
     * The session of an editor who is signed in at the provider.
     *
     * @param token the access token, which the desk sends to the API; a current one, because Quarkus refreshes expired tokens
     */
    public record Session(String token) {
    }

    /** Returns the access token of the session. */
    @GET
    @Operation(hidden = true)
    public RestResponse<Session> read() {
        return ResponseBuilder.ok(new Session(credential.getToken())).header("Cache-Control", "no-store").build();
    }

    /**
     * Redirects to the desk, after the provider has signed the editor in.
     *
     * @param lang the language of the desk; empty for the one that the browser prefers
     */
    @GET
    @Path("start")
    @Operation(hidden = true)
    public RestResponse<Void> start(@QueryParam("lang") @DefaultValue("") String lang) {
        return RestResponse.seeOther(URI.create(SIGNED_IN.formatted(URLEncoder.encode(lang, StandardCharsets.UTF_8))));
    }

    /**
     * Redirects to the desk. Quarkus intercepts this path (quarkus.oidc.desk.logout.path): it ends the session and redirects to
     * the provider, which ends its own session and redirects to the desk.
     */
    @GET
    @Path("end")
    @Operation(hidden = true)
    public RestResponse<Void> end() {
        return RestResponse.seeOther(URI.create(SIGNED_OUT));
    }

    /** Redirects to the provider, or answers 499 to a script without a session. */
    @ServerExceptionMapper
    public Uni<RestResponse<Void>> challenge(UnauthorizedException exception, RoutingContext request) {
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        return authenticator.getChallenge(request).map(challenge -> {
            ResponseBuilder<Void> response = ResponseBuilder.create(challenge.status);
            challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
            return response.build();
        });
    }
}
