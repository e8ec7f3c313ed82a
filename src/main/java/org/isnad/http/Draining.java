package org.isnad.http;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.web.Problem;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses new requests after the shutdown delay, so that requests in flight can finish. Quarkus alone would accept new requests
 * as long as any is in flight, and abort all of them when the shutdown timeout expires.
 */
@ApplicationScoped
class Draining {

    private final Duration delay;
    private final EarlyResponse early;
    private final Vertx vertx;
    private volatile boolean isDraining;

    Draining(@ConfigProperty(name = "quarkus.shutdown.delay") Duration delay, EarlyResponse early, Vertx vertx) {
        this.delay = delay;
        this.early = early;
        this.vertx = vertx;
    }

    /** Starts the shutdown delay, after which new requests are refused. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        vertx.setTimer(Math.max(1, delay.toMillis()), expired -> isDraining = true);
    }

    void register(@Observes Filters filters) {
        FilterOrder.DRAINING.register(filters, this::refuseWhileDraining);
    }

    /** Answers 503 and closes the connection if the shutdown delay has passed. */
    private void refuseWhileDraining(RoutingContext routing) {
        if (isDraining) {
            early.sendAndClose(routing, Problem.UNAVAILABLE.because("This instance is shutting down; try again"));
        } else {
            routing.next();
        }
    }
}
