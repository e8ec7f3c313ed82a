package org.isnad.chain;

import java.time.Instant;
import java.time.ZoneId;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.isnad.content.Content;

/** Appends rows to a crisis whose ledger is locked. */
@ApplicationScoped
class Appender {

    private final Revisions revisions;
    private final CitationRow.Repository citations;
    private final AppendRules rules;
    private final Codec codec;
    private final Event<RevisionAppended> appended;

    Appender(Revisions revisions, CitationRow.Repository citations, AppendRules rules, Codec codec,
            Event<RevisionAppended> appended) {
        this.revisions = revisions;
        this.citations = citations;
        this.rules = rules;
        this.codec = codec;
        this.appended = appended;
    }

    /**
     * The fields of an appended row that are given rather than derived.
     *
     * @param recordedAt when the revision is recorded
     * @param recordedBy who entered it
     * @param erasure what of a mirrored revision was erased, or null
     * @param contentHash the hash of the content that was erased; null unless erasure is given
     */
    record Origin(Instant recordedAt, String recordedBy, Erasure erasure, String contentHash) {

        static Origin entered(Instant now, String by) {
            return new Origin(now, by, null, null);
        }
    }

    /** Appends a report to a record under a number, and advances the ledger. */
    <C extends Content> Revision<C> append(LedgerRow ledger, RecordRow record, int number, NewRevision<C> report,
            Origin origin) {
        RevisionRow row = header(ledger, record, number, report, origin);
        rules.check(row, report, origin);
        seal(row, ledger, report, origin);
        revisions.persist(row);
        CitationRow.of(row.crisisId, row.position, report.evidence()).forEach(citations::persist);
        ledger.advance(row);
        Revision<C> revision = codec.revision(row);
        appended.fire(new RevisionAppended(revision));
        return revision;
    }

    private static RevisionRow header(LedgerRow ledger, RecordRow record, int number, NewRevision<?> report, Origin origin) {
        ZoneId zone = ZoneId.of(ledger.timeZone);
        RevisionRow row = new RevisionRow();
        row.crisisId = ledger.crisisId;
        row.position = ledger.position + 1;
        row.recordId = record.id;
        row.number = number;
        row.kind = record.kind;
        row.sourceId = report.source();
        row.via = report.carriers().isEmpty() ? null : String.join(" ", report.carriers());
        row.reportedAt = report.reportedAt().value();
        row.reportedFrom = report.reportedAt().from(zone);
        row.reportedUntil = report.reportedAt().until(zone);
        row.orderFrom = row.reportedFrom;
        // Times of recording never decrease along positions, even if the clock is set back.
        row.recordedAt = origin.recordedAt.isBefore(ledger.recordedAt) ? ledger.recordedAt : origin.recordedAt;
        row.recordedBy = origin.recordedBy;
        row.status = report.status();
        row.supersedes = report.supersedes();
        return row;
    }

    /** Sets the content and the hashes. */
    private void seal(RevisionRow row, LedgerRow ledger, NewRevision<?> report, Origin origin) {
        if (origin.erasure == null) {
            row.content = codec.body(report);
            row.contentHash = Canonical.hash(row.content);
        } else {
            row.content = codec.remainderAfter(report, origin.erasure);
            row.contentHash = origin.contentHash;
            row.erased = origin.erasure.scope();
        }
        row.previousHash = ledger.head;
        row.hash = Canonical.hash(codec.header(row));
    }
}
