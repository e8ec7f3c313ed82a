package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: no new requests are taken, and those in flight are answered. */
class ShutdownIT {

    private static final int LINES = 4_000;

    private static final Pattern IN_FLIGHT = Pattern.compile("http_server_active_requests[^ ]* 3\\.0");

    @Test
    void newRequestsAreRefusedWhileThoseInFlightFinish(@TempDir Path directory) throws Exception {
        try (Instance instance = Instance.onH2(directory)) {
            instance.newCrisis("stopping");
            CompletableFuture<Answered> inFlight = CompletableFuture
                    .supplyAsync(() -> instance.lines("/import", Instance.lines("stopping", LINES)));
            CompletableFuture<Answered> waiting = CompletableFuture
                    .supplyAsync(() -> instance.get("/crises/stopping/feed?after=1000000&wait=60"));
            // The import, the feed and the metrics.
            await("in flight").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                    .until(() -> IN_FLIGHT.matcher(instance.text("/q/metrics")).find()
                            && instance.text("/q/metrics").contains("isnad_feed_waiting 1.0"));
            instance.terminate();
            await("refused").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                    .until(() -> instance.get("/crises/stopping").status() == 503);
            Answered refused = instance.get("/crises/stopping");
            assertEquals(503, refused.status(), "in flight is still: " + !inFlight.isDone());
            assertEquals("urn:isnad:problem:unavailable", refused.body().get("type").asText());
            assertEquals("close", refused.headers().get("Connection"));
            assertEquals("1", refused.headers().get("Retry-After"));
            must(200, waiting.get());
            assertEquals(LINES, must(200, inFlight.get()).at("/revisions/created").asInt());
            assertTrue(instance.stop() == 143 || instance.stop() == 0);
            instance.start();
            assertEquals(LINES, must(200, instance.get("/crises/stopping")).get("position").asInt());
        }
    }
}
