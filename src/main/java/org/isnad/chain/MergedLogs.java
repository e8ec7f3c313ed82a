package org.isnad.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first entries of several logs that follow a reader's positions: those of one log in position order, those of different
 * logs by the time of recording.
 *
 * @param entries the entries that match
 * @param end the positions up to which they are all that match; a reader that has the entries continues there
 */
public record MergedLogs(List<Entry> entries, LogPositions end) {

    private static final Comparator<Entry> ORDER = Comparator.comparing((Entry entry) -> entry.header.recordedAt())
            .thenComparing(entry -> entry.state.crisis()).thenComparing(entry -> entry.header.position());

    /** An entry of the log of a crisis that has a state. */
    public record Entry(CrisisState state, RevisionHeader header) {

        /** Returns the position in the log. */
        public long position() {
            return header.position();
        }
    }

    /**
     * Returns the first entries of all logs.
     *
     * @param logs the first entries of each log after the reader's position, {@code limit} of them unless there are fewer
     * @param states the states up to which the logs were read
     */
    static MergedLogs of(List<List<Entry>> logs, Collection<CrisisState> states, LogPositions after, int limit) {
        List<Entry> all = new ArrayList<>();
        logs.forEach(all::addAll);
        all.sort(ORDER);
        if (all.size() < limit) {
            return new MergedLogs(List.copyOf(all), after.upTo(states));
        }
        List<Entry> first = List.copyOf(all.subList(0, limit));
        SortedMap<String, Long> end = new TreeMap<>(after.byCrisis());
        first.forEach(entry -> end.put(entry.state.crisis(), entry.header.position()));
        return new MergedLogs(first, new LogPositions(end));
    }
}
