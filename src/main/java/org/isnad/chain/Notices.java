package org.isnad.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.chain.Appender.Origin;
import org.isnad.content.Kind;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Text;
import org.isnad.sources.SourceDescribed;

/**
 * Appends notices of the operator's acts to the logs of crises. The log of a mirror belongs to another instance, so acts on a
 * mirror are in the audit log instead.
 */
@ApplicationScoped
public class Notices {

    private final LedgerChanges changes;
    private final Appender appender;
    private final Revisions revisions;
    private final Codec codec;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Notices(LedgerChanges changes, Appender appender, Revisions revisions, Codec codec, Audit audit, Caller caller,
            Clock clock) {
        this.changes = changes;
        this.appender = appender;
        this.revisions = revisions;
        this.codec = codec;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Returns the notice of an act that replaced a value, with the fields of both in JSON. */
    Notice ofReplacement(Notice.Act act, Object before, Object after) {
        return Notice.ofReplacement(act, codec.stated(before), codec.stated(after));
    }

    /**
     * Appends a notice that a description was replaced to the log of a crisis.
     *
     * @param act CRISIS_DESCRIPTION or SOURCE_DESCRIPTION
     * @param reason the public reason, or null
     * @param at the time of the replacement, in microseconds
     */
    @Transactional
    public void described(String crisis, Notice.Act act, Object before, Object after, Text reason, Instant at) {
        append(changes.lock(crisis).orElseThrow(), ofReplacement(act, before, after), reason, at);
    }

    /** Appends a notice that the description of a source was replaced to the log of each crisis that it has reported on. */
    void onSourceDescribed(@Observes SourceDescribed described) {
        for (String crisis : revisions.crisesOf(described.after().id())) {
            described(crisis, Notice.Act.SOURCE_DESCRIPTION, described.before(), described.after(), described.reason(),
                    described.at());
        }
    }

    /** Appends a notice to a crisis, which the transaction has locked, with the current time. */
    void append(LockedCrisis crisis, Notice notice, Text reason) {
        append(crisis, notice, reason, now());
    }

    /**
     * Appends a notice to a crisis, which the transaction has locked.
     *
     * @param reason the public reason, or null
     * @param at the time of the act, in microseconds
     */
    void append(LockedCrisis crisis, Notice notice, Text reason, Instant at) {
        if (crisis.ledger().isMirror) {
            audit.log("mirror-changed", caller.name(), crisis.ledger().crisisId, notice);
            return;
        }
        act(crisis, notice, reason, at);
    }

    private Revision<Notice> act(LockedCrisis crisis, Notice notice, Text reason, Instant at) {
        RecordKey record = new RecordKey(UUID.randomUUID().toString(), Kind.NOTICE, crisis.ledger().crisisId);
        return appendTo(crisis, record, 1, at,
                NewRevision.of(Notice.OPERATOR, at, reason, notice));
    }

    private Revision<Notice> appendTo(LockedCrisis crisis, RecordKey record, int number, Instant at,
            NewRevision<Notice> report) {
        return appender.append(crisis, record, number, codec.encode(report), new Origin(at, caller.name()));
    }

    /**
     * Appends a notice that an editor rules for or against a claim, and returns it. The ruling is in force until it is lifted,
     * or another one on the same revision is made.
     *
     * @throws Rejection INVALID if the caller may not read the crisis, it has no such revision, or that is a retraction,
     *         FORBIDDEN if the credential is for other crises
     */
    @Transactional
    public Revision<Notice> rule(String crisis, RevisionId claim, Notice.Ruling ruling, Text reason) {
        LockedCrisis locked = lock(crisis, Rejection.invalid("crisis", "is an unknown crisis"));
        RevisionHeader header = locked.numbered(claim.record(), claim.number());
        if (header == null || header.status() == Status.RETRACTED || header.kind() == Kind.NOTICE) {
            throw Rejection.invalid("number", "must name a revision of a record of the crisis, and no retraction");
        }
        return act(locked, Notice.ofRuling(claim.record(), claim.number(), ruling), reason, now());
    }

    /**
     * Appends a notice that a record is merged into another one of the same kind that it duplicates, and returns it. Nothing of
     * the merged record stands until the merger is lifted.
     *
     * @throws Rejection INVALID and FORBIDDEN as for {@link #rule}, INVALID if the crisis lacks one of the records, or they are
     *         of different kinds, CONFLICT if one of them is merged
     */
    @Transactional
    public Revision<Notice> merge(String crisis, String record, String into, Text reason) {
        LockedCrisis locked = lock(crisis, Rejection.invalid("crisis", "is an unknown crisis"));
        Kind kind = mergeable(locked, "record", record);
        if (mergeable(locked, "into", into) != kind || record.equals(into)) {
            throw Rejection.invalid("into", "must be another record of the same kind");
        }
        return act(locked, Notice.ofMerger(record, into), reason, now());
    }

    private static Kind mergeable(LockedCrisis crisis, String field, String record) {
        RecordChain chain = crisis.committed(record);
        if (chain.isEmpty() || chain.kind() == Kind.NOTICE) {
            throw Rejection.invalid(field, "is no record of the crisis");
        }
        if (chain.standing().isMerged()) {
            throw Rejection.conflict(field, "is merged into " + chain.standing().mergedInto());
        }
        return chain.kind();
    }

    /**
     * Appends a notice that a record is held until it has been checked, and returns it. Nothing of the record stands until the
     * hold is lifted; its revisions stay readable.
     *
     * @throws Rejection INVALID and FORBIDDEN as for {@link #rule}, INVALID if the crisis lacks the record, CONFLICT if it is
     *         held or merged
     */
    @Transactional
    public Revision<Notice> hold(String crisis, String record, Text reason) {
        LockedCrisis locked = lock(crisis, Rejection.invalid("crisis", "is an unknown crisis"));
        mergeable(locked, "record", record);
        if (locked.committed(record).standing().heldBy() != null) {
            throw Rejection.conflict("record", "is held already");
        }
        return act(locked, Notice.ofHold(record), reason, now());
    }

    /**
     * Lifts a ruling, a merger or a hold: appends a retraction to its notice, and returns it.
     *
     * @throws Rejection UNKNOWN if the caller may not read the crisis, FORBIDDEN as for {@link #rule}, CONFLICT if it is lifted
     *         already, INVALID if the notice is
     *         of another act
     */
    @Transactional
    public Revision<Notice> lift(RecordKey record, Text reason) {
        LockedCrisis locked = lock(record.crisis(), Rejection.unknown("Unknown record among the notices"));
        RecordChain chain = locked.committed(record.record());
        List<Link> links = chain.headers().get(0).links();
        if (links.stream().noneMatch(Link::canBeLifted)) {
            throw Rejection.invalid("id", "must be the notice of a ruling, a merger or a hold; other acts cannot be lifted");
        }
        if (chain.lastNumber() > 1) {
            throw Rejection.conflict("id", "is the notice of what was lifted already");
        }
        Instant at = now();
        return appendTo(locked, record, 2, at,
                NewRevision.retraction(Notice.OPERATOR, at, 1, reason));
    }

    private LockedCrisis lock(String crisis, Rejection unknown) {
        LockedCrisis locked = changes.lock(crisis).filter(found -> caller.mayRead(crisis, found.ledger().visibility()))
                .orElseThrow(() -> unknown);
        caller.requireWithin(crisis);
        return locked;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
