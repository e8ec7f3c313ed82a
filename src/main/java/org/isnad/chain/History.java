package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.access.Caller;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Rejection;

/**
 * Reads revisions: what decides is in memory, and so is content that was read lately. Only record, readable and view check
 * whether the caller may read the crisis.
 */
@ApplicationScoped
public class History {

    /** By how much a transaction may outlast its timeout before it is rolled back. */
    private static final Duration ROLLBACK_DELAY = Duration.ofMinutes(1);

    /** The order of reporting, in which no revision comes before the one that it supersedes. */
    private static final Comparator<RevisionHeader> AS_REPORTED = Comparator.comparing(RevisionHeader::orderFrom)
            .thenComparing(RevisionHeader::position);

    private final CrisisStates states;
    private final RecordKeys records;
    private final CrisisIndexes indexes;
    private final Contents contents;
    private final Caller caller;
    private final Clock clock;
    private final Duration longestAppend;

    /** @param importTimeout the timeout of the longest transaction, an import, in seconds */
    History(CrisisStates states, RecordKeys records, CrisisIndexes indexes, Contents contents,
            Caller caller, Clock clock, @ConfigProperty(name = "isnad.import-timeout") int importTimeout) {
        this.states = states;
        this.records = records;
        this.indexes = indexes;
        this.contents = contents;
        this.caller = caller;
        this.clock = clock;
        this.longestAppend = Duration.ofSeconds(importTimeout).plus(ROLLBACK_DELAY);
    }

    /** A revision whose evidence names another one by its number. */
    public record Citation(RevisionHeader citing, RevisionHeader cited) {
    }

    /**
     * Returns a record of a kind.
     *
     * @throws Rejection UNKNOWN unless there is one that the caller may read
     */
    public RecordKey record(Class<? extends Content> type, String id) {
        return record(id).filter(key -> key.kind() == Kind.of(type))
                .orElseThrow(() -> Rejection.unknown("Unknown record among the " + Kind.of(type).path()));
    }

    /** Returns a record of any kind, or empty if the caller may not read it. */
    public Optional<RecordKey> record(String id) {
        return readable(List.of(id)).stream().findFirst();
    }

    /** Returns those among some records that exist and that the caller may read. */
    public List<RecordKey> readable(Collection<String> ids) {
        return records.of(ids).stream().filter(record -> states.of(record.crisis()).isPresent()).toList();
    }

    /**
     * Returns what a read of a crisis may see, up to its last position.
     *
     * @param asOf the time by which revisions were reported, or null for all
     * @param certain whether they must certainly have been reported by then
     * @param knownAt the time by which revisions were recorded, or null for all
     * @param seen a position that the caller has seen, or 0
     * @throws Rejection UNKNOWN if the caller may not read the crisis, INVALID if this mirror may lack revisions
     *         recorded by knownAt
     */
    public ReadView view(String crisis, Instant asOf, boolean certain, Instant knownAt, long seen) {
        CrisisState state = states.of(crisis, seen).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        state = awaitInFlightAppends(state, knownAt);
        requireComplete(state, "knownAt", knownAt);
        return new ReadView(crisis, AsOf.of(asOf, certain, knownAt).upTo(state.position()),
                caller.isRestricted(state.visibility()),
                state.erasures());
    }

    /**
     * Returns the view up to the last position, after waiting for in-flight appends that may be recorded by a time.
     *
     * @param field the name of the parameter that states the time
     * @throws Rejection INVALID if this mirror may lack revisions recorded by then
     */
    public ReadView awaitInFlightAppends(ReadView view, String field, Instant knownAt) {
        CrisisState state = awaitInFlightAppends(states.find(view.crisis(), 0), knownAt);
        requireComplete(state, field, knownAt);
        return view.upTo(state.position());
    }

    /** Fails with INVALID if a crisis comes from another instance, which may have more that was recorded by a time. */
    private static void requireComplete(CrisisState state, String field, Instant knownAt) {
        if (knownAt != null && state.isMirror() && !knownAt.isBefore(state.recordedAt())) {
            throw Rejection.invalid(field, "must be before " + state.recordedAt()
                    + ": this mirror may lack revisions that were recorded later");
        }
    }

    /**
     * Returns the state of a crisis after waiting for in-flight appends, if knownAt is so recent that one of them may still
     * commit with an earlier recordedAt, or else the state given. Does not wait if knownAt is null.
     */
    private CrisisState awaitInFlightAppends(CrisisState state, Instant knownAt) {
        boolean mayBeInFlight = knownAt != null && knownAt.isAfter(clock.instant().minus(longestAppend));
        return mayBeInFlight ? states.afterInFlightAppends(state.crisis()) : state;
    }

    /** Returns the index of a crisis, up to its last position at least. */
    private CrisisIndex index(String crisis) {
        return indexes.of(states.find(crisis, 0));
    }

    /**
     * Returns the last position of a view that was recorded by its knownAt.
     *
     * @param kind the kind that the answer is made of: what is recorded of other kinds leaves it unchanged; null for all
     */
    public long position(ReadView view, Kind kind) {
        return index(view.crisis()).lastPosition(kind, view.bounds());
    }

    /** Returns the revisions of a record within the bounds, with their standing. */
    public RecordChain chain(RecordKey record, AsOf bounds) {
        return index(record.crisis()).chain(record.record(), bounds);
    }

    /**
     * Returns the headers of the revisions at some positions that a view includes and that have content, in the order given.
     */
    public List<RevisionHeader> at(ReadView view, LongStream positions) {
        CrisisIndex index = index(view.crisis());
        return positions.filter(position -> position <= view.bounds().position()).mapToObj(index::at)
                .filter(header -> header.isWithin(view.bounds()) && !header.isErased()).toList();
    }

    /** Returns the chains of some records of a crisis, by record; empty ones are absent. */
    public SortedMap<String, RecordChain> chains(String crisis, Collection<String> ids, AsOf bounds) {
        CrisisIndex index = index(crisis);
        SortedMap<String, RecordChain> chains = new TreeMap<>();
        for (String id : ids) {
            RecordChain chain = index.chain(id, bounds);
            if (!chain.isEmpty()) {
                chains.put(id, chain);
            }
        }
        return chains;
    }

    /** Returns the chains of all records of a crisis, of one kind or of all (null), by record; empty ones are absent. */
    public SortedMap<String, RecordChain> chains(String crisis, Kind kind, AsOf bounds) {
        return index(crisis).chains(kind, bounds);
    }

    /** Returns a revision in all languages, without what depends on other revisions, or empty if the bounds include none. */
    public <C extends Content> Optional<Revision<C>> revision(RecordKey record, int number, AsOf bounds) {
        RevisionHeader header = chain(record, bounds).numbered(number);
        return Optional.ofNullable(header)
                .map(known -> this.<C> whole(record.crisis(), List.of(known)).get(known.position()));
    }

    /** Returns some revisions of a crisis in all languages, by position, without what depends on other revisions. */
    public <C extends Content> Map<Long, Revision<C>> whole(String crisis, Collection<RevisionHeader> headers) {
        List<Long> positions = headers.stream().map(RevisionHeader::position).distinct().toList();
        return contents.at(crisis, index(crisis).erasures(), positions);
    }

    /**
     * Returns which revisions of a crisis rest on some others of it, directly or through those that they cite, in position
     * order of the citing ones.
     */
    public List<Citation> citing(String crisis, Collection<RevisionHeader> cited, AsOf bounds) {
        CrisisIndex index = index(crisis);
        List<Citation> citations = new ArrayList<>();
        for (RevisionHeader header : new LinkedHashSet<>(cited)) {
            index.restingOn(header, bounds).forEach(citing -> citations.add(new Citation(citing, header)));
        }
        citations.sort(Comparator.comparing(citation -> citation.citing().position()));
        return citations;
    }

    /** Returns the revisions of a crisis that name a record in their evidence, in position order. */
    public List<RevisionHeader> citing(String crisis, String record, AsOf bounds) {
        return index(crisis).linking(record, bounds).stream().filter(header -> header.cites(record)).toList();
    }

    /** Returns the revisions that a revision of a crisis supersedes or replaces, whether or not it is in force. */
    public List<RevisionHeader> putOutOfForceBy(String crisis, RevisionHeader by) {
        CrisisIndex index = index(crisis);
        List<RevisionHeader> of = new ArrayList<>();
        if (by.supersedes() != null) {
            of.add(index.chain(by.record(), AsOf.NOW).numbered(by.supersedes()));
        }
        by.links().stream().filter(link -> link.type() == Link.Type.REPLACES)
                .forEach(link -> of.add(index.chain(link.record(), AsOf.NOW).numbered(link.number())));
        return of;
    }

    /** Returns the citations of a record's revisions by others of it, in position order of the citing ones. */
    public List<Citation> citingWithin(RecordKey record, AsOf bounds) {
        CrisisIndex index = index(record.crisis());
        RecordChain all = index.chain(record.record(), AsOf.NOW);
        List<Citation> citations = new ArrayList<>();
        for (RevisionHeader citing : index.linking(record.record(), bounds)) {
            if (citing.record().equals(record.record())) {
                citing.links().stream().filter(cited -> cited.type() == Link.Type.SUPPORTS)
                        .filter(cited -> cited.record().equals(record.record()))
                        .map(cited -> all.numbered(cited.number())).filter(Objects::nonNull).distinct()
                        .forEach(cited -> citations.add(new Citation(citing, cited)));
            }
        }
        return citations;
    }

    /** Returns the matching revisions of a crisis in the order of reporting, none before the one that it supersedes. */
    public List<RevisionHeader> asReported(String crisis, Predicate<RevisionHeader> filter, AsOf bounds) {
        return index(crisis).within(bounds).stream().filter(filter).sorted(AS_REPORTED).toList();
    }

    /**
     * Returns the matching corrections, retractions and other revisions that supersede one of another source, in the reverse
     * order of reporting.
     */
    public List<RevisionHeader> corrections(String crisis, Predicate<RevisionHeader> filter, AsOf bounds) {
        CrisisIndex index = index(crisis);
        return index.within(bounds).stream().filter(filter).filter(index::isCorrection).sorted(AS_REPORTED.reversed()).toList();
    }

    /** Returns the headers that the bounds after include and the bounds before, on the same clock, do not, by record. */
    public Map<String, List<RevisionHeader>> since(String crisis, AsOf before, AsOf after) {
        // Without bounds in time, nothing up to the position of the first bounds can be new.
        long from = before.isUnboundedInTime() ? before.position() : 0;
        return index(crisis).between(from, after.position()).stream()
                .filter(header -> header.isWithin(after) && !header.isWithin(before))
                .collect(groupingBy(RevisionHeader::record));
    }

    /**
     * Returns some revisions of a crisis in the order given, in the preferred language, with their standing and their stale
     * translations.
     *
     * @param standings the standing of each record
     */
    public <C extends Content> List<Revision<C>> load(String crisis, Collection<RevisionHeader> headers,
            Function<String, Standing> standings, Languages languages) {
        if (headers.isEmpty()) {
            return List.of();
        }
        Map<Long, Revision<C>> whole = whole(crisis, headers);
        List<Revision<C>> loaded = headers.stream().map(header -> whole.get(header.position())).toList();
        Map<Long, SortedMap<String, Integer>> stale = stale(crisis, loaded, standings);
        return loaded.stream().map(revision -> {
            Standing standing = standings.apply(revision.record());
            return revision.withStanding(standing, stale.get(revision.position())).in(languages);
        }).toList();
    }

    private <C extends Content> Map<Long, SortedMap<String, Integer>> stale(String crisis, List<Revision<C>> loaded,
            Function<String, Standing> standings) {
        CrisisIndex index = index(crisis);
        StaleTranslations<C> translations = new StaleTranslations<>(index, loaded, standings);
        return translations.find(contents.at(crisis, index.erasures(), translations.positions()));
    }
}
