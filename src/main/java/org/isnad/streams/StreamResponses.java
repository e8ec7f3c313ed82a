package org.isnad.streams;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;

import org.isnad.access.Caller;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.LogPositions;
import org.isnad.http.LongPollLimit;
import org.isnad.reads.Reads;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers requests by streams of server-sent events. */
@ApplicationScoped
public class StreamResponses {

    private final Reads reads;
    private final CrisisStates states;
    private final Streams streams;
    private final LongPollLimit limit;
    private final Caller caller;
    private final CurrentIdentityAssociation identities;

    StreamResponses(Reads reads, CrisisStates states, Streams streams, LongPollLimit limit, Caller caller,
            CurrentIdentityAssociation identities) {
        this.reads = reads;
        this.states = states;
        this.streams = streams;
        this.limit = limit;
        this.caller = caller;
        this.identities = identities;
    }

    /**
     * Sends the events of a subscription, and then each new one, until the client closes the connection, the service shuts
     * down, or the caller may no longer read the crisis. Must be called by a method with a suspended response that it never
     * resumes: the events are written to the connection as bytes that all clients share.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many requests of the address or credential
     *         are waiting
     */
    public void send(Subscription<?> subscription, RoutingContext routing) {
        Supplier<List<CrisisState>> followed = () -> subscription.crisis() == null ? states.allUnchecked(LogPositions.NONE)
                : List.of(reads.state(subscription.crisis()));
        followed.get();
        CompletableFuture<Void> connection = counted(routing);
        HttpServerResponse response = routing.response();
        setHeaders(response);
        if (routing.request().method() == HttpMethod.HEAD) {
            response.end();
            return;
        }
        StreamClient<?> client = new StreamClient<>(subscription, caller.afterRequest(identities.getIdentity()), streams,
                routing.request(), Vertx.currentContext());
        streams.add(client, followed);
        connection.whenComplete((ended, failure) -> streams.remove(client));
    }

    /** Counts a stream against the limits of waiting requests; returns a future that completes when its connection ends. */
    private CompletableFuture<Void> counted(RoutingContext routing) {
        CompletableFuture<Void> connection = new CompletableFuture<>();
        limit.counted(Uni.createFrom().completionStage(connection), caller.nameOrNull()).subscribe().with(ended -> {
        });
        routing.addEndHandler(ended -> connection.complete(null));
        // A connection that was closed before the handler was added does not call it.
        if (routing.response().closed()) {
            connection.complete(null);
        }
        return connection;
    }

    /** Sets the headers of a stream; proxies must not keep or collect its events. */
    private static void setHeaders(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", MediaType.SERVER_SENT_EVENTS).putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
    }
}
