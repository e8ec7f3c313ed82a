package org.isnad.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.access.Caller;
import org.isnad.chain.Appender.Origin;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Rejection;

/** Stores revisions of another instance of this service with their numbers, positions, times and hashes. */
@ApplicationScoped
public class Mirror {

    private final RecordRow.Repository records;
    private final Revisions revisions;
    private final Chain chain;
    private final Appender appender;
    private final Eraser eraser;
    private final Codec codec;
    private final Caller caller;
    private final Clock clock;

    Mirror(RecordRow.Repository records, Revisions revisions, Chain chain, Appender appender, Eraser eraser, Codec codec,
            Caller caller, Clock clock) {
        this.records = records;
        this.revisions = revisions;
        this.chain = chain;
        this.appender = appender;
        this.eraser = eraser;
        this.codec = codec;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Stores a revision of the other instance. If its position is stored already, the hashes must be equal; otherwise it must
     * follow the
     * crisis's head, and its hashes must be those of its header and content.
     *
     * @param erasure the erasure at the other instance, which is repeated here, or null
     * @throws Rejection FORBIDDEN unless the caller is an admin, CONFLICT if it does not follow the head, INVALID if its hashes
     *         are wrong
     */
    @Transactional
    public AppendResult<Content> store(String id, Kind kind, NewRevision<Content> report, MirroredRevision mirrored,
            Erasure erasure) {
        caller.requireAdmin("hash", "is for admins, because it states when and by whom a revision was recorded");
        LedgerRow ledger = chain.lock(report.crisis(), report);
        if (mirrored.position() <= ledger.position) {
            return repeated(ledger, report, mirrored, erasure);
        }
        int last = records.findById(id) == null ? 0 : revisions.last(id);
        requireFollows(ledger, mirrored, last);
        Instant recordedAt = recordedAt(ledger, mirrored);
        Origin origin = new Origin(recordedAt, mirrored.recordedBy(), erasure, mirrored.contentHash());
        Revision<Content> revision = appender.append(ledger, record(ledger, id, kind, report), mirrored.number(), report,
                origin);
        requireHashes(revision, mirrored);
        ledger.isMirror = true;
        if (erasure != null) {
            ledger.erasures++;
        }
        return new AppendResult<>(revision, false);
    }

    private AppendResult<Content> repeated(LedgerRow ledger, NewRevision<Content> report, MirroredRevision mirrored,
            Erasure erasure) {
        RevisionRow stored = revisions.at(ledger.crisisId, mirrored.position());
        if (!stored.hash.equals(mirrored.hash())) {
            throw Rejection.conflict("hash", "is not that of position " + mirrored.position() + " here");
        }
        if (erasure != null && stored.erased == null) {
            eraser.replace(ledger, stored, erasure.scope(), codec.remainderAfter(report, erasure));
        }
        return new AppendResult<>(codec.revision(stored), true);
    }

    private static void requireFollows(LedgerRow ledger, MirroredRevision mirrored, int last) {
        if (mirrored.position() != ledger.position + 1 || mirrored.number() != last + 1) {
            throw Rejection.conflict("position", "would leave a gap: the crisis ends with position " + ledger.position
                    + ", the record with number " + last);
        }
        if (!mirrored.previousHash().equals(ledger.head)) {
            throw Rejection.conflict("previousHash", "is not the head of the crisis, " + ledger.head);
        }
    }

    private Instant recordedAt(LedgerRow ledger, MirroredRevision mirrored) {
        if (ledger.position == 0) {
            ledger.recordedAt = mirrored.recordedAt();
        }
        Instant recordedAt = mirrored.recordedAt().truncatedTo(ChronoUnit.MICROS);
        if (recordedAt.isBefore(ledger.recordedAt) || recordedAt.isAfter(clock.instant())) {
            throw Rejection.invalid("recordedAt", "must be neither before that of the last position nor in the future");
        }
        return recordedAt;
    }

    private RecordRow record(LedgerRow ledger, String id, Kind kind, NewRevision<Content> report) {
        RecordRow record = records.findById(id);
        if (record == null && report.status() == Status.RETRACTED) {
            throw Rejection.invalid("supersedes", "must name an earlier revision of the record");
        }
        if (record == null) {
            Chain.requireFreeId(id);
            return records.create(ledger, kind, id);
        }
        if (!record.crisisId.equals(ledger.crisisId) || kind != record.kind) {
            throw Rejection.conflict("record", "belongs to another crisis or kind");
        }
        return record;
    }

    private static void requireHashes(Revision<Content> revision, MirroredRevision mirrored) {
        if (!revision.contentHash().equals(mirrored.contentHash())) {
            throw Rejection.invalid("contentHash", "is not that of its content, evidence, reason and translations");
        }
        if (!revision.hash().equals(mirrored.hash())) {
            throw Rejection.invalid("hash", "is not that of its header");
        }
    }
}
