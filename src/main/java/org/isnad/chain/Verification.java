package org.isnad.chain;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The result of a verification: whether what is stored is what was acknowledged.
 *
 * @param crisis the crisis
 * @param position the last position that was verified
 * @param head the stored hash at that position, zeros if it is 0; each that differs from the computed one is a fault
 * @param isIntact whether there is no fault
 * @param faults at most 100 faults, in position order
 */
@Schema(requiredProperties = { "crisis", "position", "head", "isIntact", "faults" })
public record Verification(String crisis, long position, String head, boolean isIntact, List<Fault> faults) {

    /**
     * A difference between what is stored and what must be.
     *
     * @param position the position
     * @param record the record, or null if the revision is missing
     * @param number the number in the record, or null if the revision is missing
     * @param fault the fault, as the end of a sentence that begins with the revision
     */
    @Schema(requiredProperties = { "position", "fault" })
    public record Fault(long position, String record, Integer number, String fault) {
    }
}
