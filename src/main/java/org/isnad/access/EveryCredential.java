package org.isnad.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.security.identity.CurrentIdentityAssociation;

/** Looks at a credential wherever one is brought: with a bad one nothing is answered, not even what is public. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class EveryCredential implements ContainerRequestFilter {

    private final CurrentIdentityAssociation callers;

    EveryCredential(CurrentIdentityAssociation callers) {
        this.callers = callers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaders().containsKey(KeyAuthentication.HEADER) || request.getHeaders().containsKey("Authorization")) {
            callers.getIdentity();
        }
    }
}
