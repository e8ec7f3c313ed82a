package org.isnad.content;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A date or time in the precision in which it is known: EDTF level 0 (ISO 8601-2) with years 0000 to 9999. A clock time
 * requires an offset; seconds are optional, and fractions have at most six digits.
 *
 * @param value the date as it was given: {@code 2022}, {@code 2022-01}, {@code 2022-01-06}, {@code 2022-01-05T18:11Z}
 */
@Schema(type = SchemaType.STRING, description = "A date or time in the precision in which it is known (EDTF level 0): a year, a month, a day, or a clock time with its offset.", examples = "2022-01-06", pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$", maxLength = 32)
@ChangeAspect(Aspect.TIME)
public record PartialDate(@JsonValue String value) {

    /** The form of a value; its groups are the year, month, day, time, second, fraction and offset. */
    private static final Pattern PATTERN = pattern();

    private static Pattern pattern() {
        String fraction = "(?:\\.([0-9]{1,6}))?";
        String second = "(?::([0-9]{2})" + fraction + ")?";
        String time = "([0-9]{2}:[0-9]{2}" + second + ")";
        String offset = "(Z|[+-][0-9]{2}:[0-9]{2})";
        String day = "([0-9]{2})(?:T" + time + offset + ")?";
        String month = "([0-9]{2})(?:-" + day + ")?";
        String year = "([0-9]{4})(?:-" + month + ")?";
        return Pattern.compile(year);
    }

    /** @throws InvalidContent if the value is null, has another form, or names a day or time that does not exist */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PartialDate {
        try {
            span(value, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new InvalidContent("",
                    "must be a year, a month, a day or a time with an offset, such as 2022-01-06 or 2022-01-05T18:11Z");
        }
    }

    /** The precision of a date or time. */
    public enum Precision {
        @JsonProperty("year")
        YEAR,
        @JsonProperty("month")
        MONTH,
        @JsonProperty("day")
        DAY,
        @JsonProperty("minute")
        MINUTE,
        @JsonProperty("second")
        SECOND,
        /** The time is given to a fraction of a second. */
        @JsonProperty("fraction")
        FRACTION,
        /** The time of a report is given as an interval. */
        @JsonProperty("interval")
        INTERVAL,
        /** The time of a report is unknown. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** Returns the smallest unit that the value states. */
    public Precision precision() {
        int time = value.indexOf('T');
        if (time < 0) {
            return datePrecision();
        }
        String clock = value.substring(time + 1).replaceFirst("(Z|[+-][0-9:]+)$", "");
        if (clock.contains(".")) {
            return Precision.FRACTION;
        }
        return clock.length() > "00:00".length() ? Precision.SECOND : Precision.MINUTE;
    }

    /** Returns the precision of a value without a clock time. */
    private Precision datePrecision() {
        if (value.length() == "2022".length()) {
            return Precision.YEAR;
        }
        return value.length() == "2022-01".length() ? Precision.MONTH : Precision.DAY;
    }

    /**
     * Returns the first instant of the year, month, day or clock time.
     *
     * @param zone the time zone of a date without a clock time; a clock time has its own offset
     */
    public Instant from(ZoneId zone) {
        return span(value, zone).from;
    }

    /**
     * Returns the first instant after the year, month, day or clock time. A clock time lasts for one unit of its
     * precision: a minute, a second, or one unit of the last decimal place.
     *
     * @param zone the time zone of a date without a clock time; a clock time has its own offset
     */
    public Instant until(ZoneId zone) {
        return span(value, zone).until;
    }

    @Override
    public String toString() {
        return value;
    }

    /** A span of instants: from is inclusive, until exclusive. */
    private record Span(Instant from, Instant until) {
    }

    /**
     * Parses a value and returns its first instant and the first instant after it.
     *
     * @param zone the time zone of a date without a clock time
     * @throws DateTimeException if the value is null, does not match the pattern, or names a day or time that does
     *         not exist
     */
    private static Span span(String value, ZoneId zone) {
        Matcher parts = PATTERN.matcher(value == null ? "" : value);
        if (!parts.matches()) {
            throw new DateTimeException("does not match the pattern");
        }
        int year = Integer.parseInt(parts.group(1));
        if (parts.group(2) == null) {
            return wholeDays(LocalDate.of(year, 1, 1), LocalDate.of(year, 1, 1).plusYears(1), zone);
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(parts.group(2)));
        if (parts.group(3) == null) {
            return wholeDays(month.atDay(1), month.plusMonths(1).atDay(1), zone);
        }
        LocalDate day = month.atDay(1).withDayOfMonth(Integer.parseInt(parts.group(3)));
        if (parts.group(4) == null) {
            return wholeDays(day, day.plusDays(1), zone);
        }
        Instant from = day.atTime(LocalTime.parse(parts.group(4))).toInstant(ZoneOffset.of(parts.group(7)));
        return new Span(from, from.plusNanos(lengthInNanos(parts.group(5), parts.group(6))));
    }

    /** Returns the span from the start of one day to the start of another, which is excluded. */
    private static Span wholeDays(LocalDate from, LocalDate until, ZoneId zone) {
        return new Span(from.atStartOfDay(zone).toInstant(), until.atStartOfDay(zone).toInstant());
    }

    /**
     * Returns the length of the unit in which a clock time is given: a minute, a second, or one unit of the last
     * decimal place.
     *
     * @param second the digits of the second, or null if absent
     * @param fraction the digits after the decimal point, or null if absent
     */
    private static long lengthInNanos(String second, String fraction) {
        if (second == null) {
            return ChronoUnit.MINUTES.getDuration().toNanos();
        }
        long nanos = ChronoUnit.SECONDS.getDuration().toNanos();
        for (int digit = 0; fraction != null && digit < fraction.length(); digit++) {
            nanos /= 10;
        }
        return nanos;
    }
}
