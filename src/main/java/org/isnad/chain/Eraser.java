package org.isnad.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.ErasureResult.Quotation;
import org.isnad.content.Content;
import org.isnad.content.Rejection;
import org.isnad.content.Text;

/** Replaces the content of revisions by tombstones, where a law demands it. */
@ApplicationScoped
public class Eraser {

    private final LedgerRow.Repository ledgers;
    private final Revisions revisions;
    private final CitationRow.Repository citations;
    private final Codec codec;
    private final LedgerChanges changes;
    private final Clock clock;

    Eraser(LedgerRow.Repository ledgers, Revisions revisions, CitationRow.Repository citations, Codec codec,
            LedgerChanges changes, Clock clock) {
        this.ledgers = ledgers;
        this.revisions = revisions;
        this.citations = citations;
        this.codec = codec;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Erases the content of a revision, and the quotations of it in the evidence of revisions in any crisis. Headers,
     * hashes and standing stay. If the content was erased before, nothing changes, and the result has the earlier
     * tombstone and no quotations. Does not check the caller's role.
     *
     * @param reason the public reason
     * @throws Rejection UNKNOWN if the crisis does not exist, INVALID if the revision does not exist or belongs to
     *         another crisis
     */
    @Transactional
    public ErasureResult erase(String crisis, String record, int number, Text reason) {
        LedgerRow ledger = ledgers.lock(crisis).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        RevisionRow row = revisions.numbered(record, number).filter(found -> found.crisisId.equals(crisis))
                .orElseThrow(() -> Rejection.invalid("number", "names no revision of a record of this crisis"));
        if (row.erased == Erasure.Scope.CONTENT) {
            return new ErasureResult(codec.revision(row), List.of());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Quotation> unquoted = unquote(record, number, new Erasure(Erasure.Scope.QUOTATION, now, reason));
        replace(ledger, row, Erasure.Scope.CONTENT, codec.tombstone(new Erasure(Erasure.Scope.CONTENT, now, reason)));
        Revision<Content> tombstone = codec.revision(row);
        return new ErasureResult(tombstone, unquoted);
    }

    /**
     * Erases the quotations of a revision in the evidence of others, whose crises are locked, and returns the revisions
     * that quoted it, ordered by crisis and position.
     */
    private List<Quotation> unquote(String record, int number, Erasure erasure) {
        List<Quotation> unquoted = new ArrayList<>();
        for (RevisionRow citing : revisions.citing(record, number)) {
            LedgerRow ledger = ledgers.lock(citing.crisisId).orElseThrow();
            // Another erasure may have committed before the lock was acquired.
            revisions.getEntityManager().refresh(citing);
            String remainder = citing.erased == Erasure.Scope.CONTENT ? null
                    : codec.withoutQuotations(citing, record, number, erasure);
            if (remainder != null) {
                replace(ledger, citing, Erasure.Scope.QUOTATION, remainder);
                unquoted.add(new Quotation(citing.recordId, citing.number));
            }
        }
        return unquoted;
    }

    /**
     * Replaces a revision's content by what remains of it, and counts the erasure. If the content was erased rather
     * than quotations in it, also deletes its citations.
     *
     * @param ledger the ledger of the revision's crisis, which the caller has locked
     * @param remainder the new stored form
     */
    void replace(LedgerRow ledger, RevisionRow row, Erasure.Scope scope, String remainder) {
        revisions.replaceContent(row, scope, remainder);
        ledger.erasures++;
        changes.add(ledger);
        if (scope == Erasure.Scope.CONTENT) {
            citations.deleteAt(row.crisisId, row.position);
        }
    }
}
