package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.access.Caller;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Rejection;

/** Reads revisions and their headers. Most calls are one SQL statement; callers hold the transaction. */
@ApplicationScoped
public class History {

    /** By how much a transaction may outlast its timeout before it is rolled back. */
    private static final Duration ROLLBACK_DELAY = Duration.ofMinutes(1);

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final Revisions revisions;
    private final CitationRow.Repository citations;
    private final Codec codec;
    private final StaleTranslations staleTranslations;
    private final Caller caller;
    private final Clock clock;
    private final Duration longestAppend;

    History(LedgerRow.Repository ledgers, RecordRow.Repository records, Revisions revisions,
            CitationRow.Repository citations, Codec codec, StaleTranslations staleTranslations, Caller caller, Clock clock,
            @ConfigProperty(name = "isnad.import-timeout") int importTimeout) {
        this.ledgers = ledgers;
        this.records = records;
        this.revisions = revisions;
        this.citations = citations;
        this.codec = codec;
        this.staleTranslations = staleTranslations;
        this.caller = caller;
        this.clock = clock;
        this.longestAppend = Duration.ofSeconds(importTimeout).plus(ROLLBACK_DELAY);
    }

    /** A revision whose evidence names another one by its number. */
    public record Citation(RevisionHeader citing, RevisionHeader cited) {
    }

    /** One page of the headers that match a search, and the number of all of them. */
    public record SearchResult(long total, List<RevisionHeader> headers) {
    }

    /**
     * A search among the revisions of a crisis; a null component matches all.
     *
     * @param statuses any of these
     * @param from revisions whose span of reporting ends after this
     * @param until revisions whose span of reporting begins before this
     * @param within whether the whole span must lie between the two
     */
    public record Search(Kind kind, String source, Set<Status> statuses, Instant from, Instant until, boolean within) {

        /** Returns a search by kind, source and statuses alone. */
        public static Search of(Kind kind, String source, Set<Status> statuses) {
            return new Search(kind, source, statuses, null, null, false);
        }
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

    /** Returns those among some records that the caller may read. */
    public List<RecordKey> readable(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return records.withLedgers(ids).stream()
                .filter(found -> caller.mayRead(found.ledger().crisisId, found.ledger().visibility()))
                .map(found -> found.record().key()).toList();
    }

    /** Returns the kinds of some records, by id. */
    public Map<String, Kind> kinds(Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : records.named(ids).stream().collect(toMap(row -> row.id, row -> row.kind));
    }

    /**
     * Returns what a read of a crisis may see.
     *
     * @param asOf the time of reporting, or null
     * @param knownAt the time of recording, or null
     * @throws Rejection UNKNOWN if the caller may not read the crisis, INVALID if this mirror may lack revisions recorded by
     *         knownAt
     */
    public ReadView view(String crisis, Instant asOf, Instant knownAt) {
        LedgerRow ledger = ledgers.findByIdOptional(crisis).filter(row -> caller.mayRead(crisis, row.visibility()))
                .orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        awaitInFlightAppends(crisis, knownAt);
        if (knownAt != null && ledger.isMirror && !knownAt.isBefore(ledger.recordedAt)) {
            throw Rejection.invalid("knownAt", "must be before " + ledger.recordedAt
                    + ": this mirror may lack revisions that were recorded later");
        }
        return new ReadView(crisis, AsOf.of(asOf, knownAt), caller.isRestricted(ledger.visibility()), ledger.erasures);
    }

    /** Waits for in-flight appends when knownAt is so recent that one of them may still commit with an earlier recordedAt. */
    public void awaitInFlightAppends(String crisis, Instant knownAt) {
        if (knownAt != null && knownAt.isAfter(clock.instant().minus(longestAppend))) {
            ledgers.awaitAppends(crisis);
        }
    }

    /** Returns the last position of a crisis within the bounds. */
    public long position(String crisis, AsOf bounds) {
        return bounds.isFixed() ? revisions.positionAt(crisis, bounds.knownAt()) : ledgers.findById(crisis).position;
    }

    /** Returns the headers that decide the claims on a record; empty if the bounds include none of it. */
    public List<RevisionHeader> deciding(String record, AsOf bounds) {
        return revisions.deciding(record, bounds);
    }

    /** Returns the headers that decide the claims on some records, by record; records without any are absent. */
    public Map<String, List<RevisionHeader>> deciding(Collection<String> ids, AsOf bounds) {
        return ids.isEmpty() ? Map.of() : revisions.deciding(ids, bounds);
    }

    /** Returns the headers that decide the claims on each record of a crisis, of one kind or of all (null), by record. */
    public Map<String, List<RevisionHeader>> deciding(String crisis, Kind kind, AsOf bounds) {
        return revisions.deciding(crisis, kind, bounds);
    }

    /** Returns the headers of all revisions of a record. */
    public List<RevisionHeader> chain(String record, AsOf bounds) {
        return revisions.chain(record, bounds);
    }

    /** Decides the standing of some revisions of a crisis, by record, from them and all that supersede others there. */
    public Map<String, Standing> standing(Collection<RevisionHeader> headers, AsOf bounds) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Set<RevisionHeader> deciding = new HashSet<>(headers);
        deciding.addAll(revisions.superseding(headers.stream().map(RevisionHeader::record).collect(toSet()), bounds));
        return Standing.byRecord(deciding.stream().collect(groupingBy(RevisionHeader::record)));
    }

    /** Returns a revision in all languages, without what depends on other revisions. */
    public <C extends Content> Optional<Revision<C>> revision(String record, int number) {
        return revisions.numbered(record, number).map(codec::revision);
    }

    /** Returns some revisions of a crisis in all languages, by position. */
    public <C extends Content> Map<Long, Revision<C>> whole(String crisis, Collection<RevisionHeader> headers) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        return revisions.at(crisis, headers.stream().map(RevisionHeader::position).toList()).values().stream()
                .collect(toMap(row -> row.position, codec::revision));
    }

    /** Returns some revisions in all languages, by record and number; unknown ones are absent. */
    public <C extends Content> Map<String, Map<Integer, Revision<C>>> whole(Map<String, Set<Integer>> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Set<Integer> all = numbers.values().stream().flatMap(Set::stream).collect(toSet());
        return revisions.numbered(numbers.keySet(), all).stream()
                .filter(row -> numbers.get(row.recordId).contains(row.number))
                .collect(groupingBy(row -> row.recordId, toMap(row -> row.number, codec::<C> revision)));
    }

    /** Returns the headers of the revisions with any of some numbers in any of some records. */
    public List<RevisionHeader> numbered(Collection<String> ids, Collection<Integer> numbers) {
        return ids.isEmpty() || numbers.isEmpty() ? List.of() : revisions.headersNumbered(ids, numbers);
    }

    /** Returns the headers of the revisions that some others of a crisis supersede, by record and number. */
    public Map<String, Map<Integer, RevisionHeader>> superseded(Collection<RevisionHeader> headers) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        return revisions.superseded(headers).stream()
                .collect(groupingBy(RevisionHeader::record, toMap(RevisionHeader::number, Function.identity())));
    }

    /** Returns the citations of some revisions of a crisis by others of it, in position order of the citing ones. */
    public List<Citation> citing(String crisis, Collection<RevisionHeader> cited, AsOf bounds) {
        if (cited.isEmpty()) {
            return List.of();
        }
        Set<Long> positions = cited.stream().map(RevisionHeader::position).collect(toSet());
        return citations.of(crisis, cited.stream().map(RevisionHeader::record).collect(toSet()),
                cited.stream().map(RevisionHeader::number).collect(toSet()), bounds).stream()
                .filter(citation -> positions.contains(citation.cited().position())).toList();
    }

    /** Returns the citations of a record's revisions by others of it, in position order of the citing ones. */
    public List<Citation> citingWithin(String record, AsOf bounds) {
        return citations.within(record, bounds);
    }

    /** Returns one page of the revisions of a crisis in the order of reporting, none before the one that it supersedes. */
    public SearchResult asReported(String crisis, Search search, AsOf bounds, int offset, int limit) {
        return revisions.search(crisis, search, bounds, Revisions.AS_REPORTED, offset, limit);
    }

    /** Returns one page of the revisions of a crisis in the reverse order of reporting. */
    public SearchResult newestFirst(String crisis, Search search, AsOf bounds, int offset, int limit) {
        return revisions.search(crisis, search, bounds, Revisions.NEWEST_FIRST, offset, limit);
    }

    /** Returns the headers that the bounds after include and the bounds before, on the same clock, do not, by record. */
    public Map<String, List<RevisionHeader>> since(String crisis, AsOf before, AsOf after) {
        return revisions.since(crisis, before, after).stream().collect(groupingBy(RevisionHeader::record));
    }

    /** Returns the revisions of a crisis after a position and up to another one, in position order and all languages. */
    @Transactional
    public List<Revision<Content>> between(String crisis, long after, long upTo, int limit) {
        return revisions.between(crisis, after, upTo, limit).stream().map(codec::revision)
                .map(revision -> revision.in(Languages.ALL)).toList();
    }

    /** Returns what is left of the revisions of a crisis with an erasure, in position order and all languages. */
    @Transactional
    public List<Revision<Content>> erased(String crisis) {
        return revisions.erased(crisis).stream().map(codec::revision).map(revision -> revision.in(Languages.ALL)).toList();
    }

    /** Returns some revisions of a crisis in the order given, with their standing, in the preferred language. */
    public <C extends Content> List<Revision<C>> load(String crisis, Collection<RevisionHeader> headers,
            Function<String, Standing> standings, Languages languages) {
        if (headers.isEmpty()) {
            return List.of();
        }
        Map<Long, Revision<C>> whole = whole(crisis, headers);
        List<Revision<C>> loaded = headers.stream().map(header -> whole.get(header.position())).toList();
        Map<Long, SortedMap<String, Integer>> stale = staleTranslations.of(crisis, loaded, standings);
        return loaded.stream().map(revision -> {
            Standing standing = standings.apply(revision.record());
            return revision.withStanding(standing.stands(revision.number()), standing.supersededBy(revision.number()),
                    stale.get(revision.position())).in(languages);
        }).toList();
    }
}
