package org.isnad.chain;

import java.time.Instant;

import jakarta.persistence.TypedQuery;

/**
 * What a read may see: what the world had reported by {@code asOf}, of what this service had recorded by {@code knownAt}
 * and up to {@code position}. All bounds are inclusive.
 */
public record AsOf(Instant asOf, Instant knownAt, long position) {

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

    /** Whether the answer can never change: both clocks are stopped. */
    public boolean isFixed() {
        return asOf.isBefore(NEVER) && knownAt.isBefore(NEVER);
    }

    /** Whether it may see a revision. */
    public boolean sees(Revision<?> revision) {
        return !revision.reportedFrom().isAfter(asOf) && !revision.recordedAt().isAfter(knownAt)
                && revision.position() <= position;
    }

    /** The bounds as the parameters that {@link Revisions#SEEN} names. */
    <T> TypedQuery<T> bind(TypedQuery<T> query) {
        return query.setParameter("asOf", asOf).setParameter("knownAt", knownAt).setParameter("position", position);
    }

    /** Whether what is recorded from now on can be seen. */
    boolean isOpen() {
        return !knownAt.isBefore(NEVER);
    }
}
