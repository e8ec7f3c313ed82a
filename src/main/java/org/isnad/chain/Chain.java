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

/** Appends revisions to records. Each append holds its crisis's ledger row until it commits. */
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

    /** Creates a record under a generated id, with its first revision. */
    @Transactional
    public <C extends Content> AppendResult<C> create(Class<C> type, NewRevision<C> report, WriteOptions options) {
        LedgerRow ledger = lock(report.crisis(), report);
        options.allowNew();
        Kind kind = Kind.of(type);
        return keys.runOnce(options.idempotencyKey(), new Request("create", kind, null, report), ledger,
                () -> first(ledger, kind, UUID.randomUUID().toString(), report));
    }

    /**
     * Creates a record under a chosen id, with its first revision. If the record exists and begins with the same report, that
     * revision is returned as repeated.
     *
     * @throws Rejection CONFLICT if the id belongs to another record, OUTDATED if the options say so
     */
    @Transactional
    public <C extends Content> AppendResult<C> put(Class<C> type, String id, NewRevision<C> report, WriteOptions options) {
        LedgerRow ledger = lock(report.crisis(), report);
        Kind kind = Kind.of(type);
        return keys.runOnce(options.idempotencyKey(), new Request("put", kind, id, report), ledger,
                () -> putLocked(ledger, kind, id, report, options));
    }

    private <C extends Content> AppendResult<C> putLocked(LedgerRow ledger, Kind kind, String id, NewRevision<C> report,
            WriteOptions options) {
        RecordRow existing = records.findById(id);
        if (existing != null) {
            options.allowExisting();
            return repeated(existing, ledger, kind, report);
        }
        options.allowNew();
        return first(ledger, kind, id, report);
    }

    /**
     * Appends a revision to a record.
     *
     * @throws Rejection UNKNOWN unless the caller may read the record, INVALID if the report breaks a rule, OUTDATED if the
     *         record does not end with an expected number
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
            options.requireNumber(last);
            return next(ledger, record, last + 1, report);
        });
    }

    /**
     * Appends a report to a record, which is created if it does not exist. A report that is stored already is returned as
     * repeated.
     *
     * @param number the number that the report has or must get, or null for the next one
     */
    @Transactional
    public AppendResult<Content> keep(String id, Integer number, NewRevision<Content> report) {
        LedgerRow ledger = lock(report.crisis(), report);
        RecordRow record = records.findById(id);
        if (record == null) {
            requireNumber(number, 0);
            return first(ledger, kindOf(report), id, report);
        }
        requireFits(record, ledger, report);
        int last = revisions.last(id);
        RevisionRow stored = stored(id, number, last, report);
        if (stored != null) {
            return new AppendResult<>(codec.revision(stored), true);
        }
        requireNumber(number, last);
        return next(ledger, record, last + 1, report);
    }

    private <C extends Content> AppendResult<C> first(LedgerRow ledger, Kind kind, String id, NewRevision<C> report) {
        requireFreeId(id);
        return next(ledger, records.create(ledger, kind, id), 1, report);
    }

    private <C extends Content> AppendResult<C> next(LedgerRow ledger, RecordRow record, int number, NewRevision<C> report) {
        return new AppendResult<>(appender.append(ledger, record, number, report, Origin.entered(now(), caller.name())), false);
    }

    private <C extends Content> AppendResult<C> repeated(RecordRow existing, LedgerRow ledger, Kind kind,
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

    static void requireFreeId(String id) {
        if (RESERVED_IDS.contains(id)) {
            throw Rejection.invalid("record", "is reserved; choose another id");
        }
    }

    private static Kind kindOf(NewRevision<Content> report) {
        if (report.content() == null) {
            throw Rejection.invalid("supersedes", "must name an earlier revision of the record");
        }
        return report.content().kind();
    }

    private static void requireFits(RecordRow record, LedgerRow ledger, NewRevision<Content> report) {
        if (!record.crisisId.equals(ledger.crisisId)) {
            throw Rejection.conflict("record", "belongs to another crisis");
        }
        if (report.content() != null && record.kind != report.content().kind()) {
            throw Rejection.conflict("content.kind", "is not the kind of the record");
        }
    }

    private static void requireNumber(Integer number, int last) {
        if (number != null && number != last + 1) {
            throw Rejection.conflict("number",
                    number > last ? "would leave a gap: the record ends with " + last : "belongs to another report");
        }
    }

    /** Returns the stored revision that equals a report, or null. */
    private RevisionRow stored(String id, Integer number, int last, NewRevision<?> report) {
        if (number != null && number > last) {
            return null;
        }
        if (number != null) {
            return revisions.numbered(id, number).filter(row -> equalsReport(row, report)).orElse(null);
        }
        return revisions.withContent(id, Canonical.hash(codec.body(report))).stream().filter(row -> equalsReport(row, report))
                .findFirst().orElse(null);
    }

    private boolean equalsReport(RevisionRow row, NewRevision<?> report) {
        return row.sourceId.equals(report.source()) && row.via().equals(report.carriers())
                && row.reportedAt.equals(report.reportedAt().value()) && row.status == report.status()
                && Objects.equals(row.supersedes, report.supersedes())
                && row.contentHash.equals(Canonical.hash(codec.body(report)));
    }

    /**
     * Locks the crisis that a report belongs to.
     *
     * @throws Rejection INVALID unless the caller may read the crisis, FORBIDDEN unless the caller may write the report
     */
    LedgerRow lock(String crisis, NewRevision<?> report) {
        if (crisis == null) {
            throw Rejection.invalid("crisis", "must be given");
        }
        return lock(crisis, report, Rejection.invalid("crisis", "is an unknown crisis"));
    }

    private LedgerRow lock(String crisis, NewRevision<?> report, Rejection otherwise) {
        LedgerRow ledger = lockWait.record(() -> ledgers.lock(crisis))
                .filter(row -> caller.mayRead(crisis, row.visibility())).orElseThrow(() -> otherwise);
        caller.requireWithin(crisis);
        caller.requireSpeaksFor(report.source());
        return ledger;
    }

    /** Returns the time in the precision that the databases store, before it is hashed or answered. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
