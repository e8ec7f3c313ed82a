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
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Slug;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Casualty figures. The body's type is named in each method: behind a type variable Quarkus REST would take any kind's content.
 */
@Path("/api/v1/casualties")
@Tag(name = "Casualty figures")
public class CasualtyResource {

    private final Ledger ledger;
    private final Chain chain;
    private final Claims claims;
    private final Comparisons comparisons;

    CasualtyResource(Ledger ledger, Chain chain, Claims claims, Comparisons comparisons) {
        this.ledger = ledger;
        this.chain = chain;
        this.claims = claims;
        this.comparisons = comparisons;
    }

    @GET
    @Operation(operationId = "listCasualties", summary = "The current revisions of a crisis's casualty figures, newest first")
    public RestResponse<Page<Revision<CasualtyFigure>>> list(
            @QueryParam("crisis") @NotNull @Slug @Parameter(description = "The crisis.", example = "kazakhstan-2022") String crisis,
            @QueryParam("source") @Slug @Parameter(description = "The source of the current revision.") String source,
            @QueryParam("status") @Parameter(description = "The status of the current revision.") Status status,
            @QueryParam("group") @Parameter(description = "Whom they count.") CasualtyFigure.Group group,
            @QueryParam("measure") @Parameter(description = "What befell them.") CasualtyFigure.Measure measure,
            @QueryParam("place") @Parameter(description = "A place's code, or its name in any language, such as KZ.") String place,
            @QueryParam("basis") @Parameter(description = "How the figure was arrived at.") CasualtyFigure.Basis basis,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        Predicate<CasualtyFigure> matching = figure -> (group == null || group == figure.group())
                && (measure == null || measure == figure.measure())
                && (basis == null || basis == figure.basis())
                && (place == null || place.equals(figure.place().code()) || figure.place().name().says(place));
        return ledger.list(CasualtyFigure.class, crisis, new Ledger.Filter<>(source, status,
                group == null && measure == null && place == null && basis == null ? null : matching), question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createCasualty", summary = "Make a record of a casualty figure with its first revision")
    public RestResponse<Revision<CasualtyFigure>> create(@NotNull @Valid NewRevision<CasualtyFigure> report,
            @Valid @BeanParam Condition condition) {
        return chain.create(CasualtyFigure.class, report, condition).asRecord();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readCasualty", summary = "The current revision of a casualty figure, and what each source says")
    public RestResponse<RecordView<CasualtyFigure>> read(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return ledger.record(CasualtyFigure.class, id, question);
    }

    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putCasualty", summary = "Make a record of a casualty figure under a chosen id; safe to repeat")
    public RestResponse<Revision<CasualtyFigure>> put(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<CasualtyFigure> report,
            @Valid @BeanParam Condition condition) {
        return chain.put(CasualtyFigure.class, id, report, condition).asRecord();
    }

    @GET
    @Path("{id}/revisions")
    @Operation(operationId = "listCasualtyRevisions", summary = "The chain of a casualty figure, first to last, with what stands")
    public RestResponse<Page<Revision<CasualtyFigure>>> revisions(@PathParam("id") @Slug String id,
            @QueryParam("source") @Slug @Parameter(description = "The source of the revisions.") String source,
            @QueryParam("status") @Parameter(description = "Their status.") Status status,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return ledger.chain(CasualtyFigure.class, id, source, status, question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendCasualtyRevision", summary = "Append a revision to a casualty figure: a report, a correction, a retraction")
    public RestResponse<Revision<CasualtyFigure>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<CasualtyFigure> report,
            @Valid @BeanParam Condition condition) {
        return chain.append(CasualtyFigure.class, id, report, condition).asRevision();
    }

    @GET
    @Path("{id}/revisions/{number}")
    @Operation(operationId = "readCasualtyRevision", summary = "One revision of a casualty figure, as it was recorded")
    public RestResponse<Revision<CasualtyFigure>> revision(@PathParam("id") @Slug String id,
            @PathParam("number") @Min(1) Integer number,
            @BeanParam Question question) {
        return ledger.revision(CasualtyFigure.class, id, number, question);
    }

    @GET
    @Path("{id}/claims")
    @Operation(operationId = "readCasualtyClaims", summary = "What each source says about a casualty figure, side by side, whose claim it is, and whether they agree")
    public RestResponse<ClaimsView<CasualtyFigure>> claims(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return claims.of(CasualtyFigure.class, id, question);
    }

    @GET
    @Path("{id}/compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareCasualty", summary = "What differs between two numbers, times, sources or languages of a casualty figure")
    public RestResponse<Comparison<CasualtyFigure>> compare(@PathParam("id") @Slug String id,
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String to,
            @BeanParam Question question) {
        return comparisons.within(CasualtyFigure.class, id, from, to, question);
    }

    @GET
    @Path("compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareCasualties", summary = "What differs between two records of casualty figures")
    public RestResponse<Comparison<CasualtyFigure>> compare(
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String to,
            @BeanParam Question question) {
        return comparisons.across(CasualtyFigure.class, from, to, question);
    }
}
