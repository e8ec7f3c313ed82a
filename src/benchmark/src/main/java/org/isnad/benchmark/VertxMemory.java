package org.isnad.benchmark;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** The floor of HTTP: Vert.x that sends the responses of the service from memory. */
final class VertxMemory {

    private VertxMemory() {
    }

    public static void main(String[] arguments) {
        serve(Vertx.vertx(), Replies.fetch(arguments)::send);
    }

    /** Serves the port of the environment variable PORT with an event loop for each processor. */
    static void serve(Vertx vertx, Handler<HttpServerRequest> handler) {
        vertx.deployVerticle(() -> new Server(handler),
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()));
    }

    private static final class Server extends AbstractVerticle {

        private final Handler<HttpServerRequest> handler;

        private Server(Handler<HttpServerRequest> handler) {
            this.handler = handler;
        }

        @Override
        public void start() {
            int port = Integer.parseInt(System.getenv("PORT"));
            vertx.createHttpServer().requestHandler(handler).listen(port, "127.0.0.1");
        }
    }
}
