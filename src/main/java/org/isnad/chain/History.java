package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.isnad.access.Caller;
import org.isnad.access.Opening;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Translation;
import org.isnad.sources.Sources;
import org.isnad.web.Languages;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Question;

/**
 * What a read may see of the chains: what all answers are made of. Each call is one SQL statement, or two where translations
 * are followed; callers hold the transaction.
 */
@ApplicationScoped
public class History {

    /** No append holds its crisis longer: lock and statement timeouts are well below. */
    private static final Duration LONGEST_APPEND = Duration.ofMinutes(1);

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final Revisions revisions;
    private final CitationRow.Repository citations;
    private final Sources sources;
    private final Codec codec;
    private final Caller caller;
    private final Clock clock;

    History(LedgerRow.Repository ledgers, RecordRow.Repository records, Revisions revisions, CitationRow.Repository citations,
            Sources sources, Codec codec, Caller caller, Clock clock) {
        this.ledgers = ledgers;
        this.records = records;
        this.revisions = revisions;
        this.citations = citations;
        this.sources = sources;
        this.codec = codec;
        this.caller = caller;
        this.clock = clock;
    }

    /** A record as far as it never changes, and whether it may be read. */
    public record Subject(String record, Kind kind, String crisis, Opening opening, int erasures) {

        /** As a query makes it. */
        public Subject(String record, Kind kind, String crisis, Opening.Reads reads, Instant opensAt, int erasures) {
            this(record, kind, crisis, new Opening(reads, opensAt), erasures);
        }
    }

    /** That a revision's evidence names another by its number. */
    public record Citation(Head citing, Head cited) {
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (404) unless there is such a record of this kind */
    public Subject subject(Class<? extends Content> type, String id) {
        return subject(id).filter(subject -> subject.kind == Kind.of(type))
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such record among the " + Kind.of(type).path()));
    }

    /** A record of any kind, unless the caller may not read its crisis. */
    public Optional<Subject> subject(String id) {
        return records.subjects(List.of(id)).stream().filter(this::mayRead).findFirst();
    }

    /** Those of some records that the caller may read. */
    public Set<String> readable(Collection<String> ids) {
        return ids.isEmpty() ? Set.of()
                : records.subjects(ids).stream().filter(this::mayRead).map(Subject::record).collect(toSet());
    }

    private boolean mayRead(Subject subject) {
        return caller.mayRead(subject.crisis, subject.opening);
    }

    /** A crisis as far as the caller may read it: empty if there is none, or none for this caller. */
    private Optional<LedgerRow> ledger(String crisis) {
        return ledgers.findByIdOptional(crisis).filter(row -> caller.mayRead(crisis, row.opening()));
    }

    /** What each of some records is about. */
    public Map<String, Kind> kinds(Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : records.list("id in ?1", ids).stream().collect(toMap(row -> row.id, row -> row.kind));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (404) unless there is such a crisis */
    public void requireCrisis(String crisis) {
        if (ledger(crisis).isEmpty()) {
            throw Problem.NOT_FOUND.because("There is no such crisis");
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (400) unless the parameter names a crisis */
    public void requireCrisisParameter(String crisis) {
        if (crisis == null) {
            throw Problem.INVALID.at(Violation.query("crisis", "must be given"));
        }
        if (ledger(crisis).isEmpty()) {
            throw Problem.INVALID.at(Violation.query("crisis", "is not a crisis here"));
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (400) unless the parameter named so is absent or names a source */
    public void requireSource(String parameter, String source) {
        if (source != null && !sources.unknownAmong(source, null).isEmpty()) {
            throw Problem.INVALID.at(Violation.query(parameter, "is not a source here"));
        }
    }

    /** What a question about a crisis may see. */
    public AsOf asOf(Question question, String crisis) {
        LedgerRow ledger = ledger(crisis).orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis"));
        return asOf(question, crisis, ledger.opening(), ledger.erasures);
    }

    /** What a question about a record may see. */
    public AsOf asOf(Question question, Subject subject) {
        return asOf(question, subject.crisis, subject.opening, subject.erasures);
    }

    private AsOf asOf(Question question, String crisis, Opening opening, int erasures) {
        question.about(caller.isClosed(opening), erasures);
        Instant knownAt = question.knownAt(clock);
        settle(crisis, knownAt);
        if (knownAt != null) {
            requireHeld(crisis, knownAt);
        }
        return AsOf.of(question.asOf(clock), knownAt);
    }

    /** A mirror's next revision may have been recorded, elsewhere, before now: what it lacks, it cannot answer for ever. */
    private void requireHeld(String crisis, Instant knownAt) {
        LedgerRow ledger = ledgers.findById(crisis);
        if (ledger.isMirror && !knownAt.isBefore(ledger.recordedAt)) {
            throw Problem.INVALID.at(Violation.query("knownAt", "must be before " + ledger.recordedAt
                    + ": of what was recorded later, this mirror may lack some"));
        }
    }

    /** Waits, if a time of recording is so late that an append under way may yet be given an earlier one. */
    public void settle(String crisis, Instant knownAt) {
        if (knownAt != null && knownAt.isAfter(clock.instant().minus(LONGEST_APPEND))) {
            ledgers.findById(crisis, LockModeType.PESSIMISTIC_READ);
        }
    }

    /** The last position of a crisis that a read may see. */
    public long position(String crisis, AsOf asOf) {
        return asOf.isFixed() ? revisions.positionAt(crisis, asOf.knownAt()) : ledgers.findById(crisis).position;
    }

    /** What decides who says what in a record; empty if nothing of it is seen. */
    public List<Head> heads(String record, AsOf asOf) {
        return revisions.heads(record, asOf);
    }

    /** What decides who says what in each of some records, by record; those of which nothing is seen are absent. */
    public Map<String, List<Head>> heads(Collection<String> records, AsOf asOf) {
        return records.isEmpty() ? Map.of() : revisions.heads(records, asOf);
    }

    /** What decides who says what in each record of a crisis, of one kind or of all (null), by record. */
    public Map<String, List<Head>> heads(String crisis, Kind kind, AsOf asOf) {
        return revisions.heads(crisis, kind, asOf);
    }

    /** Every revision of a record that a read may see. */
    public List<Head> chain(String record, AsOf asOf) {
        return revisions.chain(record, asOf);
    }

    /**
     * Whether some revisions of a crisis are in force, by record: decided from them and all that supersedes anything in their
     * records, however far down their chains they are.
     */
    public Map<String, Standing> standing(Collection<Head> heads, AsOf asOf) {
        if (heads.isEmpty()) {
            return Map.of();
        }
        Set<Head> deciding = new HashSet<>(heads);
        deciding.addAll(revisions.superseding(heads.stream().map(Head::record).collect(toSet()), asOf));
        return Standing.byRecord(deciding.stream().collect(groupingBy(Head::record)));
    }

    /** A revision whole, as it will always be: all languages, and nothing that depends on others. */
    public <C extends Content> Optional<Revision<C>> revision(String record, int number) {
        return revisions.numbered(record, number).map(codec::revision);
    }

    /** Some revisions of a crisis whole, by position. */
    public <C extends Content> Map<Long, Revision<C>> whole(String crisis, Collection<Head> heads) {
        return heads.isEmpty() ? Map.of()
                : revisions.at(crisis, heads.stream().map(Head::position).toList()).values().stream()
                        .collect(toMap(row -> row.position, codec::revision));
    }

    /** Some revisions whole, by record and number; those that are not there are absent. */
    public <C extends Content> Map<String, Map<Integer, Revision<C>>> whole(Map<String, Set<Integer>> numbers) {
        return numbers.isEmpty() ? Map.of()
                : revisions.numbered(numbers.keySet(), numbers.values().stream().flatMap(Set::stream).collect(toSet())).stream()
                        .filter(row -> numbers.get(row.recordId).contains(row.number))
                        .collect(groupingBy(row -> row.recordId, toMap(row -> row.number, codec::<C> revision)));
    }

    /** The revisions of any of some numbers in any of some records. */
    public List<Head> numbered(Collection<String> records, Collection<Integer> numbers) {
        return records.isEmpty() || numbers.isEmpty() ? List.of() : revisions.headsNumbered(records, numbers);
    }

    /** The revisions that some others of a crisis supersede, by record and number. */
    public Map<String, Map<Integer, Head>> superseded(Collection<Head> heads) {
        return heads.isEmpty() ? Map.of()
                : revisions.superseded(heads).stream()
                        .collect(groupingBy(Head::record, toMap(Head::number, Function.identity())));
    }

    /** What the evidence of revisions of a crisis says of some others, which it names by number; oldest first. */
    public List<Citation> citing(String crisis, Collection<Head> cited, AsOf asOf) {
        if (cited.isEmpty()) {
            return List.of();
        }
        Set<Long> positions = cited.stream().map(Head::position).collect(toSet());
        return citations.of(crisis, cited.stream().map(Head::record).collect(toSet()),
                cited.stream().map(Head::number).collect(toSet()), asOf).stream()
                .filter(citation -> positions.contains(citation.cited().position())).toList();
    }

    /** Which revisions of a record name which others of it in their evidence; oldest first. */
    public List<Citation> citingWithin(String record, AsOf asOf) {
        return citations.within(record, asOf);
    }

    /** A part of the revisions of a crisis that a query asks for, and how many there are in all. */
    public record Found(long total, List<Head> heads) {
    }

    /**
     * What of a crisis is looked for; each component may be null for all.
     *
     * @param statuses any of these
     * @param from those whose span of reporting ends after this
     * @param until those whose span begins before this
     * @param within whether the whole span must lie between the two
     */
    public record Search(Kind kind, String source, Set<Status> statuses, Instant from, Instant until, boolean within) {
    }

    /** A part of the revisions of a crisis in the order in which they were reported, never before what they supersede. */
    public Found reported(String crisis, Search search, AsOf asOf, int after, int limit) {
        return revisions.search(crisis, search, asOf, Revisions.AS_REPORTED, after, limit);
    }

    /** A part of the revisions of a crisis, those that were reported last first. */
    public Found newest(String crisis, Search search, AsOf asOf, int after, int limit) {
        return revisions.search(crisis, search, asOf, Revisions.NEWEST_FIRST, after, limit);
    }

    /** The revisions of a crisis that one read sees and another, on the same clock, does not yet: by record. */
    public Map<String, List<Head>> since(String crisis, AsOf before, AsOf after) {
        return revisions.since(crisis, before, after).stream().collect(groupingBy(Head::record));
    }

    /** Some revisions of a crisis with their content, in the order given, with whether they stand, by record. */
    public <C extends Content> List<Revision<C>> load(String crisis, Collection<Head> heads,
            Function<String, Standing> standings, Languages languages) {
        if (heads.isEmpty()) {
            return List.of();
        }
        Map<Long, RevisionRow> rows = revisions.at(crisis, heads.stream().map(Head::position).toList());
        List<Revision<C>> loaded = heads.stream().map(head -> codec.<C> revision(rows.get(head.position()))).toList();
        Map<Long, SortedMap<String, Integer>> stale = stale(crisis, loaded, standings);
        return loaded.stream().map(revision -> {
            Standing standing = standings.apply(revision.record());
            return revision.standing(standing.stands(revision.number()), standing.supersededBy(revision.number()),
                    stale.get(revision.position())).in(languages);
        }).toList();
    }

    /** Which languages of each revision are translated from words that their source has changed, and by which number. */
    private <C extends Content> Map<Long, SortedMap<String, Integer>> stale(String crisis, List<Revision<C>> loaded,
            Function<String, Standing> standings) {
        List<Revision<C>> translated = loaded.stream().filter(Revision::isTranslated).toList();
        if (translated.isEmpty()) {
            return Map.of();
        }
        Set<String> records = translated.stream().map(Revision::record).collect(toSet());
        List<Long> claims = records.stream().flatMap(record -> standings.apply(record).claims().stream()).map(Head::position)
                .toList();
        Set<Integer> origins = translated.stream()
                .flatMap(revision -> revision.translations().stream().map(revision::originOf)).collect(toSet());
        List<Revision<C>> known = new ArrayList<>(loaded);
        revisions.list("crisisId = ?1 and (position in ?2 or recordId in ?3 and number in ?4)", crisis, claims, records,
                origins).forEach(row -> known.add(codec.revision(row)));
        Map<Long, SortedMap<String, Integer>> stale = new TreeMap<>();
        for (Revision<C> revision : translated) {
            SortedMap<String, Integer> languages = new TreeMap<>();
            for (Translation translation : revision.translations()) {
                Integer by = staleBy(revision, translation, known, standings.apply(revision.record()));
                if (by != null) {
                    languages.put(translation.language(), by);
                }
            }
            stale.put(revision.position(), languages);
        }
        return stale;
    }

    /** The number that changed what a translation was made from, or null. */
    private static <C extends Content> Integer staleBy(Revision<C> revision, Translation translation,
            Collection<Revision<C>> known, Standing standing) {
        int number = revision.originOf(translation);
        Function<Integer, Revision<C>> ofRecord = wanted -> known.stream()
                .filter(other -> other.record().equals(revision.record()) && other.number() == wanted).findFirst()
                .orElseThrow();
        Revision<C> origin = ofRecord.apply(number);
        if (origin.erased() != null && origin.content() == null) {
            return null;
        }
        Optional<Head> claim = standing.claims().stream().filter(head -> head.source().equals(origin.source())).findFirst();
        if (claim.isEmpty()) {
            return standing.supersededBy(number);
        }
        boolean unchanged = ofRecord.apply(claim.get().number()).words(translation.from())
                .equals(origin.words(translation.from()));
        return unchanged ? null : Integer.valueOf(claim.get().number());
    }
}
