package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.isnad.content.Kind;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests that erased content is gone from all answers, and that the hash chain still verifies. */
@QuarkusTest
class ErasureTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Response erase(String crisis, String record, int number) {
        return json("""
                {"record": "%s", "number": %d, "reason": {"en": "A court ordered it", "ru": "По решению суда"}}""".formatted(
                record,
                number)).post(V1 + "/crises/" + crisis + "/erasures");
    }

    @Test
    void whatIsErasedIsGoneAndItsPlaceStays() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 7);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 71717, "")).then().statusCode(201);
        append(record, killed(crisis, "tass", "2022-01-06", 3, "")).then().statusCode(201);
        Response before = get("/casualties/" + record + "/revisions/2");
        String etag = before.header("ETag");
        String recordEtag = get("/casualties/" + record).header("ETag");
        erase(crisis, record, 2).then().statusCode(200).body("revision.number", equalTo(2))
                .body("revision.content", nullValue())
                .body("revision.erased.scope", equalTo("content")).body("revision.hash", equalTo(before.path("hash")));
        Response after = given().header("If-None-Match", etag).get(V1 + "/casualties/" + record + "/revisions/2");
        after.then().statusCode(200).body("content", nullValue()).body("erased.reason.en", equalTo("A court ordered it"))
                .body("contentHash", equalTo(before.path("contentHash"))).body("position", equalTo(2))
                .body("source", equalTo("kz-mvd"));
        given().header("If-None-Match", recordEtag).get(V1 + "/casualties/" + record).then().statusCode(200);
        assertEquals(4, HashChain.verify(crisis));
        writing().get(V1 + "/crises/" + crisis + "/verification").then().body("isIntact", equalTo(true));
        for (String path : List.of("/casualties/" + record, "/casualties/" + record + "/revisions",
                "/casualties/" + record + "?asOf=2022-01-07T00:00:00Z", "/casualties/" + record + "/claims",
                "/casualties/" + record + "/compare?from=1&to=2", "/casualties/series?crisis=" + crisis,
                "/crises/" + crisis + "/feed", "/crises/" + crisis + "/snapshot", "/crises/" + crisis + "/timeline",
                "/crises/" + crisis + "/export", "/casualties?crisis=" + crisis,
                "/crises/" + crisis + "/changes?from=2022-01-01T00:00:00Z&to=2022-02-01T00:00:00Z")) {
            Response answer = get(path);
            answer.then().statusCode(200);
            assertFalse(answer.asString().contains("71717"), path);
        }
        get("/crises/" + crisis + "/erasures").then().statusCode(200).body("items.number", equalTo(List.of(2)));
        get("/crises/" + crisis).then().body("erasures", equalTo(1));
    }

    @Test
    void anErasureChangesTheAnswersOfItsRecordAndIsTold() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 7);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 71717, "")).then().statusCode(201);
        String other = newRecord(crisis, "kz-mvd", "2022-01-05", 3);
        String held = """
                {"items": [{"record": "%s", "etag": %s}, {"record": "%s", "etag": %s}]}""".formatted(record,
                quoted(get("/casualties/" + record).header("ETag")), other, quoted(get("/casualties/" + other).header("ETag")));
        json(held).post(V1 + "/check").then().body("items.state", equalTo(List.of("unchanged", "unchanged")));
        erase(crisis, record, 2).then().statusCode(200);
        json(held).post(V1 + "/check").then().body("items.state", equalTo(List.of("changed", "unchanged")));
        get("/crises/" + crisis + "/changes?since=PT1H&clock=recorded&lang=en").then().statusCode(200)
                .body("items.find { it.record == '" + record + "' }.revisions.change", hasItem("erased"));
    }

    private static String quoted(String etag) {
        return "\"" + etag.replace("\"", "\\\"") + "\"";
    }

    @Test
    void whoseNewestWasErasedClaimsNothing() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 7);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 71717, "")).then().statusCode(201);
        append(record, killed(crisis, "tass", "2022-01-05", 3, "")).then().statusCode(201);
        erase(crisis, record, 2).then().statusCode(200);
        get("/casualties/" + record).then().body("newest", equalTo(3)).body("claims.source", equalTo(List.of("tass")));
        json("""
                {"items": [{"record": "%1$s", "number": 1}, {"record": "%1$s", "number": 2}, {"record": "%1$s", "number": 3}]}"""
                .formatted(record)).post(V1 + "/check").then()
                .body("items.state", equalTo(List.of("superseded", "erased", "preferred")));
        get("/casualties/series?source=kz-mvd&crisis=" + crisis).then()
                .body("lines[0].points.best", equalTo(java.util.Arrays.asList(7, null)));
        erase(crisis, record, 3).then().statusCode(200);
        get("/casualties/" + record).then().statusCode(200).body("preferred", nullValue()).body("claims", nullValue());
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 9, "")).then().statusCode(201);
        get("/casualties/" + record).then().body("newest", equalTo(4));
    }

    @Test
    void whatOthersQuoteOfItIsErasedToo() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 7);
        String evidence = """
                , "evidence": [{"record": "%s", "number": 1, "quotation": "seven men, named here", "language": "en"},
                 {"publisher": "TASS", "quotation": "another", "language": "en"}]""".formatted(record);
        append(record, killed(crisis, "tass", "2022-01-06", 7, evidence)).then().statusCode(201);
        erase(crisis, record, 1).then().statusCode(200).body("unquoted.number", equalTo(List.of(2)));
        get("/casualties/" + record + "/revisions/2").then().body("evidence[0].quotation", nullValue())
                .body("evidence[0].record", equalTo(record)).body("evidence[1].quotation", equalTo("another"))
                .body("content.best", equalTo(7)).body("erased.scope", equalTo("quotation"));
        HashChain.verify(crisis);
        writing().get(V1 + "/crises/" + crisis + "/verification").then().body("isIntact", equalTo(true));
        get("/crises/" + crisis + "/erasures").then().body("items.erased.scope", equalTo(List.of("content", "quotation")));
        erase(crisis, record, 2).then().statusCode(200).body("revision.content", nullValue());
    }

    @Test
    void itIsForAdminsAndForWhatIsThere() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 7);
        String body = "{\"record\": \"" + record + "\", \"number\": 1, \"reason\": {\"en\": \"x\"}}";
        given().contentType("application/json").body(body).post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(401);
        Api.with(AccessTest.key("\"role\": \"editor\"")).contentType("application/json").body(body)
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(403);
        erase(crisis, record, 2).then().statusCode(400);
        erase("nothing", record, 1).then().statusCode(404);
        erase(newCrisis(), record, 1).then().statusCode(400);
        json(body.replace(", \"reason\": {\"en\": \"x\"}", "")).post(V1 + "/crises/" + crisis + "/erasures").then()
                .statusCode(400).body("violations[0].field", equalTo("reason"));
        get("/casualties/" + record).then().body("claims[0].content", notNullValue());
        erase(crisis, record, 1).then().statusCode(200);
        erase(crisis, record, 1).then().statusCode(200);
        get("/crises/" + crisis + "/erasures").then().body("items", hasSize(1));
    }

    @Test
    void everythingStillAnswersWhateverIsErased() throws Exception {
        String crisis = newCrisis();
        String lines = new String(Api.sample(), StandardCharsets.UTF_8).replace("kazakhstan-2022", crisis)
                .replaceAll("\"(record|inReplyTo)\":\"kz-", "\"$1\":\"" + crisis + "-");
        List<String> revisions = lines.lines().filter(line -> !line.contains("\"type\":\"crisis\"")).toList();
        writing().contentType("application/x-ndjson")
                .body((String.join("\n", revisions) + "\n").getBytes(StandardCharsets.UTF_8)).post(V1 + "/import").then()
                .statusCode(200);
        List<JsonNode> items = new ArrayList<>();
        MAPPER.readTree(get("/crises/" + crisis + "/feed?limit=1000").asString()).get("items").forEach(items::add);
        for (int at = 0; at < items.size(); at += 3) {
            erase(crisis, items.get(at).get("record").asText(), items.get(at).get("number").asInt()).then().statusCode(200);
        }
        HashChain.verify(crisis);
        writing().get(V1 + "/crises/" + crisis + "/verification").then().body("isIntact", equalTo(true));
        for (JsonNode item : items) {
            String path = "/" + Kind.valueOf(item.get("kind").asText().toUpperCase(Locale.ROOT)).path() + "/"
                    + item.get("record").asText();
            List<String> reads = new ArrayList<>(List.of("", "/revisions", "/claims", "?lang=*", "?asOf=2022-01-09T00:00:00Z"));
            if (item.get("number").asInt() > 1) {
                reads.add("/compare?from=1&to=" + item.get("number").asInt());
            }
            reads.forEach(read -> get(path + read).then().statusCode(not(500)));
        }
        for (String path : List.of("/snapshot", "/timeline?limit=1000", "/corrections", "/erasures", "/export",
                "/changes?from=2022-01-01T00:00:00Z&to=2022-03-01T00:00:00Z&limit=1000")) {
            get("/crises/" + crisis + path).then().statusCode(200);
        }
        get("/casualties/series?crisis=" + crisis).then().statusCode(200);
        for (Kind kind : Kind.values()) {
            get("/" + kind.path() + "?crisis=" + crisis + "&limit=1000").then().statusCode(200);
        }
    }
}
