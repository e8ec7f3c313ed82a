package org.isnad.chain;

import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.Content;

/** Finds reports that are stored already, so that a repeated request appends nothing. */
@ApplicationScoped
class StoredReports {

    private final Revisions revisions;
    private final LedgerChanges changes;
    private final Codec codec;

    StoredReports(Revisions revisions, LedgerChanges changes, Codec codec) {
        this.revisions = revisions;
        this.changes = changes;
        this.codec = codec;
    }

    /** Returns the first revision of a record as repeated, or empty if it is no equal report. */
    <C extends Content> Optional<AppendResult<C>> first(LockedCrisis crisis, String record, EncodedReport<C> report) {
        return find(crisis, record, 1, report);
    }

    /**
     * Returns a revision of a record that equals a report, as repeated, or empty if there is none.
     *
     * @param number the only number to look at, or null for all
     */
    <C extends Content> Optional<AppendResult<C>> find(LockedCrisis crisis, String record, Integer number,
            EncodedReport<C> report) {
        for (RevisionHeader header : crisis.withContent(record, RevisionHeader.contentKey(report.contentHash()))) {
            if (number == null || header.number() == number) {
                changes.write();
                RevisionRow row = revisions.at(crisis.ledger().crisisId, header.position());
                if (equalsReport(row, report)) {
                    return Optional.of(new AppendResult<>(codec.revision(row), true));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a stored revision has the same source, carriers, times, status, supersedes, replaces and content hash as a
     * report, and so the same content, evidence, reason, note and translations. Crisis and record are not compared.
     */
    private static boolean equalsReport(RevisionRow row, EncodedReport<?> encoded) {
        NewRevision<?> report = encoded.report();
        return row.sourceId.equals(report.source()) && row.via().equals(report.carriers())
                && hasSameTime(row, report) && row.status == report.status()
                && Objects.equals(row.supersedes, report.supersedes()) && row.replaced().equals(report.replaced())
                && row.contentHash.equals(encoded.contentHash());
    }

    private static boolean hasSameTime(RevisionRow row, NewRevision<?> report) {
        return row.reportedAt.equals(report.reportedAt().value()) && Objects.equals(row.timeZone, report.timeZone())
                && row.partOfDay == report.partOfDay() && Objects.equals(row.after, report.after());
    }
}
