package org.isnad.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;

/**
 * Gives access to each accepted connection before its first byte, which neither Vert.x nor Quarkus offers; Netty finds it by
 * the service loader.
 */
public class Connections extends ChannelInitializerExtension {

    /** The name that Vert.x gives to the last handler of its HTTP/1 codec. */
    private static final String HTTP1_CODEC_END = "httpEncoder";

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new Http1CodecWatcher());
        RequestTimeouts.watch(channel);
    }

    /** Adds {@link MalformedRequests.Handler} behind the HTTP/1 codec as soon as Vert.x has added that. */
    private static class Http1CodecWatcher extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
            if (tls != null) {
                // Behind TLS, where the bytes are clear text.
                context.pipeline().remove(this);
                context.pipeline().addAfter(tls.name(), null, new Http1CodecWatcher());
            }
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            // Byte by byte: the codec is added, and decodes, as soon as a byte tells HTTP/1 from HTTP/2.
            while (!hasCodec(context) && message instanceof ByteBuf bytes && bytes.readableBytes() > 1) {
                context.fireChannelRead(bytes.readRetainedSlice(1));
            }
            if (hasCodec(context)) {
                context.pipeline().addAfter(HTTP1_CODEC_END, null, new MalformedRequests.Handler());
                context.pipeline().remove(this);
            }
            context.fireChannelRead(message);
        }

        private static boolean hasCodec(ChannelHandlerContext context) {
            return context.pipeline().get(HTTP1_CODEC_END) != null;
        }
    }
}
