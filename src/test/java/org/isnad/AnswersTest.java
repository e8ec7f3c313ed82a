package org.isnad;

import static org.awaitility.Awaitility.await;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.with;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import javax.sql.DataSource;

/** Answers from memory are those that would be computed, and end with what they were made of. */
@QuarkusTest
class AnswersTest {

    @TestHTTPResource
    URI service;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void anAnswerFromMemoryEqualsTheComputedOne() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 18, "")).then().statusCode(201);
        for (String path : List.of("/casualties/" + record, "/casualties?limit=1&crisis=" + crisis,
                "/casualties/" + record + "/revisions", "/crises/" + crisis + "/snapshot",
                "/casualties/series?crisis=" + crisis, "/casualties/" + record + "/compare?from=1&to=2&lang=ru")) {
            for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
                requireRepeated(version, path);
                requireRepeated(version, path, "Accept-Encoding", "gzip");
                requireRepeated(version, path, "Accept-Language", "ru, en;q=0.5", "Origin", "https://example.org");
                String tag = answer(version, path).headers().firstValue("ETag").orElseThrow();
                assertEquals(304, requireRepeated(version, path, "If-None-Match", tag).statusCode());
            }
        }
    }

    /** Asks twice, and returns the second answer, which must come from memory and equal the first one. */
    private HttpResponse<byte[]> requireRepeated(Version version, String path, String... headers) {
        HttpResponse<byte[]> first = answer(version, path, headers);
        double before = remembered();
        HttpResponse<byte[]> second = answer(version, path, headers);
        assertEquals(before + 1, remembered(), path);
        assertEquals(first.statusCode(), second.statusCode(), path);
        assertEquals(compared(first), compared(second), path);
        assertArrayEquals(first.body(), second.body(), path);
        return second;
    }

    /** The headers without those that tell where a message ends, and without repetitions in Vary alone. */
    private static Map<String, List<String>> compared(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name, values.stream().sorted().toList()));
        headers.keySet().removeAll(List.of("content-length", "transfer-encoding"));
        String vary = String.join(", ", answer.headers().allValues("vary"));
        headers.put("vary", Stream.of(vary.split(", ")).distinct().sorted().toList());
        return headers;
    }

    @Test
    void aCompressedAnswerHoldsTheSameBytes() throws IOException {
        String path = "/casualties/" + newRecord(newCrisis(), "kz-mvd", "2022-01-05", 8);
        HttpResponse<byte[]> plain = answer(Version.HTTP_1_1, path);
        HttpResponse<byte[]> compressed = answer(Version.HTTP_1_1, path, "Accept-Encoding", "br, gzip");
        assertEquals("gzip", compressed.headers().firstValue("Content-Encoding").orElseThrow());
        assertArrayEquals(plain.body(), new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes());
        assertEquals(plain.headers().firstValue("ETag").orElseThrow().replaceFirst("\"$", "-gzip\""),
                compressed.headers().firstValue("ETag").orElseThrow());
        assertTrue(compressed.body().length < plain.body().length);
        assertFalse(answer(Version.HTTP_1_1, path, "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding")
                .isPresent());
    }

    @Test
    void aWriteAnErasureAndAClosingAreSeenAtOnce() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String path = "/casualties/" + record;
        requireRepeated(Version.HTTP_1_1, path);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, "")).then().statusCode(201);
        assertTrue(text(path).contains("\"best\":18"), text(path));
        json("{\"record\": \"%s\", \"number\": 2, \"reason\": {\"en\": \"A court order\"}}".formatted(record))
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(200);
        assertFalse(text(path).contains("\"best\":18"), text(path));
        requireRepeated(Version.HTTP_1_1, path);
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        assertEquals(404, answer(Version.HTTP_1_1, path).statusCode());
        with(Api.KEY).get(V1 + path).then().statusCode(200);
        assertEquals(404, answer(Version.HTTP_1_1, path).statusCode());
        json("{\"state\": \"open\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        assertEquals(200, answer(Version.HTTP_1_1, path).statusCode());
    }

    @Test
    void whoHasSeenALaterRevisionIsNotAnsweredFromMemory() {
        String path = "/casualties/" + newRecord(newCrisis(), "kz-mvd", "2022-01-05", 8);
        requireRepeated(Version.HTTP_1_1, path);
        double before = remembered();
        assertEquals(200, answer(Version.HTTP_1_1, path, "If-None-Match", "\"2.0123456789abcdef\"").statusCode());
        assertEquals(before, remembered());
        assertEquals(200, answer(Version.HTTP_1_1, path, "If-None-Match", "\"1.0123456789abcdef\"").statusCode());
        assertEquals(before + 1, remembered());
    }

    @Test
    void requestsForTheSameAtOnceAreComputedOnce() throws Exception {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        // As known a minute ago, because that waits for appends in flight.
        String path = "/crises/" + crisis + "/snapshot?knownAt=" + Instant.now().minus(1, ChronoUnit.MINUTES);
        double before = meters.counter("isnad.reads", "outcome", "computed").count();
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("select * from ledger where crisis_id = ? for update")) {
                lock.setString(1, crisis);
                lock.execute();
            }
            for (int count = 0; count < 20; count++) {
                answers.add(client.sendAsync(request(Version.HTTP_1_1, path), BodyHandlers.ofByteArray()));
            }
            connection.rollback();
        }
        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            assertEquals(200, answer.get().statusCode());
        }
        assertEquals(before + 1, meters.counter("isnad.reads", "outcome", "computed").count());
    }

    @Test
    void nobodyWaitsForASlowReaderOfTheSame() throws IOException {
        String crisis = newCrisis();
        String path = V1 + "/crises/" + crisis + "/snapshot";
        StringBuilder lines = new StringBuilder();
        for (int record = 0; record < 1_000; record++) {
            lines.append("{\"type\": \"revision\", \"record\": \"slow-").append(record).append('-').append(crisis)
                    .append("""
                            ", "crisis": "%1$s", "source": "tass", "reportedAt": "2022-01-05", "content": {"kind": "casualty",\
                             "group": "police", "measure": "killed", "place": {"name": {"en": "Almaty"}}, "best": 8,\
                             "wording": {"en": "%2$s", "de": "%2$s", "es": "%2$s", "fr": "%2$s", "it": "%2$s"}}}
                            """.formatted(crisis, "eight ".repeat(160)));
        }
        writing().contentType("application/x-ndjson").body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import").then().statusCode(200);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1_000);
            slow.connect(new InetSocketAddress(service.getHost(), service.getPort()));
            slow.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            HttpRequest same = HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(20)).build();
            assertEquals(200, client.sendAsync(same, BodyHandlers.ofByteArray()).join().statusCode());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        String crisis = newCrisis();
        String remembered = "/casualties/" + newRecord(crisis, "kz-mvd", "2022-01-05", 11);
        String computed = "/casualties/" + newRecord(crisis, "kz-mvd", "2022-01-05", 22);
        requireRepeated(Version.HTTP_1_1, remembered);
        String first = "GET " + V1 + remembered + " HTTP/1.1\r\nHost: a\r\n\r\n";
        String second = "GET " + V1 + computed + " HTTP/1.1\r\nHost: a\r\nCache-Control: no-cache\r\n\r\n";
        String last = "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write((first + second + first + first + second + first + last).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> figures = new ArrayList<>();
            for (String answer : answers.split("(?=HTTP/1.1 [0-9]{3} )")) {
                figures.add(answer.replaceAll("(?s)^HTTP/1.1 ([0-9]{3}) .*?(?:\"best\":([0-9]+).*|$)", "$1 $2"));
            }
            assertEquals(List.of("200 11", "200 22", "200 11", "200 11", "200 22", "200 11", "404 "), figures);
        }
    }

    @Test
    void answersFromMemoryAreCountedByTheirResource() {
        String path = "/casualties/" + newRecord(newCrisis(), "kz-mvd", "2022-01-05", 8);
        Timer timer = meters.timer("http.server.requests", "method", "GET", "outcome", "SUCCESS", "status", "200", "uri",
                V1 + "/casualties/{id}");
        long before = timer.count();
        answer(Version.HTTP_1_1, path);
        requireRepeated(Version.HTTP_1_1, path);
        requireRepeated(Version.HTTP_2, path);
        await("the answers of Vert.x to be counted").until(() -> timer.count() == before + 5);
    }

    private String text(String path) {
        return new String(answer(Version.HTTP_1_1, path).body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> answer(Version version, String path, String... headers) {
        return client.sendAsync(request(version, path, headers), BodyHandlers.ofByteArray()).join();
    }

    private HttpRequest request(Version version, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(V1 + path)).version(version);
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return request.build();
    }

    private double remembered() {
        return meters.counter("isnad.reads", "outcome", "remembered").count();
    }
}
