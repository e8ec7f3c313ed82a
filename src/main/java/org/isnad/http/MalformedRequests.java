package org.isnad.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.isnad.web.Problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Answers 400, 414 or 431 with a problem if a request breaks the syntax or framing rules of HTTP (RFC 9110, RFC 9112). */
@ApplicationScoped
class MalformedRequests {

    private static final int BEFORE_ALL_ROUTES = Integer.MIN_VALUE;

    private final EarlyResponse early;

    MalformedRequests(EarlyResponse early) {
        this.early = early;
    }

    void register(@Observes Filters filters) {
        FilterOrder.FRAMING.register(filters, this::checkFraming);
    }

    /**
     * Registers the answer to requests that Vert.x itself refuses before any route, such as those with
     * a malformed path.
     */
    void register(@Observes Router router) {
        router.errorHandler(Problem.BAD_REQUEST.status(), this::answerFailure);
        router.route().order(BEFORE_ALL_ROUTES).failureHandler(this::answerFailure);
    }

    /** Answers 400 and closes the connection if the request breaks a framing rule. */
    private void checkFraming(RoutingContext routing) {
        String fault = framingFault(routing.request());
        if (fault == null) {
            routing.next();
        } else {
            early.sendAndClose(routing, Problem.BAD_REQUEST.because(fault));
        }
    }

    /** Returns the rule of RFC 9112 that a request breaks and Netty does not check, as a sentence; null if there is none. */
    private static String framingFault(HttpServerRequest request) {
        if (request.version() == null) {
            return "The HTTP version must be 1.0, 1.1 or 2";
        }
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        if (hosts > 1 || hosts == 0 && needsHost(request)) {
            return "There must be exactly one Host header";
        }
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        String coding = String.join(",", codings).strip();
        if (!codings.isEmpty() && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
            return "The only supported transfer coding is chunked";
        }
        return null;
    }

    /** Whether the Host header is mandatory. HTTP/1.0 does not require it, but Quarkus REST does. */
    private static boolean needsHost(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> request.path() != null && request.path().startsWith("/api/");
            case HTTP_1_1 -> true;
            case HTTP_2 -> false;
        };
    }

    /**
     * Answers 400 and closes the connection if a failure has status 400 or no exception; other failures are passed on.
     */
    private void answerFailure(RoutingContext routing) {
        // For a path that cannot be decoded, Vert.x calls the error handler without a status or failure in the context.
        if (routing.statusCode() == Problem.BAD_REQUEST.status() || routing.failure() == null) {
            String fault = framingFault(routing.request());
            early.sendAndClose(routing, Problem.BAD_REQUEST
                    .because(fault == null ? "The path or query is not correctly percent-encoded" : fault));
        } else {
            routing.next();
        }
    }

    /** Answers HTTP/1 requests that cannot be decoded. Vert.x and Quarkus would do so without a problem in the answer. */
    static class DecodingFailureHandler extends ChannelInboundHandlerAdapter {

        /**
         * Answers a request that cannot be decoded, unless the previous one is still being answered; passes on
         * every other message.
         */
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            Problem problem = message instanceof HttpRequest request ? decodingProblem(request) : null;
            // The answer must not overtake the answer to the previous request on this connection.
            if (problem == null || RequestTimeouts.isAnswering(context.channel())) {
                context.fireChannelRead(message);
            } else {
                ReferenceCountUtil.release(message);
                sendAndClose(context, problem);
            }
        }

        /** Returns the problem of a request that cannot be decoded (400, 414 or 431), or null if it can be. */
        private static Problem decodingProblem(HttpRequest request) {
            Throwable failure = request.decoderResult().cause();
            if (failure instanceof TooLongHttpLineException) {
                return Problem.URI_TOO_LONG;
            }
            if (failure instanceof TooLongHttpHeaderException) {
                return Problem.HEADER_TOO_LARGE;
            }
            return failure != null || !isUri(request.uri()) ? Problem.BAD_REQUEST : null;
        }

        /** Whether the request target is a URI for the parser with which Quarkus checks it before any handler. */
        private static boolean isUri(String target) {
            try {
                new URI(target);
                return true;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        /** Sends a problem whose detail is its title, and closes the connection. */
        private static void sendAndClose(ChannelHandlerContext context, Problem problem) {
            String body = JsonNodeFactory.instance.objectNode().put("type", problem.type().toString())
                    .put("status", problem.status()).put("title", problem.title()).put("detail", problem.title()).toString();
            ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
            FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(problem.status()), bytes);
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, EarlyResponse.MEDIA_TYPE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes())
                    .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
