package org.isnad.answers;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Sends answers from memory, and lets requests that want the same wait for the first one to be answered. */
@ApplicationScoped
class AnswerFilter {

    /** The priority of the Vert.x filter: it runs after the CORS filter of Quarkus and before authentication. */
    private static final int PRIORITY = 250;

    private static final String KEY = AnswerKey.class.getName();
    private static final String RELEASE = KEY + ".release";
    private static final int NOT_MODIFIED = 304;

    private final Answers answers;

    /** The answers that are being computed; each completes when it is known or, at the latest, sent. */
    private final Map<AnswerKey, CompletableFuture<Void>> computing = new ConcurrentHashMap<>();

    AnswerFilter(Answers answers) {
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, PRIORITY);
    }

    /** Returns the key by which the answer to a request may be kept, or null. */
    static AnswerKey key(RoutingContext routing) {
        return routing == null ? null : routing.get(KEY);
    }

    /** Resumes the requests that wait for the answer to a request. Called as soon as the answer is known, before it is sent. */
    static void release(RoutingContext routing) {
        if (routing.get(RELEASE) instanceof Runnable release) {
            release.run();
        }
    }

    private void answer(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        AnswerKey key = request.method() == HttpMethod.GET ? AnswerKey.of(request.uri(), request.headers()::get) : null;
        if (key == null) {
            routing.next();
        } else if (!sendFromMemory(routing, key)) {
            computeOnce(routing, key);
        }
    }

    /** Sends the answer if it is in memory. */
    private boolean sendFromMemory(RoutingContext routing, AnswerKey key) {
        String ifNoneMatch = routing.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        Answer answer = answers.find(key, ifNoneMatch);
        if (answer == null) {
            return false;
        }
        boolean isUnchanged = answer.isUnchanged(ifNoneMatch);
        answer.metrics().countRead();
        Vertx.currentContext().putLocal(AnswerMetrics.PATH, answer.metrics().path());
        HttpServerResponse response = routing.response();
        answer.headers(isUnchanged).forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (isUnchanged) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
        return true;
    }

    /** Computes the answer, or waits for the request that is computing it (single flight). */
    private void computeOnce(RoutingContext routing, AnswerKey key) {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletableFuture<Void> first = computing.putIfAbsent(key, own);
        if (first == null) {
            Runnable release = () -> {
                computing.remove(key, own);
                own.complete(null);
            };
            routing.put(RELEASE, release).addEndHandler(answered -> release.run());
            // Another request may have stored the answer since the lookup.
            sendOrCompute(routing, key);
        } else {
            Context context = routing.vertx().getOrCreateContext();
            routing.request().pause();
            first.thenRun(() -> context.runOnContext(computed -> resume(routing, key)));
        }
    }

    /** Sends the answer that another request has computed, or computes it if that has not been kept. */
    private void resume(RoutingContext routing, AnswerKey key) {
        // A request ends while it is paused only if its client has gone.
        boolean hasClientGone = routing.request().isEnded() || routing.response().ended() || routing.response().closed();
        routing.request().resume();
        if (!hasClientGone) {
            sendOrCompute(routing, key);
        }
    }

    private void sendOrCompute(RoutingContext routing, AnswerKey key) {
        if (!sendFromMemory(routing, key)) {
            routing.put(KEY, key).next();
        }
    }
}
