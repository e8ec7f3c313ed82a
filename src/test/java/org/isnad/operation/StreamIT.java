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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams over several instances, through kills and shutdowns, and beside clients that do not read. */
class StreamIT {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int WRITERS = 4;
    private static final int APPENDS = 25;
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

    /** A client that comes back with the id of the last event, as an EventSource does. */
    private static final class Follower implements Runnable {

        private final Instance instance;
        private final String crisis;
        private final List<Long> positions = new CopyOnWriteArrayList<>();
        private volatile boolean isDone;

        Follower(Instance instance, String crisis) {
            this.instance = instance;
            this.crisis = crisis;
        }

        @Override
        public void run() {
            while (!isDone) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance.url() + "/api/v1/crises/" + crisis
                        + "/feed/stream"));
                if (!positions.isEmpty()) {
                    request.header("Last-Event-ID", Long.toString(positions.get(positions.size() - 1)));
                }
                try {
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body()
                            .filter(line -> line.startsWith("id: ")).takeWhile(line -> !isDone)
                            .forEach(line -> positions.add(Long.valueOf(line.substring(4))));
                } catch (IOException | RuntimeException e) {
                    // The instance is down; the client comes back.
                    Thread.onSpinWait();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Test
    void aFollowerSeesEachEntryOnceThoughItsInstanceIsKilled() throws Exception {
        String crisis = one.newCrisis("streamed");
        int last = WRITERS * (APPENDS + 1);
        try (Instance other = Instance.on(postgres)) {
            Follower here = new Follower(one, crisis);
            Follower there = new Follower(other, crisis);
            List<CompletableFuture<Void>> followers = List.of(CompletableFuture.runAsync(here),
                    CompletableFuture.runAsync(there));
            CompletableFuture<?>[] writers = IntStream.range(0, WRITERS).mapToObj(writer -> CompletableFuture.runAsync(() -> {
                String record = one.newRecord(crisis, 0);
                IntStream.rangeClosed(1, APPENDS)
                        .forEach(count -> must(201, one.append(crisis, record, 1_000 * writer + count)));
            })).toArray(CompletableFuture[]::new);
            await().atMost(Duration.ofSeconds(60)).until(() -> there.positions.size() > 10);
            other.kill();
            other.start();
            CompletableFuture.allOf(writers).join();
            List<Long> all = IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toList();
            for (Follower follower : List.of(here, there)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> follower.positions.size() >= last);
                assertEquals(all, List.copyOf(follower.positions));
                follower.isDone = true;
            }
            // Both followers read one more line and leave.
            must(201, one.append(crisis, one.newRecord(crisis, 1), 9_999));
            followers.forEach(CompletableFuture::join);
        }
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
