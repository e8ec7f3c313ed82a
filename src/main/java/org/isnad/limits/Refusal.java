package org.isnad.limits;

import java.io.UncheckedIOException;
import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers with a problem where no resource is reached. */
@ApplicationScoped
class Refusal {

    private final ObjectMapper mapper;

    Refusal(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Answers; {@code andClose} where what else the connection brings is not wanted, or cannot be told apart. */
    void answer(RoutingContext request, HttpProblem problem, boolean andClose) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Log.infof("Refused with %d", problem.getStatusCode());
        HttpProblem placed = HttpProblem.builder(problem)
                .withInstance(URI.create(request.request().path().replaceAll("[^A-Za-z0-9/_.-]", "_")))
                .build();
        placed.getHeaders().forEach((name, value) -> response.putHeader(name, String.valueOf(value)));
        response.setStatusCode(placed.getStatusCode()).putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (andClose) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
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
