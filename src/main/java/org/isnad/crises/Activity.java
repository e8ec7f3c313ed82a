package org.isnad.crises;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.reads.ReadClock;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * When a crisis was reported on, in steps of the smallest unit of which there are not too many.
 *
 * @param position the crisis position that it was computed from
 * @param unit the length of a step, in the time zone of the crisis
 * @param items the steps in which something was reported, in the order of time
 */
@Schema(requiredProperties = { "position", "unit", "items" })
public record Activity(long position, Unit unit, List<Step> items) {

    /** The maximum number of steps of every unit but the largest. */
    static final int MAX_STEPS = 500;

    /** The length of a step. */
    public enum Unit {
        @JsonProperty("minute")
        MINUTE(ChronoUnit.MINUTES),
        @JsonProperty("hour")
        HOUR(ChronoUnit.HOURS),
        @JsonProperty("day")
        DAY(ChronoUnit.DAYS),
        @JsonProperty("month")
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit unit;

        Unit(ChronoUnit unit) {
            this.unit = unit;
        }

        private Instant begin(Instant instant, ZoneId zone) {
            ZonedDateTime time = instant.atZone(zone);
            ZonedDateTime begin = this == MONTH ? time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS) : time.truncatedTo(unit);
            return begin.toInstant();
        }
    }

    /**
     * A minute, hour, day or month in which something was reported or recorded.
     *
     * @param from its first instant
     * @param at the first asOf, or knownAt, that includes all of it
     * @param revisions the number of revisions
     * @param withdrawals the number of those that correct or retract others
     */
    @Schema(requiredProperties = { "from", "at", "revisions", "withdrawals" })
    public record Step(Instant from, Instant at, int revisions, int withdrawals) {

        private static Step of(Instant from, Instant at, RevisionHeader header) {
            boolean isWithdrawal = header.status() == Status.CORRECTED || header.status() == Status.RETRACTED;
            return new Step(from, at, 1, isWithdrawal ? 1 : 0);
        }

        private Step plus(Step other) {
            return new Step(from, at.isAfter(other.at) ? at : other.at, revisions + other.revisions,
                    withdrawals + other.withdrawals);
        }
    }

    /**
     * Returns the activity of revisions. Notices, and those of which no earliest time of reporting is known, are left out.
     *
     * @param clock whether the steps are times of reporting or of recording
     * @param zone the time zone of the crisis
     */
    static Activity of(long position, List<RevisionHeader> headers, ReadClock clock, ZoneId zone) {
        List<RevisionHeader> dated = headers.stream()
                .filter(header -> header.kind() != Kind.NOTICE && header.reportedFrom() != null).toList();
        return Stream.of(Unit.values()).map(unit -> new Activity(position, unit, steps(dated, clock, unit, zone)))
                .filter(activity -> activity.items.size() <= MAX_STEPS || activity.unit == Unit.MONTH).findFirst()
                .orElseThrow();
    }

    private static List<Step> steps(List<RevisionHeader> headers, ReadClock clock, Unit unit, ZoneId zone) {
        SortedMap<Instant, Step> steps = new TreeMap<>();
        for (RevisionHeader header : headers) {
            Instant at = clock == ReadClock.RECORDED ? header.recordedAt() : header.seenFrom(false);
            Instant from = unit.begin(at, zone);
            steps.merge(from, Step.of(from, at, header), Step::plus);
        }
        return List.copyOf(steps.values());
    }
}
