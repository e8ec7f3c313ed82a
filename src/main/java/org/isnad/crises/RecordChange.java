package org.isnad.crises;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Count;
import org.isnad.content.Kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The change of a record between two instants.
 *
 * @param record the id of the record
 * @param kind the kind of record
 * @param change the type of change
 * @param numbers the numbers of the revisions between the instants, ascending
 * @param from the preferred claim at the first instant, or null if there was none
 * @param to the preferred claim at the second instant, or null if there is none
 * @param difference the difference between from and to, or null if one of them is null
 * @param claims the sources whose claims changed, in the order of their ids
 */
@Schema(requiredProperties = { "record", "kind", "change", "numbers", "claims" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordChange(String record, Kind kind, ChangeType change, List<Integer> numbers, Revision<Content> from,
        Revision<Content> to, Difference difference, List<ClaimChange> claims) {

    /** The type of a record's change; the first one that applies. */
    @Schema(name = "RecordTurn")
    public enum ChangeType {
        /** The record had no revision at the first instant. */
        @JsonProperty("new")
        NEW,
        /** A retraction between the instants is in force. */
        @JsonProperty("retracted")
        RETRACTED,
        /** A correction between the instants is in force. */
        @JsonProperty("corrected")
        CORRECTED,
        /** A claim changed materially, or a source gained or lost its claim. */
        @JsonProperty("changed")
        CHANGED,
        /** The record was reported again without a material change. */
        @JsonProperty("repeated")
        REPEATED
    }

    /**
     * The change of one source's claim for one count.
     *
     * @param source the id of the source
     * @param count what its figures count; null for kinds without figures
     * @param from the number of its claim at the first instant, or null if it had none
     * @param to the number of its claim at the second instant, or null if it has none
     * @param difference the difference between the claims, or null if from or to is null
     */
    @Schema(requiredProperties = "source")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClaimChange(String source, Count count, Integer from, Integer to, Difference difference) {
    }
}
