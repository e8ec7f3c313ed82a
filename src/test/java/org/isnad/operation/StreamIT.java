package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams through a shutdown, and beside clients that do not read. */
class StreamIT {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int ARTICLES = 24;
    private static final int STALLED = 100;

    private static Postgres postgres;
    private static Instance one;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        one = Instance.on(postgres, "isnad.limits.write-timeout", "5S", "isnad.limits.waiting-per-address", "1000");
    }

    @AfterAll
    static void stop() {
        one.close();
        postgres.close();
    }

    @Test
    void aStreamDoesNotHoldTheShutdownUp() throws Exception {
        String crisis = one.newCrisis("stream-shutdown");
        one.newRecord(crisis, 1);
        try (Instance other = Instance.on(postgres)) {
            CompletableFuture<Long> lines = CompletableFuture.supplyAsync(() -> lines(other, crisis));
            await().atMost(Duration.ofSeconds(30)).until(() -> other.text("/q/metrics").contains("isnad_feed_streaming 1.0"));
            assertEquals(143, other.stop());
            assertTrue(lines.join() > 0);
        }
    }

    private static long lines(Instance instance, String crisis) {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(instance.url() + "/api/v1/crises/" + crisis + "/feed/stream")).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofLines()).body().count();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void clientsThatDoNotReadAreCutAndDelayNobody() throws Exception {
        String crisis = one.newCrisis("stalled");
        String article = """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"headline": {"en": "%d"},
                 "body": {"en": "%s"}, "originalLanguage": "en"}}""";
        for (int count = 1; count <= ARTICLES; count++) {
            must(201, one.post("/articles", article.formatted(crisis, count, "word ".repeat(35_000))));
        }
        List<Socket> stalled = new ArrayList<>();
        for (int at = 0; at < STALLED; at++) {
            stalled.add(open(one, crisis, 4_096));
        }
        try (Socket reading = open(one, crisis, 1 << 20);
                BufferedReader lines = new BufferedReader(new InputStreamReader(reading.getInputStream(),
                        StandardCharsets.UTF_8))) {
            long expected = 1;
            while (expected <= ARTICLES) {
                String line = lines.readLine();
                if (line.startsWith("id: ")) {
                    assertEquals(expected++, Long.parseLong(line.substring(4)));
                }
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> one.text("/q/metrics").contains("isnad_feed_streaming 1.0"));
        }
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    private static Socket open(Instance instance, String crisis, int receiveBuffer) throws IOException {
        URI uri = URI.create(instance.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()));
        socket.getOutputStream().write(("GET /api/v1/crises/" + crisis + "/feed/stream HTTP/1.1\r\nHost: " + uri.getHost()
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
