package org.isnad.content;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A part of a day, in the local time of the report. Midday overlaps morning and afternoon. */
public enum PartOfDay {
    /** From 00:00 to 06:00. */
    @JsonProperty("night")
    NIGHT(0, 6),
    /** From 06:00 to 12:00. */
    @JsonProperty("morning")
    MORNING(6, 12),
    /** From 11:00 to 14:00. */
    @JsonProperty("midday")
    MIDDAY(11, 14),
    /** From 12:00 to 18:00. */
    @JsonProperty("afternoon")
    AFTERNOON(12, 18),
    /** From 18:00 to 24:00. */
    @JsonProperty("evening")
    EVENING(18, 24);

    private final int fromHour;
    private final int untilHour;

    PartOfDay(int fromHour, int untilHour) {
        this.fromHour = fromHour;
        this.untilHour = untilHour;
    }

    /** Returns the first instant of the part of a day. */
    Instant from(LocalDate day, ZoneId zone) {
        return day.atTime(fromHour, 0).atZone(zone).toInstant();
    }

    /** Returns the first instant after the part of a day. */
    Instant until(LocalDate day, ZoneId zone) {
        return untilHour == 24 ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(untilHour, 0).atZone(zone).toInstant();
    }
}
