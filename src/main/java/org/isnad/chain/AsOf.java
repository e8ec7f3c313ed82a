package org.isnad.chain;

import java.time.Instant;

/**
 * The bounds of a bitemporal read: what was reported by {@code asOf}, of what was recorded by {@code knownAt} and up to
 * {@code position}. All bounds are inclusive; an unbounded component has a value beyond all that is stored, never null.
 *
 * @param asOf the latest orderFrom, or certainFrom if certain
 * @param certain whether only revisions that were certainly reported by asOf are included, rather than all that may have been
 * @param knownAt the latest recordedAt
 * @param position the last position of the crisis
 */
public record AsOf(Instant asOf, boolean certain, Instant knownAt, long position) {

    /** A time after any that is stored; a value rather than null, because PostgreSQL cannot type a null parameter. */
    private static final Instant UNBOUNDED = Instant.parse("9999-12-31T23:59:59Z");

    /** Bounds that include everything. */
    public static final AsOf NOW = of(null, false, null);

    /** Returns the bounds for two times, either of which may be null for no bound; the position is unbounded. */
    public static AsOf of(Instant asOf, boolean certain, Instant knownAt) {
        return new AsOf(orUnbounded(asOf), certain, orUnbounded(knownAt), Long.MAX_VALUE);
    }

    private static Instant orUnbounded(Instant time) {
        return time == null ? UNBOUNDED : time;
    }

    /** Returns a copy of the bounds with another position. */
    public AsOf upTo(long position) {
        return new AsOf(asOf, certain, knownAt, position);
    }

    /** Returns a copy of the bounds with another asOf, which must not be null. */
    public AsOf reportedBy(Instant time) {
        return new AsOf(time, certain, knownAt, position);
    }

    /** Returns a copy of the bounds with another knownAt, which must not be null. */
    public AsOf recordedBy(Instant time) {
        return new AsOf(asOf, certain, time, position);
    }

    /** Whether all that was recorded up to the position is included. */
    public boolean isUnboundedInTime() {
        return asOf.equals(UNBOUNDED) && knownAt.equals(UNBOUNDED);
    }

    /** Returns the earlier one of asOf and knownAt. */
    public Instant earlier() {
        return asOf.isBefore(knownAt) ? asOf : knownAt;
    }

    /**
     * Whether knownAt is bounded. If that time has passed, no revision that is recorded from now on is included, so
     * that only an erasure can change the answer.
     */
    public boolean isFixed() {
        return knownAt.isBefore(UNBOUNDED);
    }
}
