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
import org.isnad.content.Article;
import org.isnad.content.LanguageTag;
import org.isnad.content.Slug;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Articles. The body's type is named in each method: behind a type variable Quarkus REST would take any kind's content. */
@Path("/api/v1/articles")
@Tag(name = "Articles")
public class ArticleResource {

    private final Ledger ledger;
    private final Chain chain;
    private final Claims claims;
    private final Comparisons comparisons;

    ArticleResource(Ledger ledger, Chain chain, Claims claims, Comparisons comparisons) {
        this.ledger = ledger;
        this.chain = chain;
        this.claims = claims;
        this.comparisons = comparisons;
    }

    @GET
    @Operation(operationId = "listArticles", summary = "The current revisions of a crisis's articles, newest first")
    public RestResponse<Page<Revision<Article>>> list(
            @QueryParam("crisis") @NotNull @Slug @Parameter(description = "The crisis.", example = "kazakhstan-2022") String crisis,
            @QueryParam("source") @Slug @Parameter(description = "The source of the current revision.") String source,
            @QueryParam("status") @Parameter(description = "The status of the current revision.") Status status,
            @QueryParam("topic") @Parameter(description = "An IPTC Media Topic.") String topic,
            @QueryParam("originalLanguage") @LanguageTag @Parameter(description = "The language it was written in, such as ar.") String originalLanguage,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        Predicate<Article> matching = article -> (topic == null || article.topics() != null && article.topics().contains(topic))
                && (originalLanguage == null || originalLanguage.equals(article.originalLanguage()));
        return ledger.list(Article.class, crisis, new Ledger.Filter<>(source, status,
                topic == null && originalLanguage == null ? null : matching), question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createArticle", summary = "Make a record of an article with its first revision")
    public RestResponse<Revision<Article>> create(@NotNull @Valid NewRevision<Article> report,
            @Valid @BeanParam Condition condition) {
        return chain.create(Article.class, report, condition).asRecord();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readArticle", summary = "The current revision of an article, and what each source says")
    public RestResponse<RecordView<Article>> read(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return ledger.record(Article.class, id, question);
    }

    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putArticle", summary = "Make a record of an article under a chosen id; safe to repeat")
    public RestResponse<Revision<Article>> put(@PathParam("id") @Slug String id, @NotNull @Valid NewRevision<Article> report,
            @Valid @BeanParam Condition condition) {
        return chain.put(Article.class, id, report, condition).asRecord();
    }

    @GET
    @Path("{id}/revisions")
    @Operation(operationId = "listArticleRevisions", summary = "The chain of an article, first to last, with what stands")
    public RestResponse<Page<Revision<Article>>> revisions(@PathParam("id") @Slug String id,
            @QueryParam("source") @Slug @Parameter(description = "The source of the revisions.") String source,
            @QueryParam("status") @Parameter(description = "Their status.") Status status,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return ledger.chain(Article.class, id, source, status, question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendArticleRevision", summary = "Append a revision to an article: a report, a correction, a retraction")
    public RestResponse<Revision<Article>> append(@PathParam("id") @Slug String id, @NotNull @Valid NewRevision<Article> report,
            @Valid @BeanParam Condition condition) {
        return chain.append(Article.class, id, report, condition).asRevision();
    }

    @GET
    @Path("{id}/revisions/{number}")
    @Operation(operationId = "readArticleRevision", summary = "One revision of an article, as it was recorded")
    public RestResponse<Revision<Article>> revision(@PathParam("id") @Slug String id,
            @PathParam("number") @Min(1) Integer number,
            @BeanParam Question question) {
        return ledger.revision(Article.class, id, number, question);
    }

    @GET
    @Path("{id}/claims")
    @Operation(operationId = "readArticleClaims", summary = "What each source says about an article, side by side, whose claim it is, and whether they agree")
    public RestResponse<ClaimsView<Article>> claims(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return claims.of(Article.class, id, question);
    }

    @GET
    @Path("{id}/compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareArticle", summary = "What differs between two numbers, times, sources or languages of an article")
    public RestResponse<Comparison<Article>> compare(@PathParam("id") @Slug String id,
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String to,
            @BeanParam Question question) {
        return comparisons.within(Article.class, id, from, to, question);
    }

    @GET
    @Path("compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareArticles", summary = "What differs between two records of articles")
    public RestResponse<Comparison<Article>> compare(
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String to,
            @BeanParam Question question) {
        return comparisons.across(Article.class, from, to, question);
    }
}
