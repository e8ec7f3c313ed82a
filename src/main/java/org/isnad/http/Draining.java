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
 * Refuses new requests once a shutdown's delay is over, so that those in flight can finish; Quarkus goes on serving new ones
 * while any is in flight, and cuts those that are when its timeout is over.
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

    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        vertx.setTimer(Math.max(1, delay.toMillis()), over -> isDraining = true);
    }

    void register(@Observes Filters filters) {
        FilterOrder.DRAINING.register(filters, this::refuse);
    }

    private void refuse(RoutingContext routing) {
        if (isDraining) {
            early.sendAndClose(routing, Problem.UNAVAILABLE.because("This instance is shutting down; try again"));
        } else {
            routing.next();
        }
    }
}
