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
import org.isnad.content.Article;
import org.isnad.content.Content;
import org.isnad.content.LanguageTag;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.jboss.resteasy.reactive.RestResponse;

/** The API of articles. */
@Path("/api/v1/articles")
@Tag(name = "Articles")
public class ArticleResource extends RecordResource<Article> {

    private final Facts facts;

    ArticleResource(Facts facts) {
        super(Article.class);
        this.facts = facts;
    }

    /**
     * Returns the preferred claims of a crisis that match all given filters, newest first. A record whose preferred
     * claim does not match is left out. The topic matches any of those of the article.
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listArticles", summary = "The preferred claims of a crisis's {records}, newest first")
    public RestResponse<Page<Revision<Article>>> list(
            @Valid @BeanParam ListFilter listed,
            @QueryParam("topic") @Parameter(description = "An IPTC Media Topic, such as medtop:20000065.") String topic,
            @QueryParam("originalLanguage") @LanguageTag @Parameter(description = "The language in which the article was written, such as ar.") String originalLanguage,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        RevisionFilter<Article> filter = RevisionFilter.<Article> of(listed)
                .matching(topic, article -> article.topics() != null && article.topics().contains(topic))
                .where(originalLanguage, Article::originalLanguage);
        return records.listPreferred(Article.class, listed.crisis, filter, parameters, paging);
    }

    /** Returns the revisions of any kind that name the article in their evidence and stand, newest first. */
    @GET
    @Path("{id}/facts")
    @Produces({ MediaType.APPLICATION_JSON, Brief.MEDIA_TYPE, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "listArticleFacts", summary = "What was reported from {a record}: the standing revisions whose evidence names it, newest first")
    public RestResponse<Page<Revision<Content>>> facts(@PathParam("id") @Slug String id, @Valid @BeanParam EntryFilter filter,
            @BeanParam ViewParameters parameters, @Valid @BeanParam Paging paging) {
        return facts.of(id, filter, parameters, paging);
    }

    /** Stores the report as the first revision of a new record, whose id the service chooses, and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createArticle", summary = "Create a record of {a record} with its first revision")
    public RestResponse<Revision<Article>> create(@NotNull @Valid NewRevision<Article> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.create(Article.class, report, conditions.options()));
    }

    /**
     * Stores the report as the first revision of a new record and returns the revision; 200 if the record has that first
     * revision already, 409 if it has another one.
     */
    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putArticle", summary = "Create a record of {a record} with an id that the client chooses; idempotent")
    public RestResponse<Revision<Article>> put(@PathParam("id") @Slug String id, @NotNull @Valid NewRevision<Article> report,
            @Valid @BeanParam WriteConditions conditions) {
        return createdResponse(chain.put(Article.class, id, report, conditions.options()));
    }

    /** Stores the report as the next revision of the record and returns the revision. */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendArticleRevision", summary = "Append a revision to {a record}: a report, a correction or a retraction")
    public RestResponse<Revision<Article>> append(@PathParam("id") @Slug String id, @NotNull @Valid NewRevision<Article> report,
            @Valid @BeanParam WriteConditions conditions) {
        return appendedResponse(chain.append(Article.class, id, report, conditions.options()));
    }
}
