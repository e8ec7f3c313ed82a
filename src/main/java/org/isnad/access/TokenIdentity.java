package org.isnad.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Maps the claims of an OpenID Connect token to the permissions that a key has: roles, sources and crises. */
@ApplicationScoped
class TokenIdentity implements SecurityIdentityAugmentor {

    private final String sourcesClaim;
    private final String crisesClaim;

    TokenIdentity(@ConfigProperty(name = "isnad.oidc.sources-claim") String sourcesClaim,
            @ConfigProperty(name = "isnad.oidc.crises-claim") String crisesClaim) {
        this.sourcesClaim = sourcesClaim;
        this.crisesClaim = crisesClaim;
    }

    /**
     * Returns an identity with the subject and the permissions of the token, or the given identity unchanged if it
     * is not from a token. Roles that the service does not know are dropped. Fails with
     * AuthenticationFailedException if the token has no subject.
     */
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        if (token.getSubject() == null) {
            return Uni.createFrom().failure(new AuthenticationFailedException("a token without a subject"));
        }
        return Uni.createFrom().item(QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("subject:" + token.getSubject()))
                .addCredentials(identity.getCredentials())
                .addRoles(includedRoles(identity.getRoles()))
                .addAttribute(Caller.SOURCES, slugs(token, sourcesClaim))
                .addAttribute(Caller.CRISES, slugs(token, crisesClaim)).build());
    }

    /** Returns the known roles among those of a token, and the roles that they include. */
    private static Set<String> includedRoles(Set<String> tokenRoles) {
        Set<String> included = new HashSet<>();
        for (Role role : Role.values()) {
            if (tokenRoles.contains(role.roleName())) {
                included.addAll(role.includedRoleNames());
            }
        }
        return included;
    }

    /** Returns the slugs in a claim; null if the claim is absent, and an empty list if its value is not a list. */
    private static List<String> slugs(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        if (value == null) {
            return null;
        }
        List<String> slugs = new ArrayList<>();
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                slugs.add(item instanceof JsonString text ? text.getString() : String.valueOf(item));
            }
        }
        return slugs;
    }
}
