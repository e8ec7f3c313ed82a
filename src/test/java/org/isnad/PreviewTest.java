package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.isnad.content.Kind;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** Previews of reports: they check what the append checks, show what readers would see, and leave nothing behind. */
@QuarkusTest
class PreviewTest {

    private static final String PREVIEWS = V1 + "/previews";

    private static Response preview(String record, String report) {
        return json(ofKind(report)).header("Accept-Language", "en").post(PREVIEWS + "?record=" + record);
    }

    /** Returns a report of a figure whose content has its kind. */
    private static String ofKind(String report) {
        return report.replace("{\"group\"", "{\"kind\": \"casualty\", \"group\"");
    }

    /** Returns all that is stored of a crisis. */
    private static String log(String crisis) {
        return get("/crises/" + crisis + "/export").asString() + get("/crises/" + crisis).asString();
    }

    @Test
    void aCorrectionShowsWhatReadersWouldSee() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 18);
        append(record, killed(crisis, "tass", "2022-01-06", 18, "")).then().statusCode(201);
        String before = log(crisis);
        String correction = killed(crisis, "kz-mvd", "2022-01-07", 16,
                ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"en\": \"Counted twice\"}");
        preview(record, correction).then().statusCode(200).header("Cache-Control", equalTo("no-store"))
                .body("record.record", equalTo(record)).body("record.revisions", equalTo(3))
                .body("record.claims.content.best", contains(16, 18)).body("record.newest", equalTo(3))
                .body("record.spread[0].low", equalTo(16)).body("record.spread[0].high", equalTo(18))
                .body("record.spread[0].verdict", equalTo("conflict")).body("changes", hasSize(1))
                .body("changes[0].change", equalTo("corrected")).body("changes[0].revisions.change", contains("corrected"))
                .body("changes[0].revisions[0].sentence",
                        equalTo("Ministry of Internal Affairs of Kazakhstan: police officers killed (Kazakhstan) 18 → 16,"
                                + " corrected: Counted twice"));
        assertEquals(before, log(crisis));
        append(record, correction).then().statusCode(201).body("number", equalTo(3)).body("position", equalTo(3));
        HashChain.verify(crisis);
    }

    @Test
    void aPreviewIsWhatTheAppendThenMakesReadersSee() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        append(record, killed(crisis, "tass", "2022-01-07", 164, "")).then().statusCode(201);
        for (String report : List.of(killed(crisis, "gsv", "2022-01-08", 18, ", \"status\": \"disputed\""),
                retraction(crisis, "tass", "2022-01-09", 2))) {
            String previewed = preview(record, report).then().statusCode(200).extract().jsonPath().getMap("record").toString();
            append(record, report).then().statusCode(201);
            String read = given().header("Accept-Language", "en").get(V1 + "/casualties/" + record).jsonPath().getMap("$")
                    .toString();
            assertEquals(timeless(read), timeless(previewed));
        }
    }

    /** Returns a text without the times of recording, in which a preview and the append after it differ. */
    private static String timeless(String text) {
        return text.replaceAll("recordedAt=[^,]+", "recordedAt");
    }

    @Test
    void aNewRecordOfEachKindCanBePreviewed() {
        String crisis = newCrisis();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NOTICE) {
                String content = "{\"kind\": \"" + kind.jsonName() + "\", " + Api.sampleContent(kind).substring(1);
                String report = "{\"crisis\": \"%s\", \"source\": \"tass\", \"reportedAt\": \"2022-01-07\", \"content\": %s}"
                        .formatted(crisis, content);
                json(report).post(PREVIEWS).then().statusCode(200).body("record.kind", equalTo(kind.jsonName()))
                        .body("record.revisions", equalTo(1)).body("changes[0].change", equalTo("new"))
                        .body("changes[0].from", nullValue());
                get("/" + kind.path() + "?crisis=" + crisis).then().body("items", hasSize(0));
            }
        }
        get("/crises/" + crisis).then().body("position", equalTo(0)).body("records.casualties", equalTo(0));
    }

    @Test
    void aRetractionOfAWholeClaimShowsItsReason() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 18, "")).then().statusCode(201);
        String retraction = retraction(crisis, "kz-mvd", "2022-01-08", 2).replaceFirst("}\\s*$", ", \"retracts\": \"claim\"}");
        preview(record, retraction).then().statusCode(200).body("record.claims", nullValue())
                .body("record.last.status", equalTo("retracted")).body("record.last.reason.en", equalTo("A technical error"))
                .body("record.revisions", equalTo(4)).body("changes[0].revisions.number", contains(3, 4));
        get("/casualties/" + record).then().body("revisions", equalTo(2)).body("preferred", equalTo(2));
    }

    @Test
    void aReportThatReplacesOneOfAnotherRecordShowsBothChanges() {
        String crisis = newCrisis();
        String wrong = newRecord(crisis, "kz-mvd", "2022-01-06", 60);
        String right = newRecord(crisis, "tass", "2022-01-06", 67);
        String report = killed(crisis, "kz-mvd", "2022-01-08", 60, ", \"reason\": {\"en\": \"Another population\"},"
                + " \"replaces\": [{\"record\": \"" + wrong + "\", \"number\": 1}]");
        preview(right, report).then().statusCode(200).body("record.claims", hasSize(2)).body("changes", hasSize(2))
                .body("changes.find { it.record == '" + wrong + "' }.to", nullValue())
                .body("changes.find { it.record == '" + wrong + "' }.revisions.change", contains("replaced"));
        get("/casualties/" + wrong).then().body("preferred", equalTo(1));
    }

    @Test
    void aPreviewChecksWhatTheAppendChecks() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        String tomorrow = Instant.now().plus(2, ChronoUnit.DAYS).toString();
        for (String report : List.of(killed(crisis, "nobody", "2022-01-07", 9, ""),
                killed(crisis, "tass", "2022-01-07", 9, ", \"status\": \"corrected\""),
                killed(crisis, "tass", tomorrow, 9, ""), killed(crisis, "tass", "2022-13-07", 9, ""))) {
            String refused = append(record, report).then().statusCode(400).extract().path("violations").toString();
            assertEquals(refused, preview(record, report).then().statusCode(400).extract().path("violations").toString());
        }
        String etag = get("/casualties/" + record).header("ETag");
        append(record, killed(crisis, "tass", "2022-01-07", 9, "")).then().statusCode(201);
        String report = ofKind(killed(crisis, "tass", "2022-01-07", 9, ""));
        json(report).header("If-Match", etag).post(PREVIEWS + "?record=" + record).then().statusCode(412);
        json(report).header("Accept-Language", "en;q=x").post(PREVIEWS + "?record=" + record).then().statusCode(400)
                .body("violations[0].field", equalTo("Accept-Language"));
    }

    @Test
    void aPreviewIsOfAKnownRecordAndOfItsKind() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        preview("nothing", killed(crisis, "tass", "2022-01-07", 9, "")).then().statusCode(400)
                .body("violations.in", contains("query")).body("violations.field", contains("record"));
        String report = "{\"crisis\": \"%s\", \"source\": \"tass\", \"reportedAt\": \"2022-01-07\"%s}";
        String article = ", \"content\": {\"kind\": \"article\", \"originalLanguage\": \"ru\", \"headline\": {\"ru\": \"В Алма-Ате\"}}";
        preview(record, report.formatted(crisis, article)).then().statusCode(409).body("violations.field",
                contains("content.kind"));
        json(report.formatted(crisis, "")).post(PREVIEWS).then().statusCode(400).body("violations.field", contains("content"));
        String notice = ", \"content\": {\"kind\": \"notice\", \"act\": \"hold\", \"record\": \"" + record + "\"}";
        json(report.formatted(crisis, notice)).post(PREVIEWS).then().statusCode(400).body("violations.field",
                contains("content.kind"));
    }

    @Test
    void aPreviewNeedsThePermissionsOfTheAppend() {
        String crisis = newCrisis();
        String path = PREVIEWS + "?record=" + newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        String report = ofKind(killed(crisis, "tass", "2022-01-07", 9, ""));
        String reporter = AccessTest.key("\"role\": \"reporter\", \"sources\": [\"gsv\"]");
        given().contentType(ContentType.JSON).body(report).post(path).then().statusCode(401);
        with(reporter).contentType(ContentType.JSON).body(report).post(path).then().statusCode(403)
                .body("violations[0].field", equalTo("source"));
        with(reporter).contentType(ContentType.JSON).body(report.replace("tass", "gsv")).post(path).then().statusCode(200);
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        with(reporter).contentType(ContentType.JSON).body(report.replace("tass", "gsv")).post(path).then().statusCode(400)
                .body("violations[0].field", equalTo("record"));
    }

    @Test
    void anIdempotencyKeyIsNotTaken() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        String key = UUID.randomUUID().toString();
        json(ofKind(killed(crisis, "tass", "2022-01-07", 9, ""))).header("Idempotency-Key", key)
                .post(PREVIEWS + "?record=" + record).then().statusCode(200);
        json(killed(crisis, "tass", "2022-01-07", 10, "")).header("Idempotency-Key", key)
                .post(V1 + "/casualties/" + record + "/revisions").then().statusCode(201).body("number", equalTo(2));
    }

    @Test
    void previewsBesideAppendsTakeNoPosition() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        List<CompletableFuture<Integer>> statuses = IntStream.range(0, 40)
                .mapToObj(at -> CompletableFuture.supplyAsync(() -> at % 2 == 0
                        ? append(record, killed(crisis, "tass", "2022-01-07", at, "")).statusCode()
                        : preview(record, killed(crisis, "tass", "2022-01-07", at, "")).statusCode()))
                .toList();
        assertEquals(List.of(20L, 20L), List.of(201, 200).stream()
                .map(status -> statuses.stream().filter(done -> done.join().equals(status)).count()).toList());
        get("/crises/" + crisis).then().body("position", equalTo(21));
        HashChain.verify(crisis);
    }

    @Test
    void aCredentialTellsWhatItPermits() {
        String reporter = AccessTest.key("\"role\": \"reporter\", \"sources\": [\"tass\", \"gsv\"]");
        with(reporter).get(V1 + "/caller").then().statusCode(200).header("Cache-Control", equalTo("no-store"))
                .body("name", equalTo("key:" + reporter.substring(6, 18))).body("role", equalTo("reporter"))
                .body("sources", contains("gsv", "tass")).body("crises", nullValue());
        with(Api.KEY).get(V1 + "/caller").then().body("role", equalTo("admin")).body("sources", nullValue());
        given().get(V1 + "/caller").then().statusCode(401);
    }
}
