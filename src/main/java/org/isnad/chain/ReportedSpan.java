package org.isnad.chain;

import java.time.Instant;
import java.time.ZoneId;

import org.isnad.content.ReportedTime;

/**
 * The span of instants that the time of a report may mean.
 *
 * @param from the first instant, or null if it is not known
 * @param until the instant after the last one; the time of recording if it is not known
 * @param lastFrom the first instant of the last date that the report states, or null if it states none
 */
record ReportedSpan(Instant from, Instant until, Instant lastFrom) {

    /**
     * Returns the span of a row, of which reportedAt, timeZone, partOfDay and recordedAt are set.
     *
     * @param zone the time zone of the crisis
     */
    static ReportedSpan of(RevisionRow row, ZoneId zone) {
        ReportedTime time = new ReportedTime(row.reportedAt);
        ZoneId own = row.timeZone == null ? zone : ZoneId.of(row.timeZone);
        Instant until = time.until(own, row.partOfDay);
        return new ReportedSpan(time.from(own, row.partOfDay), until == null ? row.recordedAt : until,
                time.lastFrom(own, row.partOfDay));
    }
}
