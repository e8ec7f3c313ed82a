package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

import org.isnad.content.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests the full and brief views of records, and the parts of answers that are included on request. */
@QuarkusTest
class ViewsTest {

    private static final String BRIEF = "application/vnd.isnad.brief+json";
    private static final String SNAPSHOT = "/crises/kazakhstan-2022/snapshot";

    @BeforeEach
    void sampleIsThere() {
        Api.importSample();
    }

    private static int zipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.size();
    }

    /** A dashboard polls the figures of a crisis, 47 records, or all 109 records with their words. */
    @Test
    void theBriefSnapshotOfTheSampleIsLight() throws IOException {
        byte[] figures = get(SNAPSHOT + "?view=brief&kind=casualty&lang=en").asByteArray();
        assertTrue(figures.length <= 13_000, "the figures have " + figures.length + " bytes");
        assertTrue(zipped(figures) <= 2_000, "the figures have " + zipped(figures) + " bytes as gzip");
        byte[] all = get(SNAPSHOT + "?view=brief&lang=en").asByteArray();
        assertTrue(all.length <= 30_000, "all records have " + all.length + " bytes");
        assertTrue(zipped(all) <= 6_000, "all records have " + zipped(all) + " bytes as gzip");
    }

    @Test
    void theBriefSnapshotTellsOfEachRecordWhatTheFullOneTells() {
        Response full = get(SNAPSHOT + "?lang=en");
        Response brief = get(SNAPSHOT + "?lang=en&view=brief");
        brief.then().statusCode(200).contentType(BRIEF).body("position", equalTo(full.path("position")))
                .body("records.casualties.link", equalTo("/api/v1/casualties/{record}"));
        for (String kind : ExampleCrisis.KINDS.stream().map(Kind::path).toList()) {
            List<Map<String, Object>> records = full.path("records." + kind);
            List<Map<String, Object>> items = brief.path("records." + kind + ".items");
            assertEquals(records.stream().map(record -> record.get("record")).toList(),
                    items.stream().map(item -> item.get("record")).toList());
            for (int at = 0; at < records.size(); at++) {
                assertEquals(records.get(at).get("preferred"), items.get(at).get("number"));
                assertEquals(null, items.get(at).get("preferred"));
                assertTrue(brief.<Map<String, Object>> path("sources").containsKey((String) items.get(at).get("source")));
            }
        }
        String killed = "records.casualties.items.find { it.record == 'kz-security-forces-killed' }.";
        brief.then().body(killed + "best", equalTo(19)).body(killed + "low", nullValue())
                .body(killed + "count.group", equalTo("security-forces")).body(killed + "spread.low", equalTo(16))
                .body(killed + "spread.high", equalTo(19)).body(killed + "spread.sources", equalTo(4))
                .body(killed + "spread.verdict", equalTo("conflict")).body("sources.kz-mvd.en", containsString("Ministry"));
    }

    @Test
    void everyReadOfRecordsHasABriefView() {
        String record = "/casualties/kz-security-forces-killed";
        get(record + "?view=brief&lang=ru").then().contentType(BRIEF).body("best", equalTo(19))
                .body("link", equalTo(V1 + record)).body("sourceName.ru", notNullValue()).body("spread.high", equalTo(19));
        get(record + "/revisions?view=brief").then().body("items.preferred", hasItem(true))
                .body("items.standing", hasItem(false))
                .body("items[0].spread", nullValue());
        get(record + "/revisions/1?view=brief").then().body("number", equalTo(1)).body("preferred", equalTo(false));
        get(record + "/claims?view=brief").then().body("claims.best", hasItem(16)).body("agreement[0].verdict",
                equalTo("conflict"));
        get("/casualties?crisis=kazakhstan-2022&group=police&view=brief").then().body("items[0].count.group", equalTo("police"))
                .body("items[0].link", startsWith(V1 + "/casualties/"));
        get("/reactions?crisis=kazakhstan-2022&view=brief&lang=en").then().body("items.stance", hasItem("offers-help"))
                .body("items.speaker.en", hasItem(notNullValue())).body("items.words.en", hasItem(notNullValue()));
        get("/crises/kazakhstan-2022/timeline?view=brief&limit=2").then().body("items", hasSize(2))
                .body("items[0].reportedAt", notNullValue()).header("Link", containsString("view=brief"));
    }

    @Test
    void theBriefViewIsAMediaTypeToo() {
        String path = V1 + "/casualties/kz-total-killed";
        given().accept(BRIEF).get(path).then().contentType(BRIEF).body("claims", nullValue()).body("best", notNullValue());
        given().accept("application/json").get(path + "?view=brief").then().contentType(BRIEF);
        given().accept(BRIEF).get(path + "?view=full").then().contentType("application/json").body("claims", notNullValue());
        get("/casualties/kz-total-killed?view=short").then().statusCode(400).body("violations[0].rule",
                equalTo("must be one of full, brief"));
        get("/casualties/kz-total-killed?include=hashes,sources").then().statusCode(400).body("violations[0].field",
                equalTo("include"));
    }

    @Test
    void evidenceAndHashesAreIncludedOnRequestAndAtTheRevisionItself() {
        String record = "/casualties/kz-total-killed";
        for (String read : List.of(record, record + "/claims", record + "/revisions", "/casualties?crisis=kazakhstan-2022",
                SNAPSHOT, "/crises/kazakhstan-2022/timeline")) {
            get(read).then().statusCode(200).body(not(containsString("evidence\":["))).body(not(containsString("\"hash\"")));
            String more = read + (read.contains("?") ? "&" : "?") + "include=";
            get(more + "evidence").then().body(containsString("evidence\":[")).body(not(containsString("\"hash\"")));
            get(more + "hashes").then().body(containsString("\"previousHash\"")).body(containsString("\"contentHash\""));
            get(more + "evidence,hashes").then().body(containsString("evidence\":[")).body(containsString("\"hash\""));
        }
        get(record + "/revisions/2").then().body("$", hasKey("hash")).body("evidence", notNullValue());
    }

    @Test
    void aListIncludesRecordsThatWereWithdrawnOnRequest() {
        String crisis = newCrisis();
        String kept = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String withdrawn = newRecord(crisis, "kz-mvd", "2022-01-05", 164);
        append(withdrawn, retraction(crisis, "kz-mvd", "2022-01-06", 1)).then().statusCode(201);
        String list = "/casualties?crisis=" + crisis;
        get(list).then().body("items.record", contains(kept));
        get(list + "&include=retracted").then().body("items.record", containsInAnyOrder(kept, withdrawn))
                .body("items.find { it.record == '" + withdrawn + "' }.reason.en", equalTo("A technical error"));
        get(list + "&include=retracted&view=brief").then().body("items.status", containsInAnyOrder("reported", "retracted"));
        get(list + "&include=retracted&status=retracted").then().body("items.record", contains(withdrawn));
        get(list + "&include=retracted&group=police").then().body("items.record", contains(kept));
    }

    @Test
    void aRenamedSourceChangesTheBriefViewAlone() {
        String crisis = newCrisis();
        String source = "ministry-" + UUID.randomUUID();
        String description = "{\"id\": \"%s\", \"name\": {\"en\": \"%s\"}, \"kind\": \"ministry\"}";
        json(description.formatted(source, "Ministry")).put(V1 + "/sources/" + source).then().statusCode(201);
        String record = newRecord(crisis, source, "2022-01-05", 8);
        String full = get("/casualties/" + record).header("ETag");
        Response brief = get("/casualties/" + record + "?view=brief");
        brief.then().body("sourceName.en", equalTo("Ministry"));
        json(description.formatted(source, "Interior Ministry")).put(V1 + "/sources/" + source).then().statusCode(200);
        Response renamed = get("/casualties/" + record + "?view=brief");
        renamed.then().body("sourceName.en", equalTo("Interior Ministry"));
        assertNotEquals(brief.header("ETag"), renamed.header("ETag"));
        assertEquals(full, get("/casualties/" + record).header("ETag"));
    }

    @Test
    void aPollOfTheBriefViewIsUnchangedUntilAFigureComes() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String path = V1 + "/crises/" + crisis + "/snapshot?kind=casualty&view=brief";
        String etag = given().get(path).header("ETag");
        json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"headline": {"ru": "Протесты"},
                 "originalLanguage": "ru"}}""".formatted(crisis)).post(V1 + "/articles").then().statusCode(201);
        given().header("If-None-Match", etag).get(path).then().statusCode(304);
        append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        given().header("If-None-Match", etag).get(path).then().statusCode(200).body("records.casualties.items[0].best",
                equalTo(10));
    }
}
