package org.isnad.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.http.OwnRequests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Reads the public API of this instance by HTTP, as every other client does: pages show nothing that the API does not. The
 * requests go to the address at which the instance received that of the page.
 */
@ApplicationScoped
class PublicApi {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final HttpClient client;
    private final OwnRequests own;
    private final ObjectMapper mapper;

    PublicApi(Vertx vertx, OwnRequests own, ObjectMapper mapper) {
        // The certificate is that of this instance, and need not be valid for its local address.
        this.client = vertx.createHttpClient(new HttpClientOptions().setTrustAll(true).setVerifyHost(false).setMaxPoolSize(64));
        this.own = own;
        this.mapper = mapper;
    }

    /**
     * An answer of the API.
     *
     * @param status the HTTP status
     * @param body the JSON object, whose properties are maps, lists, texts, numbers, truth values and null
     */
    record Answer(int status, Map<String, Object> body) {

        boolean isOk() {
            return status == 200;
        }

        /** Returns the items of a list, none if the request failed. */
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> items() {
            return isOk() ? (List<Map<String, Object>>) body.get("items") : List.of();
        }
    }

    /** An answer of the API in any media type. */
    record TextAnswer(int status, String body) {
    }

    /**
     * Returns the answer to a GET request.
     *
     * @param page the request of the page
     * @param path the path below /api/v1, with the query
     */
    Uni<Answer> get(HttpServerRequest page, String path) {
        return getText(page, path, "application/json").map(answer -> new Answer(answer.status(), parse(answer.body())));
    }

    /** Returns the answer to a GET request in another media type; see {@link #get}. */
    Uni<TextAnswer> getText(HttpServerRequest page, String path, String mediaType) {
        SocketAddress local = page.localAddress();
        RequestOptions options = new RequestOptions().setServer(local).setHost("localhost").setPort(local.port())
                .setSsl(page.isSSL())
                .setURI("/api/v1" + path).setHeaders(headers(mediaType));
        return Uni.createFrom().completionStage(() -> client.request(options).compose(request -> request.send())
                .compose(PublicApi::answer).toCompletionStage());
    }

    /** Returns the instant that a value of an answer denotes, or null for null. */
    static Instant instant(Object value) {
        return value == null ? null : Instant.parse(value.toString());
    }

    private MultiMap headers(String mediaType) {
        return MultiMap.caseInsensitiveMultiMap().add("Accept", mediaType).add(OwnRequests.HEADER, own.token());
    }

    private static Future<TextAnswer> answer(HttpClientResponse response) {
        return response.body().map(body -> new TextAnswer(response.statusCode(), body.toString()));
    }

    private Map<String, Object> parse(String body) {
        try {
            return mapper.readValue(body, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The API answered no JSON object", e);
        }
    }
}
