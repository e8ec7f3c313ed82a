package org.isnad.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PartialDateTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    @Property(tries = 3000)
    void everyDayIsItselfAndLiesInItsMonthAndYear(@ForAll @LongRange(min = -719_528, max = 2_932_895) long epochDay) {
        String day = DateTimeFormatter.ISO_LOCAL_DATE.format(LocalDate.ofEpochDay(epochDay));
        PartialDate exact = new PartialDate(day);
        assertEquals(day, exact.value());
        assertEquals(LocalDate.ofEpochDay(epochDay).atStartOfDay(ALMATY).toInstant(), exact.from(ALMATY));
        for (PartialDate wider : List.of(new PartialDate(day.substring(0, 7)), new PartialDate(day.substring(0, 4)))) {
            assertTrue(!wider.from(ALMATY).isAfter(exact.from(ALMATY)));
            assertTrue(!wider.until(ALMATY).isBefore(exact.until(ALMATY)));
        }
    }

    @Property(tries = 3000)
    void everyClockTimeSpansItsLastDigit(@ForAll @LongRange(min = 0, max = 4_102_444_799L) long second,
            @ForAll @IntRange(min = -18, max = 18) int offset, @ForAll @IntRange(min = 0, max = 999_999) int micros,
            @ForAll @IntRange(min = 0, max = 6) int digits) {
        Instant instant = Instant.ofEpochSecond(second);
        ZoneOffset zone = ZoneOffset.ofHours(offset);
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        String fraction = digits == 0 ? "" : "." + "%06d".formatted(micros).substring(0, digits);
        PartialDate exact = new PartialDate(
                local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")) + fraction + zone);
        long unit = digits == 0 ? 1_000_000_000L : Long.parseLong("1" + "0".repeat(9 - digits));
        assertEquals(Duration.ofNanos(unit), Duration.between(exact.from(ALMATY), exact.until(ALMATY)));
        assertEquals(second, exact.from(ALMATY).getEpochSecond());
    }

    @Property(tries = 2000)
    void anyOtherTextIsRefused(@ForAll String text) {
        assertThrows(InvalidContent.class, () -> new PartialDate(text));
    }

    @Example
    void aDayIsTheDayOfTheCrisis() {
        PartialDate day = new PartialDate("2022-01-06");
        assertEquals(Instant.parse("2022-01-05T18:00:00Z"), day.from(ALMATY));
        assertEquals(Instant.parse("2022-01-06T18:00:00Z"), day.until(ALMATY));
    }

    @Example
    void aMinuteIsNotPaddedToASecond() {
        PartialDate minute = new PartialDate("2022-01-05T18:11Z");
        assertEquals("2022-01-05T18:11Z", minute.value());
        assertEquals(Instant.parse("2022-01-05T18:12:00Z"), minute.until(ALMATY));
    }

    @Example
    void whatIsNoDateIsRefused() {
        for (String text : List.of("", "22", "999999999", "2022-13", "2022-02-30", "2022-1-6", "2022-01-06T18:11",
                "2022-01-06T25:00Z", "2022-01-06T18:11:60Z", "2022-01-06 18:11Z", "٢٠٢٢-٠١-٠٦", "2022-01-06T18:11:00.1234567Z",
                "-2022", "2022-01-06T18:11+19:00")) {
            assertThrows(InvalidContent.class, () -> new PartialDate(text), text);
        }
    }
}
