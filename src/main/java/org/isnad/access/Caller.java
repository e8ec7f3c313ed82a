package org.isnad.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Rejection;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;

/** The caller of the current request and its permissions. */
@ApplicationScoped
public class Caller {

    /** The identity attribute with the sources that a reporter may append for, or null for none; editors need none. */
    static final String SOURCES = "isnad.sources";

    /** The identity attribute with the crises that the credential is restricted to, or null for no restriction. */
    static final String CRISES = "isnad.crises";

    /** The prefix of the name of a caller that authenticates by key. */
    static final String KEY_PREFIX = "key:";

    private final SecurityIdentity identity;
    private final Keys keys;
    private final Clock clock;

    Caller(SecurityIdentity identity, Keys keys, Clock clock) {
        this.identity = identity;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The permissions of a credential.
     *
     * @param name the name of the caller in the log and the audit log: {@code key:} with the id of a key, or {@code subject:}
     *        with the subject of a token
     * @param role the role, which determines the permissions
     * @param sources the sources that a reporter may append for; null for none, and for other roles, which need none
     * @param crises the crises that the credential is restricted to in writing, and may read under embargo; null for no
     *        restriction
     */
    @Schema(requiredProperties = { "name", "role" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Permissions(String name, Role role, List<String> sources, List<String> crises) {
    }

    /** Returns what the credential permits. The caller must have a role. */
    Permissions permissions() {
        Role highest = Arrays.stream(Role.values()).filter(role -> identity.hasRole(role.roleName()))
                .max(Comparator.naturalOrder()).orElseThrow();
        return new Permissions(name(), highest, sorted(SOURCES), sorted(CRISES));
    }

    /** Returns the slugs of an identity attribute in ascending order, or null if the identity does not have it. */
    private List<String> sorted(String attribute) {
        Collection<String> slugs = identity.getAttribute(attribute);
        return slugs == null ? null : slugs.stream().sorted().toList();
    }

    /**
     * Returns the name of the caller in the ledger and the audit log: {@code key:} with the id of a key, or {@code subject:}
     * with the subject of a token.
     */
    public String name() {
        return identity.getPrincipal().getName();
    }

    /**
     * Returns the caller of the current request for use after the request.
     *
     * @param current the identity of the current request
     */
    public Caller afterRequest(SecurityIdentity current) {
        return new Caller(current, keys, clock);
    }

    /**
     * Returns the caller that authenticates by a key, for acts of the service in its name outside of its requests; empty if the
     * key was revoked or has expired, or the name is not that of a key.
     *
     * @param name the name as {@link #name} returns it
     */
    public Optional<Caller> ofKey(String name) {
        return name.startsWith(KEY_PREFIX)
                ? keys.findValid(name.substring(KEY_PREFIX.length()))
                        .map(key -> new Caller(KeyAuthentication.identity(key), keys, clock))
                : Optional.empty();
    }

    /** Whether the caller authenticates by an API key. */
    public boolean hasKey() {
        return name().startsWith(KEY_PREFIX);
    }

    /** Returns the name of the caller, or null if the caller is anonymous. */
    public String nameOrNull() {
        return identity.isAnonymous() ? null : name();
    }

    /**
     * Whether the caller may read a crisis with the given visibility now. Everybody may read an open crisis. A
     * crisis that is not open is readable by editors, unless their credential is restricted to other crises, and
     * during an embargo by every caller whose credential names the crisis.
     */
    public boolean mayRead(String crisis, Visibility visibility) {
        if (!isRestricted(visibility)) {
            return true;
        }
        if (isEditor() && isInScope(crisis)) {
            return true;
        }
        return visibility.state() == Visibility.State.EMBARGOED && attributeContains(CRISES, crisis);
    }

    /** Whether the visibility restricts who may read now; the answer is the same for all callers. */
    public boolean isRestricted(Visibility visibility) {
        return !visibility.isOpen(clock.instant());
    }

    /**
     * Requires that the caller's key or token is still valid, for requests that waited since they were authenticated. Anonymous
     * callers pass.
     *
     * @throws AuthenticationFailedException if the key was revoked, or the key or token has expired
     */
    public void requireStillValid() {
        String name = name();
        if (name.startsWith(KEY_PREFIX) && keys.findValid(name.substring(KEY_PREFIX.length())).isEmpty()) {
            throw new AuthenticationFailedException("the key is no longer valid");
        }
        if (identity.getPrincipal() instanceof JsonWebToken token
                && !clock.instant().isBefore(Instant.ofEpochSecond(token.getExpirationTime()))) {
            throw new AuthenticationFailedException("the token has expired");
        }
    }

    /**
     * Requires that the caller's credential is not restricted to other crises. The caller's role is not checked.
     *
     * @throws Rejection (FORBIDDEN) if the credential is restricted to other crises
     */
    public void requireWithin(String crisis) {
        if (!isInScope(crisis)) {
            throw Rejection.forbidden("crisis", "must be one of the crises of this credential");
        }
    }

    /**
     * Requires that the caller may append revisions of a source.
     *
     * @throws Rejection (FORBIDDEN) if the caller is neither an editor nor has a credential that names the source
     */
    public void requireSpeaksFor(String source) {
        if (!isEditor() && !attributeContains(SOURCES, source)) {
            throw Rejection.forbidden("source", "must be one of the sources of this credential");
        }
    }

    /** Whether the caller is an editor or admin, and may append, correct and retract revisions of any source. */
    public boolean isEditor() {
        return identity.hasRole(Role.EDITOR_NAME);
    }

    /** Whether the caller is an admin. */
    public boolean isAdmin() {
        return identity.hasRole(Role.ADMIN_NAME);
    }

    /**
     * Requires that the caller is an admin.
     *
     * @param field the request field that needs the role
     * @param rule the violated rule, as the end of a sentence
     * @throws Rejection (FORBIDDEN) with the field and rule if the caller has another role
     */
    public void requireAdmin(String field, String rule) {
        if (!isAdmin()) {
            throw Rejection.forbidden(field, rule);
        }
    }

    /** Whether the caller's credential names a crisis or is not restricted to crises. */
    private boolean isInScope(String crisis) {
        return identity.getAttribute(CRISES) == null || attributeContains(CRISES, crisis);
    }

    /** Whether an identity attribute contains a slug; false if the identity does not have the attribute. */
    private boolean attributeContains(String attribute, String slug) {
        Collection<String> slugs = identity.getAttribute(attribute);
        return slugs != null && slugs.contains(slug);
    }
}
