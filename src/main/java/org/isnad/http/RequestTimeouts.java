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
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes connections that do not deliver a complete request header in time, however busily bytes arrive (slowloris); Vert.x
 * itself closes idle ones only.
 */
@ApplicationScoped
class RequestTimeouts {

    private static final AttributeKey<Watch> WATCH = AttributeKey.valueOf(RequestTimeouts.class, "watch");

    private static volatile Duration headerTimeout = Duration.ofSeconds(30);

    RequestTimeouts(Limits limits) {
        headerTimeout = limits.headerTimeout();
    }

    /** Before the server is opened. */
    void onStart(@Observes @Priority(1) StartupEvent start) {
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    void register(@Observes Filters filters) {
        FilterOrder.TIMEOUTS.register(filters, this::suspendWatch);
    }

    /** Watches a connection that was just accepted. */
    static void watch(Channel channel) {
        Watch watch = new Watch(channel);
        channel.attr(WATCH).set(watch);
        channel.pipeline().addFirst(watch);
    }

    /** Whether a request of a connection is being answered; called on its event loop. */
    static boolean isAnswering(Channel channel) {
        Watch watch = channel.attr(WATCH).get();
        return watch != null && watch.active > 0;
    }

    private void suspendWatch(RoutingContext routing) {
        if (routing.request().connection() instanceof ConnectionBase connection) {
            Watch watch = connection.channel().attr(WATCH).get();
            if (watch != null) {
                watch.begin();
                routing.addEndHandler(answered -> connection.channel().eventLoop().execute(watch::end));
            }
        }
        routing.next();
    }

    /** The timeout of one connection while no request is being answered; confined to its event loop. */
    private static class Watch extends ChannelInboundHandlerAdapter {

        private final Channel channel;
        private int active;
        private ScheduledFuture<?> timeout;

        Watch(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            start();
            context.fireChannelActive();
            context.pipeline().remove(this);
        }

        private void start() {
            timeout = channel.eventLoop().schedule(() -> {
                if (active == 0) {
                    channel.close();
                }
            }, headerTimeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        void begin() {
            active++;
            timeout.cancel(false);
        }

        void end() {
            active--;
            if (active == 0 && channel.isActive()) {
                start();
            }
        }
    }
}
