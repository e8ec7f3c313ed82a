package org.isnad.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.isnad.content.PartialDate.Precision;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ReportedTimeTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private static void assertSpan(String from, String until, String text) {
        ReportedTime time = new ReportedTime(text);
        assertEquals(from == null ? null : Instant.parse(from), time.from(ALMATY, null), text);
        assertEquals(until == null ? null : Instant.parse(until), time.until(ALMATY, null), text);
    }

    @Example
    void aTimeIsADateAnIntervalOpenOrUnknown() {
        assertSpan("2022-01-05T18:00:00Z", "2022-01-06T18:00:00Z", "2022-01-06");
        assertSpan("2022-01-04T18:00:00Z", "2022-01-06T18:00:00Z", "2022-01-05/2022-01-06");
        assertSpan("2022-01-05T12:30:00Z", "2022-01-31T18:00:00Z", "2022-01-05T18:30+06:00/2022-01");
        assertSpan(null, "2022-01-07T18:00:00Z", "../2022-01-07");
        assertSpan("2022-01-04T18:00:00Z", null, "2022-01-05/..");
        assertSpan(null, null, "unknown");
        assertEquals(Instant.parse("2022-01-05T18:00:00Z"), new ReportedTime("2022-01-05/2022-01-06").lastFrom(ALMATY, null));
        assertEquals(Instant.parse("2022-01-04T18:00:00Z"), new ReportedTime("2022-01-05/..").lastFrom(ALMATY, null));
        assertNull(new ReportedTime("unknown").lastFrom(ALMATY, null));
    }

    @Example
    void aboutMeansAsMuchBeforeAndAfter() {
        assertSpan("2022-01-03T18:00:00Z", "2022-01-06T18:00:00Z", "2022-01-05~");
        assertSpan("2022-01-05T17:11:00Z", "2022-01-05T19:12:00Z", "2022-01-05T18:11Z~");
        assertSpan("2022-01-03T18:00:00Z", "2022-01-07T18:00:00Z", "2022-01-05~/2022-01-07");
    }

    @Example
    void aPartOfADayIsItsHoursInTheZone() {
        ReportedTime day = new ReportedTime("2022-01-06");
        assertEquals(Instant.parse("2022-01-06T12:00:00Z"), day.from(ALMATY, PartOfDay.EVENING));
        assertEquals(day.until(ALMATY, null), day.until(ALMATY, PartOfDay.EVENING));
        assertEquals(Instant.parse("2022-01-06T00:00:00Z"), day.from(ALMATY, PartOfDay.MORNING));
        assertEquals(Instant.parse("2022-01-06T06:00:00Z"), day.until(ALMATY, PartOfDay.MORNING));
        assertEquals(day.from(ALMATY, null), day.from(ALMATY, PartOfDay.NIGHT));
    }

    @Property
    void everyPartLiesWithinItsDayAlsoWhenClocksChange(@ForAll @IntRange(min = 1, max = 365) int day,
            @ForAll PartOfDay part) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ReportedTime time = new ReportedTime(java.time.LocalDate.ofYearDay(2022, day).toString());
        Instant from = time.from(berlin, part);
        Instant until = time.until(berlin, part);
        assertTrue(from.isBefore(until) && !from.isBefore(time.from(berlin, null)) && !until.isAfter(time.until(berlin, null)));
    }

    @Example
    void thePrecisionSaysWhatIsKnown() {
        assertEquals(List.of(Precision.DAY, Precision.MONTH, Precision.INTERVAL, Precision.UNKNOWN),
                List.of("2022-01-06", "2022-01~", "../2022-01-07", "unknown").stream()
                        .map(text -> new ReportedTime(text).precision()).toList());
        assertTrue(new ReportedTime("2022-01-06").isDay());
    }

    @Example
    void anythingElseIsRefused() {
        for (String text : List.of("", "..", "../..", "/2022", "2022/", "2022-01-05/2022-01-06/2022-01-07", "~2022", "2022~~",
                "2022-02-30", "../~", "Unknown", "2022 /2023", "yesterday", "/", "~")) {
            assertThrows(InvalidContent.class, () -> new ReportedTime(text), text);
        }
        assertThrows(InvalidContent.class, () -> new ReportedTime(null));
    }

    @Property
    void anyTextIsATimeOrRefused(@ForAll @StringLength(max = 12) String text) {
        try {
            new ReportedTime(text);
        } catch (InvalidContent refused) {
            assertEquals("", refused.field());
        }
    }
}
