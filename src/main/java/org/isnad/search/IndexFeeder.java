package org.isnad.search;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Log;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.search.SearchIndex.Progress;

/** Adds the entries of logs to an index. Not thread-safe. */
final class IndexFeeder {

    /** The number of revisions that are read at once. */
    private static final int BATCH = 500;

    private final Log log;
    private final SearchIndex index;
    private final Set<String> checked = new HashSet<>();
    private boolean isChanged;

    IndexFeeder(Log log, SearchIndex index) {
        this.log = log;
        this.index = index;
    }

    /** Adds the next batch of a crisis to the index, and returns whether there is more. */
    boolean advance(CrisisState state) throws IOException {
        if (checked.add(state.crisis()) && !isOfSameLog(state)) {
            index.drop(state.crisis());
        }
        Progress before = index.written(state.crisis());
        if (before.position() > 0 && before.erasures() < state.erasures()) {
            erase(state);
        }
        if (before.position() >= state.position()) {
            return false;
        }
        List<RevisionHeader> headers = log.headers(state, before.position(), AsOf.NOW.upTo(state.position()), any -> true,
                BATCH);
        index.add(state.crisis(), revisions(state, headers), headers, state.erasures());
        isChanged = true;
        return headers.size() == BATCH;
    }

    /** Returns revisions from memory if they are the last ones, or else from the database, where they displace nothing. */
    private List<Revision<Content>> revisions(CrisisState state, List<RevisionHeader> headers) {
        List<Long> positions = headers.stream().map(RevisionHeader::position).toList();
        return headers.size() < BATCH ? log.at(state, positions)
                : log.between(state.crisis(), positions.get(0) - 1, positions.get(positions.size() - 1), BATCH);
    }

    private void erase(CrisisState state) throws IOException {
        Progress before = index.written(state.crisis());
        List<Revision<Content>> erased = log.erased(state.crisis()).stream()
                .filter(revision -> revision.position() <= before.position()).toList();
        Map<Long, RevisionHeader> headers = log.headers(state, 0, AsOf.NOW.upTo(before.position()),
                header -> header.erased() != null, Integer.MAX_VALUE).stream()
                .collect(toMap(RevisionHeader::position, Function.identity()));
        index.erase(state.crisis(), erased, erased.stream().map(revision -> headers.get(revision.position())).toList(),
                state.erasures());
    }

    /** Whether the log has the revision that the index has as its last one; false after the database was exchanged. */
    private boolean isOfSameLog(CrisisState state) {
        Progress last = index.written(state.crisis());
        return last.position() == 0 || last.erasures() <= state.erasures()
                && log.between(state.crisis(), last.position() - 1, last.position(), 1).stream()
                        .anyMatch(revision -> revision.hash().equals(last.hash()));
    }

    /** Stores the index if it was changed since the last time. */
    void store() throws IOException {
        if (isChanged) {
            index.commit();
            isChanged = false;
        }
    }
}
