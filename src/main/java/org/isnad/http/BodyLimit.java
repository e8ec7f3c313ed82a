package org.isnad.http;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.web.Problem;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads each request body completely on the event loop, before authentication and before a worker thread is used, so that a
 * slow body blocks no thread. Limits the size of a body, the time to receive it and the total size of the bodies in flight.
 */
@Provider
@ApplicationScoped
@PreMatching
public class BodyLimit implements ResteasyReactiveContainerRequestFilter {

    private static final String IMPORT = "/api/v1/import";

    private final long maxImportSize;
    private final long maxSize;
    private final long maxTotalSize;
    private final Duration timeout;
    private final EarlyResponse early;
    private final Vertx vertx;
    private final AtomicLong totalSize = new AtomicLong();

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxImportSize, Limits limits,
            EarlyResponse early, Vertx vertx) {
        this.maxImportSize = maxImportSize.asLongValue();
        this.maxSize = limits.body().asLongValue();
        this.maxTotalSize = limits.bodiesTogether().asLongValue();
        this.timeout = limits.bodyTimeout();
        this.early = early;
        this.vertx = vertx;
    }

    /**
     * Suspends the request until its body has been received, and makes the received bytes its entity stream. A request
     * without a body passes at once. Refuses a body that is too large (413), is too slow (408) or exceeds the total
     * size of the bodies in flight (503).
     *
     * <p>
     * This is a filter of Quarkus REST and not a Vert.x handler: once a Vert.x handler has read an HTTP/2 request to
     * its end, Quarkus REST fails when it pauses that request.
     */
    @Override
    public void filter(ResteasyReactiveContainerRequestContext context) {
        ServerHttpRequest server = ((ResteasyReactiveRequestContext) context.getServerRequestContext()).serverRequest();
        RoutingContext routing = server.unwrap(RoutingContext.class);
        if (!mayHaveBody(routing.request())) {
            return;
        }
        context.suspend();
        new BodyReader(context, routing).receive(server);
    }

    void register(@Observes Filters filters) {
        FilterOrder.BODY_LENGTH.register(filters, this::checkDeclaredLength);
    }

    /**
     * Answers 413 and closes the connection if Content-Length exceeds the limit. Quarkus would do so too, but without a
     * problem in its answer.
     */
    private void checkDeclaredLength(RoutingContext routing) {
        String length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long limit = maxSize(routing);
        if (length != null && exceeds(length, limit)) {
            early.sendAndClose(routing, tooLarge(limit));
        } else {
            routing.next();
        }
    }

    /** Returns the maximum size of the request's body in bytes, which is larger for an import. */
    private long maxSize(RoutingContext routing) {
        return IMPORT.equals(routing.request().path()) ? maxImportSize : maxSize;
    }

    /**
     * Whether the request may have a body that an operation reads. In HTTP/2 every request other than GET and HEAD that
     * has not ended may, because its header need not announce a body.
     */
    private static boolean mayHaveBody(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD || request.isEnded()) {
            return false;
        }
        return request.version() == HttpVersion.HTTP_2 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    /** Whether a Content-Length exceeds the limit, or is not a number. */
    private static boolean exceeds(String length, long limit) {
        return !length.matches("[0-9]{1,18}") || Long.parseLong(length) > limit;
    }

    private static HttpProblem tooLarge(long limit) {
        return Problem.TOO_LARGE.because("The body must not have more than " + limit + " bytes");
    }

    /** Receives one body; confined to the event loop of its connection. */
    private class BodyReader implements ServerHttpRequest.ReadCallback {

        private final ResteasyReactiveContainerRequestContext context;
        private final RoutingContext routing;
        private final long limit;
        private final Buffer bytes = Buffer.buffer();
        private boolean isFinished;
        private long timer;

        BodyReader(ResteasyReactiveContainerRequestContext context, RoutingContext routing) {
            this.context = context;
            this.routing = routing;
            this.limit = maxSize(routing);
        }

        /** Starts to read the body, and the time within which all of it must arrive. */
        void receive(ServerHttpRequest server) {
            timer = vertx.setTimer(timeout.toMillis(), expired -> refuse(
                    Problem.REQUEST_TIMEOUT.because("The body was not received within " + timeout.toSeconds() + " s")));
            routing.addEndHandler(ended -> finish());
            routing.request().exceptionHandler(broken -> finish());
            server.setReadListener(this);
            server.resumeRequestInput();
        }

        /**
         * Appends a part of the body. Refuses the body with 413 if it exceeds its limit, or with 503 if the bodies in
         * flight exceed theirs together; later parts are then ignored.
         */
        @Override
        public void data(ByteBuffer part) {
            if (isFinished) {
                return;
            }
            int size = part.remaining();
            byte[] copy = new byte[size];
            part.get(copy);
            bytes.appendBytes(copy);
            if (bytes.length() > limit) {
                totalSize.addAndGet(size);
                refuse(tooLarge(limit));
            } else if (totalSize.addAndGet(size) > maxTotalSize) {
                refuse(Problem.UNAVAILABLE.because("Too many request bodies are in flight; try again"));
            }
        }

        /** Resumes the request with the received body, unless it was refused. */
        @Override
        public void done() {
            if (finish()) {
                context.setEntityStream(new ByteArrayInputStream(bytes.getBytes()));
                context.resume();
            }
        }

        /**
         * Stops the timeout and releases the body's share of the total size. Returns false, without effect, if the body
         * was already received or refused.
         */
        private boolean finish() {
            if (isFinished) {
                return false;
            }
            isFinished = true;
            vertx.cancelTimer(timer);
            totalSize.addAndGet(-bytes.length());
            return true;
        }

        /**
         * Resumes the request with a problem as its answer and then closes the connection; no effect
         * after {@link #finish}.
         */
        private void refuse(HttpProblem problem) {
            if (finish()) {
                EarlyResponse.closeAfterwards(routing);
                context.resume(problem);
            }
        }
    }
}
