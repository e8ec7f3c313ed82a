package org.isnad.chain;

import java.time.Instant;

import jakarta.persistence.TypedQuery;

/**
 * What a read may see: what the world had reported by {@code asOf}, of what this service had recorded by {@code knownAt}
 * and up to {@code position}. All bounds are inclusive.
 */
public record AsOf(Instant asOf, Instant knownAt, long position) {

    /** The condition in a query that a revision, which goes by the alias r, is seen. */
    public static final String SEEN = "r.reportedFrom <= :asOf and r.recordedAt <= :knownAt and r.position <= :position";

    /** Later than anything recorded; a bound must be a value, since PostgreSQL cannot type a null parameter. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    /** Everything. */
    public static final AsOf NOW = of(null, null);

    /** The bounds that a client gave; null is no bound. */
    public static AsOf of(Instant asOf, Instant knownAt) {
        return new AsOf(asOf == null ? NEVER : asOf, knownAt == null ? NEVER : knownAt, Long.MAX_VALUE);
    }

    /** The same, up to a position of the crisis. */
    public AsOf upTo(long position) {
        return new AsOf(asOf, knownAt, position);
    }

    /** The same, of what the world had reported by a time. */
    public AsOf reportedBy(Instant time) {
        return new AsOf(time, knownAt, position);
    }

    /** The same, of what this service had recorded by a time. */
    public AsOf recordedBy(Instant time) {
        return new AsOf(asOf, time, position);
    }

    /** Whether the answer can never change: nothing that is recorded from now on can be seen. */
    public boolean isFixed() {
        return knownAt.isBefore(NEVER);
    }

    /** Whether it may see a revision. */
    public boolean sees(Revision<?> revision) {
        return !revision.reportedFrom().isAfter(asOf) && !revision.recordedAt().isAfter(knownAt)
                && revision.position() <= position;
    }

    /** The bounds as the parameters that {@link #SEEN} names. */
    public <T> TypedQuery<T> bind(TypedQuery<T> query) {
        return query.setParameter("asOf", asOf).setParameter("knownAt", knownAt).setParameter("position", position);
    }
}
