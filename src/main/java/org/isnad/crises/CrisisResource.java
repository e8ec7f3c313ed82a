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
import org.isnad.access.Opening;
import org.isnad.access.Role;
import org.isnad.chain.Ledger;
import org.isnad.chain.Status;
import org.isnad.chain.Verification;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.web.Answer;
import org.isnad.web.Conditional;
import org.isnad.web.Languages;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Question;
import org.isnad.web.Races;
import org.isnad.web.Reading;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Crises, and the one cheap call that tells a dashboard whether anything changed. */
@Path("/api/v1/crises")
@Tag(name = "Crises")
public class CrisisResource {

    private final Crises crises;
    private final Snapshots snapshots;
    private final Changes changes;
    private final Corrections corrections;
    private final Timeline timeline;
    private final Ledger ledger;

    CrisisResource(Crises crises, Snapshots snapshots, Changes changes, Corrections corrections, Timeline timeline,
            Ledger ledger) {
        this.crises = crises;
        this.snapshots = snapshots;
        this.changes = changes;
        this.corrections = corrections;
        this.timeline = timeline;
        this.ledger = ledger;
    }

    /** All crises. */
    @Schema(requiredProperties = { "items" })
    public record CrisisList(List<CrisisView> items) {
    }

    @GET
    @Operation(operationId = "listCrises", summary = "All crises and how far they have come")
    public RestResponse<CrisisList> list(@BeanParam Reading question) {
        List<CrisisView> views = crises.views(question);
        return question.answer(Answer.ofState(views), () -> new CrisisList(views));
    }

    @GET
    @Path("{crisis}")
    @Operation(operationId = "readCrisis", summary = "A crisis with its position and head: whether anything changed")
    public RestResponse<CrisisView> read(@PathParam("crisis") @Slug String crisis, @BeanParam Reading question) {
        CrisisView view = crises.view(crisis, question, question.languages());
        return question.answer(Answer.ofState(view, Answer.link("timeline", "/api/v1/crises/" + crisis + "/timeline")),
                () -> view, CrisisView::language);
    }

    @PUT
    @Path("{crisis}")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "putCrisis", summary = "Describe a crisis, anew if it is there; its time zone stays")
    public RestResponse<CrisisView> put(@PathParam("crisis") @Slug String id, @NotNull @Valid Crisis described) {
        if (!described.id().equals(id)) {
            throw Problem.INVALID.at(Violation.body("id", "must be the id in the path"));
        }
        boolean isNew = Races.repeatOnConflict(() -> crises.put(described));
        return ResponseBuilder.<CrisisView> create(isNew ? 201 : 200).location(URI.create("/api/v1/crises/" + id))
                .entity(crises.view(id, new Conditional(), Languages.ALL)).build();
    }

    @GET
    @Path("{crisis}/opening")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "readOpening", summary = "Who may read a crisis")
    public RestResponse<Opening> opening(@PathParam("crisis") @Slug String crisis) {
        return ResponseBuilder.ok(ledger.states(List.of(crisis)).stream().map(Ledger.State::opening).findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis")))
                .header("Cache-Control", "no-store").build();
    }

    @PUT
    @Path("{crisis}/opening")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "putOpening", summary = "Open a crisis, embargo it until a time, or withhold it: all of it, and at once")
    public RestResponse<Opening> open(@PathParam("crisis") @Slug String crisis, @NotNull @Valid Opening opening) {
        return RestResponse.ok(crises.open(crisis, opening));
    }

    @GET
    @Path("{crisis}/snapshot")
    @Operation(operationId = "readSnapshot", summary = "The whole situation at an instant: every record's current revision, and the claims and spread of figures")
    public RestResponse<Snapshot> snapshot(@PathParam("crisis") @Slug String crisis,
            @QueryParam("kind") @Parameter(description = "The only kind wanted.") Kind kind, @BeanParam Question question) {
        return snapshots.of(crisis, kind, question);
    }

    @GET
    @Path("{crisis}/changes")
    @Operation(operationId = "listChanges", summary = "What changed between two instants, record by record, with what differs")
    public RestResponse<Page<RecordChange>> changes(@PathParam("crisis") @Slug String crisis,
            @QueryParam("from") @NotNull @Parameter(description = "What was the case then, such as 2022-01-06T00:00:00Z …") Instant from,
            @QueryParam("to") @NotNull @Parameter(description = "… and by then, such as 2022-01-10T00:00:00Z.") Instant to,
            @QueryParam("clock") @DefaultValue("reported") @Parameter(description = "Whether the instants are those of reporting or of recording.") Changes.By by,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return changes.between(crisis, from, to, by, question, paging);
    }

    @GET
    @Path("{crisis}/corrections")
    @Operation(operationId = "listCorrections", summary = "Every correction and retraction, newest first: who, when, why, of what, and who still rests on that")
    public RestResponse<Page<Correction>> corrections(@PathParam("crisis") @Slug String crisis,
            @QueryParam("kind") @Parameter(description = "The kind of record.") Kind kind,
            @QueryParam("source") @Slug @Parameter(description = "Who corrects or retracts.") String source,
            @QueryParam("status") @Parameter(description = "Either corrected or retracted.") Status status,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return corrections.of(crisis, kind, source, status, question, paging);
    }

    @GET
    @Path("{crisis}/timeline")
    @Operation(operationId = "readTimeline", summary = "Every revision of every kind in the order in which it was said")
    public RestResponse<Page<TimelineItem>> timeline(@PathParam("crisis") @Slug String crisis,
            @Valid @BeanParam Timeline.Filter filter, @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return timeline.of(crisis, filter, question, paging);
    }

    @GET
    @Path("{crisis}/verification")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "verifyCrisis", summary = "Whether a crisis is what was acknowledged: all hashes and places computed anew from what is stored")
    public RestResponse<Verification> verify(@PathParam("crisis") @Slug String crisis) {
        return ResponseBuilder.ok(ledger.verify(crisis)).header("Cache-Control", "no-store").build();
    }
}
