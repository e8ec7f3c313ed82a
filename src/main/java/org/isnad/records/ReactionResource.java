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
import org.isnad.content.Actor;
import org.isnad.content.Country;
import org.isnad.content.Reaction;
import org.isnad.content.Slug;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Reactions. The body's type is named in each method: behind a type variable Quarkus REST would take any kind's content. */
@Path("/api/v1/reactions")
@Tag(name = "Reactions")
public class ReactionResource {

    private final Ledger ledger;
    private final Chain chain;
    private final Claims claims;
    private final Comparisons comparisons;

    ReactionResource(Ledger ledger, Chain chain, Claims claims, Comparisons comparisons) {
        this.ledger = ledger;
        this.chain = chain;
        this.claims = claims;
        this.comparisons = comparisons;
    }

    @GET
    @Operation(operationId = "listReactions", summary = "The current revisions of a crisis's reactions, newest first")
    public RestResponse<Page<Revision<Reaction>>> list(
            @QueryParam("crisis") @NotNull @Slug @Parameter(description = "The crisis.", example = "kazakhstan-2022") String crisis,
            @QueryParam("source") @Slug @Parameter(description = "The source of the current revision.") String source,
            @QueryParam("status") @Parameter(description = "The status of the current revision.") Status status,
            @QueryParam("actor") @Parameter(description = "The actor's name, or part of it, in any language, such as United Nations.") String actor,
            @QueryParam("actorKind") @Parameter(description = "What the actor is.") Actor.Kind actorKind,
            @QueryParam("country") @Country @Parameter(description = "The actor's country, such as US.") String country,
            @QueryParam("stance") @Parameter(description = "The position taken.") Reaction.Stance stance,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        Predicate<Reaction> matching = reaction -> (actor == null || reaction.actor().name().says(actor))
                && (actorKind == null || actorKind == reaction.actor().kind())
                && (country == null || country.equals(reaction.actor().country()))
                && (stance == null || stance == reaction.stance());
        return ledger.list(Reaction.class, crisis, new Ledger.Filter<>(source, status,
                actor == null && actorKind == null && country == null && stance == null ? null : matching), question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "createReaction", summary = "Make a record of a reaction with its first revision")
    public RestResponse<Revision<Reaction>> create(@NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam Condition condition) {
        return chain.create(Reaction.class, report, condition).asRecord();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readReaction", summary = "The current revision of a reaction, and what each source says")
    public RestResponse<RecordView<Reaction>> read(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return ledger.record(Reaction.class, id, question);
    }

    @PUT
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}")
    @Operation(operationId = "putReaction", summary = "Make a record of a reaction under a chosen id; safe to repeat")
    public RestResponse<Revision<Reaction>> put(@PathParam("id") @Slug String id, @NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam Condition condition) {
        return chain.put(Reaction.class, id, report, condition).asRecord();
    }

    @GET
    @Path("{id}/revisions")
    @Operation(operationId = "listReactionRevisions", summary = "The chain of a reaction, first to last, with what stands")
    public RestResponse<Page<Revision<Reaction>>> revisions(@PathParam("id") @Slug String id,
            @QueryParam("source") @Slug @Parameter(description = "The source of the revisions.") String source,
            @QueryParam("status") @Parameter(description = "Their status.") Status status,
            @BeanParam Question question, @Valid @BeanParam Paging paging) {
        return ledger.chain(Reaction.class, id, source, status, question, paging);
    }

    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Path("{id}/revisions")
    @Operation(operationId = "appendReactionRevision", summary = "Append a revision to a reaction: a report, a correction, a retraction")
    public RestResponse<Revision<Reaction>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam Condition condition) {
        return chain.append(Reaction.class, id, report, condition).asRevision();
    }

    @GET
    @Path("{id}/revisions/{number}")
    @Operation(operationId = "readReactionRevision", summary = "One revision of a reaction, as it was recorded")
    public RestResponse<Revision<Reaction>> revision(@PathParam("id") @Slug String id,
            @PathParam("number") @Min(1) Integer number,
            @BeanParam Question question) {
        return ledger.revision(Reaction.class, id, number, question);
    }

    @GET
    @Path("{id}/claims")
    @Operation(operationId = "readReactionClaims", summary = "What each source says about a reaction, side by side, whose claim it is, and whether they agree")
    public RestResponse<ClaimsView<Reaction>> claims(@PathParam("id") @Slug String id, @BeanParam Question question) {
        return claims.of(Reaction.class, id, question);
    }

    @GET
    @Path("{id}/compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareReaction", summary = "What differs between two numbers, times, sources or languages of a reaction")
    public RestResponse<Comparison<Reaction>> compare(@PathParam("id") @Slug String id,
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.SIDE_OF_A_RECORD) String to,
            @BeanParam Question question) {
        return comparisons.within(Reaction.class, id, from, to, question);
    }

    @GET
    @Path("compare")
    @Produces({ MediaType.APPLICATION_JSON, Comparisons.JSON_PATCH })
    @Operation(operationId = "compareReactions", summary = "What differs between two records of reactions")
    public RestResponse<Comparison<Reaction>> compare(
            @QueryParam("from") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String from,
            @QueryParam("to") @NotNull @Parameter(description = Comparisons.RECORD_AND_SIDE) String to,
            @BeanParam Question question) {
        return comparisons.across(Reaction.class, from, to, question);
    }
}
