package org.isnad.chain;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Text;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What stands where something was erased. The hashes stay, so that the chain still verifies; what they were taken of is gone.
 *
 * @param scope what was erased
 * @param at when
 * @param reason why, for the public
 */
@Schema(requiredProperties = { "scope", "at", "reason" })
public record Erasure(Scope scope, Instant at, Text reason) {

    /** What of a revision was erased. */
    @Schema(name = "ErasureScope")
    public enum Scope {
        /** All that was said: content, evidence, reason and translations. */
        @JsonProperty("content")
        CONTENT,
        /** The words that its evidence quoted from a revision whose content was erased. */
        @JsonProperty("quotation")
        QUOTATION
    }
}
