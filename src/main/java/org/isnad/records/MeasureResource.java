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
import org.isnad.content.EmergencyMeasure;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.PlaceFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of emergency measures. */
@Path("/api/v1/measures")
@Tag(name = "Measures")
public class MeasureResource extends RecordResource<EmergencyMeasure> {

    MeasureResource() {
        super(EmergencyMeasure.class);
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. The place may be the exact code of one of the places, or a part of its name; names
     * match
     * in any language, ignoring case; the other filters are exact.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listMeasures", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<EmergencyMeasure>>> list(
            @Valid @BeanParam ListFilter listed,
            @QueryParam("type") @Parameter(description = "The type of measure.") EmergencyMeasure.Type type,
            @QueryParam("authority") @Parameter(description = "The authority's name or a part of it in any language, such as Tokayev.") String authority,
            @Valid @BeanParam PlaceFilter places, @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        RevisionFilter<EmergencyMeasure> filter = RevisionFilter.<EmergencyMeasure> of(listed)
                .where(type, EmergencyMeasure::type)
                .matching(places.place, measure -> places.matchesAny(measure.places()))
                .matching(authority, measure -> Actor.isNamed(measure.authority(), authority));
        return records.listPreferred(EmergencyMeasure.class, listed.crisis, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createMeasure", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<EmergencyMeasure>> create(@NotNull @Valid NewRevision<EmergencyMeasure> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(EmergencyMeasure.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putMeasure", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<EmergencyMeasure>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<EmergencyMeasure> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(EmergencyMeasure.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendMeasureRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<EmergencyMeasure>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<EmergencyMeasure> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(EmergencyMeasure.class, id, report, conditions.options()));
    }
}
