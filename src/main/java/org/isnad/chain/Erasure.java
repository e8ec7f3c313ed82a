package org.isnad.chain;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Text;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A tombstone. The hashes stay, so that the chain still verifies; the content that they covered is gone.
 *
 * @param scope which part of the revision was erased
 * @param at the time of the erasure
 * @param reason the public reason
 */
@Schema(requiredProperties = { "scope", "at", "reason" })
public record Erasure(Scope scope, Instant at, Text reason) {

    /** The part of a revision that was erased. */
    @Schema(name = "ErasureScope")
    public enum Scope {
        /** Content, evidence, reason and translations. */
        @JsonProperty("content")
        CONTENT,
        /** Quotations, in its evidence, of a revision whose content was erased. */
        @JsonProperty("quotation")
        QUOTATION
    }
}
