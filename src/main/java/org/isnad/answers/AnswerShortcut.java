package org.isnad.answers;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.http.Connections;
import org.isnad.http.OwnRequests;
import org.isnad.http.RateLimit;
import org.isnad.http.RateLimit.Quota;
import org.isnad.http.RequestTimeouts;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Sends answers from memory on the connection itself, before Vert.x traces, routes and filters the request. It takes plain
 * HTTP/1.1 requests only, from the second one of a connection on, and leaves all others to {@link AnswerFilter}.
 */
@ApplicationScoped
class AnswerShortcut {

    /**
     * A request with one of these concerns the connection, a proxy, another origin or a trace, which Vert.x and Quarkus handle.
     */
    private static final List<AsciiString> UNUSUAL = List.of(HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderNames.EXPECT, HttpHeaderNames.UPGRADE, HttpHeaderNames.ORIGIN,
            AsciiString.cached("forwarded"), AsciiString.cached("x-forwarded-for"), AsciiString.cached("traceparent"));

    private static final byte[] END_OF_HEAD = { '\r', '\n' };
    private static final byte[] NOTHING = {};

    private final Answers answers;
    private final RateLimit limit;
    private final boolean isBehindProxy;
    private volatile boolean isShuttingDown;

    AnswerShortcut(Answers answers, RateLimit limit,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false") boolean isBehindProxy) {
        this.answers = answers;
        this.limit = limit;
        this.isBehindProxy = isBehindProxy;
    }

    void onStart(@Observes StartupEvent event) {
        if (!isBehindProxy) {
            Connections.add(ConnectionHandler::new);
        }
    }

    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
    }

    /** Whether a request is of a form that this class answers. */
    private static boolean isPlain(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.method() == HttpMethod.GET && request.protocolVersion() == HttpVersion.HTTP_1_1
                && isKeptAlive(headers.get(HttpHeaderNames.CONNECTION)) && UNUSUAL.stream().noneMatch(headers::contains)
                && headers.getAll(HttpHeaderNames.HOST).size() == 1;
    }

    private static boolean isKeptAlive(String connection) {
        return connection == null || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection);
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress().getHostAddress()
                : null;
    }

    /** Returns an answer as it is sent. */
    private static ByteBuf bytes(ChannelHandlerContext context, Answer answer, boolean isUnchanged, Quota quota) {
        byte[] head = answer.head(isUnchanged);
        byte[] body = isUnchanged ? NOTHING : answer.body();
        String limits = quota == null ? ""
                : "RateLimit-Policy: " + quota.policy() + "\r\nRateLimit: " + quota.remaining() + "\r\n";
        ByteBuf bytes = context.alloc().directBuffer(head.length + limits.length() + 2 + body.length);
        bytes.writeBytes(head);
        bytes.writeCharSequence(limits, StandardCharsets.ISO_8859_1);
        return bytes.writeBytes(END_OF_HEAD).writeBytes(body);
    }

    /** The handler of one connection, confined to its event loop. */
    private class ConnectionHandler extends ChannelDuplexHandler {

        /** The number of requests that Vert.x has and has not answered yet; answers must keep the order of requests. */
        private int passedOn;

        /** Whether Vert.x has answered the first request, without which it does not manage the connection. */
        private boolean isManaged;
        private boolean isDroppingBody;
        private boolean hasWritten;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (isDroppingBody) {
                isDroppingBody = !(message instanceof LastHttpContent);
                ReferenceCountUtil.release(message);
            } else if (message instanceof HttpRequest request && !answer(context, request)) {
                passedOn++;
                context.fireChannelRead(message);
            } else if (message instanceof HttpRequest) {
                isDroppingBody = !(message instanceof LastHttpContent);
                ReferenceCountUtil.release(message);
            } else {
                context.fireChannelRead(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (hasWritten) {
                hasWritten = false;
                context.flush();
            }
            context.fireChannelReadComplete();
        }

        /** Notices when Vert.x has answered a request. */
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            boolean isInterim = message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (message instanceof LastHttpContent && !isInterim) {
                passedOn--;
                isManaged = true;
            }
            context.write(message, promise);
        }

        /** Writes the answer to a request, if it is in memory and may be sent now. */
        private boolean answer(ChannelHandlerContext context, HttpRequest request) {
            AnswerKey key = mayAnswer(context, request) ? AnswerKey.of(request.uri(), request.headers()::get) : null;
            String ifNoneMatch = request.headers().get(HttpHeaderNames.IF_NONE_MATCH);
            Answer answer = key == null ? null : answers.find(key, ifNoneMatch);
            return answer != null && write(context, answer, answer.isUnchanged(ifNoneMatch));
        }

        private boolean mayAnswer(ChannelHandlerContext context, HttpRequest request) {
            return isManaged && passedOn == 0 && !isShuttingDown && context.channel().isWritable() && isPlain(request)
                    && !request.headers().contains(OwnRequests.HEADER);
        }

        /** Writes an answer, unless the quota of the address is used up. */
        private boolean write(ChannelHandlerContext context, Answer answer, boolean isUnchanged) {
            long start = System.nanoTime();
            Quota quota = limit.limitsAddresses() ? limit.takeOfAddress(address(context)) : null;
            if (quota != null && !quota.isEnough()) {
                return false;
            }
            // Bypasses the HTTP encoder, because the bytes are encoded already.
            context.pipeline().context(Connections.HTTP1_CODEC_END).write(bytes(context, answer, isUnchanged, quota));
            hasWritten = true;
            RequestTimeouts.restart(context.channel());
            answer.metrics().countRead();
            answer.metrics().countRequest(isUnchanged, System.nanoTime() - start);
            return true;
        }
    }
}
