package org.isnad.compare;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.content.InvalidContent;
import org.isnad.content.ReportedTime;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Checks whether revisions and answers that a client holds are still current. */
@Path("/api/v1/check")
@Tag(name = "Check")
public class CheckResource {

    private final Check check;

    CheckResource(Check check) {
        this.check = check;
    }

    /**
     * The revisions and answers that a client has read before and asks the service to check.
     *
     * @param items the items to check
     */
    public record Holdings(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid Holding> items) {
    }

    /**
     * An item to check: a revision by record and number, or an answer about a record or a crisis by its ETag.
     *
     * @param record the id of a record, or null if a crisis is checked
     * @param number the number of a revision of the record, or null if an ETag is checked
     * @param crisis the id of a crisis, or null if a record is checked
     * @param etag the ETag of an answer about the record or the crisis, or null if a revision is checked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Holding(@Slug String record, @Min(1) Integer number, @Slug String crisis, @Size(max = 100) String etag) {

        /**
         * @throws InvalidContent unless record is given with either number or etag, or crisis is given with etag alone
         */
        public Holding {
            if ((record == null) == (crisis == null)) {
                throw new InvalidContent("record", "is required unless crisis is given, and must not be given with it");
            }
            if (record != null && (number == null) == (etag == null)) {
                throw new InvalidContent("number",
                        "is required with record unless etag is given, and must not be given with it");
            }
            if (crisis != null && (etag == null || number != null)) {
                throw new InvalidContent("etag", "is required with crisis, and number must not be given");
            }
        }
    }

    /** The state of a checked item. */
    @Schema(name = "HoldingState")
    public enum HoldingState {
        /** The revision is the preferred claim of its record. */
        @JsonProperty("preferred")
        PREFERRED,
        /** The revision is a claim, but another one is preferred. */
        @JsonProperty("claim")
        CLAIM,
        /** The revision was superseded, or its source has a newer revision for the same count, whose content may be erased. */
        @JsonProperty("superseded")
        SUPERSEDED,
        /** The revision was superseded by a correction. */
        @JsonProperty("corrected")
        CORRECTED,
        /** The revision was retracted. */
        @JsonProperty("retracted")
        RETRACTED,
        /** The content of the revision was erased. */
        @JsonProperty("erased")
        ERASED,
        /** The record is held until it has been checked. */
        @JsonProperty("held")
        HELD,
        /** The revision is itself a retraction. */
        @JsonProperty("retraction")
        RETRACTION,
        /** The answer with this ETag is current. */
        @JsonProperty("unchanged")
        UNCHANGED,
        /** A revision was recorded after the answer with this ETag. */
        @JsonProperty("changed")
        CHANGED,
        /** The crisis, record or revision does not exist, or the caller may not read it. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * The results of a check.
     *
     * @param items the findings, in the order of the checked items
     */
    @Schema(requiredProperties = "items")
    public record Findings(List<Finding> items) {
    }

    /**
     * The result of checking one item.
     *
     * @param held the checked item
     * @param state the state of the item
     * @param status how the revision relates to earlier ones, such as disputed; null unless a revision is checked
     * @param by the revision that superseded, corrected or retracted the item, or its source's newer claim, or null
     * @param claim the number of its source's claim for the same count; null unless a revision is checked, or if there is none
     * @param newest the number of the record's newest claim; null for crises, or if no revision stands
     * @param preferred the number of the record's preferred claim; null for crises, or if no revision stands
     * @param last the last number of the record; null for crises
     * @param position the last position of the crisis; null for records
     */
    @Schema(requiredProperties = { "held", "state" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(Holding held, HoldingState state, Status status, SupersededBy by, Integer claim, Integer newest,
            Integer preferred, Integer last, Long position) {

        private static final Standing NONE = Standing.of(List.of());

        static Finding unknown(Holding held) {
            return ofRecord(held, HoldingState.UNKNOWN, NONE, null);
        }

        static Finding ofCrisis(Holding held, HoldingState state, long position) {
            return ofRecord(held, state, NONE, null).withPosition(position);
        }

        static Finding ofRecord(Holding held, HoldingState state, Standing standing, Integer last) {
            SupersededBy noSuccessor = null;
            Integer noClaim = null;
            return new Finding(held, state, null, noSuccessor, noClaim, standing.newestNumber(), standing.preferredNumber(),
                    last, null);
        }

        /** Returns a copy with the fields that apply to revisions only. */
        Finding ofRevision(Status newStatus, SupersededBy newBy, Integer newClaim) {
            return new Finding(held, state, newStatus, newBy, newClaim, newest, preferred, last, position);
        }

        private Finding withPosition(long newPosition) {
            return new Finding(held, state, status, by, claim, newest, preferred, last, newPosition);
        }
    }

    /**
     * The revision of the same record that superseded, corrected or retracted another one, or the newer claim
     * of its source.
     *
     * @param number the number of the revision
     * @param source the id of its source
     * @param reportedAt the time of the report
     * @param status how the revision relates to earlier ones
     * @param reason the public reason in all languages, or null if there is none
     */
    @Schema(name = "FindingBy", requiredProperties = { "number", "source", "reportedAt", "status" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SupersededBy(int number, String source, ReportedTime reportedAt, Status status, Text reason) {

        static SupersededBy of(Revision<?> revision) {
            return new SupersededBy(revision.number(), revision.source(), revision.reportedAt(), revision.status(),
                    revision.reason());
        }
    }

    /** Returns a finding for each item. An item that is unknown, or that the caller may not read, has a finding, too. */
    @POST
    @Operation(operationId = "check", summary = "Check which revisions and answers are still current, and what superseded, corrected or retracted the others")
    public RestResponse<Findings> check(@NotNull @Valid Holdings holdings) {
        return RestResponse.ok(new Findings(check.findings(holdings.items())));
    }
}
