package org.isnad.chain;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.access.Caller;
import org.isnad.access.Opening;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Text;
import org.isnad.content.Translation;
import org.isnad.sources.Sources;
import org.isnad.web.Answer;
import org.isnad.web.Languages;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The only writer. Every append holds its crisis's row in the ledger until it commits. */
@ApplicationScoped
public class Chain {

    /** What stands in paths where a record's id would. */
    private static final Set<String> WORDS_OF_PATHS = Set.of("compare", "series");

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final Revisions revisions;
    private final History history;
    private final CitationRow.Repository citations;
    private final IdempotencyKeyRow.Repository keys;
    private final Sources sources;
    private final Codec codec;
    private final Caller caller;
    private final Event<Appended> appended;
    private final Event<ContentErased> contentErased;
    private final Clock clock;
    private final Timer lockWait;

    Chain(LedgerRow.Repository ledgers, RecordRow.Repository records, Revisions revisions, History history,
            CitationRow.Repository citations, IdempotencyKeyRow.Repository keys, Sources sources, Codec codec,
            Caller caller, Event<Appended> appended, Event<ContentErased> contentErased, Clock clock, MeterRegistry meters) {
        this.ledgers = ledgers;
        this.records = records;
        this.revisions = revisions;
        this.history = history;
        this.citations = citations;
        this.keys = keys;
        this.sources = sources;
        this.codec = codec;
        this.caller = caller;
        this.appended = appended;
        this.contentErased = contentErased;
        this.clock = clock;
        this.lockWait = Timer.builder("isnad.append.lock.wait")
                .description("How long an append waits for the one before it in the same crisis").register(meters);
    }

    /**
     * What a write came to.
     *
     * @param revision the revision that stands for the request
     * @param isRepeated whether an earlier request had written it
     */
    public record Written<C extends Content>(Revision<C> revision, boolean isRepeated) {

        /** 201 with the place of the record that was made; 200 if a PUT repeats another. */
        public RestResponse<Revision<C>> asRecord() {
            return answer(isRepeated ? 200 : 201, "");
        }

        /** 201 with the place of the revision that was appended. */
        public RestResponse<Revision<C>> asRevision() {
            return answer(201, "/revisions/" + revision.number());
        }

        private RestResponse<Revision<C>> answer(int status, String place) {
            String record = "/api/v1/" + revision.kind().path() + "/" + revision.record();
            return ResponseBuilder.<Revision<C>> create(status).entity(revision.in(Languages.ALL))
                    .header("Location", record + place).header("ETag", Answer.etag(revision.number()))
                    .header("Link", Answer.link("latest-version", record))
                    .header("Link", Answer.link("version-history", record + "/revisions")).build();
        }
    }

    /** Opens the ledger of a new crisis, at position 0. */
    @Transactional
    public void open(String crisis, ZoneId zone) {
        LedgerRow ledger = new LedgerRow();
        ledger.crisisId = crisis;
        ledger.timeZone = zone.getId();
        ledger.head = Canonical.NO_HASH;
        ledger.recordedAt = now();
        ledgers.persist(ledger);
    }

    /**
     * Says who may read a crisis.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (404) unless there is such a crisis for the caller, (403) if its key
     *         is
     *         for others
     */
    @Transactional
    public Opening open(String crisis, Opening opening) {
        LedgerRow ledger = ledgers.findById(crisis, LockModeType.PESSIMISTIC_WRITE);
        if (ledger == null || !caller.mayRead(crisis, ledger.opening())) {
            throw Problem.NOT_FOUND.because("There is no such crisis");
        }
        caller.requireWithin(crisis);
        ledger.reads = opening.reads();
        ledger.opensAt = opening.until() == null ? null : opening.until().truncatedTo(ChronoUnit.MICROS);
        return ledger.opening();
    }

    /** Makes a new record under an id of the service's choice, with its first revision. */
    @Transactional
    public <C extends Content> Written<C> create(Class<C> type, NewRevision<C> report, Condition condition) {
        LedgerRow ledger = lock(report.crisis(), report);
        condition.requireNew();
        return once(condition, new Request("create", Kind.of(type), null, report), ledger, () -> new Written<>(
                add(ledger, record(ledger, Kind.of(type), UUID.randomUUID().toString()), 1, report, now(), caller.name(), null),
                false));
    }

    /** Makes a new record under a chosen id, with its first revision; if that very report is there, this is a repetition. */
    @Transactional
    public <C extends Content> Written<C> put(Class<C> type, String id, NewRevision<C> report, Condition condition) {
        LedgerRow ledger = lock(report.crisis(), report);
        return once(condition, new Request("put", Kind.of(type), id, report), ledger, () -> {
            RecordRow existing = records.findById(id);
            if (existing == null) {
                condition.requireNew();
                requireFree(id, Violation::path, "id");
                return new Written<>(add(ledger, record(ledger, Kind.of(type), id), 1, report, now(), caller.name(), null),
                        false);
            }
            condition.allowExisting();
            if (!existing.crisisId.equals(ledger.crisisId) || existing.kind != Kind.of(type)) {
                throw Problem.CONFLICT.at(Violation.path("id", "belongs to a record of another crisis or kind"));
            }
            RevisionRow first = revisions.numbered(id, 1).orElseThrow();
            if (!says(first, report)) {
                throw Problem.CONFLICT.at(Violation.path("id", "belongs to a record that begins with another report"));
            }
            return new Written<>(codec.revision(first), true);
        });
    }

    /** Appends to a record. */
    @Transactional
    public <C extends Content> Written<C> append(Class<C> type, String id, NewRevision<C> report, Condition condition) {
        history.subject(type, id);
        RecordRow record = records.findById(id);
        if (report.crisis() != null && !report.crisis().equals(record.crisisId)) {
            throw Problem.INVALID.at(Violation.body("crisis", "is not the record's own, " + record.crisisId));
        }
        LedgerRow ledger = lock(record.crisisId, report);
        return once(condition, new Request("append", record.kind, id, report), ledger, () -> {
            int last = revisions.last(id);
            condition.requireNumber(last);
            return new Written<>(add(ledger, record, last + 1, report, now(), caller.name(), null), false);
        });
    }

    /**
     * Keeps a report under a chosen record id, whether or not the record exists. Repeating it changes nothing.
     *
     * @param number the number that the report has or shall get, or null for the next unless the record holds it already
     */
    @Transactional
    public Written<Content> keep(String id, Integer number, NewRevision<Content> report) {
        LedgerRow ledger = lock(report.crisis(), report);
        RecordRow record = records.findById(id);
        if (record != null && !record.crisisId.equals(report.crisis())) {
            throw Problem.CONFLICT.at(Violation.body("record", "belongs to another crisis"));
        }
        if (record != null && report.content() != null && record.kind != report.content().kind()) {
            throw Problem.CONFLICT.at(Violation.body("content.kind", "is not the kind of the record"));
        }
        int last = record == null ? 0 : revisions.last(id);
        RevisionRow same = record == null ? null : same(id, number, last, report);
        if (same != null) {
            return new Written<>(codec.revision(same), true);
        }
        if (number != null && number != last + 1) {
            throw Problem.CONFLICT.at(Violation.body("number",
                    number > last ? "would leave a gap: the record ends with " + last : "belongs to another report"));
        }
        if (record == null) {
            if (report.content() == null) {
                throw Problem.INVALID.at(Violation.body("supersedes", "must name an earlier revision of the record"));
            }
            requireFree(id, Violation::body, "record");
            record = record(ledger, report.content().kind(), id);
        }
        return new Written<>(add(ledger, record, last + 1, report, now(), caller.name(), null), false);
    }

    private RevisionRow same(String id, Integer number, int last, NewRevision<?> report) {
        if (number != null) {
            return number > last ? null : revisions.numbered(id, number).filter(row -> says(row, report)).orElse(null);
        }
        return revisions.list("recordId = ?1 and contentHash = ?2", id, Canonical.hash(codec.body(report))).stream()
                .filter(row -> says(row, report)).findFirst().orElse(null);
    }

    private record Request(String operation, Kind kind, String record, NewRevision<?> report) {
    }

    private interface Write<C extends Content> {
        Written<C> run();
    }

    /** Runs a write unless one with the same key has run; the ledger's lock keeps two of them apart. */
    private <C extends Content> Written<C> once(Condition condition, Request request, LedgerRow ledger, Write<C> write) {
        if (condition.idempotencyKey == null) {
            return write.run();
        }
        String fingerprint = Canonical.hash(codec.canonical(request));
        // Each caller's own: nobody is answered what another was.
        String id = Canonical.hash(caller.name() + " " + condition.idempotencyKey);
        IdempotencyKeyRow seen = keys.findById(id);
        if (seen != null) {
            if (!seen.request.equals(fingerprint)) {
                throw Problem.IDEMPOTENCY_KEY_REUSED
                        .at(Violation.header("Idempotency-Key", "was used for another request; take a new one"));
            }
            // Not marked as repeated: the answer must be the one that the first request got.
            return new Written<>(codec.revision(revisions.findById(new RevisionRow.Place(seen.crisisId, seen.position))),
                    false);
        }
        Written<C> written = write.run();
        IdempotencyKeyRow key = new IdempotencyKeyRow();
        key.id = id;
        key.request = fingerprint;
        key.crisisId = ledger.crisisId;
        key.position = written.revision.position();
        keys.persist(key);
        return written;
    }

    /** Locks what a report goes into, if the caller may add that. */
    private LedgerRow lock(String crisis, NewRevision<?> report) {
        if (crisis == null) {
            throw Problem.INVALID.at(Violation.body("crisis", "must be given"));
        }
        LedgerRow ledger = lockWait.record(() -> ledgers.findById(crisis, LockModeType.PESSIMISTIC_WRITE));
        if (ledger == null || !caller.mayRead(crisis, ledger.opening())) {
            throw Problem.INVALID.at(Violation.body("crisis", "is not a crisis here"));
        }
        caller.requireWithin(crisis);
        caller.requireSpeaksFor(report.source());
        return ledger;
    }

    private static void requireFree(String id, BiFunction<String, String, Violation> in, String field) {
        if (WORDS_OF_PATHS.contains(id)) {
            throw Problem.INVALID.at(in.apply(field, "is a word of the paths here; take another"));
        }
    }

    private RecordRow record(LedgerRow ledger, Kind kind, String id) {
        RecordRow record = new RecordRow();
        record.id = id;
        record.crisisId = ledger.crisisId;
        record.kind = kind;
        record.firstPosition = ledger.position + 1;
        records.persist(record);
        return record;
    }

    /**
     * What another instance of this service made of a report.
     *
     * @param number its place in its record
     * @param position its place in its crisis
     * @param recordedAt when it was taken in there
     * @param recordedBy who entered it there
     * @param previousHash the hash at the position before
     * @param contentHash of its content, evidence, reason and translations
     * @param hash of its header
     */
    public record Kept(int number, long position, Instant recordedAt, String recordedBy, String previousHash,
            String contentHash, String hash) {
    }

    /**
     * Keeps a revision of another instance as it was kept there. What is there already must be the same; the next must follow
     * from it, and its hashes must be those of what it says, but for what was erased there, which is erased here too.
     *
     * @param erasure what of it was erased there, or null
     */
    @Transactional
    public Written<Content> mirror(String id, Kind kind, NewRevision<Content> report, Kept kept, Erasure erasure) {
        caller.requireAdmin(Violation.body("hash", "is for admins: it tells when and by whom a revision was recorded"));
        LedgerRow ledger = lock(report.crisis(), report);
        if (kept.position <= ledger.position) {
            RevisionRow there = revisions.findById(new RevisionRow.Place(ledger.crisisId, kept.position));
            if (!there.hash.equals(kept.hash)) {
                throw Problem.CONFLICT.at(Violation.body("hash", "is not that of position " + kept.position + " here"));
            }
            if (erasure != null && there.erased == null) {
                revisions.erase(there, erasure.scope(), codec.left(report, erasure));
                erased(ledger, there, erasure.scope());
            }
            return new Written<>(codec.revision(there), true);
        }
        int last = records.findById(id) == null ? 0 : revisions.last(id);
        if (kept.position != ledger.position + 1 || kept.number != last + 1) {
            throw Problem.CONFLICT.at(Violation.body("position", "would leave a gap: the crisis ends with position "
                    + ledger.position + ", the record with number " + last));
        }
        if (!kept.previousHash.equals(ledger.head)) {
            throw Problem.CONFLICT.at(Violation.body("previousHash", "is not the head of the crisis, " + ledger.head));
        }
        if (ledger.position == 0) {
            ledger.recordedAt = kept.recordedAt;
        }
        Instant recordedAt = kept.recordedAt.truncatedTo(ChronoUnit.MICROS);
        if (recordedAt.isBefore(ledger.recordedAt) || recordedAt.isAfter(now())) {
            throw Problem.INVALID.at(Violation.body("recordedAt", "must be neither before the last one nor in the future"));
        }
        RecordRow record = records.findById(id);
        if (record == null && report.status() == Status.RETRACTED) {
            throw Problem.INVALID.at(Violation.body("supersedes", "must name an earlier revision of the record"));
        }
        if (record == null) {
            requireFree(id, Violation::body, "record");
            record = record(ledger, kind, id);
        } else if (!record.crisisId.equals(ledger.crisisId) || kind != record.kind) {
            throw Problem.CONFLICT.at(Violation.body("record", "belongs to another crisis or kind"));
        }
        Revision<Content> revision = add(ledger, record, kept.number, report, recordedAt, kept.recordedBy,
                erasure == null ? null : new Mirrored(erasure, kept.contentHash));
        if (!revision.contentHash().equals(kept.contentHash)) {
            throw Problem.INVALID
                    .at(Violation.body("contentHash", "is not that of its content, evidence, reason and translations"));
        }
        if (!revision.hash().equals(kept.hash)) {
            throw Problem.INVALID.at(Violation.body("hash", "is not that of its header"));
        }
        ledger.isMirror = true;
        if (erasure != null) {
            ledger.erasures++;
        }
        return new Written<>(revision, false);
    }

    /** What was erased elsewhere of a revision that is mirrored, and the hash of what it said. */
    private record Mirrored(Erasure erasure, String contentHash) {
    }

    private <C extends Content> Revision<C> add(LedgerRow ledger, RecordRow record, int number, NewRevision<C> report,
            Instant now, String by, Mirrored mirrored) {
        ZoneId zone = ZoneId.of(ledger.timeZone);
        RevisionRow row = new RevisionRow();
        row.crisisId = ledger.crisisId;
        row.position = ledger.position + 1;
        row.recordId = record.id;
        row.number = number;
        row.kind = record.kind;
        row.sourceId = report.source();
        row.via = report.via() == null || report.via().isEmpty() ? null : String.join(" ", report.via());
        row.reportedAt = report.reportedAt().value();
        row.reportedFrom = report.reportedAt().from(zone);
        row.reportedUntil = report.reportedAt().until(zone);
        row.orderFrom = row.reportedFrom;
        row.recordedAt = now.isBefore(ledger.recordedAt) ? ledger.recordedAt : now;
        row.recordedBy = by;
        row.status = report.status();
        row.supersedes = report.supersedes();
        require(row, report, now, mirrored);
        row.content = mirrored == null ? codec.body(report) : codec.left(report, mirrored.erasure);
        row.contentHash = mirrored == null ? Canonical.hash(row.content) : mirrored.contentHash;
        row.erased = mirrored == null ? null : mirrored.erasure.scope();
        row.previousHash = ledger.head;
        row.hash = Canonical.hash(codec.header(row));
        revisions.persist(row);
        CitationRow.of(row.crisisId, row.position, report.evidence()).forEach(citations::persist);
        ledger.position = row.position;
        ledger.head = row.hash;
        ledger.recordedAt = row.recordedAt;
        ledger.isMirror = false;
        Revision<C> revision = codec.revision(row);
        appended.fire(new Appended(revision));
        return revision;
    }

    /**
     * What an erasure came to.
     *
     * @param revision what stands in the place of the revision
     * @param unquoted the revisions whose evidence quoted it, and does no more
     */
    @Schema(requiredProperties = { "revision", "unquoted" })
    public record Erased(Revision<Content> revision, List<Place> unquoted) {

        /** A revision named. */
        @Schema(name = "ErasedQuotation", requiredProperties = { "record", "number" })
        public record Place(String record, int number) {
        }
    }

    /**
     * Erases all that a revision says, and what others' evidence quotes of it. Its header, its hashes and its standing stay;
     * once
     * more changes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) unless it is a revision of the crisis
     */
    @Transactional
    public Erased erase(String crisis, String record, int number, Text reason) {
        LedgerRow ledger = ledgers.findById(crisis, LockModeType.PESSIMISTIC_WRITE);
        if (ledger == null) {
            throw Problem.NOT_FOUND.because("There is no such crisis");
        }
        RevisionRow row = revisions.numbered(record, number).filter(found -> found.crisisId.equals(crisis))
                .orElseThrow(
                        () -> Problem.INVALID.at(Violation.body("number", "names no revision of a record of this crisis")));
        if (row.erased == Erasure.Scope.CONTENT) {
            return new Erased(codec.revision(row), List.of());
        }
        List<Erased.Place> unquoted = new ArrayList<>();
        for (RevisionRow citing : revisions.citing(record, number)) {
            String left = codec.unquoted(citing, record, number, new Erasure(Erasure.Scope.QUOTATION, now(), reason));
            if (left != null) {
                revisions.erase(citing, Erasure.Scope.QUOTATION, left);
                erased(ledgers.findById(citing.crisisId, LockModeType.PESSIMISTIC_WRITE), citing, Erasure.Scope.QUOTATION);
                unquoted.add(new Erased.Place(citing.recordId, citing.number));
            }
        }
        revisions.erase(row, Erasure.Scope.CONTENT, codec.tombstone(new Erasure(Erasure.Scope.CONTENT, now(), reason)));
        erased(ledger, row, Erasure.Scope.CONTENT);
        return new Erased(codec.revision(row), unquoted);
    }

    /** What goes with it. */
    private void erased(LedgerRow ledger, RevisionRow row, Erasure.Scope scope) {
        ledger.erasures++;
        if (scope == Erasure.Scope.CONTENT) {
            citations.delete("crisisId = ?1 and position = ?2", row.crisisId, row.position);
            contentErased.fire(new ContentErased(row.crisisId, row.position));
        }
    }

    /** The rules that need the ledger; completes what the row takes over from the revision that it supersedes. */
    private void require(RevisionRow row, NewRevision<?> report, Instant now, Mirrored mirrored) {
        List<Violation> violations = new ArrayList<>();
        if (row.reportedFrom.isAfter(now)) {
            violations.add(Violation.body("reportedAt", "must not be in the future"));
        }
        List<String> unknown = sources.unknownAmong(report.source(), report.via());
        if (unknown.contains(report.source())) {
            violations.add(Violation.body("source", "is not a source here"));
        }
        for (int at = 0; report.via() != null && at < report.via().size(); at++) {
            if (unknown.contains(report.via().get(at))) {
                violations.add(Violation.body("via[" + at + "]", "is not a source here"));
            }
        }
        if (row.supersedes != null) {
            RevisionRow superseded = row.supersedes < row.number
                    ? revisions.numbered(row.recordId, row.supersedes).orElse(null)
                    : null;
            if (superseded == null) {
                violations.add(Violation.body("supersedes", "must name an earlier revision of the record"));
            } else {
                if (!caller.isEditor() && !superseded.sourceId.equals(row.sourceId)) {
                    throw Problem.FORBIDDEN.at(Violation.body("supersedes", "names what another source said"));
                }
                requireFirstRetraction(row);
                row.crosses = superseded.crosses || !superseded.sourceId.equals(row.sourceId);
                row.orderFrom = superseded.orderFrom.isAfter(row.orderFrom) ? superseded.orderFrom : row.orderFrom;
            }
        }
        if (mirrored != null) {
            // Of what was erased no rule can be checked any more.
        } else if (report.content() == null && report.status() != Status.RETRACTED) {
            violations.add(Violation.body("content", "must be given"));
        } else {
            violations.addAll(untranslated(row, report));
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
    }

    private void requireFirstRetraction(RevisionRow row) {
        if (row.status == Status.RETRACTED) {
            List<Head> retractions = revisions.list("recordId = ?1 and status = ?2", row.recordId, Status.RETRACTED).stream()
                    .map(RevisionRow::head).toList();
            if (Standing.of(retractions).isWithdrawn(row.supersedes)) {
                throw Problem.CONFLICT.at(Violation.body("supersedes", "names a revision that is retracted already"));
            }
        }
    }

    /** What does not hold of the translations that a report declares. */
    private List<Violation> untranslated(RevisionRow row, NewRevision<?> report) {
        if (report.translations() == null) {
            return List.of();
        }
        Set<String> own = Revision.languages(report.reason(), report.content());
        List<Integer> numbers = report.translations().stream().map(Translation::number).filter(Objects::nonNull).toList();
        Map<Integer, Set<String>> earlier = revisions.list("recordId = ?1 and number in ?2", row.recordId, numbers).stream()
                .map(codec::revision).collect(toMap(Revision::number,
                        origin -> Revision.languages(origin.reason(), origin.content())));
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < report.translations().size(); at++) {
            Translation translation = report.translations().get(at);
            String field = "translations[" + at + "].";
            if (!own.contains(translation.language())) {
                violations.add(Violation.body(field + "language", "is not a language of this report"));
            } else if (!seen.add(translation.language())) {
                violations.add(Violation.body(field + "language", "is named by another translation"));
            }
            Set<String> origin = translation.number() == null ? own : earlier.get(translation.number());
            if (origin == null) {
                violations.add(Violation.body(field + "number", "must name an earlier revision of the record"));
            } else if (!origin.contains(translation.from())) {
                violations.add(Violation.body(field + "from", "is not a language of what was translated"));
            }
        }
        return violations;
    }

    private boolean says(RevisionRow row, NewRevision<?> report) {
        return row.sourceId.equals(report.source()) && row.via().equals(report.via() == null ? List.of() : report.via())
                && row.reportedAt.equals(report.reportedAt().value()) && row.status == report.status()
                && Objects.equals(row.supersedes, report.supersedes())
                && row.contentHash.equals(Canonical.hash(codec.body(report)));
    }

    /** Cut to what the databases keep, before it is hashed or answered. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
