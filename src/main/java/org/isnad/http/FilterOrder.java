package org.isnad.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The order of the Vert.x filters that run before those of Quarkus. */
enum FilterOrder {
    /** Drops requests on a connection that is being closed. */
    CLOSED_CONNECTIONS,
    /** Refuses requests while the service shuts down. */
    DRAINING,
    /** Adds the Content-Security-Policy header. */
    CONTENT_POLICY,
    /** Stops the header timeout while a request is being answered. */
    TIMEOUTS,
    /** Applies the rate limit of the address. */
    RATE_LIMIT,
    /** Refuses requests whose length is ambiguous (request smuggling). */
    FRAMING,
    /** Refuses bodies whose declared length exceeds the limit. */
    BODY_LENGTH;

    /** Filters run from the highest priority down; this is above those of Quarkus. */
    private static final int FIRST = 1_000;

    /** Registers a handler with the priority of this constant. */
    void register(Filters filters, Handler<RoutingContext> handler) {
        filters.register(handler, FIRST - ordinal());
    }
}
