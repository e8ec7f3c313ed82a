package org.isnad.streams;

import java.util.function.Predicate;

import org.isnad.chain.LogPositions;
import org.isnad.chain.RevisionHeader;

/**
 * The events that a client of a stream is sent.
 *
 * @param crisis the crisis, or null for all that the client may read
 * @param entries selects entries of a log; those of its source that are not relevant are left out in any case
 * @param items selects items of the events, by their subjects
 * @param after the positions of the last events that the client has
 */
public record Subscription<S>(EventSource<S> source, String crisis, Predicate<RevisionHeader> entries, Predicate<S> items,
        LogPositions after) {

    /** Whether the client is sent events of a crisis, if it may read it. */
    boolean follows(String other) {
        return crisis == null || crisis.equals(other);
    }

    /** Whether an entry can have an event for the client. */
    boolean matches(RevisionHeader entry) {
        return source.isRelevant(entry) && entries.test(entry);
    }

    /** Returns the id of the event at a position: the position, or in a stream over all crises the positions in all of them. */
    String id(LogPositions sent, String of, long position) {
        return crisis == null ? sent.with(of, position).toString() : Long.toString(position);
    }
}
