package org.isnad.benchmark;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** A load by a Vert.x client with one event loop. */
final class VertxLoad implements Load {

    @Override
    public String name() {
        return "vertx";
    }

    @Override
    public Result run(URI base, Request request, int connections, int seconds) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Run run = new Run(vertx, base, request, connections, seconds);
            vertx.runOnContext(start -> run.start(connections));
            run.ended.await();
            return run.result(seconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** One load; all its state is changed by the event loop alone. */
    private static final class Run {

        private final HttpClient client;
        private final Request request;
        private final long end;
        private final CountDownLatch ended;
        private final List<Long> micros = new ArrayList<>();
        private long errors;
        private int next;

        private Run(Vertx vertx, URI base, Request request, int connections, int seconds) {
            this.client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost(base.getHost()).setDefaultPort(base.getPort()),
                    new PoolOptions().setHttp1MaxSize(connections));
            this.request = request;
            this.end = System.nanoTime() + seconds * 1_000_000_000L;
            this.ended = new CountDownLatch(connections);
        }

        private void start(int connections) {
            for (int connection = 0; connection < connections; connection++) {
                send();
            }
        }

        /** Sends the next request of a connection, and the one after it when it is answered. */
        private void send() {
            long start = System.nanoTime();
            if (start > end) {
                ended.countDown();
                return;
            }
            exchange().onComplete(answered -> {
                micros.add((System.nanoTime() - start) / 1_000);
                errors += answered.succeeded() && answered.result() < 400 ? 0 : 1;
                send();
            });
        }

        private Future<Integer> exchange() {
            RequestOptions options = new RequestOptions().setMethod(HttpMethod.valueOf(request.method()))
                    .setURI(request.paths().get(next++ % request.paths().size()));
            request.headers().forEach(options::putHeader);
            Buffer body = request.body() == null ? Buffer.buffer() : Buffer.buffer(request.body());
            return client.request(options).compose(sent -> sent.send(body))
                    .compose(response -> response.end().map(response.statusCode()));
        }

        private Result result(int seconds) {
            return Result.of(micros.stream().mapToLong(Long::longValue).toArray(), seconds, errors);
        }
    }
}
