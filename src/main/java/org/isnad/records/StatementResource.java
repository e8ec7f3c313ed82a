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
import org.isnad.content.Slug;
import org.isnad.content.Statement;
import org.isnad.reads.Brief;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of official statements. */
@Path("/api/v1/statements")
@Tag(name = "Statements")
public class StatementResource extends RecordResource<Statement> {

    StatementResource() {
        super(Statement.class);
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. The speaker may be a part of the name in any language, ignoring case; the
     * other filters are exact.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listStatements", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<Statement>>> list(
            @Valid @BeanParam ListFilter listed,
            @QueryParam("speaker") @Parameter(description = "The speaker's name or a part of it in any language, such as Tokayev.") String speaker,
            @QueryParam("country") @Country @Parameter(description = "The speaker's country, such as KZ.") String country,
            @QueryParam("setting") @Parameter(description = "The setting in which the statement was made.") Statement.Setting setting,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        RevisionFilter<Statement> filter = RevisionFilter.<Statement> of(listed)
                .matching(speaker, statement -> Actor.isNamed(statement.speaker(), speaker))
                .where(country, statement -> statement.speaker().country()).where(setting, Statement::setting);
        return records.listPreferred(Statement.class, listed.crisis, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createStatement", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<Statement>> create(@NotNull @Valid NewRevision<Statement> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(Statement.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putStatement", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<Statement>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Statement> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(Statement.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendStatementRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<Statement>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Statement> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(Statement.class, id, report, conditions.options()));
    }
}
