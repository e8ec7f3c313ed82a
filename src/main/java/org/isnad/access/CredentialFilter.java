package org.isnad.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import org.isnad.http.RateLimit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Checks the credential of every request that has one: an invalid one is refused even where none is needed. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class CredentialFilter implements ContainerRequestFilter {

    private final CurrentIdentityAssociation callers;

    private final RateLimit limit;
    private final CurrentVertxRequest current;

    CredentialFilter(CurrentIdentityAssociation callers, RateLimit limit, CurrentVertxRequest current) {
        this.callers = callers;
        this.limit = limit;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaders().containsKey(KeyAuthentication.HEADER) || request.getHeaders().containsKey("Authorization")) {
            limit.requireQuota(callers.getIdentity().getPrincipal().getName(), current.getCurrent());
        }
    }
}
