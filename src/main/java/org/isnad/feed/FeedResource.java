package org.isnad.feed;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Caller;
import org.isnad.chain.Ledger;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Slug;
import org.isnad.limits.Waiting;
import org.isnad.web.Answer;
import org.isnad.web.Conditional;
import org.isnad.web.Problem;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Every revision of a crisis in the order in which it was recorded. */
@Path("/api/v1/crises/{crisis}/feed")
@Tag(name = "Feed")
public class FeedResource {

    private final Ledger ledger;
    private final Moves moves;
    private final Waiting waiting;
    private final Caller caller;

    FeedResource(Ledger ledger, Moves moves, Waiting waiting, Caller caller) {
        this.ledger = ledger;
        this.moves = moves;
        this.waiting = waiting;
        this.caller = caller;
    }

    /**
     * A part of a feed.
     *
     * @param crisis the crisis
     * @param position its last position
     * @param head the hash at that position
     * @param after the position to go on after: that of the last item, or the one asked about if there is none
     * @param items the revisions, in position order without gaps, with all their languages
     */
    @Schema(requiredProperties = { "crisis", "position", "head", "after", "items" })
    public record Feed(String crisis, long position, String head, long after, List<Revision<Content>> items) {
    }

    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "readFeed", summary = "Every revision after a position, in position order without gaps; with wait, as soon as there is one")
    public Uni<RestResponse<Feed>> read(@PathParam("crisis") @Slug String crisis,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "The last position already held.") Long after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) @Parameter(description = "How many revisions at the most.") Integer limit,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(60) @Parameter(description = "How many seconds to wait for a revision if there is none yet.") Integer wait,
            @BeanParam Conditional question) {
        // Before the position is read: a revision that comes in between ends the wait.
        Uni<Void> moved = moves.beyond(crisis, after, Duration.ofSeconds(wait));
        Ledger.State state = state(crisis, question);
        if (wait == 0 || state.position() > after) {
            return Uni.createFrom().item(answer(state, after, limit, question));
        }
        return waiting.counted(moved, caller.nameOrNull()).emitOn(Infrastructure.getDefaultWorkerPool())
                .map(now -> {
                    caller.requireStillGood();
                    return answer(state(crisis, question), after, limit, question);
                });
    }

    private Ledger.State state(String crisis, Conditional question) {
        return ledger.states(List.of(crisis), question).stream().findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis"));
    }

    private RestResponse<Feed> answer(Ledger.State state, long after, int limit, Conditional question) {
        return question.answer(Answer.ofPosition(state.position(), false), () -> {
            List<Revision<Content>> items = ledger.after(state.crisis(), after, state.position(), limit);
            return new Feed(state.crisis(), state.position(), state.head(),
                    items.isEmpty() ? after : items.get(items.size() - 1).position(), items);
        });
    }
}
