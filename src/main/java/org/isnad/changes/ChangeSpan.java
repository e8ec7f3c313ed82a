package org.isnad.changes;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.InvalidContent;
import org.isnad.content.PartialDate;
import org.isnad.content.Slug;
import org.isnad.reads.ReadClock;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/** The parameters of a list of changes: its record and its span, whose beginning is given by {@code from} or {@code since}. */
public class ChangeSpan {

    /** A duration in hours without the T that ISO 8601 requires before them. */
    private static final Pattern HOURS = Pattern.compile("P[0-9]+H");

    private static final String RULE = "must be a duration such as PT24H, a date such as 2022-01-06, or a time such as"
            + " 2022-01-06T12:00:00Z";

    @QueryParam("from")
    @Parameter(description = "The first instant, such as 2022-01-06T00:00:00Z; a change at that instant is not included. Not together with since.")
    public Instant from;

    @QueryParam("since")
    @Parameter(description = "Where the span begins: a duration before its end (ISO 8601), such as PT24H, PT90M or P7D; a date in the time zone of the crisis, which is included, such as 2022-01-06 or 2022-01; or an instant, as in from.")
    public String since;

    @QueryParam("to")
    @Parameter(description = "The second instant, such as 2022-01-10T00:00:00Z; a change at that instant is included. By default now.")
    public Instant to;

    @QueryParam("record")
    @Slug
    @Parameter(description = "The record; by default all.")
    public String record;

    @QueryParam("clock")
    @DefaultValue("reported")
    @Parameter(description = "Whether the instants are times of reporting or of recording.")
    public ReadClock by;

    /**
     * Returns the last instant before the span.
     *
     * @param zone the time zone of the crisis
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if from and since are both given or both absent, since is
     *         malformed, the beginning is not before the end, or the end is in the future
     */
    Instant beginning(ZoneId zone, Instant now) {
        String parameter = since == null ? "from" : "since";
        if ((from == null) == (since == null)) {
            throw Problem.INVALID.at(Violation.query("since", from == null ? "is required unless from is given"
                    : "must be absent when from is given"));
        }
        if (to != null && to.isAfter(now)) {
            throw Problem.INVALID.at(Violation.query("to", "must not be in the future"));
        }
        Instant end = to == null ? now : to;
        Instant beginning = since == null ? from : parseSince(zone, end);
        if (!beginning.isBefore(end)) {
            throw Problem.INVALID.at(Violation.query(parameter, "must be before to"));
        }
        return beginning;
    }

    private Instant parseSince(ZoneId zone, Instant end) {
        try {
            if (since.startsWith("P")) {
                return before(end.atZone(zone), HOURS.matcher(since).matches() ? since.replace("P", "PT") : since);
            }
            // The stored times have microseconds, and the first instant of the date is included.
            return since.contains("T") ? OffsetDateTime.parse(since).toInstant()
                    : new PartialDate(since).from(zone).minus(1, ChronoUnit.MICROS);
        } catch (DateTimeException | ArithmeticException | InvalidContent e) {
            throw Problem.INVALID.at(Violation.query("since", RULE));
        }
    }

    /** Returns the time that is an ISO 8601 duration before another one, by the calendar for days and longer units. */
    private static Instant before(ZonedDateTime end, String duration) {
        int time = duration.indexOf('T');
        String days = time < 0 ? duration : duration.substring(0, time);
        ZonedDateTime start = days.equals("P") && time > 0 ? end : end.minus(Period.parse(days));
        return time < 0 ? start.toInstant() : start.minus(Duration.parse("P" + duration.substring(time))).toInstant();
    }
}
