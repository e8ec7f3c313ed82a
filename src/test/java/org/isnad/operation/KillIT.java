package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.isnad.HashChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** kill -9 in the midst of writes: what was acknowledged is there once, under the number that was answered. */
class KillIT {

    /** More with -Disnad.kills=10. */
    private static final int KILLS = Integer.getInteger("isnad.kills", 2);
    private static final int LINES = 2_000;
    private static final int WRITERS = 4;
    private static final int WRITES_BEFORE_A_KILL = 60;
    private static final String CRISIS = "killed";

    /** The memory is compared with the database all the while. */
    @Test
    void onH2(@TempDir Path directory) throws InterruptedException {
        try (Instance instance = Instance.onH2(directory, Instance.CHECKED_INDEX)) {
            survives(instance, () -> {
            });
        }
    }

    @Test
    void withTooLittleRoomForItsFileItIsNotReady(@TempDir Path directory) {
        try (Instance instance = Instance.onH2(directory)) {
            assertEquals(200, instance.status("/q/health/ready"));
        }
        try (Instance instance = Instance.notAwaited(directory, "ISNAD_MINIMUM_DISK_SPACE", "1000000G")) {
            await("live").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20))
                    .until(() -> instance.status("/q/health/live") == 200);
            assertEquals(503, instance.status("/q/health/ready"));
        }
    }

    @Test
    void aLargeFileOnH2IsOpenedAgainAfterAKillInTheMidstOfAnImport(@TempDir Path directory) throws InterruptedException {
        try (Instance instance = Instance.onH2(directory)) {
            instance.newCrisis("large");
            must(200, instance.lines("/import", Instance.lines("large", LINES)));
            for (int kill = 0; kill < KILLS; kill++) {
                Path file = directory.resolve("isnad.mv.db");
                long sizeBefore = size(file);
                String more = Instance.lines("more-" + kill, LINES);
                Thread importing = new Thread(() -> instance.lines("/import", more));
                importing.start();
                await("importing").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20))
                        .until(() -> size(file) > sizeBefore + 500_000);
                instance.kill();
                importing.join();
                // Ready within 30 s, or it fails.
                instance.start();
                assertEquals(LINES, must(200, instance.get("/crises/large")).get("position").asInt());
            }
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anImportThatTakesTooLongIsUndoneAndHarmsNobody(@TempDir Path directory) {
        try (Instance instance = Instance.onH2(directory, "ISNAD_IMPORT_TIMEOUT", "1")) {
            instance.newCrisis("slow");
            assertEquals(503, instance.lines("/import", Instance.lines("slow", 4 * LINES)).status());
            assertEquals(200, instance.status("/q/health/ready"));
            assertEquals(0, must(200, instance.get("/crises/slow")).get("position").asInt());
            instance.newRecord("slow", 8);
        }
    }

    @Test
    void onPostgres() throws InterruptedException {
        try (Postgres postgres = Postgres.start(); Instance instance = Instance.on(postgres, Instance.CHECKED_INDEX)) {
            survives(instance, () -> {
                postgres.kill();
                postgres.again();
            });
        }
    }

    private static void survives(Instance instance, Runnable meanwhile) throws InterruptedException {
        instance.newCrisis(CRISIS);
        String record = instance.newRecord(CRISIS, 0);
        AtomicInteger next = new AtomicInteger();
        Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            CountDownLatch written = new CountDownLatch(WRITES_BEFORE_A_KILL);
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Thread thread = new Thread(() -> {
                    while (true) {
                        int count = next.incrementAndGet();
                        Instance.Answered answered = instance.append(CRISIS, record, count);
                        if (answered.status() == -1) {
                            return;
                        }
                        acknowledged.put(count, must(201, answered).get("number").asInt());
                        written.countDown();
                    }
                });
                thread.start();
                writers.add(thread);
            }
            written.await();
            instance.kill();
            for (Thread writer : writers) {
                writer.join();
            }
            meanwhile.run();
            // Ready within 30 s, or it fails.
            instance.start();
            // Whoever got no answer asks again, under the same key.
            for (int count = 1; count <= next.get(); count++) {
                if (!acknowledged.containsKey(count)) {
                    acknowledged.put(count, must(201, instance.append(CRISIS, record, count)).get("number").asInt());
                }
            }
        }
        Map<Integer, Integer> kept = new ConcurrentHashMap<>();
        JsonNode feed = instance.feed(CRISIS);
        for (JsonNode revision : feed.get("items")) {
            int count = revision.at("/content/best").asInt();
            assertEquals(revision.get("position"), revision.get("number"));
            if (count > 0) {
                assertEquals(null, kept.put(count, revision.get("number").asInt()), count + " is there twice");
            }
        }
        assertEquals(acknowledged, kept);
        assertEquals(acknowledged.size() + 1, HashChain.verify(feed));
        assertTrue(acknowledged.size() >= KILLS * WRITES_BEFORE_A_KILL);
        must(200, instance.get("/casualties/" + record));
        instance.requireEqualIndex();
    }
}
