package org.isnad.limits;

import java.io.UncheckedIOException;
import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.util.AttributeKey;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Answers with a problem where no resource is reached. */
@ApplicationScoped
class Refusal {

    private static final AttributeKey<Boolean> IN_DOUBT = AttributeKey.valueOf(Refusal.class, "inDoubt");
    private static final int BEFORE_ALL = 3000;

    private final ObjectMapper mapper;

    Refusal(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Filters filters) {
        filters.register(this::trust, BEFORE_ALL);
    }

    /** What was sent behind a request whose end is in doubt may have been read already, before the connection is closed. */
    private void trust(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection
                && connection.channel().hasAttr(IN_DOUBT)) {
            connection.close();
        } else {
            request.next();
        }
    }

    /** Answers; {@code andClose} where what else the connection brings is not wanted, or cannot be told apart. */
    void answer(RoutingContext request, HttpProblem problem, boolean andClose) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        // A flood must not become one of the log.
        Log.debugf("Refused with %d", problem.getStatusCode());
        HttpProblem placed = HttpProblem.builder(problem)
                .withInstance(URI.create(request.request().path().replaceAll("[^A-Za-z0-9/_.-]", "_")))
                .build();
        placed.getHeaders().forEach((name, value) -> response.putHeader(name, String.valueOf(value)));
        response.setStatusCode(placed.getStatusCode()).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (andClose) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            if (request.request().connection() instanceof ConnectionBase connection) {
                connection.channel().attr(IN_DOUBT).set(true);
            }
        }
        try {
            response.end(mapper.writeValueAsString(placed)).onComplete(answered -> {
                if (andClose) {
                    request.request().connection().close();
                }
            });
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
