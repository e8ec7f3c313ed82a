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
 * A time as precisely as it is known and no more: EDTF level 0 (ISO 8601-2) with years 0000 to 9999. A clock time needs
 * an offset and may stop at the minute; fractions go down to microseconds.
 *
 * @param value the date as given: {@code 2022}, {@code 2022-01}, {@code 2022-01-06}, {@code 2022-01-05T18:11Z}
 */
@Schema(type = SchemaType.STRING, description = "A time as precisely as it is known, EDTF level 0: a year, month, day, or a clock time with its offset.", examples = "2022-01-06", pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$", maxLength = 32)
@ChangeAspect(Aspect.TIME)
public record PartialDate(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile(
            "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}:[0-9]{2}(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?)(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?");

    /** @throws InvalidContent if it is no such date */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PartialDate {
        try {
            span(value, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new InvalidContent("",
                    "must be a year, a month, a day or a time with its offset, such as 2022-01-06 or 2022-01-05T18:11Z");
        }
    }

    /** How precisely a time is known. */
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
        @JsonProperty("fraction")
        FRACTION
    }

    /** How precisely it is known. */
    public Precision precision() {
        int time = value.indexOf('T');
        String clock = time < 0 ? "" : value.substring(time + 1).replaceFirst("(Z|[+-][0-9:]+)$", "");
        return time < 0 ? Precision.values()[(value.length() - 4) / 3]
                : clock.contains(".") ? Precision.FRACTION : clock.length() > 5 ? Precision.SECOND : Precision.MINUTE;
    }

    /** The first instant that it may mean, in a time zone. */
    public Instant from(ZoneId zone) {
        return span(value, zone).from;
    }

    /** The instant after the last that it may mean, in a time zone. */
    public Instant until(ZoneId zone) {
        return span(value, zone).until;
    }

    @Override
    public String toString() {
        return value;
    }

    private record Span(Instant from, Instant until) {
    }

    private static Span span(String value, ZoneId zone) {
        Matcher parts = FORM.matcher(value == null ? "" : value);
        if (!parts.matches()) {
            throw new DateTimeException("not of the form");
        }
        int year = Integer.parseInt(parts.group(1));
        if (parts.group(2) == null) {
            return days(LocalDate.of(year, 1, 1), LocalDate.of(year, 1, 1).plusYears(1), zone);
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(parts.group(2)));
        if (parts.group(3) == null) {
            return days(month.atDay(1), month.plusMonths(1).atDay(1), zone);
        }
        LocalDate day = month.atDay(1).withDayOfMonth(Integer.parseInt(parts.group(3)));
        if (parts.group(4) == null) {
            return days(day, day.plusDays(1), zone);
        }
        Instant from = day.atTime(LocalTime.parse(parts.group(4))).toInstant(ZoneOffset.of(parts.group(7)));
        return new Span(from, from.plusNanos(nanos(parts.group(5), parts.group(6))));
    }

    private static Span days(LocalDate first, LocalDate next, ZoneId zone) {
        return new Span(first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }

    private static long nanos(String second, String fraction) {
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
