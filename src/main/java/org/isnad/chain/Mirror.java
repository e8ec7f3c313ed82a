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
import org.isnad.content.Notice;
import org.isnad.content.Rejection;

/** Stores revisions of another instance of this service with their numbers, positions, times and hashes. */
@ApplicationScoped
public class Mirror {

    private final RecordKeys records;
    private final LedgerChanges changes;
    private final Revisions revisions;
    private final Chain chain;
    private final Appender appender;
    private final Eraser eraser;
    private final Codec codec;
    private final Caller caller;
    private final Clock clock;

    Mirror(RecordKeys records, LedgerChanges changes, Revisions revisions, Chain chain, Appender appender, Eraser eraser,
            Codec codec,
            Caller caller, Clock clock) {
        this.records = records;
        this.changes = changes;
        this.revisions = revisions;
        this.chain = chain;
        this.appender = appender;
        this.eraser = eraser;
        this.codec = codec;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Stores a revision of the other instance as the next one of its crisis, whose record is created if it does not
     * exist, and marks the crisis as a mirror. A revision that is stored already is returned as repeated; only an
     * erasure that is missing here is still carried out.
     *
     * @param id the id of the record
     * @param report what the other instance holds of the report, without what was erased
     * @param mirrored the fields that the other instance recorded
     * @param erasure the erasure at the other instance, which is repeated here, or null
     * @throws Rejection FORBIDDEN unless the caller is an admin, CONFLICT if the revision does not follow the head of
     *         the crisis and the last number of the record, differs from the one stored at its position or belongs to a
     *         record of another crisis or kind, INVALID if its hashes are not those of its header and content, or
     *         recordedAt is in the future or before that of the last position; or as {@link Chain#lock} and
     *         {@link AppendRules#check} do
     */
    @Transactional
    public AppendResult<Content> store(String id, Kind kind, NewRevision<Content> report, MirroredRevision mirrored,
            Erasure erasure) {
        caller.requireAdmin("hash", "is for admins, because it states when and by whom a revision was recorded");
        LockedCrisis crisis = chain.lock(report.crisis(), report);
        LedgerRow ledger = crisis.ledger();
        if (mirrored.position() <= ledger.position) {
            return storedAsRepeated(ledger, report, mirrored, erasure);
        }
        int last = crisis.lastNumber(id);
        requireFollows(ledger, mirrored, last);
        EncodedReport<Content> encoded = codec.encodeMirrored(report, erasure, mirrored.contentHash());
        Origin origin = new Origin(acceptRecordedAt(ledger, mirrored), mirrored.recordedBy());
        RecordKey record = acceptRecord(ledger, id, kind, report);
        Revision<Content> revision = appender.append(crisis, record, mirrored.number(), encoded, origin);
        requireHashes(revision, mirrored);
        ledger.erasures += erasure == null ? 0 : 1;
        repeat(ledger, revision);
        ledger.isMirror = true;
        return new AppendResult<>(revision, false);
    }

    /** Repeats the erasure or the change of visibility that a revision states, if it is a notice of one. */
    private void repeat(LedgerRow ledger, Revision<?> revision) {
        if (!(revision.content() instanceof Notice notice)) {
            return;
        }
        if (notice.act() == Notice.Act.ERASURE) {
            eraser.repeat(ledger, notice, revision.recordedAt(), revision.reason());
        } else if (notice.act() == Notice.Act.VISIBILITY) {
            ledger.setVisibility(codec.visibility(notice.after()));
        }
    }

    /**
     * Returns the revision that is stored at the mirrored position as repeated. Carries out the erasure first if there
     * is one that leaves less than what is stored.
     *
     * @throws Rejection CONFLICT if the stored hash differs
     */
    private AppendResult<Content> storedAsRepeated(LedgerRow ledger, NewRevision<Content> report, MirroredRevision mirrored,
            Erasure erasure) {
        changes.write();
        RevisionRow stored = revisions.at(ledger.crisisId, mirrored.position());
        if (!stored.hash.equals(mirrored.hash())) {
            throw Rejection.conflict("hash", "is not that of position " + mirrored.position() + " here");
        }
        if (erasure != null && stored.erased != Erasure.Scope.CONTENT) {
            String remainder = codec.remainderAfter(report, erasure);
            if (!remainder.equals(stored.content)) {
                eraser.replace(ledger, stored, erasure.scope(), remainder);
            }
        }
        return new AppendResult<>(codec.revision(stored), true);
    }

    /**
     * Requires that a revision has the next position and number, and names the head of the crisis as its previous hash.
     *
     * @param last the last number of the record, or 0 if it does not exist
     * @throws Rejection CONFLICT otherwise
     */
    private static void requireFollows(LedgerRow ledger, MirroredRevision mirrored, int last) {
        if (mirrored.position() != ledger.position + 1 || mirrored.number() != last + 1) {
            throw Rejection.conflict("position", "would leave a gap: the crisis ends with position " + ledger.position
                    + ", the record with number " + last);
        }
        if (!mirrored.previousHash().equals(ledger.head)) {
            throw Rejection.conflict("previousHash", "is not the head of the crisis, " + ledger.head);
        }
    }

    /**
     * Returns the mirrored recordedAt in microseconds. In a crisis without revisions, the ledger takes it over first,
     * because the crisis may have been created here later.
     *
     * @throws Rejection INVALID if it is before recordedAt of the ledger or in the future
     */
    private Instant acceptRecordedAt(LedgerRow ledger, MirroredRevision mirrored) {
        if (ledger.position == 0) {
            ledger.recordedAt = mirrored.recordedAt();
        }
        Instant recordedAt = mirrored.recordedAt().truncatedTo(ChronoUnit.MICROS);
        if (recordedAt.isBefore(ledger.recordedAt) || recordedAt.isAfter(clock.instant())) {
            throw Rejection.invalid("recordedAt", "must be neither before that of the last position nor in the future");
        }
        return recordedAt;
    }

    /**
     * Returns a record, which may be new.
     *
     * @throws Rejection INVALID if a retraction would begin the record or its id is reserved, CONFLICT if it is of
     *         another crisis or kind
     */
    private RecordKey acceptRecord(LedgerRow ledger, String id, Kind kind, NewRevision<Content> report) {
        RecordKey record = records.find(id).orElse(null);
        if (record == null && report.status() == Status.RETRACTED) {
            throw Rejection.invalid("supersedes", "must name an earlier revision of the record");
        }
        if (record == null) {
            RecordKeys.requireFreeId(id);
            return new RecordKey(id, kind, ledger.crisisId);
        }
        if (!record.crisis().equals(ledger.crisisId) || kind != record.kind()) {
            throw Rejection.conflict("record", "belongs to another crisis or kind");
        }
        return record;
    }

    /**
     * Requires that the computed hashes of a revision equal the mirrored ones.
     *
     * @throws Rejection INVALID otherwise
     */
    private static void requireHashes(Revision<Content> revision, MirroredRevision mirrored) {
        if (!revision.contentHash().equals(mirrored.contentHash())) {
            throw Rejection.invalid("contentHash", "is not that of its content, evidence, reason and translations");
        }
        if (!revision.hash().equals(mirrored.hash())) {
            throw Rejection.invalid("hash", "is not that of its header");
        }
    }
}
