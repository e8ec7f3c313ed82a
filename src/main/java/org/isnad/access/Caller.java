package org.isnad.access;

import java.time.Clock;
import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.Rejection;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;

/** The caller of the current request, and what it may do. */
@ApplicationScoped
public class Caller {

    /** The identity's attribute with the sources that it speaks for; an editor speaks for all. */
    static final String SOURCES = "isnad.sources";

    /** The identity's attribute with the crises that it is bound to; null for all. */
    static final String CRISES = "isnad.crises";

    /** The prefix of the name of a caller with a key. */
    static final String KEY = "key:";

    private final SecurityIdentity identity;
    private final Keys keys;
    private final Clock clock;

    Caller(SecurityIdentity identity, Keys keys, Clock clock) {
        this.identity = identity;
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the name of the caller in the ledger and the audit log: a key's id or a subject, with its prefix. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    /** Returns the name of the caller, or null without a credential. */
    public String nameOrNull() {
        return identity.isAnonymous() ? null : name();
    }

    /** Whether the caller may read a crisis now. */
    public boolean mayRead(String crisis, Visibility visibility) {
        return !isRestricted(visibility) || isEditor() && isWithin(crisis)
                || visibility.state() == Visibility.State.EMBARGOED && hasInAttribute(CRISES, crisis);
    }

    /** Whether not everybody may read a crisis now. */
    public boolean isRestricted(Visibility visibility) {
        return !visibility.isOpen(clock.instant());
    }

    /** @throws AuthenticationFailedException if the caller's key was revoked or expired while its request waited */
    public void requireStillValid() {
        String name = name();
        if (name.startsWith(KEY) && !keys.isValid(name.substring(KEY.length()))) {
            throw new AuthenticationFailedException("the key is no longer valid");
        }
    }

    /** @throws Rejection FORBIDDEN if the caller's key is for other crises */
    public void requireWithin(String crisis) {
        if (!isWithin(crisis)) {
            throw Rejection.forbidden("crisis", "is not one that this credential is for");
        }
    }

    /** @throws Rejection FORBIDDEN unless the caller may append in the name of a source */
    public void requireSpeaksFor(String source) {
        if (!isEditor() && !hasInAttribute(SOURCES, source)) {
            throw Rejection.forbidden("source", "is not one that this credential speaks for");
        }
    }

    /** Whether the caller may correct and retract the revisions of any source. */
    public boolean isEditor() {
        return identity.hasRole(Role.EDITOR_NAME);
    }

    /** @throws Rejection FORBIDDEN with the field and rule unless the caller is an admin */
    public void requireAdmin(String field, String rule) {
        if (!identity.hasRole(Role.ADMIN_NAME)) {
            throw Rejection.forbidden(field, rule);
        }
    }

    private boolean isWithin(String crisis) {
        return identity.getAttribute(CRISES) == null || hasInAttribute(CRISES, crisis);
    }

    private boolean hasInAttribute(String attribute, String slug) {
        Collection<String> slugs = identity.getAttribute(attribute);
        return slugs != null && slugs.contains(slug);
    }
}
