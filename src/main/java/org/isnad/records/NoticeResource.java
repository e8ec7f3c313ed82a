package org.isnad.records;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.AppendResult;
import org.isnad.chain.History;
import org.isnad.chain.Notices;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionId;
import org.isnad.content.MaxLength;
import org.isnad.content.Notice;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.isnad.reads.Brief;
import org.isnad.reads.OccurredFilter;
import org.isnad.reads.ReportFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of notices, and of those acts of editors that are nothing but a notice: rulings, mergers and holds. */
@Path("/api/v1/notices")
@Tag(name = "Notices")
public class NoticeResource extends RecordResource<Notice> {

    private final Notices notices;
    private final History history;

    NoticeResource(Notices notices, History history) {
        super(Notice.class);
        this.notices = notices;
        this.history = history;
    }

    /**
     * A ruling for or against a claim.
     *
     * @param crisis the crisis
     * @param record the record
     * @param number the number of the revision that makes the claim
     * @param ruling whether the claim is preferred to all others, or all others to it
     * @param reason the public reason
     */
    public record NewRuling(@NotNull @Slug String crisis, @NotNull @Slug String record, @NotNull @Min(1) Integer number,
            @NotNull Notice.Ruling ruling, @NotNull @MaxLength(1_000) Text reason) {
    }

    /**
     * A merger of a record into another one that it duplicates.
     *
     * @param crisis the crisis
     * @param record the record that is merged; nothing of it stands afterwards
     * @param into the record that remains
     * @param reason the public reason
     */
    public record NewMerger(@NotNull @Slug String crisis, @NotNull @Slug String record, @NotNull @Slug String into,
            @NotNull @MaxLength(1_000) Text reason) {
    }

    /**
     * A hold of a record.
     *
     * @param crisis the crisis
     * @param record the record that is to be checked; nothing of it stands until the hold is lifted
     * @param reason the public reason
     */
    public record NewHold(@NotNull @Slug String crisis, @NotNull @Slug String record, @NotNull @MaxLength(1_000) Text reason) {
    }

    /**
     * The reason for which a ruling, a merger or a hold is lifted.
     *
     * @param reason the public reason
     */
    public record Lifting(@NotNull @MaxLength(1_000) Text reason) {
    }

    /** Returns the notices of a crisis that match all given filters, newest first, without the lifted ones. */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listNotices", summary = "The notices of a crisis, newest first: the acts of the operator, with the public reasons")
    public RestResponse<Page<Revision<Notice>>> list(
            @QueryParam("crisis") @NotNull @Slug @Parameter(description = "The crisis.", example = "kazakhstan-2022") String crisis,
            @QueryParam("act") @Parameter(description = "The act.") Notice.Act act,
            @QueryParam("record") @Slug @Parameter(description = "The record that the act concerns.") String record,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        OccurredFilter anyTime = null;
        RevisionFilter<Notice> filter = new RevisionFilter<Notice>(new ReportFilter(), null, anyTime).where(act, Notice::act)
                .where(record, Notice::record);
        return records.listPreferred(Notice.class, crisis, filter, parameters, paging);
    }

    /** Rules on a claim, and returns the notice of that; a newer ruling on the claim takes the place of an older one. */
    @POST
    @Path("rulings")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "createRuling", summary = "Rule for or against a claim: whether it is preferred to all others, or all others to it")
    public RestResponse<Revision<Notice>> rule(@NotNull @Valid NewRuling ruling) {
        return created(notices.rule(ruling.crisis, new RevisionId(ruling.record, ruling.number), ruling.ruling, ruling.reason));
    }

    /** Merges a record into another one, and returns the notice of that. Lifting the notice undoes the merger. */
    @POST
    @Path("mergers")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "createMerger", summary = "Merge a record into another one that it duplicates; its revisions stay readable, and none of them stands")
    public RestResponse<Revision<Notice>> merge(@NotNull @Valid NewMerger merger) {
        return created(notices.merge(merger.crisis, merger.record, merger.into, merger.reason));
    }

    /** Holds a record until it has been checked, and returns the notice of that. Lifting the notice ends the hold. */
    @POST
    @Path("holds")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "createHold", summary = "Hold a record that is under check; its revisions stay readable, and none of them stands")
    public RestResponse<Revision<Notice>> hold(@NotNull @Valid NewHold hold) {
        return created(notices.hold(hold.crisis, hold.record, hold.reason));
    }

    /** Lifts a ruling, a merger or a hold, and returns the retraction of its notice; 400 for the notice of another act. */
    @POST
    @Path("{id}/lifting")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "liftNotice", summary = "Lift a ruling, a merger or a hold")
    public RestResponse<Revision<Notice>> lift(@PathParam("id") @Slug String id, @NotNull @Valid Lifting lifting) {
        return appendedResponse(new AppendResult<>(notices.lift(history.record(Notice.class, id), lifting.reason), false));
    }

    private static RestResponse<Revision<Notice>> created(Revision<Notice> notice) {
        return createdResponse(new AppendResult<>(notice, false));
    }
}
