package org.isnad.reads;

import java.time.Instant;
import java.time.ZoneId;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.Revision;
import org.isnad.content.Occurred;
import org.isnad.content.PartialDate;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/** The query parameters that select revisions by the time of the reported event; null selects all. */
public class OccurredFilter {

    @QueryParam("occurredFrom")
    @Parameter(description = "Selects events that happened, or may have happened, in this year, month, day or minute or later, such as 2022-01-05.")
    public PartialDate occurredFrom;

    @QueryParam("occurredUntil")
    @Parameter(description = "Selects events that happened, or may have happened, in this year, month, day or minute or earlier, such as 2022-01-06.")
    public PartialDate occurredUntil;

    /** Whether it selects all revisions. */
    public boolean isEmpty() {
        return occurredFrom == null && occurredUntil == null;
    }

    /**
     * Fails with 400 if the span ends before it begins.
     *
     * @param zone the time zone of the crisis, in which the dates of the parameters are read
     */
    public void requireOrder(ZoneId zone) {
        if (occurredFrom != null && occurredUntil != null && !occurredFrom.from(zone).isBefore(occurredUntil.until(zone))) {
            throw Problem.INVALID.at(Violation.query("occurredFrom", "must not be after occurredUntil"));
        }
    }

    /**
     * Whether it selects a revision. If it is not empty, one that does not state when it happened is not selected.
     *
     * @param zone the time zone of the crisis
     */
    public boolean matches(Revision<?> revision, ZoneId zone) {
        Occurred occurred = revision.content().occurred();
        if (isEmpty() || occurred == null) {
            return isEmpty();
        }
        ZoneId own = revision.timeZone() == null ? zone : ZoneId.of(revision.timeZone());
        Instant from = occurredFrom == null ? null : occurredFrom.from(zone);
        Instant until = occurredUntil == null ? null : occurredUntil.until(zone);
        return occurred.overlaps(own, from, until);
    }
}
