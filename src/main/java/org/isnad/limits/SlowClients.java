package org.isnad.limits;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

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
 * Cuts a connection that brings no whole request in time, however busily its bytes drip in: Vert.x itself knows only idle ones.
 * Netty's extension tells of each connection from its first byte on; it is found by the packaged service's class loader.
 */
@ApplicationScoped
class SlowClients {

    private static final AttributeKey<Watch> WATCH = AttributeKey.valueOf(SlowClients.class, "watch");
    private static final int BEFORE_ALL = 1100;

    private static volatile Duration patience = Duration.ofSeconds(30);

    private final Duration timeout;

    SlowClients(@ConfigProperty(name = "isnad.limits.header-timeout") Duration timeout) {
        this.timeout = timeout;
    }

    /** Before the server is opened. */
    void onStart(@Observes @Priority(1) StartupEvent start) {
        patience = timeout;
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    void register(@Observes Filters filters) {
        filters.register(this::busy, BEFORE_ALL);
    }

    private void busy(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection) {
            Watch watch = connection.channel().attr(WATCH).get();
            if (watch != null) {
                watch.begin();
                request.addEndHandler(answered -> connection.channel().eventLoop().execute(watch::end));
            }
        }
        request.next();
    }

    /** Of one connection, and only on its event loop. */
    private static class Watch extends ChannelInboundHandlerAdapter {

        private final Channel channel;
        private int active;
        private ScheduledFuture<?> cut;

        Watch(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            arm();
            context.fireChannelActive();
            context.pipeline().remove(this);
        }

        private void arm() {
            cut = channel.eventLoop().schedule(() -> {
                if (active == 0) {
                    channel.close();
                }
            }, patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        void begin() {
            active++;
            cut.cancel(false);
        }

        void end() {
            active--;
            if (active == 0 && channel.isActive()) {
                arm();
            }
        }
    }

    /** Loaded by Netty as a service. */
    public static class Accepted extends ChannelInitializerExtension {
        @Override
        public void postInitializeServerChildChannel(Channel channel) {
            Watch watch = new Watch(channel);
            channel.attr(WATCH).set(watch);
            channel.pipeline().addFirst(watch);
        }
    }
}
