package org.isnad.search;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.RevisionId;
import org.isnad.content.Content;
import org.isnad.content.Languages;
import org.isnad.reads.Brief;
import org.isnad.reads.OccurredFilter;
import org.isnad.reads.Reads;
import org.isnad.search.SearchHit.Excerpt;
import org.isnad.search.SearchHit.Superseding;
import org.isnad.search.SearchIndex.Candidate;
import org.isnad.search.SearchIndex.Question;

/** Finds revisions: the index has the candidates, and the ledger in memory decides which of them a read includes. */
@ApplicationScoped
class Searches {

    private static final Comparator<Found> NEWEST_FIRST = Comparator.comparing((Found found) -> found.header.orderFrom())
            .thenComparing(found -> found.view.crisis()).thenComparing(found -> found.header.position()).reversed();

    private static final Comparator<Found> BEST_FIRST = Comparator.comparing((Found found) -> found.score).reversed()
            .thenComparing(NEWEST_FIRST);

    private final History history;
    private final Reads reads;

    Searches(History history, Reads reads) {
        this.history = history;
        this.reads = reads;
    }

    /** A revision that was found in the view of its crisis. */
    record Found(ReadView view, RevisionHeader header, float score) {
    }

    /**
     * Returns the revisions that match, in no particular order.
     *
     * @param views the view of each crisis that is searched, by crisis, up to positions that the index has reached
     */
    List<Found> find(SearchIndex index, SearchQuery query, SearchFilter filter, OccurredFilter occurred,
            Map<String, ReadView> views) {
        if (views.isEmpty()) {
            return List.of();
        }
        boolean isRanked = filter.sort == SearchFilter.Order.RELEVANCE;
        AsOf bounds = views.values().iterator().next().bounds();
        List<Found> all = new ArrayList<>();
        index.find(new Question(query, filter.crisis, filter.kind, filter.language(), bounds, isRanked)).stream()
                .filter(candidate -> views.containsKey(candidate.crisis())).collect(groupingBy(Candidate::crisis))
                .forEach((crisis, candidates) -> all.addAll(included(views.get(crisis), candidates, filter)));
        return occurred.isEmpty() ? all : occurring(all, occurred);
    }

    /** Returns the first of some revisions that were found, in the order of the filter. The others are not sorted. */
    static List<Found> first(int count, List<Found> found, SearchFilter filter) {
        Comparator<Found> order = filter.sort == SearchFilter.Order.RELEVANCE ? BEST_FIRST : NEWEST_FIRST;
        PriorityQueue<Found> first = new PriorityQueue<>(order.reversed());
        // Candidates are in recording order. Iterating from the newest one keeps changes of the queue rare.
        for (int at = found.size() - 1; at >= 0; at--) {
            Found one = found.get(at);
            if (first.size() < count) {
                first.add(one);
            } else if (order.compare(one, first.element()) < 0) {
                first.remove();
                first.add(one);
            }
        }
        return first.stream().sorted(order).toList();
    }

    /** Returns those among the candidates of a crisis that a view and a filter include. */
    private List<Found> included(ReadView view, List<Candidate> candidates, SearchFilter filter) {
        boolean isRanked = filter.sort == SearchFilter.Order.RELEVANCE;
        Map<Long, Float> scores = new HashMap<>();
        if (isRanked) {
            candidates.forEach(candidate -> scores.put(candidate.position(), candidate.score()));
        }
        List<RevisionHeader> headers = history.at(view, candidates.stream().mapToLong(Candidate::position)).stream()
                .filter(filter::matches).toList();
        Map<String, RecordChain> chains = filter.withdrawn ? Map.of() : new HashMap<>(chains(view, headers));
        return headers.stream()
                .filter(header -> filter.withdrawn || !chains.get(header.record()).standing().isWithdrawn(header.number()))
                .map(header -> new Found(view, header, isRanked ? scores.get(header.position()) : 0)).toList();
    }

    private SortedMap<String, RecordChain> chains(ReadView view, List<RevisionHeader> headers) {
        Set<String> records = headers.stream().map(RevisionHeader::record).collect(toSet());
        return history.chains(view.crisis(), records, view.bounds());
    }

    private List<Found> occurring(List<Found> all, OccurredFilter occurred) {
        List<Found> matching = new ArrayList<>();
        all.stream().collect(groupingBy(Found::view)).forEach((view, found) -> {
            ZoneId zone = ZoneId.of(reads.state(view.crisis()).timeZone());
            Map<Long, Revision<Content>> revisions = whole(view, found);
            found.stream().filter(one -> matches(revisions.get(one.header.position()), occurred, zone)).forEach(matching::add);
        });
        return matching;
    }

    private static boolean matches(Revision<Content> revision, OccurredFilter occurred, ZoneId zone) {
        return revision.content() != null && occurred.matches(revision, zone);
    }

    private Map<Long, Revision<Content>> whole(ReadView view, List<Found> found) {
        return history.whole(view.crisis(), found.stream().map(Found::header).toList());
    }

    /** Returns what is answered of some revisions that were found, in the order given. */
    List<SearchHit> hits(List<Found> found, SearchQuery query, SearchFilter filter, Languages languages) {
        Map<Found, SearchHit> hits = new HashMap<>();
        found.stream().collect(groupingBy(Found::view))
                .forEach((view, ofCrisis) -> hits.putAll(hits(view, ofCrisis, query, filter, languages)));
        return found.stream().map(hits::get).toList();
    }

    private Map<Found, SearchHit> hits(ReadView view, List<Found> found, SearchQuery query, SearchFilter filter,
            Languages languages) {
        List<RevisionHeader> headers = found.stream().map(Found::header).toList();
        Map<String, RecordChain> chains = chains(view, headers);
        Map<Long, Revision<Content>> whole = whole(view, found);
        List<Revision<Content>> shown = history.load(view.crisis(), headers, RecordChain.standings(chains)::get, languages);
        Map<Found, SearchHit> hits = new HashMap<>();
        for (int at = 0; at < shown.size(); at++) {
            Revision<Content> revision = shown.get(at);
            Excerpt excerpt = Excerpts.of(whole.get(revision.position()), query, filter.language(), revision.language().tag());
            hits.put(found.get(at), hit(revision, chains.get(revision.record()), excerpt));
        }
        return hits;
    }

    private static SearchHit hit(Revision<Content> revision, RecordChain chain, Excerpt excerpt) {
        return new SearchHit(revision.crisis(), revision.position(), revision.kind(), revision.recordedAt(), Brief.of(revision),
                chain.standing().isWithdrawn(revision.number()), superseding(revision, chain), excerpt);
    }

    private static Superseding superseding(Revision<Content> revision, RecordChain chain) {
        if (revision.supersededBy() != null) {
            return new Superseding(revision.record(), revision.supersededBy(),
                    chain.numbered(revision.supersededBy()).status());
        }
        RevisionId elsewhere = revision.replacedBy();
        return elsewhere == null ? null : new Superseding(elsewhere.record(), elsewhere.number(), null);
    }
}
