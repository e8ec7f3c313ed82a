package org.isnad.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.web.Problem;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Takes a body in whole before anything else is done, on the event loop: one that comes slowly holds no thread, and one that is
 * too large, too slow or one too many is told so.
 */
@ApplicationScoped
class Bodies {

    /** After the limit of requests, before every filter of Quarkus's. */
    private static final int SECOND = 900;
    private static final String IMPORT = "/api/v1/import";

    private final long mostOfImport;
    private final long mostOfOthers;
    private final long mostTogether;
    private final Duration timeout;
    private final Refusal refusal;
    private final Vertx vertx;
    private final AtomicLong together = new AtomicLong();

    Bodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostOfImport,
            @ConfigProperty(name = "isnad.limits.body") MemorySize mostOfOthers,
            @ConfigProperty(name = "isnad.limits.bodies-together") MemorySize mostTogether,
            @ConfigProperty(name = "isnad.limits.body-timeout") Duration timeout, Refusal refusal, Vertx vertx) {
        this.mostOfImport = mostOfImport.asLongValue();
        this.mostOfOthers = mostOfOthers.asLongValue();
        this.mostTogether = mostTogether.asLongValue();
        this.timeout = timeout;
        this.refusal = refusal;
        this.vertx = vertx;
    }

    void register(@Observes Filters filters) {
        filters.register(this::receive, SECOND);
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        String fault = fault(request);
        if (fault != null) {
            refusal.answer(context, Problem.BAD_REQUEST.because(fault), true);
            return;
        }
        boolean isChunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (request.isEnded()) {
            context.next();
            return;
        }
        long most = request.path().equals(IMPORT) ? mostOfImport : mostOfOthers;
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!isChunked && length != null && isMore(length, most)) {
            refusal.answer(context, tooLarge(most), true);
            return;
        }
        new Body(context, most).receive();
    }

    /** What is not as RFC 9112 has it, or null; Netty lets it pass. */
    private static String fault(HttpServerRequest request) {
        if (request.version() == null) {
            return "The version of HTTP must be 1.0, 1.1 or 2";
        }
        if (request.version() != HttpVersion.HTTP_2 && request.path() != null && request.path().startsWith("/api/")
                && request.headers().getAll(HttpHeaders.HOST).size() != 1) {
            return "There must be one Host";
        }
        String codings = String.join(",", request.headers().getAll(HttpHeaders.TRANSFER_ENCODING)).strip();
        return codings.isEmpty() || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings) ? null
                : "The only transfer coding taken here is chunked";
    }

    private static boolean isMore(String length, long most) {
        return !length.matches("[0-9]{1,18}") || Long.parseLong(length) > most;
    }

    private static HttpProblem tooLarge(long most) {
        return Problem.TOO_LARGE.because("A body may have " + most + " bytes at the most here");
    }

    /** One body on its way; all on its connection's event loop. */
    private class Body {

        private final RoutingContext context;
        private final long most;
        private final Buffer received = Buffer.buffer();
        private boolean isOver;
        private long timer;

        Body(RoutingContext context, long most) {
            this.context = context;
            this.most = most;
        }

        void receive() {
            HttpServerRequest request = context.request();
            timer = vertx.setTimer(timeout.toMillis(),
                    late -> refuse(Problem.REQUEST_TIMEOUT.because("The body took longer than " + timeout.toSeconds() + " s")));
            request.handler(this::add);
            request.endHandler(end -> {
                if (finish()) {
                    ((RoutingContextInternal) context).setBody(received);
                    context.next();
                }
            });
            request.exceptionHandler(gone -> finish());
            // Nobody waits for it any more.
            context.addEndHandler(ended -> finish());
            request.resume();
        }

        private void add(Buffer part) {
            if (isOver) {
                return;
            }
            if (received.length() + part.length() > most) {
                refuse(tooLarge(most));
            } else if (together.addAndGet(part.length()) > mostTogether) {
                received.appendBuffer(part);
                refuse(Problem.UNAVAILABLE.because("Too many bodies are on their way; try again"));
            } else {
                received.appendBuffer(part);
            }
        }

        /** Whether it was not over before. */
        private boolean finish() {
            if (isOver) {
                return false;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            together.addAndGet(-received.length());
            return true;
        }

        private void refuse(HttpProblem problem) {
            if (finish()) {
                refusal.answer(context, problem, true);
            }
        }
    }
}
