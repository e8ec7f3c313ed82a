package org.isnad.chain;

import java.time.Instant;

/**
 * The bounds of a bitemporal read: what was reported by {@code asOf}, of what was recorded by {@code knownAt} and up to
 * {@code position}. All bounds are inclusive.
 */
public record AsOf(Instant asOf, Instant knownAt, long position) {

    /** A time after any that is stored; a value rather than null, because PostgreSQL cannot type a null parameter. */
    private static final Instant UNBOUNDED = Instant.parse("9999-12-31T23:59:59Z");

    /** Bounds that include everything. */
    public static final AsOf NOW = of(null, null);

    /** Returns the bounds for the times that a client gave; null is no bound. */
    public static AsOf of(Instant asOf, Instant knownAt) {
        return new AsOf(asOf == null ? UNBOUNDED : asOf, knownAt == null ? UNBOUNDED : knownAt, Long.MAX_VALUE);
    }

    /** Returns the same bounds up to another position. */
    public AsOf upTo(long position) {
        return new AsOf(asOf, knownAt, position);
    }

    /** Returns the same bounds for another asOf. */
    public AsOf reportedBy(Instant time) {
        return new AsOf(time, knownAt, position);
    }

    /** Returns the same bounds for another knownAt. */
    public AsOf recordedBy(Instant time) {
        return new AsOf(asOf, time, position);
    }

    /** Whether the answer can never change, because nothing that is recorded from now on is included. */
    public boolean isFixed() {
        return knownAt.isBefore(UNBOUNDED);
    }

    /** Whether a revision is included. */
    public boolean includes(Revision<?> revision) {
        return !revision.reportedFrom().isAfter(asOf) && !revision.recordedAt().isAfter(knownAt)
                && revision.position() <= position;
    }
}
