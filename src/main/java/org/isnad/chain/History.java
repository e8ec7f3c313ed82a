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

/**
 * Reads revisions and their headers. Most calls are one SQL statement; the caller holds the transaction, except for
 * between and erased. Only record, readable and view check whether the caller may read the crisis.
 *
 * <p>
 * Unless stated otherwise, results are in no particular order, what does not exist is left out, and
 * revisions are as stored: in all languages, without standing. The headers that decide the claims on a
 * record suffice for {@link Standing#claims}; older ones may be missing. Only these and the headers of a
 * chain have {@link RevisionHeader#last}.
 */
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

    /** @param importTimeout the timeout of the longest transaction, an import, in seconds */
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

    /** A revision whose evidence names another one by record and number. */
    public record Citation(RevisionHeader citing, RevisionHeader cited) {
    }

    /** One page of the headers that match a search, and the number of matching headers on all pages. */
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
     * @throws Rejection UNKNOWN if there is no record of that kind that the caller may read
     */
    public RecordKey record(Class<? extends Content> type, String id) {
        return record(id).filter(key -> key.kind() == Kind.of(type))
                .orElseThrow(() -> Rejection.unknown("Unknown record among the " + Kind.of(type).path()));
    }

    /** Returns a record of any kind, or empty if it does not exist or the caller may not read it. */
    public Optional<RecordKey> record(String id) {
        return readable(List.of(id)).stream().findFirst();
    }

    /** Returns those among some records that exist and that the caller may read. */
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
     * Returns the part of a crisis that a read may see, at any position, after {@link #awaitInFlightAppends}.
     *
     * @param asOf the time by which revisions were reported, or null for all
     * @param knownAt the time by which revisions were recorded, or null for all
     * @throws Rejection UNKNOWN if the caller may not read the crisis, INVALID if this mirror may lack revisions
     *         recorded by knownAt
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

    /**
     * Waits for in-flight appends when knownAt is so recent that one of them may still commit with an earlier
     * recordedAt. Does nothing if knownAt is null.
     */
    public void awaitInFlightAppends(String crisis, Instant knownAt) {
        if (knownAt != null && knownAt.isAfter(clock.instant().minus(longestAppend))) {
            ledgers.awaitAppends(crisis);
        }
    }

    /**
     * Returns the last position of a crisis that was recorded by knownAt of the bounds, or the last of all if knownAt
     * is unbounded; 0 if there is none. Their asOf and position are ignored.
     */
    public long position(String crisis, AsOf bounds) {
        return bounds.isFixed() ? revisions.positionAt(crisis, bounds.knownAt()) : ledgers.findById(crisis).position;
    }

    /** Returns the headers that decide the claims on a record; empty if no revision of it is within the bounds. */
    public List<RevisionHeader> deciding(String record, AsOf bounds) {
        return revisions.deciding(record, bounds);
    }

    /** Returns the headers that decide the claims on some records, by record; records without any are absent. */
    public Map<String, List<RevisionHeader>> deciding(Collection<String> ids, AsOf bounds) {
        return ids.isEmpty() ? Map.of() : revisions.deciding(ids, bounds);
    }

    /** Returns the headers that decide the claims on each record of a crisis, by record; null is all kinds. */
    public Map<String, List<RevisionHeader>> deciding(String crisis, Kind kind, AsOf bounds) {
        return revisions.deciding(crisis, kind, bounds);
    }

    /** Returns the headers of all revisions of a record within the bounds. */
    public List<RevisionHeader> chain(String record, AsOf bounds) {
        return revisions.chain(record, bounds);
    }

    /** Decides, by record, whether these revisions stand within the bounds; the claims may lack other revisions. */
    public Map<String, Standing> standing(Collection<RevisionHeader> headers, AsOf bounds) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Set<RevisionHeader> deciding = new HashSet<>(headers);
        deciding.addAll(revisions.superseding(headers.stream().map(RevisionHeader::record).collect(toSet()), bounds));
        return Standing.byRecord(deciding.stream().collect(groupingBy(RevisionHeader::record)));
    }

    /** Returns a revision in all languages, without its standing. */
    public <C extends Content> Optional<Revision<C>> revision(String record, int number) {
        return revisions.numbered(record, number).map(codec::revision);
    }

    /** Returns some revisions of a crisis in all languages, without their standing, as a map by position. */
    public <C extends Content> Map<Long, Revision<C>> whole(String crisis, Collection<RevisionHeader> headers) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        return revisions.at(crisis, headers.stream().map(RevisionHeader::position).toList()).values().stream()
                .collect(toMap(row -> row.position, codec::revision));
    }

    /** Returns revisions, given by their numbers in each record, in all languages, by record and number. */
    public <C extends Content> Map<String, Map<Integer, Revision<C>>> whole(Map<String, Set<Integer>> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Set<Integer> all = numbers.values().stream().flatMap(Set::stream).collect(toSet());
        return revisions.numbered(numbers.keySet(), all).stream()
                .filter(row -> numbers.get(row.recordId).contains(row.number))
                .collect(groupingBy(row -> row.recordId, toMap(row -> row.number, codec::<C> revision)));
    }

    /** Returns the headers of the revisions that have any of the numbers in any of the records. */
    public List<RevisionHeader> numbered(Collection<String> ids, Collection<Integer> numbers) {
        return ids.isEmpty() || numbers.isEmpty() ? List.of() : revisions.headersNumbered(ids, numbers);
    }

    /** Returns the headers of the revisions that these supersede, and perhaps of others, by record and number. */
    public Map<String, Map<Integer, RevisionHeader>> superseded(Collection<RevisionHeader> headers) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        return revisions.superseded(headers).stream()
                .collect(groupingBy(RevisionHeader::record, toMap(RevisionHeader::number, Function.identity())));
    }

    /** Returns the citations of these revisions by those of the crisis within the bounds, in position order. */
    public List<Citation> citing(String crisis, Collection<RevisionHeader> cited, AsOf bounds) {
        if (cited.isEmpty()) {
            return List.of();
        }
        Set<Long> positions = cited.stream().map(RevisionHeader::position).collect(toSet());
        return citations.of(crisis, cited.stream().map(RevisionHeader::record).collect(toSet()),
                cited.stream().map(RevisionHeader::number).collect(toSet()), bounds).stream()
                .filter(citation -> positions.contains(citation.cited().position())).toList();
    }

    /** Returns the citations of a record's revisions by those of it within the bounds, in position order. */
    public List<Citation> citingWithin(String record, AsOf bounds) {
        return citations.within(record, bounds);
    }

    /** Returns a page of a search in the order of reporting, in which no revision precedes one that it supersedes. */
    public SearchResult asReported(String crisis, Search search, AsOf bounds, int offset, int limit) {
        return revisions.search(crisis, search, bounds, Revisions.AS_REPORTED, offset, limit);
    }

    /** Returns a page of a search in the reverse order of reporting: descending by orderFrom, then by position. */
    public SearchResult newestFirst(String crisis, Search search, AsOf bounds, int offset, int limit) {
        return revisions.search(crisis, search, bounds, Revisions.NEWEST_FIRST, offset, limit);
    }

    /** Returns, by record, the headers within after but not within before, which differs in asOf or knownAt alone. */
    public Map<String, List<RevisionHeader>> since(String crisis, AsOf before, AsOf after) {
        return revisions.since(crisis, before, after).stream().collect(groupingBy(RevisionHeader::record));
    }

    /** Returns the first revisions after a position and up to another one, inclusive, in position order. */
    @Transactional
    public List<Revision<Content>> between(String crisis, long after, long upTo, int limit) {
        return revisions.between(crisis, after, upTo, limit).stream().map(codec::revision)
                .map(revision -> revision.in(Languages.ALL)).toList();
    }

    /** Returns what is left of the revisions with erased content or erased quotations, in position order. */
    @Transactional
    public List<Revision<Content>> erased(String crisis) {
        return revisions.erased(crisis).stream().map(codec::revision).map(revision -> revision.in(Languages.ALL)).toList();
    }

    /**
     * Returns some revisions of a crisis as answers show them: in the order given, with standing, supersededBy and
     * stale translations, and with texts in the preferred language.
     *
     * @param headers the headers of the revisions, which must exist
     * @param standings returns the standing of a record by its id; a translation is stale if a claim of it shows that
     */
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
