package org.isnad.benchmark;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The responses of the service, which a yardstick sends with the same headers and bytes. */
final class Replies {

    private static final Set<String> NOT_COPIED = Set.of("content-length", "transfer-encoding", "connection", "date",
            ":status");

    private final Map<String, Reply> replies = new HashMap<>();

    private record Reply(String etag, MultiMap headers, Buffer body, MultiMap headersIfUnchanged) {
    }

    /**
     * Fetches the responses.
     *
     * @param arguments the address of the service, and the paths
     */
    static Replies fetch(String[] arguments) {
        Replies fetched = new Replies();
        List<String> paths = Arrays.asList(arguments).subList(1, arguments.length);
        for (String path : paths) {
            fetched.replies.put(path, fetch(URI.create(arguments[0]), Request.get(path)));
        }
        return fetched;
    }

    private static Reply fetch(URI service, Request request) {
        HttpResponse<byte[]> response = Http.send(service, request);
        String etag = response.headers().firstValue("ETag").orElseThrow();
        MultiMap headersIfUnchanged = headers(Http.send(service, request.ifNoneMatch(etag)));
        return new Reply(etag, headers(response), Buffer.buffer(response.body()), headersIfUnchanged);
    }

    private static MultiMap headers(HttpResponse<byte[]> response) {
        MultiMap headers = HttpHeaders.headers();
        response.headers().map().forEach((name, values) -> {
            if (!NOT_COPIED.contains(name)) {
                values.forEach(value -> headers.add(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
            }
        });
        return headers;
    }

    /** Sends the response of the service for the same URI, or for the same path if only that is known. */
    void send(HttpServerRequest request) {
        Reply reply = replies.getOrDefault(request.uri(), replies.get(request.path()));
        HttpServerResponse response = request.response();
        if (reply == null) {
            response.setStatusCode(404).end();
            return;
        }
        if (reply.etag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.headers().setAll(reply.headersIfUnchanged);
            response.setStatusCode(304).end();
        } else {
            response.headers().setAll(reply.headers);
            response.end(reply.body);
        }
    }
}
