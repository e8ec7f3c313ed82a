package org.isnad.content;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * When something happened or was in force, as far as it is known. At least one end is given; both are the same date for what
 * happened on one day.
 *
 * @param from the beginning, or null if it is not known
 * @param until the end, inclusive, or null if it is not known or not over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ChangeAspect(Aspect.TIME)
public record Occurred(PartialDate from, PartialDate until) {

    /** @throws InvalidContent if neither end is given, or the days or clock times are in the wrong order */
    public Occurred {
        if (from == null && until == null) {
            throw new InvalidContent("from", "is required unless until is given");
        }
        if (from != null && until != null && isReversed(from, until)) {
            throw new InvalidContent("from", "must not be after until");
        }
    }

    /** Whether two days or two clock times are in the wrong order. A day and a clock time are ordered in a time zone only. */
    private static boolean isReversed(PartialDate from, PartialDate until) {
        ZoneId utc = ZoneId.of("UTC");
        boolean areComparable = from.value().contains("T") == until.value().contains("T");
        return areComparable && !from.from(utc).isBefore(until.until(utc));
    }

    /** Returns the span as an EDTF interval, or null if its beginning is not known. */
    String span() {
        return from == null ? null : from + "/" + Objects.toString(until, "..");
    }

    /**
     * Whether the span may have an instant in common with another one.
     *
     * @param zone the time zone of the dates
     * @param first the first instant of the other one, or null if it has no beginning
     * @param end the first instant after the other one, or null if it has no end
     */
    public boolean overlaps(ZoneId zone, Instant first, Instant end) {
        boolean beginsBefore = from == null || end == null || from.from(zone).isBefore(end);
        return beginsBefore && (until == null || first == null || until.until(zone).isAfter(first));
    }
}
