package org.isnad.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
 * Appends revisions to records. Appends to one crisis that wait together are made in one transaction. An
 * append is rejected as {@link AppendRules#check} states, and as FORBIDDEN if the credential is for other crises or
 * other sources.
 */
@ApplicationScoped
public class Chain {

    private final LedgerChanges changes;
    private final AppendGroups groups;
    private final RecordKeys records;
    private final StoredReports stored;
    private final Codec codec;
    private final Appender appender;
    private final IdempotencyKeys keys;
    private final Caller caller;
    private final Clock clock;
    private final Timer lockWait;

    /** Registers the metric of the time that appends wait for the lock. */
    Chain(LedgerChanges changes, AppendGroups groups, RecordKeys records, StoredReports stored, Codec codec, Appender appender,
            IdempotencyKeys keys, Caller caller, Clock clock, MeterRegistry meters) {
        this.changes = changes;
        this.groups = groups;
        this.records = records;
        this.stored = stored;
        this.codec = codec;
        this.appender = appender;
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
        this.lockWait = Timer.builder("isnad.append.lock.wait")
                .description("Time that an append waits for the lock of its crisis").register(meters);
    }

    /**
     * Creates a record with a generated id and the report as its first revision.
     *
     * @throws Rejection INVALID if the report names no crisis that the caller may read, OUTDATED if the options require
     *         that the record exists, KEY_REUSED if their idempotency key belongs to another request
     */
    public <C extends Content> AppendResult<C> create(Class<C> type, NewRevision<C> report, WriteOptions options) {
        Kind kind = Kind.of(type);
        return groups.run(report.crisis(), () -> createLocked(lock(report.crisis(), report), kind, report, options));
    }

    /** Does what {@link #create} does, with the crisis locked. */
    private <C extends Content> AppendResult<C> createLocked(LockedCrisis crisis, Kind kind, NewRevision<C> report,
            WriteOptions options) {
        options.requireNewAllowed();
        return keys.runOnce(options.idempotencyKey(), new Request("create", kind, null, report), crisis.ledger(),
                () -> createRecord(crisis, kind, UUID.randomUUID().toString(), report));
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
    public <C extends Content> AppendResult<C> put(Class<C> type, String id, NewRevision<C> report, WriteOptions options) {
        Kind kind = Kind.of(type);
        Request request = new Request("put", kind, id, report);
        return groups.run(report.crisis(), () -> {
            LockedCrisis crisis = lock(report.crisis(), report);
            return keys.runOnce(options.idempotencyKey(), request, crisis.ledger(),
                    () -> putLocked(crisis, kind, id, report, options));
        });
    }

    /** Does what {@link #put} does, with the ledger locked and regardless of the idempotency key. */
    private <C extends Content> AppendResult<C> putLocked(LockedCrisis crisis, Kind kind, String id, NewRevision<C> report,
            WriteOptions options) {
        Optional<RecordKey> existing = records.find(id);
        if (existing.isPresent()) {
            options.requireExistingAllowed();
            requireSame(existing.get(), crisis, kind);
            return stored.first(crisis, id, codec.encode(report)).orElseThrow(
                    () -> Rejection.conflict("id", "belongs to a record that begins with another report"));
        }
        options.requireNewAllowed();
        return createRecord(crisis, kind, id, report);
    }

    /**
     * Appends a revision to an existing record.
     *
     * @param report its crisis may be null
     * @throws Rejection UNKNOWN if there is no record of that kind that the caller may read, INVALID if the report
     *         names another crisis than that of the record, OUTDATED if the record does not end with an expected
     *         number, KEY_REUSED if the idempotency key belongs to another request
     */
    public <C extends Content> AppendResult<C> append(Class<C> type, String id, NewRevision<C> report, WriteOptions options) {
        Kind kind = Kind.of(type);
        RecordKey record = records.of(List.of(id)).stream().filter(found -> found.kind() == kind).findFirst()
                .orElseThrow(() -> unknownRecord(kind));
        return groups.run(record.crisis(), () -> {
            LockedCrisis crisis = lock(record.crisis(), report, unknownRecord(kind));
            return keys.runOnce(options.idempotencyKey(), new Request("append", kind, id, report), crisis.ledger(),
                    () -> appendLocked(crisis, record, report, options));
        });
    }

    /** Does what {@link #append} does, with the crisis locked and regardless of the idempotency key. */
    private <C extends Content> AppendResult<C> appendLocked(LockedCrisis crisis, RecordKey record, NewRevision<C> report,
            WriteOptions options) {
        // The error names the crisis of the record, so it must follow the check that the caller may read that crisis.
        if (report.crisis() != null && !report.crisis().equals(record.crisis())) {
            throw Rejection.invalid("crisis", "is not the crisis of the record, " + record.crisis());
        }
        int last = crisis.lastNumber(record.record());
        options.requireExpected(last);
        return appendNext(crisis, record, last + 1, codec.encode(report));
    }

    /**
     * Appends a report to a record unless it is stored there. The record is created if it does not exist; its kind is
     * that of the content. A report that is stored already is returned as repeated.
     *
     * @param number the number that the report has or must get; if it is null, an equal report under any number counts
     *        as stored, and a new one gets the next number
     * @throws Rejection CONFLICT if the number belongs to another report or would leave a gap, or if the record is of
     *         another crisis or kind, INVALID if the report names no crisis that the caller may read, if the id of a
     *         new record is reserved, or if its first report is a retraction; nothing has changed then
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public AppendResult<Content> keep(String id, Integer number, NewRevision<Content> report) {
        LockedCrisis crisis = lock(report.crisis(), report);
        RecordKey record = records.find(id).orElse(null);
        if (record == null) {
            requireNextNumber(number, 0);
            return createRecord(crisis, kindOf(report), id, report);
        }
        requireFits(record, report);
        int last = crisis.lastNumber(id);
        EncodedReport<Content> encoded = codec.encode(report);
        Optional<AppendResult<Content>> repeated = number != null && number > last ? Optional.empty()
                : stored.find(crisis, id, number, encoded);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        requireNextNumber(number, last);
        return appendNext(crisis, record, last + 1, encoded);
    }

    /** Looks up together some records that {@link #keep} would look up one by one. Must be called in a transaction. */
    public void lookUp(Collection<String> ids) {
        records.lookUp(ids);
    }

    /** Stores what the current transaction has appended so far, and keeps none of it for memory. */
    public void flush() {
        changes.flush();
    }

    /**
     * Creates a record with the report as its first revision, entered now by the caller.
     *
     * @throws Rejection INVALID if the id is reserved
     */
    private <C extends Content> AppendResult<C> createRecord(LockedCrisis crisis, Kind kind, String id, NewRevision<C> report) {
        RecordKeys.requireFreeId(id);
        RecordKey record = new RecordKey(id, kind, crisis.ledger().crisisId);
        return appendNext(crisis, record, 1, codec.encode(report));
    }

    /** Appends a report, entered now by the caller; the number must be the next one of the record. */
    private <C extends Content> AppendResult<C> appendNext(LockedCrisis crisis, RecordKey record, int number,
            EncodedReport<C> encoded) {
        Revision<C> appended = appender.appendWithClaim(crisis, record, number, encoded, new Origin(now(), caller.name()));
        return new AppendResult<>(appended, false, crisis.crossedSource(record.record(), encoded.report()));
    }

    /**
     * Requires that a record is of a crisis and of a kind.
     *
     * @throws Rejection CONFLICT otherwise
     */
    private static void requireSame(RecordKey existing, LockedCrisis crisis, Kind kind) {
        if (!existing.crisis().equals(crisis.ledger().crisisId) || existing.kind() != kind) {
            throw Rejection.conflict("id", "belongs to a record of another crisis or kind");
        }
    }

    private static Rejection unknownRecord(Kind kind) {
        return Rejection.unknown("Unknown record among the " + kind.path());
    }

    /**
     * Returns the kind of a report that begins a record; fails with INVALID if it has no content, as only a retraction does.
     */
    private static Kind kindOf(NewRevision<Content> report) {
        if (report.content() == null) {
            throw Rejection.invalid("supersedes", "must name an earlier revision of the record");
        }
        requireReport(report.content().kind());
        return report.content().kind();
    }

    /** Fails with INVALID if the kind is that of notices, which clients cannot append. */
    private static void requireReport(Kind kind) {
        if (kind == Kind.NOTICE) {
            throw Rejection.invalid("content.kind", "must not be notice: the service appends notices itself");
        }
    }

    /**
     * Requires that a record belongs to the crisis of a report, and is of the kind of its content, if there is
     * any.
     *
     * @throws Rejection CONFLICT otherwise
     */
    private static void requireFits(RecordKey record, NewRevision<Content> report) {
        if (!record.crisis().equals(report.crisis())) {
            throw Rejection.conflict("record", "belongs to another crisis");
        }
        if (report.content() != null && record.kind() != report.content().kind()) {
            throw Rejection.conflict("content.kind", "is not the kind of the record");
        }
        requireReport(record.kind());
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
     * Locks and returns the crisis that a report belongs to. The lock lasts until the transaction ends.
     *
     * @throws Rejection INVALID if the crisis is null or the caller may not read it, FORBIDDEN if the caller's
     *         credential is for other crises or other sources
     */
    LockedCrisis lock(String crisis, NewRevision<?> report) {
        if (crisis == null) {
            throw Rejection.invalid("crisis", "must be given");
        }
        return lock(crisis, report, Rejection.invalid("crisis", "is an unknown crisis"));
    }

    /**
     * Locks and returns a crisis; throws {@code unknown} if the caller may not read it.
     *
     * @throws Rejection FORBIDDEN if the caller's credential is for other crises or other sources
     */
    private LockedCrisis lock(String crisis, NewRevision<?> report, Rejection unknown) {
        LockedCrisis locked = lockWait.record(() -> changes.lock(crisis))
                .filter(found -> caller.mayRead(crisis, found.ledger().visibility())).orElseThrow(() -> unknown);
        caller.requireWithin(crisis);
        caller.requireSpeaksFor(report.source());
        return locked;
    }

    /** Returns the current time in microseconds, the precision that the databases store. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
