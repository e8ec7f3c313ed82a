package org.isnad.chain;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** The indexes of the crises that were read last. An index that is behind is extended, by one statement as a rule. */
@ApplicationScoped
class CrisisIndexes {

    /** The part of the heap that the indexes may use together. */
    private static final int SHARE_OF_HEAP = 4;
    private static final int BYTES_PER_HEADER = 200;
    /** A statement that loads more needs memory for its rows, too. */
    private static final int HEADERS_PER_STATEMENT = 50_000;

    private final Revisions revisions;
    private final Cache<String, CrisisIndex> indexes = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_PER_HEADER)
            .<String, CrisisIndex> weigher((crisis, index) -> 1 + (int) index.position()).build();

    CrisisIndexes(Revisions revisions) {
        this.revisions = revisions;
    }

    /**
     * Returns an index of a crisis that has reached the position of a state, which must be committed, and includes its
     * erasures. A transaction that has appended to the crisis must not call this.
     */
    CrisisIndex of(CrisisState state) {
        CrisisIndex index = indexes.get(state.crisis(), crisis -> new CrisisIndex(state.erasures()));
        if (index.erasures() < state.erasures()) {
            index = new CrisisIndex(state.erasures());
            indexes.put(state.crisis(), index);
        }
        if (index.position() < state.position()) {
            extend(index, state);
        }
        return index;
    }

    /** Returns the indexes that are in memory, by crisis. */
    Map<String, CrisisIndex> inMemory() {
        return Map.copyOf(indexes.asMap());
    }

    /** Removes an index of a crisis, which the next read loads anew. */
    void drop(String crisis, CrisisIndex index) {
        indexes.asMap().remove(crisis, index);
    }

    private void extend(CrisisIndex index, CrisisState state) {
        synchronized (index) {
            while (index.position() < state.position()) {
                long after = index.position();
                long upTo = Math.min(after + HEADERS_PER_STATEMENT, state.position());
                append(state.crisis(), index, QuarkusTransaction.joiningExisting()
                        .call(() -> revisions.headersBetween(state.crisis(), after, upTo)));
            }
        }
    }

    /** Appends headers, which must be committed, to an index of a crisis. */
    void append(String crisis, CrisisIndex index, List<RevisionHeader> headers) {
        index.append(headers);
        // Replaces the index by itself, so that it is weighed again, unless another one has taken its place.
        indexes.asMap().replace(crisis, index, index);
    }
}
