package org.isnad.chain;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether a crisis is what was acknowledged: everything that follows from something else, computed anew from what is stored.
 *
 * @param crisis the crisis
 * @param position how far it was checked
 * @param head the hash that came out there
 * @param isIntact whether nothing is wrong
 * @param faults what is wrong, in position order, 100 at the most
 */
@Schema(requiredProperties = { "crisis", "position", "head", "isIntact", "faults" })
public record Verification(String crisis, long position, String head, boolean isIntact, List<Fault> faults) {

    /**
     * @param position where
     * @param record of which record; null where a revision is missing
     * @param number of which number, or null
     * @param fault what is not as it must be
     */
    @Schema(requiredProperties = { "position", "fault" })
    public record Fault(long position, String record, Integer number, String fault) {
    }
}
