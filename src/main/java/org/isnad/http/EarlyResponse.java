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

/** Sends problems for requests that do not reach a resource. */
@ApplicationScoped
class EarlyResponse {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final AttributeKey<Boolean> CLOSING = AttributeKey.valueOf(EarlyResponse.class, "closing");
    private static final long NO_ERROR = 0;
    /** Clients such as curl lose an answer that is followed immediately by a stream reset. */
    private static final Duration RESET_DELAY = Duration.ofSeconds(1);
    /** The time in which a client may finish sending before its connection is closed. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final ObjectMapper mapper;

    EarlyResponse(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Filters filters) {
        FilterOrder.CLOSED_CONNECTIONS.register(filters, this::dropAfterClose);
    }

    /**
     * Drops requests on a connection that is being closed. Bytes after a request of uncertain length may already have been
     * parsed as a pipelined request (request smuggling).
     */
    private void dropAfterClose(RoutingContext routing) {
        if (routing.request().connection() instanceof ConnectionBase connection
                && connection.channel().hasAttr(CLOSING)) {
            connection.close();
        } else {
            routing.next();
        }
    }

    /**
     * Sends a problem, with the path of the request as its instance, and keeps the connection open. No effect if the
     * response has already been sent.
     */
    void send(RoutingContext routing, HttpProblem problem) {
        send(routing.request(), problem);
    }

    /** Sends a problem and closes the connection, for requests whose remaining bytes are unwanted or cannot be delimited. */
    void sendAndClose(RoutingContext routing, HttpProblem problem) {
        closeAfterwards(routing);
        send(routing.request(), problem);
    }

    /**
     * Closes the connection after the answer and drops requests that follow on it. In HTTP/2 only the stream is reset,
     * and only if the client is still sending a second after the answer.
     */
    static void closeAfterwards(RoutingContext routing) {
        announceClose(routing.request());
        routing.addEndHandler(answered -> closeOrReset(routing.request(), routing.vertx()));
    }

    /** Adds {@code Connection: close} to the response and marks the connection as closing; no effect in HTTP/2. */
    private static void announceClose(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            if (request.connection() instanceof ConnectionBase connection) {
                connection.channel().attr(CLOSING).set(true);
            }
        }
    }

    /** Closes the connection, or in HTTP/2 schedules the reset of the stream. */
    private static void closeOrReset(HttpServerRequest request, Vertx vertx) {
        if (request.version() == HttpVersion.HTTP_2) {
            vertx.setTimer(RESET_DELAY.toMillis(), expired -> resetUnread(request));
        } else if (request.isEnded()) {
            request.connection().close();
        } else {
            closeInStages(request, vertx);
        }
    }

    /**
     * Discards the rest of the body, then closes the connection. Closing while the client still sends would reset the
     * connection, and the client could lose the answer (RFC 9112, section 9.6).
     */
    private static void closeInStages(HttpServerRequest request, Vertx vertx) {
        request.end().onComplete(received -> request.connection().close());
        vertx.setTimer(LINGER.toMillis(), expired -> request.connection().close());
        request.resume();
    }

    /**
     * Returns the instance of a problem for a path as the client sent it, encoded once more because the serializer of
     * problems decodes it. A path that is not valid in a URI is percent-encoded first.
     */
    private static URI instanceUri(String rawPath) {
        try {
            return InstanceUtils.pathToInstance(new URI(rawPath).toASCIIString());
        } catch (URISyntaxException | NullPointerException e) {
            return ProblemMapping.instanceUri(rawPath);
        }
    }

    /** Resets the stream of an HTTP/2 request that the client is still sending. */
    private static void resetUnread(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.response().reset(NO_ERROR);
        }
    }

    /**
     * Sends a problem, with the path of the request as its instance. No effect if the response has ended or is closed.
     */
    private void send(HttpServerRequest request, HttpProblem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        // At DEBUG, so that a flood of requests is not a flood of log lines.
        Log.debugf("Refused with %d", problem.getStatusCode());
        HttpProblem located = HttpProblem.builder(problem).withInstance(instanceUri(request.path())).build();
        located.getHeaders().forEach((name, value) -> response.putHeader(name, String.valueOf(value)));
        response.setStatusCode(located.getStatusCode()).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        try {
            response.end(mapper.writeValueAsString(located));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
