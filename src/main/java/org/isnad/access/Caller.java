package org.isnad.access;

import java.time.Clock;
import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;

/** Who is calling, and what that allows. */
@ApplicationScoped
public class Caller {

    /** The sources that an identity speaks for, as an attribute; for all if it is an editor. */
    static final String SOURCES = "isnad.sources";

    /** The only crises that an identity may write in, as an attribute; null for all. */
    static final String CRISES = "isnad.crises";

    /** What a name begins with that is of a key. */
    static final String KEY = "key:";

    private final SecurityIdentity identity;
    private final Keys keys;
    private final Clock clock;

    Caller(SecurityIdentity identity, Keys keys, Clock clock) {
        this.identity = identity;
        this.keys = keys;
        this.clock = clock;
    }

    /** What names the caller in the ledger and the audit log: the id of a key, or a subject. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    /** The same, or null for a caller without a credential. */
    public String nameOrNull() {
        return identity.isAnonymous() ? null : name();
    }

    /** Whether the caller may read a crisis now. */
    public boolean mayRead(String crisis, Opening opening) {
        return !isClosed(opening) || identity.hasRole(Role.EDITOR_NAME) && isWithin(crisis)
                || opening.reads() == Opening.Reads.EMBARGOED && names(CRISES, crisis);
    }

    /** @throws AuthenticationFailedException if the caller's key was revoked or ended while its request waited */
    public void requireStillGood() {
        String name = name();
        if (name.startsWith(KEY) && !keys.isGood(name.substring(KEY.length()))) {
            throw new AuthenticationFailedException("not a good key any more");
        }
    }

    /** Whether not everybody may read a crisis now. */
    public boolean isClosed(Opening opening) {
        return !opening.isOpen(clock.instant());
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (403) if the caller's key is for other crises */
    public void requireWithin(String crisis) {
        if (!isWithin(crisis)) {
            throw Problem.FORBIDDEN.at(Violation.body("crisis", "is none of those that this credential is for"));
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (403) unless the caller may append in the name of a source */
    public void requireSpeaksFor(String source) {
        if (!isEditor() && !names(SOURCES, source)) {
            throw Problem.FORBIDDEN.at(Violation.body("source", "is none of those that this credential speaks for"));
        }
    }

    /** Whether the caller may correct and retract what others said. */
    public boolean isEditor() {
        return identity.hasRole(Role.EDITOR_NAME);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (403) unless the caller is an admin */
    public void requireAdmin(Violation otherwise) {
        if (!identity.hasRole(Role.ADMIN_NAME)) {
            throw Problem.FORBIDDEN.at(otherwise);
        }
    }

    private boolean isWithin(String crisis) {
        return identity.getAttribute(CRISES) == null || names(CRISES, crisis);
    }

    private boolean names(String attribute, String slug) {
        Collection<String> slugs = identity.getAttribute(attribute);
        return slugs != null && slugs.contains(slug);
    }
}
