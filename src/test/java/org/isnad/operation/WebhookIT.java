package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.isnad.Receiver;
import org.isnad.Receiver.Answer;
import org.isnad.Receiver.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Webhooks that two instances deliver, while one after the other is killed. */
class WebhookIT {

    private static final String[] SETTINGS = { "ISNAD_WEBHOOKS_ALLOWED_ADDRESSES", "127.0.0.1/32", "ISNAD_WEBHOOKS_TIMEOUT",
            "3S", "ISNAD_WEBHOOKS_RETRY_DELAY", "0.1S" };
    private static final int WRITERS = 4;
    private static final int APPENDS = 25;
    private static final Duration LONG = Duration.ofMinutes(2);

    private static Postgres postgres;
    private static Instance one;
    private static Instance other;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        one = Instance.on(postgres, SETTINGS);
        other = Instance.on(postgres, SETTINGS);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        postgres.close();
    }

    /** A receiver that takes its time, and knows how many requests it had at once. */
    private static final class Slow implements AutoCloseable {

        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final Receiver receiver = new Receiver(this::answer);

        private Answer answer(Message message) {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
            atOnce.decrementAndGet();
            return new Answer(204);
        }

        int received() {
            return receiver.all().size();
        }

        @Override
        public void close() {
            receiver.close();
        }
    }

    @Test
    void eachEntryArrivesInOrderThoughInstancesAreKilled() {
        String crisis = one.newCrisis("delivered");
        int last = WRITERS * (APPENDS + 1);
        try (Slow slow = new Slow()) {
            JsonNode made = must(201, one.post("/webhooks",
                    "{\"url\": \"%s\", \"crisis\": \"%s\"}".formatted(slow.receiver.url(), crisis)));
            String webhook = "/webhooks/" + made.at("/webhook/id").asText();
            CompletableFuture<?>[] writers = IntStream.range(0, WRITERS).mapToObj(writer -> CompletableFuture.runAsync(() -> {
                String record = one.newRecord(crisis, 0);
                IntStream.rangeClosed(1, APPENDS)
                        .forEach(count -> must(201, one.append(crisis, record, 1_000 * writer + count)));
            })).toArray(CompletableFuture[]::new);
            await().atMost(LONG).until(() -> slow.received() > 10);
            other.kill();
            other.start();
            CompletableFuture.allOf(writers).join();
            one.kill();
            int before = slow.received();
            await().atMost(LONG).until(() -> before >= last || slow.received() > before);
            one.start();
            await().atMost(LONG).until(() -> must(200, one.get(webhook, "X-API-Key", Instance.KEY)).get("after").asText()
                    .equals(crisis + ":" + last));
            List<Long> positions = slow.receiver.all().stream().map(Message::position).toList();
            assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), List.copyOf(new LinkedHashSet<>(positions)));
            assertEquals(positions.stream().sorted().toList(), positions);
            assertEquals(1, slow.most.get());
        }
    }
}
