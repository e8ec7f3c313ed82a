package org.isnad.crises;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of a record between two instants.
 *
 * @param record the record
 * @param kind what it is about
 * @param change what became of it
 * @param numbers the revisions that came in between, in number order
 * @param from what was current before; null if nothing was
 * @param to what is current after; null if nothing stands
 * @param difference what differs between the two; null if one of them is missing
 * @param claims what each source says otherwise than before, in the order of their ids
 */
@Schema(requiredProperties = { "record", "kind", "change", "numbers", "claims" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordChange(String record, Kind kind, Turn change, List<Integer> numbers, Revision<Content> from,
        Revision<Content> to, Difference difference, List<ClaimChange> claims) {

    /** What became of a record; of several, the first that applies. */
    @Schema(name = "RecordTurn")
    public enum Turn {
        /** Nothing of it was known before. */
        @JsonProperty("new")
        NEW,
        /** Something that was said before or since is withdrawn. */
        @JsonProperty("retracted")
        RETRACTED,
        /** Something that was said before or since is corrected. */
        @JsonProperty("corrected")
        CORRECTED,
        /** A source claims otherwise than before, or claims for the first time. */
        @JsonProperty("changed")
        CHANGED,
        /** It was reported again: nothing that is claimed differs. */
        @JsonProperty("repeated")
        REPEATED
    }

    /**
     * What became of one source's claim.
     *
     * @param source the source
     * @param from the number of its claim before; null if it had none
     * @param to the number of its claim after; null if it has none
     * @param difference what it claims otherwise; null if one of them is missing
     */
    @Schema(requiredProperties = "source")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClaimChange(String source, Integer from, Integer to, Difference difference) {
    }
}
