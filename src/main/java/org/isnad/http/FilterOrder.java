package org.isnad.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The order of the filters that see a request before Quarkus's own. */
enum FilterOrder {
    /** Ignores requests on a connection that is being closed. */
    CLOSED_CONNECTIONS,
    /** Refuses requests while the service shuts down. */
    DRAINING,
    /** Adds the security headers of every answer. */
    CONTENT_POLICY,
    /** Suspends the connection's timeout while a request is answered. */
    TIMEOUTS,
    /** Counts requests. */
    RATE_LIMIT,
    /** Refuses requests whose end is uncertain. */
    FRAMING,
    /** Refuses bodies by their declared length. */
    BODY_LENGTH;

    /** Above the priorities of Quarkus's filters. */
    private static final int FIRST = 1_000;

    /** Registers a handler at this place. */
    void register(Filters filters, Handler<RoutingContext> handler) {
        filters.register(handler, FIRST - ordinal());
    }
}
