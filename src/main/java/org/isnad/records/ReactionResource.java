package org.isnad.records;

import java.util.function.Predicate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.chain.Chain;
import org.isnad.chain.Condition;
import org.isnad.chain.Ledger;
import org.isnad.chain.NewRevision;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.Status;
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

    ReactionResource(Ledger ledger, Chain chain) {
        this.ledger = ledger;
        this.chain = chain;
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
    @Path("{id}/revisions")
    @Operation(operationId = "appendReactionRevision", summary = "Append a revision to a reaction: a report, a correction, a retraction")
    public RestResponse<Revision<Reaction>> append(@PathParam("id") @Slug String id,
            @NotNull @Valid NewRevision<Reaction> report,
            @Valid @BeanParam Condition condition) {
        return chain.append(Reaction.class, id, report, condition).asRevision();
    }

    @GET
    @Path("{id}/revisions/{number}")
    @Operation(operationId = "readReactionRevision", summary = "One revision of a reaction; it never changes")
    public RestResponse<Revision<Reaction>> revision(@PathParam("id") @Slug String id,
            @PathParam("number") @Min(1) Integer number,
            @BeanParam Question question) {
        return ledger.revision(Reaction.class, id, number, question);
    }
}
