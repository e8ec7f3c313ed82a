package org.isnad.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.access.Caller;
import org.isnad.chain.Appender.Origin;
import org.isnad.chain.IdempotencyKeys.Request;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Rejection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Appends revisions to records. Each append locks the ledger row of its crisis until the transaction ends. An
 * append is rejected as {@link AppendRules#check} states, and as FORBIDDEN if the credential is for other crises or
 * other sources.
 */
@ApplicationScoped
public class Chain {

    /** Path segments that stand where a record's id would. */
    private static final Set<String> RESERVED_IDS = Set.of("compare", "series");

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final Revisions revisions;
    private final Appender appender;
    private final IdempotencyKeys keys;
    private final Codec codec;
    private final Caller caller;
    private final Clock clock;
    private final Timer lockWait;

    /** Registers the metric of the time that appends wait for the lock. */
    Chain(LedgerRow.Repository ledgers, RecordRow.Repository records, Revisions revisions, Appender appender,
            IdempotencyKeys keys, Codec codec, Caller caller, Clock clock, MeterRegistry meters) {
        this.ledgers = ledgers;
        this.records = records;
        this.revisions = revisions;
        this.appender = appender;
        this.keys = keys;
        this.codec = codec;
        this.caller = caller;
        this.clock = clock;
        this.lockWait = Timer.builder("isnad.append.lock.wait")
                .description("Time that an append waits for earlier ones to the same crisis").register(meters);
    }

    /**
     * Creates a record with a generated id and the report as its first revision.
     *
     * @throws Rejection INVALID if the report names no crisis that the caller may read, OUTDATED if the options require
     *         that the record exists, KEY_REUSED if their idempotency key belongs to another request
     */
    @Transactional
    public <C extends Content> AppendResult<C> create(Class<C> type, NewRevision<C> report, WriteOptions options) {
        LedgerRow ledger = lock(report.crisis(), report);
        options.requireNewAllowed();
        Kind kind = Kind.of(type);
        return keys.runOnce(options.idempotencyKey(), new Request("create", kind, null, report), ledger,
                () -> createRecord(ledger, kind, UUID.randomUUID().toString(), report));
    }

    /**
     * Creates a record with an id that the client chooses, and the report as its first revision. If the record exists
     * and begins with an equal report, nothing is appended and that first revision is returned as repeated. The
     * expected numbers of the options are ignored.
     *
     * @throws Rejection CONFLICT if the id belongs to a record of another crisis, of another kind or with another first
     *         report, INVALID if the report names no crisis that the caller may read or the id is reserved, OUTDATED if
     *         the options require that the record exists and it does not, or the reverse, KEY_REUSED if their
     *         idempotency key belongs to another request
     */
    @Transactional
    public <C extends Content> AppendResult<C> put(Class<C> type, String id, NewRevision<C> report, WriteOptions options) {
        LedgerRow ledger = lock(report.crisis(), report);
        Kind kind = Kind.of(type);
        return keys.runOnce(options.idempotencyKey(), new Request("put", kind, id, report), ledger,
                () -> putLocked(ledger, kind, id, report, options));
    }

    /** Does what {@link #put} does, with the ledger locked and regardless of the idempotency key. */
    private <C extends Content> AppendResult<C> putLocked(LedgerRow ledger, Kind kind, String id, NewRevision<C> report,
            WriteOptions options) {
        RecordRow existing = records.findById(id);
        if (existing != null) {
            options.requireExistingAllowed();
            return firstAsRepeated(existing, ledger, kind, report);
        }
        options.requireNewAllowed();
        return createRecord(ledger, kind, id, report);
    }

    /**
     * Appends a revision to an existing record.
     *
     * @param report its crisis may be null
     * @throws Rejection UNKNOWN if there is no record of that kind that the caller may read, INVALID if the report
     *         names another crisis than that of the record, OUTDATED if the record does not end with an expected
     *         number, KEY_REUSED if the idempotency key belongs to another request
     */
    @Transactional
    public <C extends Content> AppendResult<C> append(Class<C> type, String id, NewRevision<C> report, WriteOptions options) {
        Kind kind = Kind.of(type);
        RecordRow record = records.findByIdOptional(id).filter(found -> found.kind == kind)
                .orElseThrow(() -> unknownRecord(kind));
        if (report.crisis() != null && !report.crisis().equals(record.crisisId)) {
            throw Rejection.invalid("crisis", "is not the crisis of the record, " + record.crisisId);
        }
        LedgerRow ledger = lock(record.crisisId, report, unknownRecord(kind));
        return keys.runOnce(options.idempotencyKey(), new Request("append", kind, id, report), ledger, () -> {
            int last = revisions.last(id);
            options.requireExpected(last);
            return appendNext(ledger, record, last + 1, report);
        });
    }

    /**
     * Appends a report to a record unless it is stored there. The record is created if it does not exist; its kind is
     * that of the content. A report that is stored already is returned as repeated.
     *
     * @param number the number that the report has or must get; if it is null, an equal report under any number counts
     *        as stored, and a new one gets the next number
     * @throws Rejection CONFLICT if the number belongs to another report or would leave a gap, or if the record is of
     *         another crisis or kind, INVALID if the report names no crisis that the caller may read, if the id of a
     *         new record is reserved, or if its first report is a retraction
     */
    @Transactional
    public AppendResult<Content> keep(String id, Integer number, NewRevision<Content> report) {
        LedgerRow ledger = lock(report.crisis(), report);
        RecordRow record = records.findById(id);
        if (record == null) {
            requireNextNumber(number, 0);
            return createRecord(ledger, kindOf(report), id, report);
        }
        requireFits(record, ledger, report);
        int last = revisions.last(id);
        RevisionRow stored = findStored(id, number, last, report);
        if (stored != null) {
            return new AppendResult<>(codec.revision(stored), true);
        }
        requireNextNumber(number, last);
        return appendNext(ledger, record, last + 1, report);
    }

    /**
     * Creates a record with the report as its first revision, entered now by the caller.
     *
     * @throws Rejection INVALID if the id is reserved
     */
    private <C extends Content> AppendResult<C> createRecord(LedgerRow ledger, Kind kind, String id, NewRevision<C> report) {
        requireFreeId(id);
        return appendNext(ledger, records.create(ledger, kind, id), 1, report);
    }

    /** Appends a report, entered now by the caller; the number must be the next one of the record. */
    private <C extends Content> AppendResult<C> appendNext(LedgerRow ledger, RecordRow record, int number,
            NewRevision<C> report) {
        return new AppendResult<>(appender.append(ledger, record, number, report, Origin.entered(now(), caller.name())), false);
    }

    /**
     * Returns the first revision of an existing record as repeated.
     *
     * @throws Rejection CONFLICT if the record is of another crisis or kind, or begins with another report
     */
    private <C extends Content> AppendResult<C> firstAsRepeated(RecordRow existing, LedgerRow ledger, Kind kind,
            NewRevision<C> report) {
        if (!existing.crisisId.equals(ledger.crisisId) || existing.kind != kind) {
            throw Rejection.conflict("id", "belongs to a record of another crisis or kind");
        }
        RevisionRow first = revisions.numbered(existing.id, 1).orElseThrow();
        if (!equalsReport(first, report)) {
            throw Rejection.conflict("id", "belongs to a record that begins with another report");
        }
        return new AppendResult<>(codec.revision(first), true);
    }

    private static Rejection unknownRecord(Kind kind) {
        return Rejection.unknown("Unknown record among the " + kind.path());
    }

    /** Fails with INVALID if an id is reserved, because it is a path segment of the API. */
    static void requireFreeId(String id) {
        if (RESERVED_IDS.contains(id)) {
            throw Rejection.invalid("record", "is reserved; choose another id");
        }
    }

    /**
     * Returns the kind of a report that begins a record; fails with INVALID if it has no content, as only a retraction does.
     */
    private static Kind kindOf(NewRevision<Content> report) {
        if (report.content() == null) {
            throw Rejection.invalid("supersedes", "must name an earlier revision of the record");
        }
        return report.content().kind();
    }

    /**
     * Requires that a record belongs to the crisis of the ledger, and is of the kind of the report's content, if there
     * is any.
     *
     * @throws Rejection CONFLICT otherwise
     */
    private static void requireFits(RecordRow record, LedgerRow ledger, NewRevision<Content> report) {
        if (!record.crisisId.equals(ledger.crisisId)) {
            throw Rejection.conflict("record", "belongs to another crisis");
        }
        if (report.content() != null && record.kind != report.content().kind()) {
            throw Rejection.conflict("content.kind", "is not the kind of the record");
        }
    }

    /**
     * Requires that a number is null or follows the last one of the record.
     *
     * @throws Rejection CONFLICT otherwise
     */
    private static void requireNextNumber(Integer number, int last) {
        if (number != null && number != last + 1) {
            throw Rejection.conflict("number",
                    number > last ? "would leave a gap: the record ends with " + last : "belongs to another report");
        }
    }

    /**
     * Returns a stored revision of a record that equals a report, or null if there is none.
     *
     * @param number the only number to look at, or null for all
     * @param last the last number of the record
     */
    private RevisionRow findStored(String id, Integer number, int last, NewRevision<?> report) {
        if (number != null && number > last) {
            return null;
        }
        if (number != null) {
            return revisions.numbered(id, number).filter(row -> equalsReport(row, report)).orElse(null);
        }
        return revisions.withContent(id, Canonical.hash(codec.body(report))).stream().filter(row -> equalsReport(row, report))
                .findFirst().orElse(null);
    }

    /**
     * Whether a stored revision has the same source, carriers, reportedAt, status, supersedes and content hash as a
     * report, and so the same content, evidence, reason and translations. Crisis and record are not compared.
     */
    private boolean equalsReport(RevisionRow row, NewRevision<?> report) {
        return row.sourceId.equals(report.source()) && row.via().equals(report.carriers())
                && row.reportedAt.equals(report.reportedAt().value()) && row.status == report.status()
                && Objects.equals(row.supersedes, report.supersedes())
                && row.contentHash.equals(Canonical.hash(codec.body(report)));
    }

    /**
     * Locks and returns the ledger of the crisis that a report belongs to. The lock lasts until the transaction ends.
     *
     * @throws Rejection INVALID if the crisis is null or the caller may not read it, FORBIDDEN if the caller's
     *         credential is for other crises or other sources
     */
    LedgerRow lock(String crisis, NewRevision<?> report) {
        if (crisis == null) {
            throw Rejection.invalid("crisis", "must be given");
        }
        return lock(crisis, report, Rejection.invalid("crisis", "is an unknown crisis"));
    }

    /**
     * Locks and returns the ledger of a crisis; throws {@code unknown} if the caller may not read it.
     *
     * @throws Rejection FORBIDDEN if the caller's credential is for other crises or other sources
     */
    private LedgerRow lock(String crisis, NewRevision<?> report, Rejection unknown) {
        LedgerRow ledger = lockWait.record(() -> ledgers.lock(crisis))
                .filter(row -> caller.mayRead(crisis, row.visibility())).orElseThrow(() -> unknown);
        caller.requireWithin(crisis);
        caller.requireSpeaksFor(report.source());
        return ledger;
    }

    /** Returns the current time in microseconds, the precision that the databases store. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
