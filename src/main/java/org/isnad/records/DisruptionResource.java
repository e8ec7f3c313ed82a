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
import org.isnad.content.Disruption;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.PlaceFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of disruptions of services, facilities and supplies. */
@Path("/api/v1/disruptions")
@Tag(name = "Disruptions")
public class DisruptionResource extends RecordResource<Disruption> {

    DisruptionResource() {
        super(Disruption.class);
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. The place may be the exact code of one of the places, or a part of its name; names
     * match
     * in any language, ignoring case; the other filters are exact.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listDisruptions", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<Disruption>>> list(
            @Valid @BeanParam ListFilter listed,
            @QueryParam("subject") @Parameter(description = "The service, facility or supply.") Disruption.Subject subject,
            @QueryParam("state") @Parameter(description = "The state of the subject.") Disruption.State state,
            @QueryParam("operator") @Parameter(description = "The operator's name or a part of it in any language, such as Aeroflot.") String operator,
            @Valid @BeanParam PlaceFilter places, @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        RevisionFilter<Disruption> filter = RevisionFilter.<Disruption> of(listed).where(subject, Disruption::subject)
                .where(state, Disruption::state).matching(places.place, disruption -> places.matchesAny(disruption.places()))
                .matching(operator, disruption -> Actor.isNamed(disruption.operator(), operator));
        return records.listPreferred(Disruption.class, listed.crisis, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createDisruption", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<Disruption>> create(@NotNull @Valid NewRevision<Disruption> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(Disruption.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putDisruption", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<Disruption>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Disruption> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(Disruption.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendDisruptionRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<Disruption>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Disruption> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(Disruption.class, id, report, conditions.options()));
    }
}
