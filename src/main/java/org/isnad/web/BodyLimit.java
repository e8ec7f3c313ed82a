package org.isnad.web;

import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Says why a body is too large; Quarkus's own limit, which stays behind this, answers without a word. */
@ApplicationScoped
class BodyLimit {

    /** Before every filter of Quarkus's. */
    private static final int FIRST = 1000;

    private final long most;
    private final ObjectMapper mapper;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most, ObjectMapper mapper) {
        this.most = most.asLongValue();
        this.mapper = mapper;
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, FIRST);
    }

    private void limit(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= most) {
            request.next();
            return;
        }
        try {
            request.response().setStatusCode(Problem.TOO_LARGE.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(mapper
                            .writeValueAsString(Problem.TOO_LARGE.because("A body may have " + most + " bytes at the most")))
                    .onComplete(answered -> request.request().connection().close());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
