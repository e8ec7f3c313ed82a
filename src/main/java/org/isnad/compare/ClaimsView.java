package org.isnad.compare;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.ReportedTime;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The claims of all sources on one record.
 *
 * @param record the id of the record
 * @param kind the kind of the record
 * @param crisis the id of the crisis
 * @param revisions how many revisions are seen
 * @param newest the number of the newest claim, or null if there is none
 * @param preferred the number of the claim to show if only one is shown, or null if there is none
 * @param preferredBy the rule that chose it: each criterion decides among the claims that are equal by those before; null if
 *        there is no claim
 * @param agesAt the reference time of all ages: asOf, or the latest reportedFrom of the claims if asOf is not set; null if
 *        there is
 *        neither
 * @param claims the newest standing revision of each source for each count, newest first
 * @param originators the sources that made the claims, each with the sources that merely repeat it; without misquotations
 * @param agreement the range and agreement of the figures for each count, without misquotations and disputed claims; null for
 *        other kinds
 * @param withDisputed the same with disputed claims; null if none is disputed, and for other kinds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimsView<C extends Content>(String record, Kind kind, String crisis, int revisions, Integer newest,
        Integer preferred, String preferredBy, Instant agesAt, List<Claim<C>> claims, List<Originator> originators,
        List<Agreement> agreement, List<Agreement> withDisputed) {

    /**
     * The claim of one source.
     *
     * @param source the id of the source
     * @param age the maximum age of the claim at agesAt, as an ISO 8601 duration
     * @param relayOf the original claim if this one repeats it, that is if its evidence cites that revision,
     *        directly or through others that repeat it, and it makes the same claim; otherwise null
     * @param replaced the revision that this one supersedes, or the source's previous report for the same count; null if there
     *        is neither
     * @param revision the claim itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Claim<C extends Content>(String source, String age, Origin relayOf, Predecessor replaced,
            Revision<C> revision) {

        /** Returns a copy with another copy of the revision. */
        Claim<C> with(UnaryOperator<Revision<C>> copy) {
            return new Claim<>(source, age, relayOf, replaced, copy.apply(revision));
        }
    }

    /**
     * The original of a repeated claim.
     *
     * @param source the id of the source that made the claim
     * @param number the number of the original revision
     * @param standing whether the original revision still stands
     */
    @Schema(name = "ClaimOrigin", requiredProperties = { "source", "number", "standing" })
    public record Origin(String source, int number, boolean standing) {
    }

    /**
     * The revision that a claim replaced.
     *
     * @param number the number of the revision
     * @param source the id of its source
     * @param reportedAt the time of the report
     * @param difference the difference from the revision to the claim
     */
    @Schema(name = "ClaimReplaced", requiredProperties = { "number", "source", "reportedAt", "difference" })
    public record Predecessor(int number, String source, ReportedTime reportedAt, Difference difference) {
    }

    /**
     * A source that made a claim, with the sources that repeat it.
     *
     * @param source the id of the source
     * @param relays the ids of the sources that repeat the claim, in ascending order
     */
    @Schema(requiredProperties = { "source", "relays" })
    public record Originator(String source, List<String> relays) {
    }
}
