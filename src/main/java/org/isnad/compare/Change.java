package org.isnad.compare;

import java.math.BigDecimal;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Aspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One thing that differs between two revisions.
 *
 * @param path what changed, as a JSON Pointer (RFC 6901) into a revision with all its languages
 * @param aspect what the change is about
 * @param material whether it alters what is claimed
 * @param from what it was, as JSON; null if there was nothing
 * @param to what it is, as JSON; null if there is nothing
 * @param number by how much; of numbers and bounds alone
 * @param wording the words that changed; of texts in one language alone
 */
@Schema(requiredProperties = { "path", "aspect", "material" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String path,
        Aspect aspect,
        boolean material,
        @Schema(description = "What it was, as JSON.") Object from,
        @Schema(description = "What it is, as JSON.") Object to,
        Shift number,
        TextDiff wording) {

    /** What became of a bound. */
    @Schema(name = "BoundChange")
    public enum Bound {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("dropped")
        DROPPED,
        @JsonProperty("raised")
        RAISED,
        @JsonProperty("lowered")
        LOWERED
    }

    /**
     * By how much a number changed.
     *
     * @param bound what became of the bound; null for a number that is no bound
     * @param comparable whether both figures count the same; if not, there is no difference to tell
     * @param delta what must be added to the one to get the other; null if one of them is not given
     * @param percent the same in per cent of the first, to one decimal; null if that is 0
     */
    @Schema(name = "NumberShift", requiredProperties = "comparable")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shift(Bound bound, boolean comparable, @Schema(minimum = "-10000000000", maximum = "10000000000") Long delta,
            BigDecimal percent) {
    }
}
