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
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.NewRevision;
import org.isnad.chain.Revision;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.CountFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of casualty figures. */
@Path("/api/v1/casualties")
@Tag(name = "Casualty figures")
public class CasualtyResource extends RecordResource<CasualtyFigure> {

    CasualtyResource() {
        super(CasualtyFigure.class);
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. The place may be the exact code, or a part of the name in any language,
     * ignoring case; the other filters are exact.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listCasualties", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<CasualtyFigure>>> list(
            @Valid @BeanParam ListFilter listed,
            @Valid @BeanParam CountFilter counts, @BeanParam ViewParameters parameters,
            @Valid @BeanParam Paging paging) {
        RevisionFilter<CasualtyFigure> filter = RevisionFilter.<CasualtyFigure> of(listed)
                .matching(counts.isEmpty() ? null : counts, counts::matches);
        return records.listPreferred(CasualtyFigure.class, listed.crisis, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createCasualty", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<CasualtyFigure>> create(@NotNull @Valid NewRevision<CasualtyFigure> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(CasualtyFigure.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putCasualty", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<CasualtyFigure>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<CasualtyFigure> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(CasualtyFigure.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendCasualtyRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<CasualtyFigure>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<CasualtyFigure> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(CasualtyFigure.class, id, report, conditions.options()));
    }
}
