package org.isnad.crises;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Reported;
import org.isnad.chain.Revision;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.ReportedTime;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A correction or retraction in a crisis, or another revision that supersedes one of another source or replaces some of other
 * records.
 *
 * @param by the revision that corrects or retracts, with its source, times and reason
 * @param inForce whether that revision is still in force within the bounds of the read
 * @param of the revision that is corrected or retracted, or null if it only replaces revisions of other records
 * @param difference the difference from the corrected or retracted revision to the other one, or null likewise
 * @param citedBy the claims of the crisis that rest on the corrected or retracted revision by their evidence,
 *        directly or through others, in position order, without the correction or retraction itself
 * @param replaced the revisions of other records that it replaces; absent if there are none
 */
@Schema(requiredProperties = { "by", "inForce", "citedBy" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Correction(Revision<Content> by, boolean inForce, Revision<Content> of, Difference difference,
        List<Reference> citedBy, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Replaced> replaced) implements Reported {

    @Override
    public Revision<Content> revision() {
        return by;
    }

    /**
     * A revision of another record that is replaced.
     *
     * @param revision the replaced revision
     * @param difference the difference from it to the one that replaces it
     * @param citedBy the claims of the crisis that rest on it, as for the corrected one
     */
    @Schema(name = "ReplacedRevision", requiredProperties = { "revision", "difference", "citedBy" })
    public record Replaced(Revision<Content> revision, Difference difference, List<Reference> citedBy) {
    }

    /**
     * A reference to a revision.
     *
     * @param kind the kind of its record
     * @param record the id of its record
     * @param number its number
     * @param source the id of its source
     * @param reportedAt the time at which the source reported it
     */
    @Schema(name = "CitingRevision", requiredProperties = { "kind", "record", "number", "source", "reportedAt" })
    public record Reference(Kind kind, String record, int number, String source, ReportedTime reportedAt) {

        static Reference of(Revision<?> revision) {
            return new Reference(revision.kind(), revision.record(), revision.number(), revision.source(),
                    revision.reportedAt());
        }
    }
}
