package org.isnad.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Closes connections that do not deliver a complete request header in time (slowloris). Vert.x only closes idle ones. */
@ApplicationScoped
public class RequestTimeouts {

    private static final AttributeKey<HeaderTimer> TIMER = AttributeKey.valueOf(RequestTimeouts.class, "timer");

    /** Static, because Netty and not the CDI container creates the handlers that use it. */
    private static volatile Duration headerTimeout = Duration.ofSeconds(30);

    RequestTimeouts(Limits limits) {
        headerTimeout = limits.headerTimeout();
    }

    /** Enables {@link Connections} in Netty; runs before the server opens its port. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    void register(@Observes Filters filters) {
        FilterOrder.TIMEOUTS.register(filters, this::pauseTimer);
    }

    /** Adds a timer to a connection that was just accepted. */
    static void install(Channel channel) {
        HeaderTimer timer = new HeaderTimer(channel);
        channel.attr(TIMER).set(timer);
        channel.pipeline().addFirst(timer);
    }

    /** Whether a request of the connection is being answered. Must be called on the event loop of the connection. */
    static boolean isAnswering(Channel channel) {
        HeaderTimer timer = channel.attr(TIMER).get();
        return timer != null && timer.activeRequests > 0;
    }

    /** Starts the header timeout of a connection anew. Must be called on the event loop of the connection. */
    public static void restart(Channel channel) {
        HeaderTimer timer = channel.attr(TIMER).get();
        if (timer != null) {
            timer.restart();
        }
    }

    /**
     * Disconnects a client that does not read: closes its connection without the pending writes, for which Vert.x would wait;
     * in
     * HTTP/2 resets the stream alone.
     */
    public static void disconnect(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            // From the first handler on, the handler of Vert.x cannot delay it.
            connection.channel().pipeline().firstContext().close();
        } else {
            request.response().reset();
        }
    }

    /** Suspends the header timeout of the connection until the request has been answered. */
    private void pauseTimer(RoutingContext routing) {
        if (routing.request().connection() instanceof ConnectionBase connection) {
            HeaderTimer timer = connection.channel().attr(TIMER).get();
            if (timer != null) {
                timer.requestStarted();
                routing.addEndHandler(answered -> connection.channel().eventLoop().execute(timer::requestEnded));
            }
        }
        routing.next();
    }

    /** The header timeout of one connection. It runs while no request is being answered, and is confined to the event loop. */
    private static class HeaderTimer extends ChannelInboundHandlerAdapter {

        private final Channel channel;
        private int activeRequests;
        private long idleSince;
        private ScheduledFuture<?> timeout;

        HeaderTimer(Channel channel) {
            this.channel = channel;
        }

        /** Starts the timeout when the connection is open, and removes the handler, which needs no other event. */
        @Override
        public void channelActive(ChannelHandlerContext context) {
            restart();
            startTimeout(headerTimeout.toNanos());
            context.fireChannelActive();
            context.pipeline().remove(this);
        }

        /** Restarts the timeout. Reschedules it only when it expires, because this method is called for each request. */
        void restart() {
            idleSince = System.nanoTime();
        }

        private void startTimeout(long nanos) {
            timeout = channel.eventLoop().schedule(this::closeIfIdle, nanos, TimeUnit.NANOSECONDS);
        }

        /** Closes the connection, unless a request is being answered or the timeout has been restarted. */
        private void closeIfIdle() {
            long left = headerTimeout.toNanos() - (System.nanoTime() - idleSince);
            if (left > 0) {
                startTimeout(left);
            } else if (activeRequests == 0) {
                channel.close();
            }
        }

        /** Stops the timeout. In HTTP/2 several requests may be active at the same time. */
        void requestStarted() {
            activeRequests++;
            timeout.cancel(false);
        }

        /** Restarts the timeout if this was the last active request and the connection is still open. */
        void requestEnded() {
            activeRequests--;
            if (activeRequests == 0 && channel.isActive()) {
                restart();
                startTimeout(headerTimeout.toNanos());
            }
        }
    }
}
