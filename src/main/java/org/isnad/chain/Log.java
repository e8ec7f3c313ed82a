package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.MergedLogs.Entry;
import org.isnad.content.Content;
import org.isnad.content.Languages;

/** The logs of crises: their revisions in position order, in all languages and without what depends on other revisions. */
@ApplicationScoped
public class Log {

    private final Revisions revisions;
    private final Codec codec;
    private final CrisisIndexes indexes;
    private final Contents contents;

    Log(Revisions revisions, Codec codec, CrisisIndexes indexes, Contents contents) {
        this.revisions = revisions;
        this.codec = codec;
        this.indexes = indexes;
        this.contents = contents;
    }

    /**
     * Returns the first revisions after a position and up to another one, inclusive. Reads them from the database, so that
     * whoever verifies a crisis from outside sees what is stored.
     */
    @Transactional
    public List<Revision<Content>> between(String crisis, long after, long upTo, int limit) {
        return revisions.between(crisis, after, upTo, limit).stream().map(codec::revision)
                .map(revision -> revision.in(Languages.ALL)).toList();
    }

    /**
     * Returns the headers of the first revisions after a position that a filter matches, within the bounds of a read, in
     * position order.
     */
    public List<RevisionHeader> headers(CrisisState state, long after, AsOf bounds, Predicate<RevisionHeader> filter,
            int limit) {
        return indexes.of(state).between(after, bounds.position()).stream()
                .filter(header -> header.isWithin(bounds) && filter.test(header)).limit(limit).toList();
    }

    /**
     * Returns the first entries of several logs after the positions of a reader that a filter matches, within the bounds of a
     * read.
     *
     * @param states the states of the crises, up to which their logs are read
     * @param limit the maximum number of entries
     */
    public MergedLogs merged(Collection<CrisisState> states, LogPositions after, AsOf bounds,
            Predicate<RevisionHeader> filter, int limit) {
        List<List<Entry>> logs = states.stream().filter(state -> state.position() > after.of(state.crisis()))
                .map(state -> headers(state, after.of(state.crisis()), bounds.upTo(state.position()), filter, limit).stream()
                        .map(header -> new Entry(state, header)).toList())
                .toList();
        return MergedLogs.of(logs, states, after, limit);
    }

    /** Returns the revisions of some entries in the order given. */
    public List<Revision<Content>> of(Collection<Entry> entries) {
        Map<CrisisState, List<Entry>> byCrisis = entries.stream().collect(groupingBy(Entry::state));
        Map<Entry, Revision<Content>> found = new HashMap<>();
        byCrisis.forEach((state, ofCrisis) -> {
            Iterator<Revision<Content>> revisions = at(state, ofCrisis.stream().map(Entry::position).toList()).iterator();
            ofCrisis.forEach(entry -> found.put(entry, revisions.next()));
        });
        return entries.stream().map(found::get).toList();
    }

    /** Returns the revisions at some positions in the order given. */
    public List<Revision<Content>> at(CrisisState state, Collection<Long> positions) {
        Map<Long, Revision<Content>> found = contents.at(state.crisis(), state.erasures(), positions);
        return positions.stream().map(found::get).map(revision -> revision.in(Languages.ALL)).toList();
    }

    /** Returns what is left of the revisions of a crisis with an erasure. */
    @Transactional
    public List<Revision<Content>> erased(String crisis) {
        return revisions.erased(crisis).stream().map(codec::revision).map(revision -> revision.in(Languages.ALL)).toList();
    }
}
