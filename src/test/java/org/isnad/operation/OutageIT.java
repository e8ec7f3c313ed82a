package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.isnad.HashChain;
import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** PostgreSQL away for ten seconds in the midst of writes. */
class OutageIT {

    private static final int WRITERS = 8;
    private static final Duration AWAY = Duration.ofSeconds(10);
    /** Five seconds on a machine that has nothing else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static Postgres postgres;
    private static Instance instance;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        instance = Instance.on(postgres);
    }

    @AfterAll
    static void stop() {
        instance.close();
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "frozen", "stopped" })
    void writersHearAtOnceAndNothingIsLostOrTwice(String how) throws Exception {
        String crisis = instance.newCrisis(how);
        String record = instance.newRecord(crisis, 0);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<Map<Integer, Integer>>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(threads.submit((Callable<Map<Integer, Integer>>) () -> {
                Map<Integer, Integer> acknowledged = new HashMap<>();
                while (!over.get()) {
                    int count = next.incrementAndGet();
                    Answered answered = instance.append(crisis, record, count);
                    while (answered.status() != 201) {
                        assertEquals(503, answered.status(), answered.toString());
                        assertEquals("application/problem+json", answered.headers().get("Content-Type"));
                        assertTrue(Integer.parseInt(answered.headers().get("Retry-After")) >= 1);
                        assertTrue(answered.took().compareTo(PATIENCE) < 0, answered.toString());
                        refused.incrementAndGet();
                        answered = instance.append(crisis, record, count);
                    }
                    acknowledged.put(count, answered.body().get("number").asInt());
                }
                return acknowledged;
            }));
        }
        await("under load").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .until(() -> next.get() > 4 * WRITERS);
        if (how.equals("stopped")) {
            postgres.stop();
        } else {
            postgres.freeze();
        }
        long begin = System.nanoTime();
        await("unready").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> instance.status("/q/health/ready") == 503);
        String read = "/casualties/" + record;
        await("read from memory").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> must(200, instance.get(read)) != null && instance.get(read).headers().containsKey("Warning"));
        assertEquals("111 - \"Revalidation Failed\"", instance.get(read).headers().get("Warning"));
        assertEquals(503, instance.get("/casualties/never-read").status());
        while (System.nanoTime() - begin < AWAY.toNanos()) {
            assertEquals(200, instance.status("/q/health/live"));
            assertEquals(503, instance.status("/q/health/ready"));
        }
        if (how.equals("stopped")) {
            postgres.again();
        } else {
            postgres.thaw();
        }
        instance.awaitReady(Duration.ofSeconds(60));
        int before = next.get();
        await("writing again").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> next.get() > before + WRITERS);
        over.set(true);
        Map<Integer, Integer> acknowledged = new HashMap<>();
        for (Future<Map<Integer, Integer>> writer : writers) {
            acknowledged.putAll(writer.get());
        }
        threads.shutdown();
        assertTrue(refused.get() > 0);
        Set<Integer> numbers = new HashSet<>(acknowledged.values());
        assertEquals(acknowledged.size(), numbers.size());
        JsonNode feed = instance.feed(crisis);
        for (JsonNode revision : feed.get("items")) {
            int count = revision.at("/content/best").asInt();
            if (count > 0) {
                assertEquals(acknowledged.remove(count), revision.get("number").asInt(), count + " is lost or twice");
            }
        }
        assertEquals(Map.of(), acknowledged);
        assertEquals(feed.get("position").asInt(), HashChain.verify(feed));
        must(200, instance.get("/crises/" + crisis));
        await("confirmed again").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> !instance.get(read).headers().containsKey("Warning"));
    }
}
