package org.isnad.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends single requests. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private static final Duration TIMEOUT = Duration.ofMinutes(6);

    private Http() {
    }

    /**
     * Sends a request to its first path.
     *
     * @throws IllegalStateException if the status is not the expected one
     */
    static HttpResponse<byte[]> send(URI base, Request request) {
        HttpResponse<byte[]> response = exchange(base, request);
        if (response.statusCode() != request.status()) {
            throw new IllegalStateException(request.method() + " " + response.uri() + " was answered " + response.statusCode()
                    + ": " + new String(response.body()));
        }
        return response;
    }

    /** Whether a GET is answered 200. */
    static boolean isOk(URI base, String path) {
        try {
            return exchange(base, Request.get(path)).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static HttpResponse<byte[]> exchange(URI base, Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(request.paths().get(0))).timeout(TIMEOUT);
        request.headers().forEach(builder::header);
        builder.method(request.method(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        try {
            return CLIENT.send(builder.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
