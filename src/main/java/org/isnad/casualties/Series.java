package org.isnad.casualties;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Figures over time for charts, a line per source and record; each point holds until the next one.
 *
 * @param crisis the crisis
 * @param position the position that it was computed from
 * @param lines the lines, by record, then by source
 */
@Schema(requiredProperties = { "crisis", "position", "lines" })
public record Series(String crisis, long position, List<SeriesLine> lines) {

    /**
     * What one source reported of one count.
     *
     * @param record the record
     * @param source the source
     * @param group the group that is counted
     * @param measure what happened to it
     * @param place the code of the place, or null if it has none
     * @param basis how the figures were arrived at
     * @param points the figures, by when they were reported
     */
    @Schema(name = "SeriesLine", requiredProperties = { "record", "source", "group", "measure", "basis", "points" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SeriesLine(String record, String source, CasualtyFigure.Group group, CasualtyFigure.Measure measure,
            String place, CasualtyFigure.Basis basis, List<SeriesPoint> points) {

        static SeriesLine empty(String record, String source, CasualtyFigure.Group group, CasualtyFigure.Measure measure,
                String place, CasualtyFigure.Basis basis) {
            return new SeriesLine(record, source, group, measure, place, basis, List.of());
        }

        SeriesLine with(List<SeriesPoint> held) {
            return new SeriesLine(record, source, group, measure, place, basis, held);
        }
    }

    /**
     * A figure that held from some time on, or a gap without low, best and high.
     *
     * @param at since when: the beginning of its span of reporting, but not before what it supersedes
     * @param number the revision that held, or null if none did
     * @param reportedAt when that was reported, as given
     * @param reportedFrom the first instant that reportedAt may mean
     * @param reportedUntil the instant after the last
     * @param low the lower bound
     * @param best the figure
     * @param high the upper bound
     * @param approximate true if the source says "about"
     * @param absentReason why there is no figure
     * @param status how the revision relates to earlier ones
     * @param standing whether it is in force within the bounds of the read; null if no revision held
     * @param supersededBy the number that put it out of force since
     * @param by what ended the previous point unless it is this revision: a retraction, or another source's correction
     */
    @Schema(name = "SeriesPoint", requiredProperties = "at")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SeriesPoint(Instant at, Integer number, String reportedAt, Instant reportedFrom, Instant reportedUntil,
            Long low, Long best, Long high, Boolean approximate, CasualtyFigure.AbsentReason absentReason, Status status,
            Boolean standing, Integer supersededBy, EndedBy by) {

        static SeriesPoint gap(Instant at, EndedBy by) {
            return new SeriesPoint(at, null, null, null, null, null, null, null, null, null, null, null, null, by);
        }
    }

    /** A revision that ended a point. */
    @Schema(name = "SeriesPointBy", requiredProperties = { "number", "source", "status" })
    public record EndedBy(int number, String source, Status status) {
    }
}
