package org.isnad.feed;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.Reads;
import org.isnad.streams.StreamParameters;
import org.isnad.streams.StreamResponses;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams the revisions of all crises as server-sent events (WHATWG HTML, 9.2). The operation is not in the contract, because
 * generated clients cannot read a response that does not end.
 */
@Path("/api/v1/feed/stream")
@Blocking
public class CombinedStreamResource {

    private static final String ALL_CRISES = null;

    private final Reads reads;
    private final EntryEvents events;
    private final StreamResponses responses;

    CombinedStreamResource(Reads reads, EntryEvents events, StreamResponses responses) {
        this.reads = reads;
        this.events = events;
        this.responses = responses;
    }

    /**
     * Sends the matching revisions of all crises that the caller may read after some positions, and then each new one, as
     * {@link StreamResponses#send} does. The id of an event is the cursor of {@link CombinedFeedResource} after it.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void stream(@BeanParam StreamParameters parameters, @Valid @BeanParam EntryFilter filter,
            @Suspended AsyncResponse neverResumed, @Context RoutingContext routing) {
        reads.requireSources(filter);
        responses.send(events.subscription(ALL_CRISES, filter, parameters.positions(ALL_CRISES)), routing);
    }
}
