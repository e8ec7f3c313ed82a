package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one instance takes in, the other's readers hear of. */
class InStepIT {

    private static Postgres postgres;
    private static Instance one;
    private static Instance other;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        one = Instance.on(postgres);
        other = Instance.on(postgres);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        postgres.close();
    }

    @Test
    void aReaderWhoWaitsAtOneHearsWhatIsAppendedAtTheOther() throws Exception {
        String crisis = one.newCrisis("in-step");
        String record = one.newRecord(crisis, 0);
        for (int count = 1; count <= 5; count++) {
            CompletableFuture<Answered> waiting = waitingAt(other, crisis, count);
            must(201, one.append(crisis, record, count));
            Answered heard = waiting.get();
            assertEquals(count, must(200, heard).at("/items/0/content/best").asInt());
        }
        String metrics = other.text("/q/metrics") + one.text("/q/metrics");
        for (String named : new String[] { "isnad_appends_total{kind=\"casualties\"}", "isnad_append_lock_wait_seconds_count",
                "isnad_feed_lag_seconds_count", "isnad_reads_total{outcome=\"computed\"}", "agroal_active_count",
                "http_server_requests_seconds_count" }) {
            assertTrue(metrics.contains(named), named + " is not in\n" + metrics);
        }
    }

    @Test
    void whatItMissedWithoutAConnectionItCatchesUpOn() throws Exception {
        String crisis = one.newCrisis("catching-up");
        String record = one.newRecord(crisis, 0);
        CompletableFuture<Answered> waiting = waitingAt(other, crisis, 1);
        // Cut off, they may miss what is appended until they have come back.
        postgres.run("postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'isnad moves'");
        must(201, one.append(crisis, record, 1));
        assertEquals(1, must(200, waiting.get()).at("/items/0/content/best").asInt());

        CompletableFuture<Answered> again = waitingAt(other, crisis, 2);
        must(201, one.append(crisis, record, 2));
        assertEquals(2, must(200, again.get()).at("/items/0/content/best").asInt());
    }

    @Test
    void whoWaitsDoesNotHoldTheShutdownUp() throws Exception {
        String crisis = one.newCrisis("shutdown");
        try (Instance third = Instance.on(postgres)) {
            CompletableFuture<Answered> waiting = waitingAt(third, crisis, 0);
            assertEquals(143, third.stop());
            assertEquals(0, must(200, waiting.get()).get("items").size());
        }
    }

    /** Waits for longer than the client does: what is not told in time is not answered. */
    private static CompletableFuture<Answered> waitingAt(Instance instance, String crisis, long after) {
        CompletableFuture<Answered> waiting = CompletableFuture
                .supplyAsync(() -> instance.get("/crises/" + crisis + "/feed?wait=60&after=" + after));
        await("waiting").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20))
                .until(() -> instance.text("/q/metrics").lines().anyMatch("isnad_feed_waiting 1.0"::equals));
        return waiting;
    }
}
