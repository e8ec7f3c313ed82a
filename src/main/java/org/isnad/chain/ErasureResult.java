package org.isnad.chain;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Content;

/**
 * The result of an erasure.
 *
 * @param revision the tombstone
 * @param unquoted the revisions whose evidence quoted the erased one, and no longer does
 */
@Schema(name = "Erased", requiredProperties = { "revision", "unquoted" })
public record ErasureResult(Revision<Content> revision, List<Quotation> unquoted) {

    /**
     * A revision whose evidence quoted an erased one.
     *
     * @param record the id of its record
     * @param number its number
     */
    @Schema(name = "ErasedQuotation", requiredProperties = { "record", "number" })
    public record Quotation(String record, int number) {
    }
}
