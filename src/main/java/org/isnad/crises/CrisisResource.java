package org.isnad.crises;

import java.net.URI;
import java.time.Clock;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.access.Visibility;
import org.isnad.chain.AsOf;
import org.isnad.chain.Verification;
import org.isnad.chain.Verifier;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Slug;
import org.isnad.crises.Crises.DescribedState;
import org.isnad.database.Conflicts;
import org.isnad.reads.Brief;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.ReadClock;
import org.isnad.reads.Reads;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.ReplaceCondition;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The API of crises: descriptions, states, snapshots, corrections, timelines and verification. */
@Path("/api/v1/crises")
@Tag(name = "Crises")
public class CrisisResource {

    private final Crises crises;
    private final Snapshots snapshots;
    private final Corrections corrections;
    private final Timeline timeline;
    private final Verifier verifier;
    private final Reads reads;
    private final Clock clock;

    CrisisResource(Crises crises, Snapshots snapshots, Corrections corrections, Timeline timeline,
            Verifier verifier, Reads reads, Clock clock) {
        this.crises = crises;
        this.snapshots = snapshots;
        this.corrections = corrections;
        this.timeline = timeline;
        this.verifier = verifier;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * The crises that the caller may read.
     *
     * @param items the crises, in the order of their ids
     */
    @Schema(requiredProperties = { "items" })
    public record CrisisList(List<CrisisView> items) {
    }

    /** Returns the crises that the caller may read, in the order of their ids, or 304 if the client has that list. */
    @GET
    @Operation(operationId = "listCrises", summary = "All crises with their positions")
    public RestResponse<CrisisList> list(@Valid @BeanParam ReadParameters parameters) {
        List<DescribedState> readable = crises.listReadable(bounds(parameters));
        List<CrisisView> views = readable.stream().map(crisis -> CrisisView.of(crisis, parameters.languages())).toList();
        boolean isRestricted = readable.stream().anyMatch(crisis -> reads.isRestricted(crisis.state()));
        return parameters.answer(Validator.ofValue(views).restricted(isRestricted), () -> new CrisisList(views));
    }

    /**
     * Returns the description of a crisis, with its title in the preferred language, and the state of its log, or 304
     * if the client has the current representation.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (404) if there is no crisis with that id that the caller may
     *         read
     */
    @GET
    @Path("{crisis}")
    @Operation(operationId = "readCrisis", summary = "A crisis with its position and head, which change with every revision")
    public RestResponse<CrisisView> read(@PathParam("crisis") @Slug String id, @Valid @BeanParam ReadParameters parameters) {
        DescribedState crisis = requireReadable(id, bounds(parameters));
        CrisisView view = CrisisView.of(crisis, parameters.languages());
        String path = "/api/v1/crises/" + id;
        Validator validator = Validator.ofDescription(crisis.crisis(), view, Validator.link("timeline", path + "/timeline"),
                Validator.link("alternate", path + "/feed.atom") + "; type=\"application/atom+xml\"",
                Validator.link("alternate", path + "/feed.json") + "; type=\"application/feed+json\"")
                .restricted(reads.isRestricted(crisis.state()));
        return parameters.answer(validator, () -> view, CrisisView::language);
    }

    /**
     * Creates a crisis or replaces its description, and returns it with 201 or 200. A creation that conflicts with a
     * concurrent one is repeated as a replacement.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the id in the body is not the id in the path
     * @throws org.isnad.content.Rejection OUTDATED if the condition does not admit the replacement
     */
    @PUT
    @Path("{crisis}")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "putCrisis", summary = "Create a crisis or replace its description; the time zone cannot be changed")
    public RestResponse<CrisisView> put(@PathParam("crisis") @Slug String id, @NotNull @Valid Crisis described,
            @Valid @BeanParam ReplaceCondition condition) {
        if (!described.id().equals(id)) {
            throw Problem.INVALID.at(Violation.body("id", "must be the id in the path"));
        }
        boolean isNew = Conflicts.repeatOnConflict(() -> crises.put(described, condition.reason(), condition::admits));
        return ResponseBuilder.<CrisisView> create(isNew ? 201 : 200).location(URI.create("/api/v1/crises/" + id))
                .header("ETag", Validator.valueTag(described))
                .entity(CrisisView.of(requireReadable(id, AsOf.NOW), Languages.ALL)).build();
    }

    /**
     * Returns a crisis as it was within the bounds.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (404) if there is none with that id that the caller may read
     */
    private DescribedState requireReadable(String id, AsOf bounds) {
        return crises.findReadable(id, bounds).orElseThrow(() -> Problem.NOT_FOUND.because("Unknown crisis"));
    }

    private AsOf bounds(ReadParameters parameters) {
        return AsOf.of(parameters.asOf(clock), parameters.certain, parameters.knownAt(clock));
    }

    /** Returns the visibility of a crisis, with the ETag that its replacement takes in If-Match. */
    @GET
    @Path("{crisis}/visibility")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "readVisibility", summary = "The visibility of a crisis")
    public RestResponse<Visibility> visibility(@PathParam("crisis") @Slug String crisis) {
        return visibilityAnswer(reads.state(crisis).visibility());
    }

    /** Sets the visibility of a crisis and returns it; it applies to all records of the crisis, also to earlier revisions. */
    @PUT
    @Path("{crisis}/visibility")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "putVisibility", summary = "Open a crisis, embargo it until a time, or withhold it; takes effect at once for the whole crisis")
    public RestResponse<Visibility> setVisibility(@PathParam("crisis") @Slug String crisis,
            @NotNull @Valid Visibility visibility, @Valid @BeanParam ReplaceCondition condition) {
        return visibilityAnswer(crises.setVisibility(crisis, visibility, condition.reason(), condition::admits));
    }

    private static RestResponse<Visibility> visibilityAnswer(Visibility visibility) {
        return ResponseBuilder.ok(visibility).header("Cache-Control", "no-store").header("ETag", Validator.valueTag(visibility))
                .build();
    }

    /** Returns the records with their claims on one page, by the path of their kind; 304 if the client has it. */
    @GET
    @Path("{crisis}/snapshot")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE })
    @Operation(operationId = "readSnapshot", summary = "The state of a crisis at an instant: the claims on every record, newest and preferred, and the spread of figures")
    public RestResponse<Snapshot> snapshot(@PathParam("crisis") @Slug String crisis,
            @QueryParam("kind") @Parameter(description = "The kind of record; all kinds but notices if absent.") Kind kind,
            @BeanParam ViewParameters parameters) {
        return snapshots.read(crisis, kind, parameters);
    }

    /** Returns the corrections and retractions that match all given filters. */
    @GET
    @Path("{crisis}/corrections")
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listCorrections", summary = "The corrections and retractions, newest first, with the corrected revisions and the claims that still rest on them")
    public RestResponse<Page<Correction>> corrections(@PathParam("crisis") @Slug String crisis,
            @Valid @BeanParam EntryFilter filter, @Valid @BeanParam ReadParameters parameters,
            @Valid @BeanParam Paging paging) {
        return corrections.list(crisis, filter, parameters, paging);
    }

    /** Returns the revisions that match all given filters; those of one instant are in the order of their positions. */
    @GET
    @Path("{crisis}/timeline")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "readTimeline", summary = "The revisions of all kinds in the order of reporting")
    public RestResponse<Page<TimelineItem>> timeline(@PathParam("crisis") @Slug String crisis,
            @Valid @BeanParam Timeline.TimelineFilter filter, @BeanParam ViewParameters parameters,
            @Valid @BeanParam Paging paging) {
        return timeline.read(crisis, filter, parameters, paging);
    }

    /** Returns the minutes, hours, days or months in which something was reported, whichever are at most 500. */
    @GET
    @Path("{crisis}/activity")
    @Operation(operationId = "readActivity", summary = "When a crisis was reported on: for the marks of a time slider")
    public RestResponse<Activity> activity(@PathParam("crisis") @Slug String crisis,
            @QueryParam("clock") @DefaultValue("reported") @Parameter(description = "Whether the steps are times of reporting or of recording.") ReadClock clock,
            @Valid @BeanParam ReadParameters parameters) {
        return timeline.activity(crisis, clock, parameters);
    }

    /** Returns the number of revisions that were verified, and the faults that were found. */
    @GET
    @Path("{crisis}/verification")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "verifyCrisis", summary = "Verify a crisis: recompute all hashes, numbers and positions from the stored revisions")
    public RestResponse<Verification> verify(@PathParam("crisis") @Slug String crisis) {
        return ResponseBuilder.ok(verifier.verify(crisis)).header("Cache-Control", "no-store").build();
    }
}
