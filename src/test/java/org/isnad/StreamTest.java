package org.isnad;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.with;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests the stream of a crisis as a client of server-sent events reads it. */
@QuarkusTest
class StreamTest {

    @TestHTTPResource
    URI root;

    private EventReader reader(String crisis, String query, String... headers) throws Exception {
        return new EventReader(root.resolve(V1 + "/crises/" + crisis + "/feed/stream" + query), headers);
    }

    @Test
    void aReaderSeesWhatWasAndWhatComesOnceAndInOrder() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (EventReader reader = reader(crisis, ""); EventReader later = reader(crisis, "?after=1")) {
            EventReader.Event first = reader.next();
            assertEquals("1", first.id());
            assertEquals("revision", first.type());
            assertEquals(get("/crises/" + crisis + "/feed").as(JsonNode.class).at("/items/0"), first.data());
            append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
            append(record, killed(crisis, "tass", "2022-01-07", 9,
                    ", \"status\": \"corrected\", \"supersedes\": 2, \"reason\": {\"en\": \"x\"}")).then().statusCode(201);
            append(record, retraction(crisis, "kz-mvd", "2022-01-07", 1)).then().statusCode(201);
            json("{\"crisis\": \"%s\", \"record\": \"%s\", \"number\": 3, \"ruling\": \"for\", \"reason\": {\"en\": \"x\"}}"
                    .formatted(crisis, record)).post(V1 + "/notices/rulings").then().statusCode(201);
            for (EventReader one : List.of(reader, later)) {
                for (String type : List.of("revision", "correction", "retraction", "notice")) {
                    assertEquals(type, one.next().type());
                }
            }
            try (EventReader resumed = reader(crisis, "?after=0", "Last-Event-ID", "3")) {
                assertEquals(List.of("4", "5"), resumed.next(2));
            }
        }
    }

    @Test
    void aReaderOfTheSampleSeesEveryEntryOnce() throws Exception {
        Api.importSample();
        int position = get("/crises/kazakhstan-2022").path("position");
        try (EventReader reader = reader("kazakhstan-2022", "")) {
            List<String> ids = reader.next(position);
            for (int at = 0; at < position; at++) {
                assertEquals(Integer.toString(at + 1), ids.get(at));
            }
        }
        try (EventReader reader = reader("kazakhstan-2022", "?kind=reaction")) {
            JsonNode expected = get("/crises/kazakhstan-2022/feed?kind=reaction&limit=1000").as(JsonNode.class);
            assertTrue(expected.get("items").size() > 0);
            for (JsonNode item : expected.get("items")) {
                assertEquals(item, reader.next().data());
            }
        }
    }

    @Test
    void aFilteredReaderSeesWhatMatches() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (EventReader reader = reader(crisis, "?source=tass")) {
            append(record, killed(crisis, "kz-mvd", "2022-01-06", 10, "")).then().statusCode(201);
            append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
            append(record, killed(crisis, "kz-mvd", "2022-01-07", 11, "")).then().statusCode(201);
            append(record, killed(crisis, "tass", "2022-01-08", 12, "")).then().statusCode(201);
            assertEquals(List.of("3", "5"), reader.next(2));
        }
    }

    @Test
    void aStreamEndsWhenItsCrisisIsClosed() throws Exception {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (EventReader anybody = reader(crisis, ""); EventReader editor = reader(crisis, "", "X-API-Key", Api.KEY)) {
            assertEquals("1", anybody.next().id());
            assertEquals("1", editor.next().id());
            json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
            assertEquals(null, anybody.next().id());
            assertEquals("notice", editor.next().type());
        }
        get("/crises/" + crisis + "/feed/stream").then().statusCode(404);
    }

    @Test
    void aStreamThatIsNeverSilentEndsWhenItsKeyIsRevoked() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        Response made = json("{\"name\": \"a stream\", \"role\": \"editor\"}").post(V1 + "/keys");
        try (EventReader revoked = reader(crisis, "", "X-API-Key", made.path("secret"));
                EventReader valid = reader(crisis, "", "X-API-Key", Api.KEY)) {
            assertEquals("1", revoked.next().id());
            writing().delete(V1 + "/keys/" + made.path("key.id")).then().statusCode(200);
            AtomicInteger position = new AtomicInteger(1);
            // The key is checked every 15 seconds; the limit is less than two intervals.
            await().atMost(Duration.ofSeconds(25)).pollInterval(Duration.ofMillis(200)).until(() -> {
                int count = position.incrementAndGet();
                append(record, killed(crisis, "tass", "2022-01-06", count, "")).then().statusCode(201);
                return revoked.next().id() == null;
            });
            List<String> sent = valid.next(position.get());
            assertEquals(position.toString(), sent.get(sent.size() - 1));
        }
        with(made.path("secret")).get(V1 + "/crises/" + crisis + "/feed/stream").then().statusCode(401);
    }

    @Test
    void aWrongRequestIsAProblem() {
        get("/crises/nothing/feed/stream").then().statusCode(404);
        String crisis = newCrisis();
        get("/crises/" + crisis + "/feed/stream?after=x").then().statusCode(400);
        get("/crises/" + crisis + "/feed/stream?kind=x").then().statusCode(400);
        get("/crises/" + crisis + "/feed/stream?limit=1").then().statusCode(400).body("violations[0].field",
                equalTo("limit"));
        json("").header("Last-Event-ID", "x").get(V1 + "/crises/" + crisis + "/feed/stream").then().statusCode(400);
    }
}
