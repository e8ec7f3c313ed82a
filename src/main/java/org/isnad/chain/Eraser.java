package org.isnad.chain;

import static java.util.stream.Collectors.toCollection;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.ErasureResult.Quotation;
import org.isnad.content.Kind;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Text;

/** Replaces the content of revisions by tombstones, where a law demands it. */
@ApplicationScoped
public class Eraser {

    private final Revisions revisions;
    private final LinkRow.Repository links;
    private final Codec codec;
    private final LedgerChanges changes;
    private final Notices notices;
    private final Clock clock;

    Eraser(Revisions revisions, LinkRow.Repository links, Codec codec,
            LedgerChanges changes, Notices notices, Clock clock) {
        this.notices = notices;
        this.revisions = revisions;
        this.links = links;
        this.codec = codec;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Erases the content of a revision, and the quotations of it in the evidence of revisions in any crisis, and appends a
     * notice to each crisis in which anything was erased. Headers, hashes and standing stay. If the content was erased before,
     * nothing changes, and the result has the earlier
     * tombstone and no quotations. Does not check the caller's role.
     *
     * @param reason the public reason
     * @throws Rejection UNKNOWN if the crisis does not exist, INVALID if the revision does not exist or belongs to
     *         another crisis
     */
    @Transactional
    public ErasureResult erase(String crisis, String record, int number, Text reason) {
        LockedCrisis locked = changes.lock(crisis).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        RevisionRow row = revisions.numbered(record, number).filter(found -> found.crisisId.equals(crisis))
                .orElseThrow(() -> Rejection.invalid("number", "names no revision of a record of this crisis"));
        if (row.kind == Kind.NOTICE && !isDescription(codec.<Notice> revision(row).content())) {
            throw Rejection.invalid("record", "must not be a notice, except one of a description");
        }
        if (row.erased == Erasure.Scope.CONTENT) {
            return new ErasureResult(codec.revision(row), List.of());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<RevisionRow> unquoted = unquote(revisions.citing(record, number), record, number,
                new Erasure(Erasure.Scope.QUOTATION, now, reason));
        replace(locked.ledger(), row, Erasure.Scope.CONTENT, codec.tombstone(new Erasure(Erasure.Scope.CONTENT, now, reason)));
        Set<String> crises = unquoted.stream().map(quoting -> quoting.crisisId).collect(toCollection(TreeSet::new));
        crises.add(crisis);
        crises.forEach(changed -> notices.append(locked(changed), Notice.ofErasure(record, number), reason, now));
        return new ErasureResult(codec.revision(row),
                unquoted.stream().map(quoting -> new Quotation(quoting.recordId, quoting.number)).toList());
    }

    /** Whether a notice, or null for an erased one, is of a description. */
    private static boolean isDescription(Notice notice) {
        return notice == null || notice.act() == Notice.Act.CRISIS_DESCRIPTION
                || notice.act() == Notice.Act.SOURCE_DESCRIPTION;
    }

    /**
     * Repeats an erasure that a notice of another instance states, in the mirrored crisis only. Content that is erased already
     * stays as it is.
     *
     * @param at the time of the erasure
     */
    void repeat(LedgerRow ledger, Notice notice, Instant at, Text reason) {
        changes.write();
        List<RevisionRow> quoting = revisions.citing(notice.record(), notice.number()).stream()
                .filter(row -> row.crisisId.equals(ledger.crisisId)).toList();
        unquote(quoting, notice.record(), notice.number(), new Erasure(Erasure.Scope.QUOTATION, at, reason));
        revisions.numbered(notice.record(), notice.number())
                .filter(row -> row.crisisId.equals(ledger.crisisId) && row.erased != Erasure.Scope.CONTENT)
                .ifPresent(row -> replace(ledger, row, Erasure.Scope.CONTENT,
                        codec.tombstone(new Erasure(Erasure.Scope.CONTENT, at, reason))));
    }

    private LockedCrisis locked(String crisis) {
        return changes.lock(crisis).orElseThrow();
    }

    /**
     * Erases the quotations of a revision in the evidence of some others, whose crises are locked, and returns those that
     * quoted it, in the order given.
     */
    private List<RevisionRow> unquote(List<RevisionRow> citingOnes, String record, int number, Erasure erasure) {
        List<RevisionRow> unquoted = new ArrayList<>();
        for (RevisionRow citing : citingOnes) {
            LedgerRow ledger = locked(citing.crisisId).ledger();
            // Another erasure may have committed before the lock was acquired.
            revisions.getEntityManager().refresh(citing);
            String remainder = citing.erased == Erasure.Scope.CONTENT ? null
                    : codec.withoutQuotations(citing, record, number, erasure);
            if (remainder != null) {
                replace(ledger, citing, Erasure.Scope.QUOTATION, remainder);
                unquoted.add(citing);
            }
        }
        return unquoted;
    }

    /**
     * Replaces a revision's content by what remains of it, and counts the erasure. If the content was erased rather
     * than quotations in it, also deletes the links of its evidence.
     *
     * @param ledger the ledger of the revision's crisis, which the caller has locked
     * @param remainder the new stored form
     */
    void replace(LedgerRow ledger, RevisionRow row, Erasure.Scope scope, String remainder) {
        revisions.replaceContent(row, scope, remainder);
        ledger.erasures++;
        changes.add(ledger);
        if (scope == Erasure.Scope.CONTENT) {
            links.deleteEvidence(row.crisisId, row.position);
        }
    }
}
