package org.isnad.records;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.NewRevision;
import org.isnad.chain.Revision;
import org.isnad.content.Actor;
import org.isnad.content.Country;
import org.isnad.content.Reaction;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of international reactions. */
@Path("/api/v1/reactions")
@Tag(name = "Reactions")
public class ReactionResource extends RecordResource<Reaction> {

    ReactionResource() {
        super(Reaction.class);
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. The actor may be a part of the name in any language, ignoring case; the
     * other filters are exact.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listReactions", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<Reaction>>> list(
            @Valid @BeanParam ListFilter listed,
            @QueryParam("actor") @Parameter(description = "The actor's name or a part of it in any language, such as United Nations.") String actor,
            @QueryParam("actorKind") @Parameter(description = "The kind of actor.") Actor.Kind actorKind,
            @QueryParam("country") @Country @Parameter(description = "The actor's country, such as US.") String country,
            @QueryParam("stance") @Parameter(description = "The position that the actor takes.") Reaction.Stance stance,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        RevisionFilter<Reaction> filter = RevisionFilter.<Reaction> of(listed)
                .matching(actor, reaction -> Actor.isNamed(reaction.actor(), actor))
                .where(actorKind, reaction -> reaction.actor().kind())
                .where(country, reaction -> reaction.actor().country()).where(stance, Reaction::stance);
        return records.listPreferred(Reaction.class, listed.crisis, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createReaction", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<Reaction>> create(@NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(Reaction.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putReaction", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<Reaction>> put(@PathParam("id") @Slug String id, @NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(Reaction.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendReactionRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<Reaction>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(Reaction.class, id, report, conditions.options()));
    }
}
