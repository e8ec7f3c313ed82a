package org.isnad;

import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** Tests the stream of the changes of casualty figures. */
@QuarkusTest
class FigureWatchTest {

    @TestHTTPResource
    URI root;

    private EventReader watch(String query, String... headers) throws Exception {
        return new EventReader(root.resolve(V1 + "/casualties/stream" + query), headers);
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(value -> strings.add(value.asText()));
        return strings;
    }

    @Test
    void aChangeIsToldWithTheStateBeforeAndAfter() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (EventReader watch = watch("?lang=en&crisis=" + crisis)) {
            EventReader.Event event = watch.next();
            assertEquals("1", event.id());
            assertEquals("figures", event.type());
            JsonNode first = event.data().get(0);
            assertEquals(List.of("preferred", "newest", "claims"), strings(first.get("changed")));
            assertFalse(first.has("before"));
            assertEquals(8, first.at("/after/preferred/best").asInt());

            append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
            JsonNode second = watch.next().data().get(0);
            assertEquals(crisis, second.get("crisis").asText());
            assertEquals(2, second.get("position").asInt());
            assertEquals(record, second.get("record").asText());
            assertEquals(List.of("preferred", "newest", "claims", "spread", "agreement"), strings(second.get("changed")));
            assertEquals(first.get("after"), second.get("before"));
            assertEquals(10, second.at("/after/preferred/best").asInt());
            assertEquals("conflict", second.at("/after/preferred/spread/verdict").asText());
            assertEquals("tass", second.at("/claims/0/to/source").asText());
            assertFalse(second.at("/claims/0").has("from"));
            assertEquals(1, second.get("sentences").size());

            append(record, retraction(crisis, "tass", "2022-01-07", 2)).then().statusCode(201);
            JsonNode third = watch.next().data().get(0);
            assertEquals(second.get("after"), third.get("before"));
            assertEquals(8, third.at("/after/preferred/best").asInt());
            assertEquals("tass", third.at("/claims/0/from/source").asText());
            assertFalse(third.at("/claims/0").has("to"));
        }
    }

    @Test
    void aRulingIsToldAndWhatLeavesTheFiguresUnchangedIsNot() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        json("{\"crisis\": \"%s\", \"source\": \"tass\", \"reportedAt\": \"2022-01-06\", \"content\": %s}".formatted(crisis,
                Api.sampleContent(org.isnad.content.Kind.REACTION))).post(V1 + "/reactions").then().statusCode(201);
        json("{\"crisis\": \"%s\", \"record\": \"%s\", \"number\": 1, \"ruling\": \"for\", \"reason\": {\"en\": \"x\"}}"
                .formatted(crisis, record)).post(V1 + "/notices/rulings").then().statusCode(201);
        try (EventReader watch = watch("?after=1&crisis=" + crisis)) {
            assertEquals("2", watch.next().id());
            EventReader.Event ruling = watch.next();
            assertEquals("4", ruling.id());
            assertEquals(List.of("preferred"), strings(ruling.data().at("/0/changed")));
            assertEquals("kz-mvd", ruling.data().at("/0/after/preferred/source").asText());
        }
    }

    @Test
    void aWatcherOfTheSampleSeesTheRetractionOf164InItsLanguage() throws Exception {
        Api.importSample();
        for (String language : List.of("ar", "en", "ru")) {
            try (EventReader watch = watch("?record=kz-total-killed&crisis=kazakhstan-2022&lang=" + language)) {
                int revisions = get("/casualties/kz-total-killed").path("revisions");
                List<JsonNode> changes = new ArrayList<>();
                while (changes.isEmpty() || number(changes.get(changes.size() - 1)) < revisions) {
                    changes.add(watch.next().data().get(0));
                }
                JsonNode retraction = changes.stream().filter(change -> change.at("/claims/0/from/best").asInt() == 164)
                        .filter(change -> change.at("/claims/0/to").isMissingNode()).findFirst().orElseThrow();
                String sentence = retraction.at("/sentences/0").asText();
                assertEquals(sentence, sentence(language, "retracted"));
                for (int at = 1; at < changes.size(); at++) {
                    assertEquals(changes.get(at - 1).get("after"), changes.get(at).get("before"));
                }
            }
        }
    }

    /** Returns the highest number of a claim in a change. */
    private static int number(JsonNode change) {
        int highest = change.at("/after/newest/number").asInt();
        for (JsonNode claim : change.get("claims")) {
            highest = Math.max(highest, claim.at("/to/number").asInt());
        }
        return highest;
    }

    /** Returns the sentence of the first change of the record of a type in the list of changes. */
    private static String sentence(String language, String type) {
        JsonNode changes = get("/crises/kazakhstan-2022/changes?limit=100&from=2020-01-01T00:00:00Z&lang=" + language)
                .as(JsonNode.class);
        for (JsonNode change : changes.get("items")) {
            for (JsonNode step : change.get("revisions")) {
                if (change.get("record").asText().equals("kz-total-killed") && step.get("change").asText().equals(type)) {
                    return step.get("sentence").asText();
                }
            }
        }
        throw new AssertionError("no such change");
    }

    @Test
    void aFilterSelectsWhatTheFiguresCount() throws Exception {
        Api.importSample();
        try (EventReader killed = watch("?crisis=kazakhstan-2022&group=security-forces&measure=killed&place=KZ");
                EventReader all = watch("?crisis=kazakhstan-2022")) {
            for (int at = 0; at < 5; at++) {
                JsonNode count = killed.next().data().at("/0/after/preferred/count");
                assertEquals("security-forces", count.get("group").asText());
                assertEquals("killed", count.get("measure").asText());
            }
            assertTrue(all.next(40).size() == 40);
        }
    }

    @Test
    void aWrongRequestIsAProblem() {
        get("/casualties/stream?crisis=nothing").then().statusCode(404);
        get("/casualties/stream?crisis=kazakhstan-2022&after=x").then().statusCode(400).body("violations[0].field",
                equalTo("after"));
        get("/casualties/stream?measure=x").then().statusCode(400);
        get("/casualties/stream?lang=!").then().statusCode(400);
    }
}
