package org.isnad.records;

import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.AppendResult;
import org.isnad.chain.Chain;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.compare.Claims;
import org.isnad.compare.ClaimsView;
import org.isnad.compare.Comparison;
import org.isnad.compare.Comparisons;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Slug;
import org.isnad.formats.Citation;
import org.isnad.reads.Brief;
import org.isnad.reads.ReportFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The reads that all kinds share. Writes are in the resource of each kind: with a type variable as the body, Quarkus
 * REST would accept the content of any kind. In operation ids and summaries, the contract replaces {@code {Kind}},
 * {@code {Kinds}}, {@code {a record}} and {@code {records}}.
 *
 * <p>
 * The class is public because Hibernate Validator does not check the constraints of methods inherited from a
 * package-private class.
 */
public abstract class RecordResource<C extends Content> {

    @Inject
    RecordReads records;

    @Inject
    Citations citations;

    @Inject
    Chain chain;

    @Inject
    Claims claims;

    @Inject
    Comparisons comparisons;

    private final Class<C> type;

    RecordResource(Class<C> type) {
        this.type = type;
    }

    /** Returns the newest standing revision of each source for each count; 404 if no revision is seen. */
    @GET
    @Path("{id}")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Formats.GEO_JSON, Formats.JSON_LD, Formats.NINJS })
    @Operation(operationId = "read{Kind}", summary = "The claims on {a record}: newest, preferred, and how far they differ")
    public RestResponse<RecordView<C>> read(@PathParam("id") @Slug String id, @BeanParam ViewParameters parameters) {
        return records.read(type, id, parameters);
    }

    /** Returns the revisions that match the filters. Those that are out of force are included, and say so. */
    @GET
    @Path("{id}/revisions")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "list{Kind}Revisions", summary = "The revisions of {a record} in number order, with their standing")
    public RestResponse<Page<Revision<C>>> revisions(@PathParam("id") @Slug String id,
            @Valid @BeanParam ReportFilter filter,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        return records.listRevisions(type, id, filter, parameters, paging);
    }

    /** Returns a revision with its standing; 404 if it is not seen. */
    @GET
    @Path("{id}/revisions/{number}")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Formats.GEO_JSON, Formats.JSON_LD, Formats.NINJS })
    @Operation(operationId = "read{Kind}Revision", summary = "One revision of {a record}, as it was recorded")
    public RestResponse<Revision<C>> revision(@PathParam("id") @Slug String id, @PathParam("number") @Min(1) Integer number,
            @BeanParam ViewParameters parameters) {
        return records.readRevision(type, id, number, parameters);
    }

    /**
     * Returns how to cite a revision, with its permanent address, source, licence and hash, and the time of reading, which is
     * knownAt if that is given; 404 if it is not seen.
     */
    @GET
    @Path("{id}/revisions/{number}/citation")
    @Produces({ MediaType.TEXT_PLAIN, Citation.BIBTEX, Citation.CSL_JSON })
    @Operation(operationId = "cite{Kind}Revision", summary = "How to cite one revision of {a record}: as text, BibTeX or CSL-JSON")
    public RestResponse<Object> citation(@PathParam("id") @Slug String id, @PathParam("number") @Min(1) Integer number,
            @Valid @BeanParam ReadParameters parameters, @Context UriInfo uri) {
        return citations.cite(type, id, number, parameters, uri);
    }

    /** Returns the claims with their ages and with what each replaced, and compares the figures of each count. */
    @GET
    @Path("{id}/claims")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE })
    @Operation(operationId = "read{Kind}Claims", summary = "The claims of all sources on {a record}, with their originators and whether they agree")
    public RestResponse<ClaimsView<C>> claims(@PathParam("id") @Slug String id, @BeanParam ViewParameters parameters) {
        return claims.of(type, id, parameters);
    }

    /** Returns both revisions and the typed difference between them, or the difference as a JSON Patch. */
    @GET
    @Path("{id}/compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compare{Kind}", summary = "The difference between two revisions, times, sources or languages of {a record}")
    public RestResponse<Comparison<C>> compare(@PathParam("id") @Slug String id,
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String to,
            @Valid @BeanParam ReadParameters parameters) {
        return comparisons.within(type, id, from, to, parameters);
    }

    /** Returns a revision of each record and the typed difference between them, or the difference as a JSON Patch. */
    @GET
    @Path("compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compare{Kinds}", summary = "The difference between two {records}")
    public RestResponse<Comparison<C>> compare(
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String to,
            @Valid @BeanParam ReadParameters parameters) {
        return comparisons.across(type, from, to, parameters);
    }

    /**
     * Returns 201, or 200 if the write was repeated, with the revision in all languages and the location of the record.
     */
    static <C extends Content> RestResponse<Revision<C>> createdResponse(AppendResult<C> result) {
        return response(result.isRepeated() ? 200 : 201, result.revision(), "");
    }

    /** Returns 201 with the revision in all languages and its location. */
    static <C extends Content> RestResponse<Revision<C>> appendedResponse(AppendResult<C> result) {
        return response(201, result.revision(), "/revisions/" + result.revision().number());
    }

    /**
     * Returns a response with a revision in all languages, the ETag of its record for If-Match, and links to the record
     * and its revisions.
     *
     * @param subpath what follows the path of the record in Location
     */
    private static <C extends Content> RestResponse<Revision<C>> response(int status, Revision<C> revision, String subpath) {
        String record = "/api/v1/" + revision.kind().path() + "/" + revision.record();
        return ResponseBuilder.<Revision<C>> create(status).entity(revision.in(Languages.ALL))
                .header("Location", record + subpath).header("ETag", Validator.etag(revision.number()))
                .header("Link", Validator.link("latest-version", record))
                .header("Link", Validator.link("version-history", record + "/revisions")).build();
    }
}
