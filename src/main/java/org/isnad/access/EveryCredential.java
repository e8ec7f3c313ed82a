package org.isnad.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import org.isnad.limits.RateLimit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Looks at a credential wherever one is brought: with a bad one nothing is answered, not even what is public. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class EveryCredential implements ContainerRequestFilter {

    private final CurrentIdentityAssociation callers;

    private final RateLimit limit;
    private final CurrentVertxRequest current;

    EveryCredential(CurrentIdentityAssociation callers, RateLimit limit, CurrentVertxRequest current) {
        this.callers = callers;
        this.limit = limit;
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaders().containsKey(KeyAuthentication.HEADER) || request.getHeaders().containsKey("Authorization")) {
            limit.requireRoom(callers.getIdentity().getPrincipal().getName(), current.getCurrent());
        }
    }
}
