package org.isnad.operation;

import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.isnad.HashChain;
import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Two instances on one PostgreSQL. */
class ConcurrencyIT {

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
    void sixteenWritersOverTwoInstancesMakeOneChain() throws Exception {
        String crisis = one.newCrisis("sixteen");
        String record = one.newRecord(crisis, 0);
        int each = 12;
        ExecutorService writers = Executors.newFixedThreadPool(17);
        List<Future<List<Integer>>> written = new ArrayList<>();
        for (int writer = 0; writer < 16; writer++) {
            Instance instance = writer % 2 == 0 ? one : other;
            int first = 1 + writer * each;
            written.add(writers.submit((Callable<List<Integer>>) () -> {
                List<Integer> numbers = new ArrayList<>();
                for (int count = first; count < first + each; count++) {
                    JsonNode revision = must(201, instance.append(crisis, record, count));
                    assertEquals(count, revision.at("/content/best").asInt());
                    numbers.add(revision.get("number").asInt());
                }
                return numbers;
            }));
        }
        Future<?> reader = writers.submit(() -> {
            int last = 0;
            while (!written.stream().allMatch(Future::isDone)) {
                for (Instance instance : List.of(one, other)) {
                    int current = must(200, instance.get("/casualties/" + record)).at("/newest").asInt();
                    assertTrue(current >= last, current + " after " + last);
                    last = current;
                }
            }
        });
        Set<Integer> numbers = new TreeSet<>();
        for (Future<List<Integer>> future : written) {
            List<Integer> own = future.get();
            assertEquals(own.stream().sorted().toList(), own, "a later answer has a later number");
            numbers.addAll(own);
        }
        reader.get();
        writers.shutdown();
        assertEquals(IntStream.rangeClosed(2, 16 * each + 1).boxed().collect(Collectors.toSet()), numbers);
        assertEquals(one.feed(crisis), other.feed(crisis));
        assertEquals(16 * each + 1, HashChain.verify(one.feed(crisis)));
    }

    @Test
    void crisesDoNotWaitForEachOtherAndALongWaitIs503() throws SQLException {
        String held = one.newCrisis("held");
        String record = one.newRecord(held, 0);
        String free = one.newCrisis("free");
        try (Connection connection = postgres.connect("postgres"); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select * from ledger where crisis_id = 'held' for update");
            ExecutorService waiting = Executors.newSingleThreadExecutor();
            Future<Answered> late = waiting.submit(() -> one.append(held, record, 1));
            String beside = one.newRecord(free, 5);
            // Waiting for the other crisis, which is held all the while, would end in a 503.
            must(201, one.append(free, beside, 6));
            Answered refused = late.get();
            waiting.shutdown();
            assertEquals(503, refused.status(), refused.toString());
            assertEquals("urn:isnad:problem:unavailable", refused.body().get("type").asText());
            assertTrue(Integer.parseInt(refused.headers().get("Retry-After")) >= 1);
            connection.rollback();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertEquals(1, one.feed(held).get("position").asInt());
        assertEquals(2, must(201, one.append(held, record, 1)).get("number").asInt());
    }

    @Test
    void aReadAsKnownMinutesAgoWaitsForAnImportThatBeganBefore() throws Exception {
        String crisis = one.newCrisis("importing");
        one.newRecord(crisis, 0);
        String fixed = "/crises/importing/snapshot?knownAt=" + Instant.now().minus(Duration.ofMinutes(4));
        try (Connection connection = postgres.connect("postgres"); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select * from ledger where crisis_id = 'importing' for update");
            assertEquals(503, one.get(fixed).status());
            connection.rollback();
        }
        must(200, one.get(fixed));
    }

    @Test
    void eightClientsDescribeTheSameAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = "same-" + round;
            requireOneMade("/crises/" + id, """
                    {"id": "%s", "title": {"en": "Almaty"}, "countries": ["KZ"], "timeZone": "Asia/Almaty",
                     "start": "2022-01-02"}""".formatted(id));
            requireOneMade("/sources/" + id, "{\"id\": \"%s\", \"name\": {\"en\": \"A paper\"}, \"kind\": \"media\"}"
                    .formatted(id));
        }
    }

    private static void requireOneMade(String path, String body) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> puts = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            Instance instance = client % 2 == 0 ? one : other;
            puts.add(() -> instance.put(path, body).status());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : clients.invokeAll(puts)) {
            statuses.add(status.get());
        }
        clients.shutdown();
        statuses.sort(null);
        assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 201), statuses);
    }
}
