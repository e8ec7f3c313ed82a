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
import org.isnad.chain.CrisisState;
import org.isnad.chain.History;
import org.isnad.chain.ReadBasis;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Slug;
import org.isnad.http.LongPollLimit;
import org.isnad.reads.Reads;
import org.isnad.web.ConditionalRequest;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Serves the revisions of a crisis in position order, with long polling. */
@Path("/api/v1/crises/{crisis}/feed")
@Tag(name = "Feed")
public class FeedResource {

    private final History history;
    private final Reads reads;
    private final ReadBasis basis;
    private final ChangeNotifications notifications;
    private final LongPollLimit longPollLimit;
    private final Caller caller;

    FeedResource(History history, Reads reads, ReadBasis basis, ChangeNotifications notifications, LongPollLimit longPollLimit,
            Caller caller) {
        this.history = history;
        this.reads = reads;
        this.basis = basis;
        this.notifications = notifications;
        this.longPollLimit = longPollLimit;
        this.caller = caller;
    }

    /**
     * A page of a feed.
     *
     * @param crisis the id of the crisis
     * @param position the last position of the crisis
     * @param head the hash at the last position
     * @param after the {@code after} of the next request: the position of the last item, or the requested one without items
     * @param items the revisions in all their languages, in position order without gaps
     */
    @Schema(requiredProperties = { "crisis", "position", "head", "after", "items" })
    public record Feed(String crisis, long position, String head, long after, List<Revision<Content>> items) {
    }

    /**
     * Returns the revisions after a position, or 304 if the client has the current representation. Without such
     * revisions, waits until one is recorded or the service shuts down, but no longer than {@code wait} seconds; the
     * items may then be empty. After a wait, the answer is 401 if the caller's key is no longer valid.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis, also after a wait
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many requests of the address or credential
     *         are waiting
     */
    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "readFeed", summary = "The revisions after a position, in position order without gaps; with wait, by long polling")
    public Uni<RestResponse<Feed>> read(@PathParam("crisis") @Slug String crisis,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "The last position that the client has.") Long after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) @Parameter(description = "The maximum number of revisions.") Integer limit,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(60) @Parameter(description = "The maximum number of seconds to wait if there is no revision after that position.") Integer wait,
            @BeanParam ConditionalRequest parameters) {
        // Subscribes before reading the position, so that a revision committed in between ends the wait.
        Uni<Void> change = notifications.awaitPositionAfter(crisis, after, Duration.ofSeconds(wait));
        CrisisState state = reads.state(crisis, parameters);
        if (wait == 0 || state.position() > after) {
            return Uni.createFrom().item(answer(state, after, limit, parameters));
        }
        Uni<Void> wakeUp = longPollLimit.counted(change, caller.nameOrNull());
        return wakeUp.emitOn(Infrastructure.getDefaultWorkerPool()).map(ignored -> {
            caller.requireStillValid();
            return answer(reads.state(crisis, parameters), after, limit, parameters);
        });
    }

    /** Returns the feed up to the position of a state, or 304 if the client has the current representation. */
    private RestResponse<Feed> answer(CrisisState state, long after, int limit, ConditionalRequest parameters) {
        // The feed shows what is stored, to whoever verifies it.
        basis.setChangeable();
        Validator validator = reads.validator(state, Validator.positionState(state.position(), null));
        return parameters.answer(validator, () -> feed(state, after, limit));
    }

    private Feed feed(CrisisState state, long after, int limit) {
        List<Revision<Content>> items = history.between(state.crisis(), after, state.position(), limit);
        long last = items.isEmpty() ? after : items.get(items.size() - 1).position();
        return new Feed(state.crisis(), state.position(), state.head(), last, items);
    }
}
