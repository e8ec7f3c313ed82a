package org.isnad.chain;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.CrisisStates.RecordCount;
import org.isnad.content.Kind;

/** The states that the logs of crises had at some time. */
@ApplicationScoped
public class PastStates {

    private final History history;
    private final CrisisStates states;
    private final CrisisIndexes indexes;
    private final Contents contents;

    PastStates(History history, CrisisStates states, CrisisIndexes indexes, Contents contents) {
        this.history = history;
        this.states = states;
        this.indexes = indexes;
        this.contents = contents;
    }

    /**
     * Returns the state with the last position that was recorded by knownAt of the bounds; visibility and erasures are those
     * of now. Before the first revision, recordedAt is that of now, too.
     */
    public CrisisState at(CrisisState now, AsOf bounds) {
        long position = indexes.of(now).lastPosition(null, bounds.upTo(now.position()));
        if (position == 0) {
            return new CrisisState(now.crisis(), now.timeZone(), 0, Canonical.NO_HASH, now.recordedAt(), now.visibility(),
                    now.erasures(),
                    now.isMirror(), now.version());
        }
        Revision<?> last = contents.at(now.crisis(), now.erasures(), List.of(position)).get(position);
        return new CrisisState(now.crisis(), now.timeZone(), position, last.hash(), last.recordedAt(), now.visibility(),
                now.erasures(),
                now.isMirror(), now.version());
    }

    /**
     * Returns the state that a log had at a time in the past, as {@link #at(CrisisState, AsOf)} does, or the one given if the
     * time is null. Waits for in-flight appends that may be recorded by then.
     *
     * @throws org.isnad.content.Rejection INVALID if this mirror may lack revisions recorded by then
     */
    public CrisisState at(CrisisState now, Instant knownAt) {
        if (knownAt == null) {
            return now;
        }
        Instant anyTime = null;
        AsOf bounds = history.view(now.crisis(), anyTime, false, knownAt, now.position()).bounds();
        return at(states.find(now.crisis(), bounds.position()), bounds);
    }

    /** Returns how many records of each kind have revisions within the bounds; kinds without records are absent. */
    public List<RecordCount> recordCounts(CrisisState now, AsOf bounds) {
        Map<Kind, Long> counts = indexes.of(now).chains(null, bounds.upTo(now.position())).values().stream()
                .collect(groupingBy(RecordChain::kind, counting()));
        return counts.entrySet().stream().map(count -> new RecordCount(now.crisis(), count.getKey(), count.getValue()))
                .toList();
    }
}
