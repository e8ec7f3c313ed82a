package org.isnad.records;

import java.util.function.Predicate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
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
import org.isnad.chain.Chain;
import org.isnad.chain.Condition;
import org.isnad.chain.Ledger;
import org.isnad.chain.NewRevision;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.Status;
import org.isnad.compare.Claims;
import org.isnad.compare.ClaimsView;
import org.isnad.compare.Comparison;
import org.isnad.compare.Comparisons;
import org.isnad.content.Country;
import org.isnad.content.Slug;
import org.isnad.content.Statement;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Statements. The body's type is named in each method: behind a type variable Quarkus REST would take any kind's content. */
@Path("/api/v1/statements")
@Tag(name = "Statements")
public class StatementResource {

    private final Ledger ledger;
    private final Chain chain;
    private final Claims claims;
    private final Comparisons comparisons;

    StatementResource(Ledger ledger, Chain chain, Claims claims, Comparisons comparisons) {
        this.ledger = ledger;
        this.chain = chain;
        this.claims = claims;
        this.comparisons = comparisons;
    }

    @GET
    @Operation(operationId = "listStatements", summary = "The current revisions of a crisis's statements, newest first")
    public RestResponse<Page<Revision<Statement>>> list(
            @QueryParam("crisis") @NotNull @Slug @Parameter(description = "The crisis.", example = "kazakhstan-2022") String crisis,
            @QueryParam("source") @Slug @Parameter(description = "The source of the current revision.") String source,
            @QueryParam("status") @Parameter(description = "The status of the current revision.") Status status,
            @QueryParam("speaker") @Parameter(description = "The speaker's name, or part of it, in any language, such as Tokayev.") String speaker,
            @QueryParam("country") @Country @Parameter(description = "The speaker's country, such as KZ.") String country,
            @QueryParam("setting") @Parameter(description = "How it was said.") Statement.Setting setting,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        Predicate<Statement> matching = statement -> (speaker == null || statement.speaker().name().says(speaker))
                && (country == null || country.equals(statement.speaker().country()))
                && (setting == null || setting == statement.setting());
        return ledger.list(Statement.class, crisis, new Ledger.Filter<>(source, status,
                speaker == null && country == null && setting == null ? null : matching), question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createStatement", summary = "Make a record of a statement with its first revision")
    public RestResponse<Revision<Statement>> create(@NotNull @Valid NewRevision<Statement> report,
            @Valid @BeanParam Condition condition) {
        return chain.create(Statement.class, report, condition).asRecord();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readStatement", summary = "The current revision of a statement, and what each source says")
    public RestResponse<RecordView<Statement>> read(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return ledger.record(Statement.class, id, question);
    }

    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putStatement", summary = "Make a record of a statement under a chosen id; safe to repeat")
    public RestResponse<Revision<Statement>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Statement> report,
            @Valid @BeanParam Condition condition) {
        return chain.put(Statement.class, id, report, condition).asRecord();
    }

    @GET
    @Path("{id}/revisions")
    @Operation(operationId = "listStatementRevisions", summary = "The chain of a statement, first to last, with what stands")
    public RestResponse<Page<Revision<Statement>>> revisions(@PathParam("id") @Slug String id,
            @QueryParam("source") @Slug @Parameter(description = "The source of the revisions.") String source,
            @QueryParam("status") @Parameter(description = "Their status.") Status status,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return ledger.chain(Statement.class, id, source, status, question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendStatementRevision", summary = "Append a revision to a statement: a report, a correction, a retraction")
    public RestResponse<Revision<Statement>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Statement> report,
            @Valid @BeanParam Condition condition) {
        return chain.append(Statement.class, id, report, condition).asRevision();
    }

    @GET
    @Path("{id}/revisions/{number}")
    @Operation(operationId = "readStatementRevision", summary = "One revision of a statement, as it was recorded")
    public RestResponse<Revision<Statement>> revision(@PathParam("id") @Slug String id,
            @PathParam("number") @Min(1) Integer number,
            @BeanParam Question question) {
        return ledger.revision(Statement.class, id, number, question);
    }

    @GET
    @Path("{id}/claims")
    @Operation(operationId = "readStatementClaims", summary = "What each source says about a statement, side by side, whose claim it is, and whether they agree")
    public RestResponse<ClaimsView<Statement>> claims(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return claims.of(Statement.class, id, question);
    }

    @GET
    @Path("{id}/compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareStatement", summary = "What differs between two numbers, times, sources or languages of a statement")
    public RestResponse<Comparison<Statement>> compare(@PathParam("id") @Slug String id,
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String to,
            @BeanParam Question question) {
        return comparisons.within(Statement.class, id, from, to, question);
    }

    @GET
    @Path("compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareStatements", summary = "What differs between two records of statements")
    public RestResponse<Comparison<Statement>> compare(
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String to,
            @BeanParam Question question) {
        return comparisons.across(Statement.class, from, to, question);
    }
}
