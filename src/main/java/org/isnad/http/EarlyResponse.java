package org.isnad.http;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.util.AttributeKey;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.InstanceUtils;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Answers with a problem before a resource is reached. */
@ApplicationScoped
class EarlyResponse {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final AttributeKey<Boolean> CLOSING = AttributeKey.valueOf(EarlyResponse.class, "closing");
    private static final long NO_ERROR = 0;
    private static final Duration RESET_DELAY = Duration.ofSeconds(1);

    private final ObjectMapper mapper;

    EarlyResponse(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Filters filters) {
        FilterOrder.CLOSED_CONNECTIONS.register(filters, this::ignoreAfterClosing);
    }

    /** Requests that were pipelined behind one whose end is uncertain may have been parsed before the connection is closed. */
    private void ignoreAfterClosing(RoutingContext routing) {
        if (routing.request().connection() instanceof ConnectionBase connection
                && connection.channel().hasAttr(CLOSING)) {
            connection.close();
        } else {
            routing.next();
        }
    }

    /** Sends a problem; the connection stays open. */
    void send(RoutingContext routing, HttpProblem problem) {
        send(routing.request(), problem);
    }

    /** Sends a problem and closes the connection, because the rest of the request is unwanted or cannot be delimited. */
    void sendAndClose(RoutingContext routing, HttpProblem problem) {
        closeAfterwards(routing);
        send(routing.request(), problem);
    }

    /** Closes the connection once the request is answered; an HTTP/2 stream is reset, and its connection stays open. */
    static void closeAfterwards(RoutingContext routing) {
        closeAfterwards(routing.request());
        routing.addEndHandler(answered -> end(routing.request()));
    }

    private static void closeAfterwards(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            if (request.connection() instanceof ConnectionBase connection) {
                connection.channel().attr(CLOSING).set(true);
            }
        }
    }

    private static void end(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            // Clients such as curl miss an answer that is followed by a reset at once.
            Vertx.currentContext().owner().setTimer(RESET_DELAY.toMillis(), late -> resetUnread(request));
        } else {
            request.connection().close();
        }
    }

    /** Returns a path as it was sent as a URI reference; what is no path of a URI is encoded. */
    private static URI instance(String path) {
        try {
            return InstanceUtils.pathToInstance(new URI(path).toASCIIString());
        } catch (URISyntaxException | NullPointerException e) {
            return ProblemMapping.instance(path);
        }
    }

    private static void resetUnread(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.response().reset(NO_ERROR);
        }
    }

    private void send(HttpServerRequest request, HttpProblem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        // Not at INFO: a flood of requests must not become a flood of log lines.
        Log.debugf("Refused with %d", problem.getStatusCode());
        HttpProblem located = HttpProblem.builder(problem).withInstance(instance(request.path())).build();
        located.getHeaders().forEach((name, value) -> response.putHeader(name, String.valueOf(value)));
        response.setStatusCode(located.getStatusCode()).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        try {
            response.end(mapper.writeValueAsString(located));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
