package org.isnad.casualties;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionId;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Certainty;
import org.isnad.content.Count;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The figures of a crisis over time as step functions for charts, one line per record, source and count. Each point is in
 * force until the next one.
 *
 * @param crisis the id of the crisis
 * @param position the position from which the series was computed
 * @param lines the lines, ordered by record, then by source
 */
@Schema(requiredProperties = { "crisis", "position", "lines" })
public record Series(String crisis, long position, List<SeriesLine> lines) {

    /**
     * The figures of one source for one count.
     *
     * @param record the id of the record
     * @param source the id of the source
     * @param count what the figures count
     * @param points the figures in the order of reporting
     */
    @Schema(name = "SeriesLine", requiredProperties = { "record", "source", "count", "points" })
    public record SeriesLine(String record, String source, Count count, List<SeriesPoint> points) {
    }

    /**
     * A figure that was in force from some time on, or a gap. In a gap, everything except at and by is null.
     *
     * @param at the time from which the figure or gap was in force: the start of the span of reporting of the revision
     *        that caused the change (by, or this point's revision if by is null), or that of a revision that it
     *        supersedes or came after if this is later; null if the revision has no known beginning, so that the point comes
     *        first
     * @param number the number of the revision
     * @param reportedAt the time of the report, as precise as given
     * @param reportedFrom the start of the span of reporting, inclusive
     * @param reportedUntil the end of the span of reporting, exclusive
     * @param low the lower bound, or null if there is none
     * @param best the figure, or null if there is none
     * @param high the upper bound, or null if there is none
     * @param approximate true if the source says "about", otherwise null
     * @param lowExclusive true if the source says "more than" low, otherwise null
     * @param highExclusive true if the source says "fewer than" high, otherwise null
     * @param certainty how certain the source calls the figure, or null
     * @param unverified true if the source says that it could not verify the figure, otherwise null
     * @param absentReason the reason why there is no figure, or null
     * @param status how the revision relates to earlier ones
     * @param standing whether the revision stands within the bounds of the read
     * @param supersededBy the number of the revision that supersedes this one, or null if it is in force
     * @param replacedBy the revision of another record that replaces this one, or null
     * @param by the revision that ended the previous point, such as a retraction or another source's correction; null
     *        if it is the revision of this point
     */
    @Schema(name = "SeriesPoint")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SeriesPoint(Instant at, Integer number, String reportedAt, Instant reportedFrom, Instant reportedUntil,
            Long low, Long best, Long high, Boolean approximate, Boolean lowExclusive, Boolean highExclusive,
            Certainty certainty, Boolean unverified, CasualtyFigure.AbsentReason absentReason, Status status,
            Boolean standing, Integer supersededBy, RevisionId replacedBy, EndedBy by) {

        static SeriesPoint gap(Instant at, EndedBy by) {
            Integer number = null;
            String reportedAt = null;
            Instant span = null;
            Long figure = null;
            Boolean flag = null;
            Certainty certainty = null;
            RevisionId replacedBy = null;
            CasualtyFigure.AbsentReason reason = null;
            Status status = null;
            return new SeriesPoint(at, number, reportedAt, span, span, figure, figure, figure, flag, flag, flag, certainty,
                    flag, reason, status, flag, number, replacedBy, by);
        }

        static SeriesPoint of(Instant at, Revision<CasualtyFigure> revision, boolean stands, Integer supersededBy,
                RevisionId replacedBy, EndedBy by) {
            CasualtyFigure figure = revision.content();
            return new SeriesPoint(at, revision.number(), revision.reportedAt().value(), revision.reportedFrom(),
                    revision.reportedUntil(), figure.low(), figure.best(), figure.high(), figure.approximate(),
                    figure.lowExclusive(), figure.highExclusive(), figure.certainty(), figure.unverified(),
                    figure.absentReason(), revision.status(), stands, supersededBy, replacedBy, by);
        }
    }

    /**
     * The revision that ended a point.
     *
     * @param record the record of the revision; another one if the revision replaces that of the previous point
     * @param number the number of the revision
     * @param source the id of its source
     * @param status how the revision relates to earlier ones
     */
    @Schema(name = "SeriesPointBy", requiredProperties = { "record", "number", "source", "status" })
    public record EndedBy(String record, int number, String source, Status status) {
    }
}
