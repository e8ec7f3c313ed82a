package org.isnad.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The service over HTTP/2, in clear text as Java's client upgrades to it by default, and over TLS. */
class Http2IT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    private static Instance instance;
    private static int tlsPort;

    enum Transport {
        CLEAR_TEXT,
        TLS;

        private HttpClient client() {
            try {
                HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
                return this == TLS ? builder.sslContext(TlsIT.trusting(data.resolve("served.p12"))).build() : builder.build();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private URI uri(String path) {
            return URI.create((this == TLS ? "https://127.0.0.1:" + tlsPort : instance.url()) + path);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        TlsIT.certificate(data.resolve("served.p12"));
        try (ServerSocket free = new ServerSocket(0)) {
            tlsPort = free.getLocalPort();
        }
        instance = Instance.onH2(data, "QUARKUS_TLS_KEY_STORE_P12_PATH", data.resolve("served.p12").toString(),
                "QUARKUS_TLS_KEY_STORE_P12_PASSWORD", TlsIT.PASSWORD, "QUARKUS_HTTP_SSL_PORT", Integer.toString(tlsPort),
                "ISNAD_LIMITS_HEADER_TIMEOUT", "4S", "ISNAD_LIMITS_BODY_TIMEOUT", "2S");
        TlsIT.awaitListening(tlsPort);
        instance.newCrisis("http2");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodIsAnswered(Transport transport) throws Exception {
        HttpClient client = transport.client();
        assertEquals(200, send(client, transport, "GET", "/api/v1/crises/http2", BodyPublishers.noBody()).statusCode());
        JsonNode made = MAPPER.readTree(must(201, send(client, transport, "POST", "/api/v1/casualties",
                BodyPublishers.ofString(Instance.killed("http2", 8)))));
        String record = "/api/v1/casualties/" + made.get("record").asText();
        must(201, send(client, transport, "POST", record + "/revisions",
                BodyPublishers.ofString(Instance.killed("http2", 18))));
        assertEquals(2, MAPPER.readTree(must(200, send(client, transport, "GET", record, BodyPublishers.noBody())))
                .get("revisions").asInt());
        must(200, send(client, transport, "PUT", "/api/v1/sources/tass",
                BodyPublishers.ofString("{\"id\": \"tass\", \"name\": {\"en\": \"TASS\"}, \"kind\": \"news-agency\"}")));
        JsonNode key = MAPPER.readTree(must(201, send(client, transport, "POST", "/api/v1/keys",
                BodyPublishers.ofString("{\"name\": \"a reader\", \"role\": \"reader\"}"))));
        must(200, send(client, transport, "DELETE", "/api/v1/keys/" + key.at("/key/id").asText(), BodyPublishers.noBody()));
        assertEquals("", must(200, send(client, transport, "HEAD", record, BodyPublishers.noBody())));
    }

    @ParameterizedTest
    @EnumSource
    void aBodyOfUnknownLengthIsReadAndBounded(Transport transport) throws Exception {
        HttpClient client = transport.client();
        String check = "{\"items\": [{\"crisis\": \"http2\", \"etag\": \"\\\"p0.0\\\"\"}]}";
        must(200, send(client, transport, "POST", "/api/v1/check", streamed(check)));
        String problem = must(413, send(client, transport, "POST", "/api/v1/check", streamed(check + " ".repeat(1 << 20))));
        assertTrue(problem.contains("urn:isnad:problem:too-large"), problem);
        must(413, send(client, transport, "POST", "/api/v1/check", BodyPublishers.ofString(check + " ".repeat(1 << 20))));
        // Refusing one stream leaves the connection to the others.
        must(200, send(client, transport, "POST", "/api/v1/check", streamed(check)));
    }

    @ParameterizedTest
    @EnumSource
    void aHundredStreamsOfOneConnectionAreAnswered(Transport transport) throws Exception {
        HttpClient client = transport.client();
        must(200, send(client, transport, "GET", "/api/v1/crises/http2", BodyPublishers.noBody()));
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100).mapToObj(number -> client
                .sendAsync(request(transport, "GET", "/api/v1/crises/http2", BodyPublishers.noBody()), BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            must(200, answer.get());
        }
    }

    @Test
    void rapidResetClosesTheConnection() throws Exception {
        // CVE-2023-44487
        try (Http2Frames frames = Http2Frames.connect(instance.url())) {
            boolean isClosed = false;
            for (int stream = 1; stream < 20_000 && !isClosed; stream += 2) {
                isClosed = !frames.headers(stream, "GET", "/api/v1/crises", true) || !frames.reset(stream);
            }
            assertTrue(isClosed || frames.awaitClose(PATIENCE), "10,000 streams were opened and reset");
        }
        assertEquals(200, instance.status("/api/v1/crises/http2"));
    }

    @Test
    void anEndlessHeaderClosesTheConnection() throws Exception {
        try (Http2Frames frames = Http2Frames.connect(instance.url())) {
            frames.unfinishedHeaders(1, "GET", "/api/v1/crises");
            boolean isClosed = false;
            for (int part = 0; part < 10_000 && !isClosed; part++) {
                isClosed = !frames.continuation(1, "x-flood-" + part, "x".repeat(100));
            }
            assertTrue(isClosed || frames.awaitClose(PATIENCE), "1 MB of header was taken");
        }
        assertEquals(200, instance.status("/api/v1/crises/http2"));
    }

    @Test
    void anUnfinishedHeaderIsClosedInTime() throws Exception {
        try (Http2Frames frames = Http2Frames.connect(instance.url())) {
            frames.unfinishedHeaders(1, "GET", "/api/v1/crises");
            assertTrue(frames.awaitClose(PATIENCE));
        }
    }

    @Test
    void slowBodiesAreRefusedWhileOthersAreAnswered() throws Exception {
        try (Http2Frames frames = Http2Frames.connect(instance.url())) {
            for (int stream = 1; stream < 100; stream += 2) {
                frames.headers(stream, "POST", "/api/v1/check", false);
                frames.data(stream, "{");
            }
            assertEquals(200, instance.status("/api/v1/crises/http2"));
            for (int stream = 1; stream < 100; stream += 2) {
                assertEquals("408", frames.awaitStatus(stream, PATIENCE));
            }
        }
        assertEquals(200, instance.status("/api/v1/crises/http2"));
    }

    private static BodyPublisher streamed(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> send(HttpClient client, Transport transport, String method, String path,
            BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request(transport, method, path, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(Transport transport, String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(transport.uri(path)).method(method, body).header("X-API-Key", Instance.KEY)
                .header("Content-Type", "application/json").timeout(PATIENCE).build();
    }

    private static String must(int status, HttpResponse<String> answer) {
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals(status, answer.statusCode(), answer.body());
        return answer.body();
    }
}
