package org.isnad.access;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

/** What an OpenID Connect token says, in the terms of a key: role, sources and crises. */
@ApplicationScoped
class TokenIdentity implements SecurityIdentityAugmentor {

    private final String sourcesClaim;
    private final String crisesClaim;

    TokenIdentity(@ConfigProperty(name = "isnad.oidc.sources-claim") String sourcesClaim,
            @ConfigProperty(name = "isnad.oidc.crises-claim") String crisesClaim) {
        this.sourcesClaim = sourcesClaim;
        this.crisesClaim = crisesClaim;
    }

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
                .addRoles(Stream.of(Role.values()).filter(role -> identity.getRoles().contains(role.word()))
                        .flatMap(role -> role.words().stream()).collect(Collectors.toSet()))
                .addAttribute(Caller.SOURCES, slugs(token, sourcesClaim))
                .addAttribute(Caller.CRISES, slugs(token, crisesClaim)).build());
    }

    /** Null if the token has no such claim; no slug at all if it is not a list of strings, which binds to nothing. */
    private static List<String> slugs(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        if (value == null) {
            return null;
        }
        return value instanceof Collection<?> list
                ? list.stream().map(item -> item instanceof JsonString text ? text.getString() : String.valueOf(item)).toList()
                : List.of();
    }
}
