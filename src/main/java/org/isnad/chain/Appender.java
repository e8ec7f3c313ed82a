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
    private final RecordKeys keys;
    private final LedgerChanges changes;

    Appender(AppendRules rules, Codec codec, RecordKeys keys, LedgerChanges changes) {
        this.keys = keys;
        this.rules = rules;
        this.codec = codec;
        this.changes = changes;
    }

    /**
     * When and by whom a revision is recorded.
     *
     * @param recordedAt when it is recorded
     * @param recordedBy who entered it
     */
    record Origin(Instant recordedAt, String recordedBy) {
    }

    /**
     * Appends a report as {@link #append} does. Before a retraction of a whole claim, appends a retraction of each other
     * revision of the claim.
     */
    <C extends Content> Revision<C> appendWithClaim(LockedCrisis crisis, RecordKey record, int number,
            EncodedReport<C> encoded, Origin origin) {
        NewRevision<C> report = encoded.report();
        int next = number;
        if (report.retracts() == NewRevision.Retracted.CLAIM) {
            for (int other : crisis.restOfClaim(record.record(), report.supersedes())) {
                append(crisis, record, next++, codec.encode(report.retracting(other)), origin);
            }
        }
        return append(crisis, record, next, encoded, origin);
    }

    /**
     * Appends a report to a record at the next position: checks the rules, advances the ledger, and registers the revision and
     * its links to be stored ({@link LedgerChanges}). Returns the revision as {@link Codec#revision} does.
     *
     * @param crisis the record's crisis, which the transaction has locked
     * @param number the next number of the record; not checked. The record is created with number 1
     * @throws Rejection if {@link AppendRules#check} rejects the report; nothing has changed then
     */
    <C extends Content> Revision<C> append(LockedCrisis crisis, RecordKey record, int number, EncodedReport<C> encoded,
            Origin origin) {
        NewRevision<C> report = encoded.report();
        LedgerRow ledger = crisis.ledger();
        RevisionRow row = newRow(ledger, record, number, report, origin);
        rules.check(row, crisis, encoded, origin.recordedAt);
        if (number == 1) {
            keys.add(record);
        }
        setContentAndHashes(row, ledger, encoded);
        ledger.advance(row);
        List<LinkRow> links = LinkRow.of(row.crisisId, row.position, report);
        Revision<C> revision = codec.revision(row);
        crisis.add(row.header(LinkRow.links(links)));
        changes.addAppend(ledger, new Append(number == 1 ? RecordRow.of(record) : null, row, links, revision));
        return revision;
    }

    /**
     * Returns a row with all fields but content, contentHash, erased, previousHash and hash. Its orderFrom and certainFrom
     * are those of a revision that supersedes nothing and is after none.
     */
    private static RevisionRow newRow(LedgerRow ledger, RecordKey record, int number, NewRevision<?> report, Origin origin) {
        RevisionRow row = new RevisionRow();
        row.crisisId = ledger.crisisId;
        row.position = ledger.position + 1;
        row.recordId = record.record();
        row.number = number;
        row.kind = record.kind();
        row.sourceId = report.source();
        row.via = report.carriers().isEmpty() ? null : String.join(" ", report.carriers());
        setTimes(row, ledger, report, origin.recordedAt);
        row.recordedBy = origin.recordedBy;
        row.status = report.status();
        row.supersedes = report.supersedes();
        row.setReplaced(report.replaced());
        row.setSummary(report);
        return row;
    }

    /** Sets all times of a row. */
    private static void setTimes(RevisionRow row, LedgerRow ledger, NewRevision<?> report, Instant recordedAt) {
        // Times of recording never decrease along positions, even if the clock is set back.
        row.recordedAt = recordedAt.isBefore(ledger.recordedAt) ? ledger.recordedAt : recordedAt;
        row.reportedAt = report.reportedAt().value();
        row.timeZone = report.timeZone();
        row.partOfDay = report.partOfDay();
        row.after = report.after();
        ReportedSpan span = ReportedSpan.of(row, ZoneId.of(ledger.timeZone));
        row.reportedFrom = span.from();
        row.reportedUntil = span.until();
        row.orderFrom = span.from() == null ? RevisionHeader.UNKNOWN_BEGINNING : span.from();
        row.certainFrom = span.until();
    }

    /** Sets content, contentHash, erased, previousHash and hash of a row whose other fields are complete. */
    private void setContentAndHashes(RevisionRow row, LedgerRow ledger, EncodedReport<?> report) {
        row.content = report.content();
        row.contentHash = report.contentHash();
        row.erased = report.erasure() == null ? null : report.erasure().scope();
        row.previousHash = ledger.head;
        row.hash = Canonical.hash(codec.header(row));
    }
}
