package org.isnad.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.isnad.http.RateLimit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/**
 * Authenticates every request with a credential and counts it against the quota of the credential. An invalid credential is
 * rejected even by operations that need none.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class CredentialFilter implements ContainerRequestFilter {

    private final CurrentIdentityAssociation identities;
    private final RateLimit limit;
    private final CurrentVertxRequest current;

    CredentialFilter(CurrentIdentityAssociation identities, RateLimit limit, CurrentVertxRequest current) {
        this.identities = identities;
        this.limit = limit;
        this.current = current;
    }

    /**
     * Authenticates a request that sends a credential, because authentication is otherwise lazy, and counts it against
     * the quota of the credential. Does nothing for a request without one, and for pages, which are public and of which a
     * proxy may have asked for a credential of its own.
     *
     * @throws io.quarkus.security.AuthenticationFailedException if the credential is invalid
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if the quota of the credential is used up
     */
    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().startsWith("/api/")) {
            return;
        }
        MultivaluedMap<String, String> headers = request.getHeaders();
        if (headers.containsKey(KeyAuthentication.HEADER) || headers.containsKey("Authorization")) {
            limit.requireQuota(identities.getIdentity().getPrincipal().getName(), current.getCurrent());
        }
    }
}
