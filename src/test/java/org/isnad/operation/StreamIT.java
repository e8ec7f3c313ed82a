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
    private static final int MANY = 400;
    /** The connections of the test itself, which may be open or not. */
    private static final int OTHER_CONNECTIONS = 20;

    private static Postgres postgres;
    private static Instance one;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        one = Instance.on(postgres, "ISNAD_LIMITS_WRITE_TIMEOUT", "5S", "ISNAD_LIMITS_WAITING_PER_ADDRESS", "1000");
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
    void anEventReachesHundredsOfClientsAndNothingRemainsOfThem() throws Exception {
        String crisis = one.newCrisis("many");
        String record = one.newRecord(crisis, 1);
        double before = one.metric("process_files_open_files");
        assertTrue(before > 0);
        List<BufferedReader> clients = new ArrayList<>();
        for (int at = 0; at < MANY; at++) {
            Socket socket = open(one, crisis, 1 << 16);
            socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
            clients.add(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        }
        long last = one.feed(crisis).get("position").asLong();
        for (BufferedReader client : clients) {
            assertEquals(last, readUntil(client, last));
        }
        must(201, one.append(crisis, record, 2));
        for (BufferedReader client : clients) {
            assertEquals(last + 1, readUntil(client, last + 1));
        }
        for (BufferedReader client : clients) {
            client.close();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> one.metric("isnad_feed_streaming") == 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> one.metric("process_files_open_files") <= before + OTHER_CONNECTIONS);
    }

    /** Reads events, which must follow each other, and returns the position of the first one from a position on. */
    private static long readUntil(BufferedReader client, long position) throws IOException {
        long read = 0;
        while (read < position) {
            String line = client.readLine();
            if (line.startsWith("id: ")) {
                long next = Long.parseLong(line.substring(4));
                assertTrue(read == 0 || next == read + 1);
                read = next;
            }
        }
        return read;
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
