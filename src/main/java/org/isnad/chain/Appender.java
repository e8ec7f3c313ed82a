package org.isnad.chain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.LedgerChanges.Append;
import org.isnad.content.Content;

/** Appends rows to a crisis whose ledger is locked. */
@ApplicationScoped
class Appender {

    private final AppendRules rules;
    private final Codec codec;
    private final RecordRow.Repository records;
    private final RecordKeys keys;
    private final LedgerChanges changes;

    Appender(AppendRules rules, Codec codec, RecordRow.Repository records, RecordKeys keys, LedgerChanges changes) {
        this.keys = keys;
        this.rules = rules;
        this.codec = codec;
        this.records = records;
        this.changes = changes;
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

        /** Returns the origin of a revision that a caller enters at this instance, with nothing erased. */
        static Origin entered(Instant now, String by) {
            return new Origin(now, by, null, null);
        }
    }

    /**
     * Appends a report to a record at the next position: checks the rules, advances the ledger, and registers the revision and
     * its citations to be stored ({@link LedgerChanges}). Returns the revision as {@link Codec#revision} does.
     *
     * @param crisis the record's crisis, which the transaction has locked
     * @param number the next number of the record; not checked. The record is created with number 1
     * @throws Rejection if {@link AppendRules#check} rejects the report; nothing has changed then
     */
    <C extends Content> Revision<C> append(LockedCrisis crisis, RecordKey record, int number, NewRevision<C> report,
            Origin origin) {
        LedgerRow ledger = crisis.ledger();
        RevisionRow row = newRow(ledger, record, number, report, origin);
        rules.check(row, crisis, report, origin);
        if (number == 1) {
            records.create(ledger, record.kind(), record.record());
            keys.add(record);
        }
        setContentAndHashes(row, ledger, report, origin);
        ledger.advance(row);
        List<CitationRow> citations = CitationRow.of(row.crisisId, row.position, report.evidence());
        Revision<C> revision = codec.revision(row);
        crisis.add(row.header(CitationRow.cited(citations)));
        changes.addAppend(ledger, new Append(row, citations, revision));
        return revision;
    }

    /**
     * Returns a row with all fields but content, contentHash, erased, previousHash and hash. Its orderFrom equals its
     * reportedFrom, as if it superseded nothing.
     */
    private static RevisionRow newRow(LedgerRow ledger, RecordKey record, int number, NewRevision<?> report, Origin origin) {
        ZoneId zone = ZoneId.of(ledger.timeZone);
        RevisionRow row = new RevisionRow();
        row.crisisId = ledger.crisisId;
        row.position = ledger.position + 1;
        row.recordId = record.record();
        row.number = number;
        row.kind = record.kind();
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

    /**
     * Sets content, contentHash, erased, previousHash and hash of a row whose other fields are complete. If the
     * revision has an erasure, contentHash is the given one, because the content that it covers is gone.
     */
    private void setContentAndHashes(RevisionRow row, LedgerRow ledger, NewRevision<?> report, Origin origin) {
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
