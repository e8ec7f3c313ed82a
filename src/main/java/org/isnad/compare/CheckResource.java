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
import org.isnad.chain.Status;
import org.isnad.content.InvalidContent;
import org.isnad.content.PartialDate;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether what a client holds still holds. */
@Path("/api/v1/check")
@Tag(name = "Check")
public class CheckResource {

    private final Check check;

    CheckResource(Check check) {
        this.check = check;
    }

    /** What a client holds. */
    public record Holdings(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid Holding> items) {
    }

    /**
     * One thing that a client holds: a revision by record and number, or the answer about a record or a crisis by its ETag.
     *
     * @param record a record
     * @param number the number of a revision of it
     * @param crisis a crisis
     * @param etag the ETag of an answer about the record, or about the crisis
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Holding(@Slug String record, @Min(1) Integer number, @Slug String crisis, @Size(max = 100) String etag) {

        public Holding {
            if ((record == null) == (crisis == null)) {
                throw new InvalidContent("record", "must be given, or else a crisis");
            }
            if (record != null && (number == null) == (etag == null)) {
                throw new InvalidContent("number", "must be given with a record, or else an etag");
            }
            if (crisis != null && (etag == null || number != null)) {
                throw new InvalidContent("etag", "must be given with a crisis, and no number");
            }
        }
    }

    /** What became of it. */
    @Schema(name = "HoldingState")
    public enum HoldingState {
        /** It is the newest standing revision of its record. */
        @JsonProperty("current")
        CURRENT,
        /** It is what its source says; another source's is newer. */
        @JsonProperty("claim")
        CLAIM,
        /** Its source says something newer, or another revision took its place. */
        @JsonProperty("superseded")
        SUPERSEDED,
        /** It was wrong, and a correction took its place. */
        @JsonProperty("corrected")
        CORRECTED,
        /** It was withdrawn. */
        @JsonProperty("retracted")
        RETRACTED,
        /** It is itself a retraction. */
        @JsonProperty("retraction")
        RETRACTION,
        /** The answer that had this ETag would be the same now. */
        @JsonProperty("unchanged")
        UNCHANGED,
        /** Something was recorded since the answer that had this ETag. */
        @JsonProperty("changed")
        CHANGED,
        /** There is nothing of that name and number. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** What became of what the client holds, in its order. */
    @Schema(requiredProperties = "items")
    public record Findings(List<Finding> items) {
    }

    /**
     * What became of one thing.
     *
     * @param held what was asked about
     * @param state what became of it
     * @param by what put it out of force; null if nothing did
     * @param claim the number of what its source says now; null if it says nothing now
     * @param current the number of the record's newest standing revision; null if none stands
     * @param last the record's last number
     * @param position the crisis's last position, of crises alone
     */
    @Schema(requiredProperties = { "held", "state" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(Holding held, HoldingState state, SupersededBy by, Integer claim, Integer current, Integer last,
            Long position) {

        static Finding of(Holding held, HoldingState state) {
            return new Finding(held, state, null, null, null, null, null);
        }
    }

    /**
     * What put a revision out of force.
     *
     * @param number its number in the same record
     * @param source who said it
     * @param reportedAt when
     * @param status what it is to the one before
     * @param reason why, for the public, in all languages; null if none was given
     */
    @Schema(name = "FindingBy", requiredProperties = { "number", "source", "reportedAt", "status" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SupersededBy(int number, String source, PartialDate reportedAt, Status status, Text reason) {

        static SupersededBy of(Revision<?> revision) {
            return new SupersededBy(revision.number(), revision.source(), revision.reportedAt(), revision.status(),
                    revision.reason());
        }
    }

    @POST
    @Operation(operationId = "check", summary = "Which of what a client holds is still current, and what superseded, corrected or retracted the rest")
    public RestResponse<Findings> check(@NotNull @Valid Holdings holdings) {
        return RestResponse.ok(new Findings(check.of(holdings.items())));
    }
}
