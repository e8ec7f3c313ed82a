package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.isnad.Receiver;
import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Follows two crises over two instances in every way, while both are written to and both instances are killed. */
class FollowersIT {

    private static final String[] SETTINGS = { "ISNAD_WEBHOOKS_ALLOWED_ADDRESSES", "127.0.0.1/32",
            "ISNAD_WEBHOOKS_RETRY_DELAY", "0.1S" };
    private static final int WRITERS = 8;
    /** The appends of all writers before, between and after the kills. */
    private static final int APPENDS = 120;
    private static final Pattern ATOM_ENTRY = Pattern.compile("rel=\"alternate\"[^>]*/casualties/([^\"]+/revisions/[0-9]+)\"");
    private static final Pattern ATOM_ARCHIVE = Pattern.compile("rel=\"prev-archive\"[^>]*feed.atom([^\"]+)\"");
    private static final Pattern JSON_ITEM = Pattern.compile("\"url\":\"[^\"]*/casualties/([^\"]+/revisions/[0-9]+)\"");
    private static final Pattern JSON_ARCHIVE = Pattern.compile("\"next_url\":\"[^\"]*feed.json([^\"]+)\"");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Without a limit, the writers would append for as long as the instances take to start. */
    private final Semaphore appends = new Semaphore(0);
    private volatile boolean isLast;

    @Test
    void everyFollowerSeesEveryEntryOnceAndInOrder() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Postgres postgres = Postgres.start();
                Instance one = Instance.on(postgres, SETTINGS);
                Instance two = Instance.on(postgres, SETTINGS);
                Receiver receiver = new Receiver()) {
            List<String> crises = List.of(one.newCrisis("almaty"), one.newCrisis("aktau"));
            must(201, one.post("/webhooks", "{\"url\": \"" + receiver.url() + "\"}"));
            List<Follower> followers = followers(one, two);
            List<CompletableFuture<Void>> running = followers.stream()
                    .map(follower -> CompletableFuture.runAsync(follower, threads)).toList();
            CompletableFuture<?>[] writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer, crises.get(writer % 2), one, two),
                            threads))
                    .toArray(CompletableFuture[]::new);
            for (Instance killed : List.of(two, one)) {
                appends.release(APPENDS);
                int before = followers.get(0).positions("almaty").size();
                await().atMost(PATIENCE).until(() -> followers.get(0).positions("almaty").size() > before);
                killed.kill();
                killed.start();
            }
            isLast = true;
            appends.release(APPENDS);
            CompletableFuture.allOf(writers).join();
            for (String crisis : crises) {
                JsonNode feed = feed(one, crisis);
                long last = feed.get("position").asLong();
                List<Long> all = LongStream.rangeClosed(1, last).boxed().toList();
                for (Follower follower : followers.stream().filter(other -> other.follows(crisis)).toList()) {
                    await().atMost(PATIENCE).until(() -> follower.positions(crisis, feed).size() >= last);
                    assertEquals(all, follower.positions(crisis, feed));
                }
                await().atMost(PATIENCE).until(() -> received(receiver, crisis).contains(last));
                assertEquals(all, received(receiver, crisis));
            }
            followers.forEach(Follower::finish);
            // The streams end with their instances.
            one.kill();
            two.kill();
            running.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns the positions of a crisis that a receiver of webhooks got, each once, in the order of the first deliveries. */
    private static List<Long> received(Receiver receiver, String crisis) {
        return receiver.all().stream().map(Receiver.Message::json).map(event -> event.at("/data/revision"))
                .filter(revision -> revision.get("crisis").asText().equals(crisis))
                .map(revision -> revision.get("position").asLong()).distinct().toList();
    }

    /** Returns the whole feed of a crisis as one page. */
    private static JsonNode feed(Instance instance, String crisis) {
        ObjectNode feed = (ObjectNode) must(200, instance.get("/crises/" + crisis + "/feed?limit=1000"));
        while (feed.get("items").size() < feed.get("position").asInt()) {
            feed.withArray("items").addAll((ArrayNode) must(200,
                    instance.get("/crises/" + crisis + "/feed?limit=1000&after=" + feed.get("items").size())).get("items"));
        }
        return feed;
    }

    private static List<Follower> followers(Instance one, Instance two) {
        return List.of(Follower.polling(two, "/feed?limit=7"), Follower.polling(one, "/feed?wait=5"),
                Follower.polling(two, "/crises/almaty/feed?wait=5"), Follower.streaming(two, "/crises/aktau/feed/stream"),
                Follower.reading(one, "/crises/almaty/feed.atom", ATOM_ENTRY, ATOM_ARCHIVE),
                Follower.reading(two, "/crises/aktau/feed.json", JSON_ITEM, JSON_ARCHIVE),
                Follower.streaming(one, "/feed/stream"), Follower.streaming(two, "/feed/stream"),
                Follower.streaming(one, "/casualties/stream"), Follower.streaming(two, "/casualties/stream?measure=killed"));
    }

    /** Appends by both instances in turn, as often as the test allows. */
    private void write(int writer, String crisis, Instance one, Instance two) {
        List<Instance> instances = List.of(one, two);
        String record = one.newRecord(crisis, writer);
        for (int count = 1; mayAppend(); count++) {
            append(instances, count, crisis, record, 10_000 * (writer + 1) + count);
        }
    }

    /** Waits until an append is allowed; returns false when the last one was made. */
    private boolean mayAppend() {
        while (!appends.tryAcquire()) {
            if (isLast) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return true;
    }

    /** Appends by one instance, or by the other one if it is away; the key makes the append safe to repeat. */
    private static void append(List<Instance> instances, int first, String crisis, String record, int figure) {
        for (int attempt = first;; attempt++) {
            Answered answered = instances.get(attempt % 2).append(crisis, record, figure);
            if (answered.status() == 201 || answered.status() == 200) {
                return;
            }
        }
    }
}
