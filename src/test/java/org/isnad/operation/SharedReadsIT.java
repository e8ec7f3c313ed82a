package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.isnad.Api;
import org.isnad.HashChain;
import org.isnad.chain.Headers;
import org.isnad.chain.NaiveStanding;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** What readers of two instances see while both write, against a fold of the feed in plain loops. */
class SharedReadsIT {

    private static final Duration SEEN = Duration.ofSeconds(30);
    private static final int WRITERS = 16;
    private static final int READERS = 16;
    private static final int REPORTS = 25;

    /** The memory is compared with the database all the while. */
    private static Postgres postgres;
    private static List<Instance> instances;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        instances = List.of(Instance.on(postgres, Instance.CHECKED_INDEX), Instance.on(postgres, Instance.CHECKED_INDEX));
        // The first append of a cold instance takes longer than others wait for the lock of their crisis.
        for (int index = 0; index < instances.size(); index++) {
            instances.get(index).newRecord(instances.get(index).newCrisis("first-" + index), 8);
        }
    }

    @AfterAll
    static void stop() {
        instances.forEach(Instance::close);
        postgres.close();
    }

    /** What a reader was told: the last number of the record, its preferred claim, and all claims. */
    private record View(int last, int preferred, List<Integer> claims) {
    }

    @Test
    void everyReaderSeesTheFoldOfTheFeedUpToWhatTheAnswerStates() throws Exception {
        requireFolds("quiet", false);
    }

    @Test
    void soItIsWhileTheListenersAreCut() throws Exception {
        requireFolds("cut", true);
    }

    @Test
    void aClosingAndAnErasureEndTheAnswersOfAllInstances() {
        Instance one = instances.get(0);
        Instance other = instances.get(1);
        String crisis = one.newCrisis("closed");
        String path = "/casualties/" + one.newRecord(crisis, 8);
        String number = must(200, one.get(path)).get("record").asText();
        for (Instance instance : List.of(one, other, one, other)) {
            assertEquals(8, must(200, instance.get(path)).at("/claims/0/content/best").asInt());
        }
        must(200, one.post("/crises/" + crisis + "/erasures",
                "{\"record\": \"" + number + "\", \"number\": 1, \"reason\": {\"en\": \"A court order\"}}"));
        assertTrue(must(200, one.get(path)).at("/preferred").isMissingNode());
        await("the erasure").atMost(SEEN).until(() -> must(200, other.get(path)).at("/preferred").isMissingNode());
        must(200, one.put("/crises/" + crisis + "/visibility", "{\"state\": \"withheld\"}"));
        assertEquals(404, one.get(path).status());
        await("the closing").atMost(SEEN).until(() -> other.get(path).status() == 404);
        must(200, other.put("/crises/" + crisis + "/visibility", "{\"state\": \"open\"}"));
        assertEquals(200, other.get(path).status());
        await("the opening").atMost(SEEN).until(() -> one.get(path).status() == 200);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsLoadedAgain(@TempDir Path directory) throws Exception {
        try (Instance small = Instance.onH2(directory, "_JAVA_OPTIONS", "-Xmx96m")) {
            List<String> paths = new ArrayList<>();
            for (int crisis = 0; crisis < 10; crisis++) {
                paths.addAll(fill(small, "full-" + crisis));
            }
            Map<String, JsonNode> expected = new ConcurrentHashMap<>();
            ExecutorService readers = Executors.newFixedThreadPool(8);
            List<Future<Void>> reading = new ArrayList<>();
            for (int reader = 0; reader < 8; reader++) {
                Random random = new Random(reader);
                reading.add(readers.submit(() -> {
                    for (int count = 0; count < 200; count++) {
                        String path = paths.get(random.nextInt(paths.size()));
                        JsonNode answer = must(200, small.get(path));
                        JsonNode first = expected.putIfAbsent(path, answer);
                        assertEquals(first == null ? answer : first, answer, path);
                    }
                    return null;
                }));
            }
            for (Future<Void> reader : reading) {
                reader.get();
            }
            readers.shutdown();
        }
    }

    /** Imports a thousand revisions, and returns the paths of some reads of them. */
    private static List<String> fill(Instance instance, String crisis) {
        instance.newCrisis(crisis);
        StringBuilder lines = new StringBuilder();
        for (int count = 0; count < 1_000; count++) {
            String report = Instance.killed(crisis, count).replaceAll("\\s+", " ")
                    .replaceFirst("\"content\": \\{", "\"content\": {\"kind\": \"casualty\", ");
            lines.append("{\"type\": \"revision\", \"record\": \"").append(crisis).append('-').append(count % 10).append("\", ")
                    .append(report.substring(1)).append('\n');
        }
        must(200, instance.lines("/import", lines.toString()));
        return List.of("/crises/" + crisis + "/snapshot", "/casualties?crisis=" + crisis, "/crises/" + crisis + "/timeline",
                "/casualties/" + crisis + "-3", "/casualties/" + crisis + "-7/revisions?limit=100",
                "/casualties/series?crisis=" + crisis);
    }

    private static void requireFolds(String crisis, boolean cutsListeners) throws Exception {
        instances.get(0).newCrisis(crisis);
        String record = instances.get(0).newRecord(crisis, 0);
        Set<View> views = ConcurrentHashMap.newKeySet();
        ExecutorService clients = Executors.newFixedThreadPool(WRITERS + READERS + 1);
        List<Future<Void>> writing = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(writer);
            Instance instance = instances.get(writer % 2);
            writing.add(clients.submit(writes(instance, crisis, record, random)));
        }
        List<Future<Void>> reading = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            Instance instance = instances.get(reader % 2);
            reading.add(clients.submit(reads(instance, record, views, writing)));
        }
        if (cutsListeners) {
            reading.add(clients.submit(cuts(writing)));
        }
        for (List<Future<Void>> tasks : List.of(writing, reading)) {
            for (Future<Void> task : tasks) {
                task.get();
            }
        }
        clients.shutdown();

        for (Instance instance : instances) {
            instance.requireEqualIndex();
        }
        JsonNode feed = instances.get(0).feed(crisis);
        assertEquals(feed, instances.get(1).feed(crisis));
        assertEquals(WRITERS * REPORTS + 1, HashChain.verify(feed));
        assertTrue(views.size() > WRITERS, views.size() + " different views");
        for (View view : views) {
            List<RevisionHeader> headers = new ArrayList<>();
            for (JsonNode item : feed.get("items")) {
                if (item.get("number").asInt() <= view.last) {
                    headers.add(header(item));
                }
            }
            NaiveStanding fold = new NaiveStanding(headers);
            assertEquals(new View(view.last, fold.preferred().map(RevisionHeader::number).orElse(0),
                    fold.claims().stream().map(RevisionHeader::number).toList()), view);
        }
    }

    private static RevisionHeader header(JsonNode item) {
        Integer supersedes = item.hasNonNull("supersedes") ? item.get("supersedes").asInt() : null;
        return Headers.header(item.get("number").asInt(), item.get("source").asText(),
                Status.valueOf(item.get("status").asText().toUpperCase(Locale.ROOT)), supersedes,
                Instant.parse(item.get("reportedFrom").asText()), null);
    }

    /** Appends reports, corrections and retractions of what was acknowledged before. */
    private static Callable<Void> writes(Instance instance, String crisis, String record, Random random) {
        return () -> {
            int last = 1;
            for (int count = 0; count < REPORTS; count++) {
                int superseded = 1 + random.nextInt(last);
                String report = switch (random.nextInt(3)) {
                    case 0 -> Api.killed(crisis, random.nextBoolean() ? "tass" : "kz-mvd", "2022-01-05", count, "");
                    case 1 -> Api.killed(crisis, "kz-mvd", "2022-01-05", count,
                            ", \"status\": \"corrected\", \"reason\": {\"en\": \"Refined\"}, \"supersedes\": " + superseded);
                    default -> Api.retraction(crisis, "kz-mvd", "2022-01-05", superseded);
                };
                Answered answered = instance.post("/casualties/" + record + "/revisions", report);
                if (answered.status() == 409) {
                    // Another writer has retracted it.
                    count--;
                } else {
                    last = must(201, answered).get("number").asInt();
                }
            }
            return null;
        };
    }

    /** Reads one instance as long as anybody writes: what it states never goes back. */
    private static Callable<Void> reads(Instance instance, String record, Set<View> views, List<Future<Void>> writing) {
        return () -> {
            int last = 0;
            while (!writing.stream().allMatch(Future::isDone)) {
                JsonNode answer = must(200, instance.get("/casualties/" + record));
                List<Integer> claims = new ArrayList<>();
                answer.path("claims").forEach(claim -> claims.add(claim.get("number").asInt()));
                View view = new View(answer.get("revisions").asInt(), answer.path("preferred").asInt(), claims);
                assertTrue(view.last >= last, view + " after " + last);
                last = view.last;
                views.add(view);
            }
            return null;
        };
    }

    /** Cuts the connections on which the instances hear of each other, again and again as long as anybody writes. */
    private static Callable<Void> cuts(List<Future<Void>> writing) {
        return () -> {
            try (Connection connection = postgres.connect("postgres"); Statement statement = connection.createStatement()) {
                while (!writing.stream().allMatch(Future::isDone)) {
                    cut(statement);
                }
            }
            return null;
        };
    }

    private static void cut(Statement statement) throws SQLException {
        statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'isnad moves'");
        statement.execute("select pg_sleep(0.1)");
    }
}
