package org.isnad.crises;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.PartialDate;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A correction or retraction in the ledger of a crisis.
 *
 * @param by the revision that corrects or retracts: who, when and why, and what is said instead
 * @param inForce whether nothing has put it out of force since
 * @param of the revision that is corrected or retracted
 * @param difference what is said otherwise
 * @param citedBy the standing revisions of the crisis whose evidence still rests on what is corrected or retracted, oldest
 *        first
 */
@Schema(requiredProperties = { "by", "inForce", "of", "difference", "citedBy" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Correction(Revision<Content> by, boolean inForce, Revision<Content> of, Difference difference,
        List<Reference> citedBy) {

    /**
     * A revision named.
     *
     * @param kind what its record is about
     * @param record its record
     * @param number its number
     * @param source who says it
     * @param reportedAt when
     */
    @Schema(name = "CitingRevision", requiredProperties = { "kind", "record", "number", "source", "reportedAt" })
    public record Reference(Kind kind, String record, int number, String source, PartialDate reportedAt) {

        static Reference to(Revision<?> revision) {
            return new Reference(revision.kind(), revision.record(), revision.number(), revision.source(),
                    revision.reportedAt());
        }
    }
}
