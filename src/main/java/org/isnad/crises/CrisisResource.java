package org.isnad.crises;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.access.Visibility;
import org.isnad.chain.Status;
import org.isnad.chain.Verification;
import org.isnad.chain.Verifier;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Slug;
import org.isnad.crises.Crises.DescribedState;
import org.isnad.database.Conflicts;
import org.isnad.reads.Reads;
import org.isnad.web.LanguageParameters;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Crises: their descriptions and states, and what happened in them. */
@Path("/api/v1/crises")
@Tag(name = "Crises")
public class CrisisResource {

    private final Crises crises;
    private final Snapshots snapshots;
    private final Changes changes;
    private final Corrections corrections;
    private final Timeline timeline;
    private final Verifier verifier;
    private final Reads reads;

    CrisisResource(Crises crises, Snapshots snapshots, Changes changes, Corrections corrections, Timeline timeline,
            Verifier verifier, Reads reads) {
        this.crises = crises;
        this.snapshots = snapshots;
        this.changes = changes;
        this.corrections = corrections;
        this.timeline = timeline;
        this.verifier = verifier;
        this.reads = reads;
    }

    /** A list of crises. */
    @Schema(requiredProperties = { "items" })
    public record CrisisList(List<CrisisView> items) {
    }

    @GET
    @Operation(operationId = "listCrises", summary = "All crises with their positions")
    public RestResponse<CrisisList> list(@BeanParam LanguageParameters parameters) {
        List<DescribedState> readable = crises.readable();
        List<CrisisView> views = crises.views(readable, parameters.languages());
        boolean isRestricted = readable.stream().anyMatch(crisis -> reads.isRestricted(crisis.state()));
        return parameters.answer(Validator.ofValue(views).restricted(isRestricted), () -> new CrisisList(views));
    }

    @GET
    @Path("{crisis}")
    @Operation(operationId = "readCrisis", summary = "A crisis with its position and head: whether anything changed")
    public RestResponse<CrisisView> read(@PathParam("crisis") @Slug String id, @BeanParam LanguageParameters parameters) {
        DescribedState crisis = require(id);
        CrisisView view = view(crisis, parameters.languages());
        Validator validator = Validator.ofValue(view, Validator.link("timeline", "/api/v1/crises/" + id + "/timeline"))
                .restricted(reads.isRestricted(crisis.state()));
        return parameters.answer(validator, () -> view, CrisisView::language);
    }

    @PUT
    @Path("{crisis}")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "putCrisis", summary = "Create a crisis, or replace its description; its time zone stays")
    public RestResponse<CrisisView> put(@PathParam("crisis") @Slug String id, @NotNull @Valid Crisis described) {
        if (!described.id().equals(id)) {
            throw Problem.INVALID.at(Violation.body("id", "must be the id in the path"));
        }
        boolean isNew = Conflicts.repeatOnConflict(() -> crises.put(described));
        return ResponseBuilder.<CrisisView> create(isNew ? 201 : 200).location(URI.create("/api/v1/crises/" + id))
                .entity(view(require(id), Languages.ALL)).build();
    }

    private DescribedState require(String id) {
        return crises.readable(id).orElseThrow(() -> Problem.NOT_FOUND.because("Unknown crisis"));
    }

    private CrisisView view(DescribedState crisis, Languages languages) {
        return crises.views(List.of(crisis), languages).get(0);
    }

    @GET
    @Path("{crisis}/visibility")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "readVisibility", summary = "Who may read a crisis")
    public RestResponse<Visibility> visibility(@PathParam("crisis") @Slug String crisis) {
        return ResponseBuilder.ok(reads.state(crisis).visibility()).header("Cache-Control", "no-store").build();
    }

    @PUT
    @Path("{crisis}/visibility")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "putVisibility", summary = "Open a crisis, embargo it until a time, or withhold it: all of it, and at once")
    public RestResponse<Visibility> setVisibility(@PathParam("crisis") @Slug String crisis,
            @NotNull @Valid Visibility visibility) {
        return RestResponse.ok(crises.setVisibility(crisis, visibility));
    }

    @GET
    @Path("{crisis}/snapshot")
    @Operation(operationId = "readSnapshot", summary = "The whole situation at an instant: every record's current revision, and the claims and spread of figures")
    public RestResponse<Snapshot> snapshot(@PathParam("crisis") @Slug String crisis,
            @QueryParam("kind") @Parameter(description = "The only kind wanted.") Kind kind,
            @BeanParam ReadParameters parameters) {
        return snapshots.of(crisis, kind, parameters);
    }

    @GET
    @Path("{crisis}/changes")
    @Operation(operationId = "listChanges", summary = "What changed between two instants, record by record, with what differs")
    public RestResponse<Page<RecordChange>> changes(@PathParam("crisis") @Slug String crisis,
            @QueryParam("from") @NotNull @Parameter(description = "What was the case then, such as 2022-01-06T00:00:00Z …") Instant from,
            @QueryParam("to") @NotNull @Parameter(description = "… and by then, such as 2022-01-10T00:00:00Z.") Instant to,
            @QueryParam("clock") @DefaultValue("reported") @Parameter(description = "Whether the instants are those of reporting or of recording.") Changes.ChangeClock by,
            @BeanParam ReadParameters parameters, @Valid @BeanParam Paging paging) {
        return changes.between(crisis, from, to, by, parameters, paging);
    }

    @GET
    @Path("{crisis}/corrections")
    @Operation(operationId = "listCorrections", summary = "Every correction and retraction, newest first: who, when, why, of what, and who still rests on that")
    public RestResponse<Page<Correction>> corrections(@PathParam("crisis") @Slug String crisis,
            @QueryParam("kind") @Parameter(description = "The kind of record.") Kind kind,
            @QueryParam("source") @Slug @Parameter(description = "Who corrects or retracts.") String source,
            @QueryParam("status") @Parameter(description = "Either corrected or retracted.") Status status,
            @BeanParam ReadParameters parameters, @Valid @BeanParam Paging paging) {
        return corrections.of(crisis, kind, source, status, parameters, paging);
    }

    @GET
    @Path("{crisis}/timeline")
    @Operation(operationId = "readTimeline", summary = "Every revision of every kind in the order in which it was said")
    public RestResponse<Page<TimelineItem>> timeline(@PathParam("crisis") @Slug String crisis,
            @Valid @BeanParam Timeline.TimelineFilter filter, @BeanParam ReadParameters parameters,
            @Valid @BeanParam Paging paging) {
        return timeline.of(crisis, filter, parameters, paging);
    }

    @GET
    @Path("{crisis}/verification")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "verifyCrisis", summary = "Whether a crisis is what was acknowledged: all hashes and places computed anew from what is stored")
    public RestResponse<Verification> verify(@PathParam("crisis") @Slug String crisis) {
        return ResponseBuilder.ok(verifier.verify(crisis)).header("Cache-Control", "no-store").build();
    }
}
