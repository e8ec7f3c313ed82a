package org.isnad.streams;

import java.util.ArrayList;
import java.util.List;

import org.isnad.chain.CrisisState;

/**
 * The last events of a crisis from one source, without gaps up to the position of its state.
 *
 * @param events the events in position order; empty if none was recorded since the first client came
 */
record RecentEvents<S>(CrisisState state, List<StreamEvent<S>> events) {

    /** The maximum number of events that are kept, and their maximum size in bytes. */
    static final int CAPACITY = 500;
    private static final int MAX_BYTES = 1024 * 1024;

    /** Returns the crisis. */
    String crisis() {
        return state.crisis();
    }

    /** Returns the position before the first event. */
    long start() {
        return state.position() - events.size();
    }

    /** Returns the events after a position, which must not be before {@link #start}. */
    List<StreamEvent<S>> after(long position) {
        int from = (int) Math.min(events.size(), position - start());
        return events.subList(from, events.size());
    }

    /** Returns these events without the oldest ones, and with others that follow, up to the position of a state. */
    RecentEvents<S> with(List<StreamEvent<S>> next, CrisisState newState) {
        List<StreamEvent<S>> all = new ArrayList<>(events);
        all.addAll(next);
        int from = all.size();
        int bytes = 0;
        while (from > 0 && all.size() - from < CAPACITY && bytes + all.get(from - 1).size() <= MAX_BYTES) {
            from--;
            bytes += all.get(from).size();
        }
        return new RecentEvents<>(newState, List.copyOf(all.subList(from, all.size())));
    }
}
