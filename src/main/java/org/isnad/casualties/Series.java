package org.isnad.casualties;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Figures over time, a line for each source on each record, made for charts: each point holds until the next.
 *
 * @param crisis the crisis
 * @param position the position that it was computed from
 * @param lines the lines, by record, then by source
 */
@Schema(requiredProperties = { "crisis", "position", "lines" })
public record Series(String crisis, long position, List<Line> lines) {

    /**
     * What one source said of one thing counted.
     *
     * @param record the record
     * @param source the source
     * @param group whom it counts
     * @param measure what befell them
     * @param place where, by code; null if the place has none
     * @param basis how the figures were arrived at
     * @param points the figures, by when they were reported
     */
    @Schema(name = "SeriesLine", requiredProperties = { "record", "source", "group", "measure", "basis", "points" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(String record, String source, CasualtyFigure.Group group, CasualtyFigure.Measure measure, String place,
            CasualtyFigure.Basis basis, List<Point> points) {

        Line with(List<Point> held) {
            return new Line(record, source, group, measure, place, basis, held);
        }
    }

    /**
     * What held from some time on: a figure, or a gap without low, best and high.
     *
     * @param at since when: when it was reported at the earliest, and not before what it supersedes
     * @param number the revision that held; null if none did
     * @param reportedAt when that was reported, as given
     * @param reportedFrom the first instant that this may mean
     * @param reportedUntil the instant after the last
     * @param low the lower bound
     * @param best the figure
     * @param high the upper bound
     * @param approximate true if the source says "about"
     * @param absentReason why there is no figure
     * @param status what the revision is to those before it
     * @param standing whether it is in force as of the question; null if none held
     * @param supersededBy the number that put it out of force since
     * @param by what ended what held before, unless that is this very revision: a retraction, or another source's correction
     */
    @Schema(name = "SeriesPoint", requiredProperties = "at")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(Instant at, Integer number, String reportedAt, Instant reportedFrom, Instant reportedUntil, Long low,
            Long best, Long high, Boolean approximate, CasualtyFigure.AbsentReason absentReason, Status status,
            Boolean standing, Integer supersededBy, By by) {
    }

    /** A revision that ended what held. */
    @Schema(name = "SeriesPointBy", requiredProperties = { "number", "source", "status" })
    public record By(int number, String source, Status status) {
    }
}
