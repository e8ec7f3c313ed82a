package org.isnad.content;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.PartialDate.Precision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The time of a report as far as it is known, in the notation of EDTF (ISO 8601-2): a partial date, an interval of two, either
 * of which may be {@code ..} for an open end, or {@code unknown}. A date that is followed by {@code ~} is approximate: it means
 * its span and as much before and after it, for a clock time an hour before and after it.
 *
 * @param value the time as it was given: {@code 2022-01-06}, {@code 2022-01-05/2022-01-06}, {@code ../2022-01-07},
 *        {@code 2022-01-05~}, {@code unknown}
 */
@Schema(type = SchemaType.STRING, description = "When a source reported something, as far as it is known: a partial date such as 2022-01-06; an interval such as 2022-01-05/2022-01-06, both inclusive; ../2022-01-07 for on or before that day, 2022-01-05/.. for on or after it; 2022-01-05~ for about that day; or unknown.", examples = "2022-01-06", pattern = "^[0-9TZ:+.~/-]+$|^unknown$", maxLength = ReportedTime.MAX_LENGTH)
@ChangeAspect(Aspect.TIME)
public record ReportedTime(@JsonValue String value) {

    static final int MAX_LENGTH = 70;

    private static final String UNKNOWN = "unknown";
    private static final String OPEN = "..";
    private static final String OPEN_INTERVAL = OPEN + "/" + OPEN;
    private static final String RULE = "must be a year, a month, a day or a time with an offset, such as 2022-01-06 or"
            + " 2022-01-05T18:11Z, about one such as 2022-01-06~, an interval such as 2022-01-05/2022-01-06 or ../2022-01-07,"
            + " or unknown";

    /** @throws InvalidContent if the value is null, has another form, or names a day or time that does not exist */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReportedTime {
        if (value == null || value.equals(OPEN_INTERVAL) || value.split("/", -1).length > 2) {
            throw new InvalidContent("", RULE);
        }
        if (!value.equals(UNKNOWN)) {
            try {
                End.parse(first(value), value.contains("/"));
                End.parse(last(value), value.contains("/"));
            } catch (InvalidContent e) {
                throw new InvalidContent("", RULE);
            }
        }
    }

    /** A date at either end. */
    private record End(PartialDate date, boolean isApproximate) {

        /**
         * Parses a date, which may be approximate; returns null for an open end.
         *
         * @throws InvalidContent if it is neither, or open where it must not be
         */
        static End parse(String text, boolean mayBeOpen) {
            if (mayBeOpen && text.equals(OPEN)) {
                return null;
            }
            boolean isApproximate = text.endsWith("~");
            return new End(new PartialDate(isApproximate ? text.substring(0, text.length() - 1) : text), isApproximate);
        }

        Instant from(ZoneId zone) {
            return date.from(zone).minus(margin(zone));
        }

        Instant until(ZoneId zone) {
            return date.until(zone).plus(margin(zone));
        }

        private Duration margin(ZoneId zone) {
            if (!isApproximate) {
                return Duration.ZERO;
            }
            boolean isClockTime = date.precision().compareTo(Precision.MINUTE) >= 0;
            return isClockTime ? Duration.ofHours(1) : Duration.between(date.from(zone), date.until(zone));
        }
    }

    private static String first(String value) {
        return value.contains("/") ? value.substring(0, value.indexOf('/')) : value;
    }

    private static String last(String value) {
        return value.substring(value.indexOf('/') + 1);
    }

    /** Whether nothing is known. */
    public boolean isUnknown() {
        return value.equals(UNKNOWN);
    }

    /** Whether the time is one day. */
    public boolean isDay() {
        return precision() == Precision.DAY && !value.endsWith("~");
    }

    /** Returns the smallest unit that the time states, or that it is an interval or unknown. */
    public Precision precision() {
        if (isUnknown()) {
            return Precision.UNKNOWN;
        }
        return value.contains("/") ? Precision.INTERVAL : End.parse(value, false).date.precision();
    }

    /**
     * Returns the first instant that the time may mean, or null if it is not known.
     *
     * @param zone the time zone of dates without a clock time
     * @param part the part of the day, or null for all of it; the time is one day if it is given
     */
    public Instant from(ZoneId zone, PartOfDay part) {
        if (part != null) {
            return part.from(LocalDate.parse(value), zone);
        }
        End end = isUnknown() ? null : End.parse(first(value), true);
        return end == null ? null : end.from(zone);
    }

    /** Returns the first instant after those that the time may mean, or null if it is not known; see {@link #from}. */
    public Instant until(ZoneId zone, PartOfDay part) {
        if (part != null) {
            return part.until(LocalDate.parse(value), zone);
        }
        End end = isUnknown() ? null : End.parse(last(value), true);
        return end == null ? null : end.until(zone);
    }

    /** Returns the first instant of the last date, or null if there is none; see {@link #from}. */
    public Instant lastFrom(ZoneId zone, PartOfDay part) {
        if (part != null) {
            return part.from(LocalDate.parse(value), zone);
        }
        End end = isUnknown() ? null : End.parse(last(value), true);
        return end == null ? from(zone, null) : end.from(zone);
    }

    @Override
    public String toString() {
        return value;
    }
}
