package org.isnad.http;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.SslHandler;

/**
 * Adds this package's Netty handlers to each accepted connection before its first byte is read. Neither Vert.x nor Quarkus has
 * an extension point for that. Netty finds this class through the service loader.
 */
public class Connections extends ChannelInitializerExtension {

    /** The name of the last handler of Vert.x's HTTP/1 codec. */
    public static final String HTTP1_CODEC_END = "httpEncoder";

    /** The length of the bytes that every HTTP/2 connection begins with (RFC 9113, section 3.4). */
    private static final int PREFACE_LENGTH = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

    /** Static, because Netty and not the CDI container creates this class. */
    private static final Set<Supplier<ChannelHandler>> HANDLERS = new CopyOnWriteArraySet<>();

    /** Adds a handler of well-formed HTTP/1 requests to each connection that is accepted from now on. */
    public static void add(Supplier<ChannelHandler> handler) {
        HANDLERS.add(handler);
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new DecodingFailureInstaller());
        RequestTimeouts.install(channel);
    }

    /** Adds {@link MalformedRequests.DecodingFailureHandler} after the HTTP/1 codec as soon as Vert.x has added the codec. */
    private static class DecodingFailureInstaller extends ChannelInboundHandlerAdapter {

        private int passedOn;

        /** Moves this handler behind TLS if the connection has it, because it must see clear text. */
        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
            if (tls != null) {
                // The handler must see clear text, so it moves behind TLS.
                context.pipeline().remove(this);
                context.pipeline().addAfter(tls.name(), null, new DecodingFailureInstaller());
            }
            context.fireChannelActive();
        }

        /**
         * Passes on the bytes, one by one until Vert.x has added the HTTP/1 codec, then adds the handler. Removes this
         * one once the protocol is known, at the latest after the length of HTTP/2's preface.
         */
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // Vert.x adds the codec, and decodes with it, at the first byte that tells HTTP/1 from HTTP/2. Passing on single
            // bytes lets the handler be added before the codec has read a complete request.
            while (!isDecided(context) && message instanceof ByteBuf bytes && bytes.readableBytes() > 1) {
                context.fireChannelRead(bytes.readRetainedSlice(1));
                passedOn++;
            }
            if (hasCodec(context)) {
                HANDLERS.forEach(handler -> context.pipeline().addAfter(HTTP1_CODEC_END, null, handler.get()));
                context.pipeline().addAfter(HTTP1_CODEC_END, null, new MalformedRequests.DecodingFailureHandler());
            }
            if (isDecided(context)) {
                context.pipeline().remove(this);
            }
            context.fireChannelRead(message);
        }

        /** Whether the bytes passed on have told HTTP/1 from HTTP/2. */
        private boolean isDecided(ChannelHandlerContext context) {
            return hasCodec(context) || passedOn >= PREFACE_LENGTH;
        }

        /** Whether Vert.x has added the HTTP/1 codec to the connection. */
        private static boolean hasCodec(ChannelHandlerContext context) {
            return context.pipeline().get(HTTP1_CODEC_END) != null;
        }
    }
}
