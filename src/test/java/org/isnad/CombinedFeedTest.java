package org.isnad;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.isnad.Api.KEY;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** Tests the feed and the stream over all crises. */
@QuarkusTest
@TestProfile(CombinedFeedTest.OwnDatabase.class)
class CombinedFeedTest {

    @TestHTTPResource
    URI root;

    /** A database without the crises of other tests. */
    public static class OwnDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:h2:mem:combined;DB_CLOSE_DELAY=-1");
        }
    }

    @BeforeEach
    void twoCrisesAreThere() {
        Api.importSample();
        Api.importExample();
    }

    /** Returns the position of each item, in the order of the pages, by crisis. */
    private static Map<String, List<Integer>> follow(String query, int limit) {
        Map<String, List<Integer>> positions = new TreeMap<>();
        String after = "0";
        while (true) {
            JsonNode page = get("/feed?limit=" + limit + "&after=" + after + query).as(JsonNode.class);
            page.get("items").forEach(item -> positions.computeIfAbsent(item.get("crisis").asText(), first -> new ArrayList<>())
                    .add(item.get("position").asInt()));
            after = page.get("after").asText();
            if (after.equals(page.get("position").asText())) {
                return positions;
            }
        }
    }

    /** Returns the positions in the feeds of the crises, by crisis; crises without any are absent. */
    private static Map<String, List<Integer>> expected(String query) {
        Map<String, List<Integer>> positions = new TreeMap<>();
        for (String crisis : get("/crises").jsonPath().getList("items.id", String.class)) {
            List<Integer> ofCrisis = get("/crises/" + crisis + "/feed?limit=1000" + query).jsonPath().getList("items.position");
            if (!ofCrisis.isEmpty()) {
                positions.put(crisis, ofCrisis);
            }
        }
        return positions;
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&kind=reaction", "&source=kz-mvd&status=corrected", "&record=kz-total-killed",
            "&asOf=2022-01-09T12:00:00Z" })
    void aFollowerSeesEveryMatchingEntryOfEachCrisisOnceAndInOrder(String query) {
        Map<String, List<Integer>> expected = expected(query);
        for (int limit : new int[] { 7, 1000 }) {
            assertEquals(expected, follow(query, limit));
        }
    }

    @Test
    void entriesAreThoseOfTheFeedsOfTheirCrises() {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        JsonNode item = get("/crises/" + crisis + "/feed").as(JsonNode.class).at("/items/0");
        String after = get("/feed?limit=1000").path("position");
        JsonNode all = get("/feed?limit=1000").as(JsonNode.class);
        assertEquals(after, all.get("after").asText());
        assertTrue(after.contains(crisis + ":1"));
        List<JsonNode> items = new ArrayList<>();
        all.get("items").forEach(items::add);
        assertTrue(items.contains(item));
    }

    @Test
    void aCursorIsExactThoughSeveralCrisesMove() {
        String one = newCrisis();
        String other = newCrisis();
        String record = newRecord(one, "kz-mvd", "2022-01-05", 8);
        String after = get("/feed?limit=1000").path("position");
        newRecord(other, "kz-mvd", "2022-01-05", 3);
        append(record, killed(one, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        Response first = get("/feed?limit=1&after=" + after);
        first.then().body("items.crisis", contains(other));
        append(record, killed(one, "tass", "2022-01-07", 11, "")).then().statusCode(201);
        Response rest = get("/feed?after=" + first.path("after"));
        rest.then().body("items.crisis", contains(one, one)).body("items.position", contains(2, 3));
        get("/feed?after=" + rest.path("after")).then().body("items", hasSize(0)).body("after", equalTo(rest.path("after")));
    }

    @Test
    void aCrisisIsSeenFromItsBeginningOnceItIsOpened() {
        String hidden = newCrisis();
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + hidden + "/visibility").then().statusCode(200);
        newRecord(hidden, "kz-mvd", "2022-01-05", 8);
        Response before = get("/feed?limit=1000");
        before.then().body("items.crisis", not(hasItem(hidden))).body("position", not(containsString(hidden)))
                .header("Cache-Control", containsString("public"));
        given().header("X-API-Key", KEY).get(V1 + "/feed?limit=1000").then().body("items.crisis", hasItem(hidden))
                .header("Cache-Control", equalTo("private, no-store"));
        json("{\"state\": \"open\"}").put(V1 + "/crises/" + hidden + "/visibility").then().statusCode(200);
        get("/feed?after=" + before.path("after")).then().body("items.crisis", contains(hidden, hidden, hidden))
                .body("items.position", contains(1, 2, 3));
    }

    @Test
    void aWaitEndsWithAnEntryThatTheCallerMayRead() {
        String hidden = newCrisis();
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + hidden + "/visibility").then().statusCode(200);
        String open = newCrisis();
        String after = get("/feed?limit=1000").path("position");
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> get("/feed?wait=60&after=" + after));
        await().until(() -> given().get("/q/metrics").asString().contains("isnad_feed_waiting 1.0"));
        newRecord(hidden, "kz-mvd", "2022-01-05", 8);
        newRecord(open, "kz-mvd", "2022-01-05", 8);
        waiting.join().then().statusCode(200).body("items.crisis", contains(open));
    }

    @Test
    void theFeedAtATimeEndsWithWhatWasRecordedByThen() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String then = get("/crises/" + crisis + "/feed").path("items[0].recordedAt");
        append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        get("/feed?limit=1000&knownAt=" + then).then().body("position", containsString(crisis + ":1"));
    }

    @Test
    void theSameFeedIsNotSentAgain() {
        String etag = get("/feed?limit=2").header("ETag");
        given().header("If-None-Match", etag).get(V1 + "/feed?limit=2").then().statusCode(304);
        newRecord(newCrisis(), "kz-mvd", "2022-01-05", 8);
        given().header("If-None-Match", etag).get(V1 + "/feed?limit=2").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "after=x", "after=almaty", "after=almaty:", "after=almaty:1,", "after=almaty:-1", "after=Almaty:1",
            "after=7", "limit=0", "wait=61", "minPosition=1", "kind=x", "source=nobody", "asOf=2999-01-01T00:00:00Z" })
    void aWrongParameterIsNamed(String parameter) {
        get("/feed?" + parameter).then().statusCode(400).body("violations[0].field",
                equalTo(parameter.substring(0, parameter.indexOf('='))));
    }

    @Test
    void aStreamSendsTheEntriesOfAllCrises() throws Exception {
        String after = get("/feed?limit=1000").path("position");
        try (EventReader reader = new EventReader(root.resolve(V1 + "/feed/stream?after=" + after))) {
            String one = newCrisis();
            String record = newRecord(one, "kz-mvd", "2022-01-05", 8);
            EventReader.Event first = reader.next();
            assertEquals("revision", first.type());
            assertEquals(get("/crises/" + one + "/feed").as(JsonNode.class).at("/items/0"), first.data());
            assertTrue(first.id().contains(one + ":1"));
            String other = newCrisis();
            newRecord(other, "kz-mvd", "2022-01-05", 3);
            assertEquals(other, reader.next().data().get("crisis").asText());
            append(record, killed(one, "tass", "2022-01-06", 10, "")).then().statusCode(201);
            EventReader.Event last = reader.next();
            assertEquals(2, last.data().get("position").asInt());
            assertEquals(get("/feed?limit=1000").path("position"), last.id());
            try (EventReader resumed = new EventReader(root.resolve(V1 + "/feed/stream"), "Last-Event-ID", first.id())) {
                List<String> crises = List.of(resumed.next().data().get("crisis").asText(),
                        resumed.next().data().get("crisis").asText());
                assertTrue(crises.containsAll(List.of(one, other)));
            }
        }
    }

    @Test
    void aStreamFromTheBeginningSendsEveryEntryOnce() throws Exception {
        Map<String, List<Integer>> expected = expected("&kind=casualty");
        Map<String, List<Integer>> sent = new TreeMap<>();
        try (EventReader reader = new EventReader(root.resolve(V1 + "/feed/stream?kind=casualty"))) {
            for (int at = 0; at < expected.values().stream().mapToInt(List::size).sum(); at++) {
                JsonNode data = reader.next().data();
                sent.computeIfAbsent(data.get("crisis").asText(), first -> new ArrayList<>())
                        .add(data.get("position").asInt());
            }
        }
        assertEquals(expected, sent);
    }

    @Test
    void aStreamLeavesOutWhatTheCallerMayNotRead() throws Exception {
        String hidden = newCrisis();
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + hidden + "/visibility").then().statusCode(200);
        // The editor may read what other tests have hidden, too.
        String after = given().header("X-API-Key", KEY).get(V1 + "/feed?limit=1").path("position");
        try (EventReader anybody = new EventReader(root.resolve(V1 + "/feed/stream?after=" + after));
                EventReader editor = new EventReader(root.resolve(V1 + "/feed/stream?after=" + after), "X-API-Key", KEY)) {
            newRecord(hidden, "kz-mvd", "2022-01-05", 8);
            assertEquals(hidden, editor.next().data().get("crisis").asText());
            String open = newCrisis();
            newRecord(open, "kz-mvd", "2022-01-05", 8);
            assertEquals(open, anybody.next().data().get("crisis").asText());
            json("{\"state\": \"open\"}").put(V1 + "/crises/" + hidden + "/visibility").then().statusCode(200);
            assertEquals(hidden, anybody.next().data().get("crisis").asText());
        }
    }

    @Test
    void aWrongIdOfAnEventIsAProblem() {
        get("/feed/stream?after=7").then().statusCode(400).body("violations[0].field", equalTo("after"));
        given().header("Last-Event-ID", "x").get(V1 + "/feed/stream").then().statusCode(400).body("violations[0].field",
                equalTo("Last-Event-ID"));
    }
}
