package org.isnad.feed;

import java.util.concurrent.CompletableFuture;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.access.Caller;
import org.isnad.content.Slug;
import org.isnad.http.LongPollLimit;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.Reads;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams the revisions of a crisis as server-sent events (WHATWG HTML, 9.2). The operation is not in the contract, because
 * generated clients cannot read a response that does not end.
 */
@Path("/api/v1/crises/{crisis}/feed/stream")
public class StreamResource {

    private final Reads reads;
    private final Streams streams;
    private final LongPollLimit limit;
    private final Caller caller;
    private final CurrentIdentityAssociation identities;

    StreamResource(Reads reads, Streams streams, LongPollLimit limit, Caller caller, CurrentIdentityAssociation identities) {
        this.reads = reads;
        this.streams = streams;
        this.limit = limit;
        this.caller = caller;
        this.identities = identities;
    }

    /**
     * Sends the matching revisions after a position, and then each new one, until the client closes the connection, the service
     * shuts down, or the caller may no longer read the crisis. The response of the framework is never resumed: the events are
     * written to the connection as bytes that all clients share.
     *
     * @param lastEventId the id of the last event that the client received, which takes precedence over {@code after}
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many requests of the address or credential
     *         are waiting
     */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void stream(@PathParam("crisis") @Slug String crisis,
            @QueryParam("after") @DefaultValue("0") @Min(0) Long after,
            @HeaderParam("Last-Event-ID") @Pattern(regexp = "[0-9]{1,18}", message = "must be the id of an event of this stream") String lastEventId,
            @Valid @BeanParam EntryFilter filter, @Suspended AsyncResponse neverResumed, @Context RoutingContext routing) {
        reads.state(crisis);
        reads.requireSource("source", filter.source);
        CompletableFuture<Void> connection = new CompletableFuture<>();
        limit.counted(Uni.createFrom().completionStage(connection), caller.nameOrNull()).subscribe().with(ended -> {
        });
        routing.addEndHandler(ended -> connection.complete(null));
        HttpServerResponse response = routing.response();
        response.setChunked(true).putHeader("Content-Type", MediaType.SERVER_SENT_EVENTS).putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        if (routing.request().method() == HttpMethod.HEAD) {
            response.end();
            return;
        }
        long position = lastEventId == null ? after : Long.parseLong(lastEventId);
        Caller later = caller.afterRequest(identities.getIdentity());
        StreamClient client = new StreamClient(crisis, position, filter, later, streams, routing.request(),
                Vertx.currentContext());
        connection.whenComplete((ended, failure) -> streams.remove(client));
        streams.add(client, () -> reads.state(crisis));
    }
}
