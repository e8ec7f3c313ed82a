package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.with;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** Keys, roles, bindings, closed crises, the audit log. */
@QuarkusTest
class AccessTest {

    private static Response append(String key, String record, String body) {
        return with(key).contentType(ContentType.JSON).body(body).post(V1 + "/casualties/" + record + "/revisions");
    }

    private static Response create(String key, String body) {
        return with(key).contentType(ContentType.JSON).body(body).post(V1 + "/casualties");
    }

    static String key(String rights) {
        return json("{\"name\": \"a test\", " + rights + "}").post(V1 + "/keys").then().statusCode(201).extract()
                .path("secret");
    }

    private static String id(String key) {
        return key.substring(6, 18);
    }

    private static void close(String crisis, String visibility) {
        json(visibility).put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
    }

    @Test
    void aKeyIsShownOnceAndNamesWhoEntered() {
        Response made = json("{\"name\": \"TASS newsroom\", \"role\": \"reporter\", \"sources\": [\"tass\"]}")
                .post(V1 + "/keys");
        made.then().statusCode(201).header("Location", endsWith(V1 + "/keys/" + made.path("key.id")))
                .header("Cache-Control", "no-store")
                .body("secret", matchesPattern("isnad_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")).body("key.createdBy",
                        equalTo("key:development0"))
                .body("key.lastUsedAt", nullValue());
        String key = made.path("secret");
        String crisis = newCrisis();
        create(key, killed(crisis, "tass", "2022-01-05", 8, "")).then().statusCode(201).body("recordedBy",
                equalTo("key:" + id(key)));
        Response seen = writing().get(V1 + "/keys/" + id(key));
        seen.then().statusCode(200).body("name", equalTo("TASS newsroom")).body("lastUsedAt", notNullValue());
        assertFalse(seen.asString().contains(key.substring(19)));
        assertFalse(writing().get(V1 + "/keys").asString().contains(key.substring(19)));
        assertFalse(writing().get(V1 + "/audit").asString().contains(key.substring(19)));
    }

    @Test
    void aKeyMayComeAsABearerTokenToo() {
        given().header("Authorization", "Bearer " + Api.KEY).get(V1 + "/keys").then().statusCode(200);
        given().header("Authorization", "bearer " + Api.KEY).get(V1 + "/keys").then().statusCode(200);
    }

    @Test
    void aRevokedKeyIsNoGoodAtOnceAndForReadsToo() {
        String key = key("\"role\": \"editor\"");
        with(key).get(V1 + "/crises").then().statusCode(200);
        writing().delete(V1 + "/keys/" + id(key)).then().statusCode(200).body("revokedAt", notNullValue());
        with(key).get(V1 + "/crises").then().statusCode(401);
        writing().delete(V1 + "/keys/" + id(key)).then().statusCode(200);
        writing().get(V1 + "/audit").then().statusCode(200).body("items.act", hasItem("key-revoked"));
        writing().delete(V1 + "/keys/000000000000").then().statusCode(404);
        writing().delete(V1 + "/keys/nothing").then().statusCode(400);
    }

    @Test
    void aKeyEndsWhenItIsSaidTo() {
        String key = key("\"role\": \"editor\", \"expiresAt\": \"" + Instant.now().plus(Duration.ofMillis(500)) + "\"");
        long begin = System.nanoTime();
        while (with(key).get(V1 + "/crises").statusCode() == 200) {
            assertTrue(System.nanoTime() - begin < 60_000_000_000L, "It did not end");
        }
        with(key).get(V1 + "/crises").then().statusCode(401);
        json("{\"name\": \"x\", \"role\": \"editor\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}").post(V1 + "/keys").then()
                .statusCode(400).body("violations[0].field", equalTo("expiresAt"));
    }

    @Test
    void aKeySaysWhomItSpeaksFor() {
        json("{\"name\": \"x\", \"role\": \"reporter\"}").post(V1 + "/keys").then().statusCode(400)
                .body("violations[0].field", equalTo("sources"));
        json("{\"name\": \"x\", \"role\": \"editor\", \"sources\": [\"tass\"]}").post(V1 + "/keys").then().statusCode(400);
        json("{\"name\": \"x\", \"role\": \"admin\", \"crises\": [\"a\"]}").post(V1 + "/keys").then().statusCode(400);
        json("{\"name\": \" \", \"role\": \"admin\"}").post(V1 + "/keys").then().statusCode(400);
        json("{\"name\": \"x\", \"role\": \"owner\"}").post(V1 + "/keys").then().statusCode(400);
    }

    @Test
    void aReporterSpeaksForItsSourcesAlone() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String key = key("\"role\": \"reporter\", \"sources\": [\"tass\", \"gsv\"]");
        append(key, record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        append(key, record, killed(crisis, "kz-mvd", "2022-01-06", 10, "")).then().statusCode(403)
                .body("violations[0].field", equalTo("source")).body("type", equalTo("urn:isnad:problem:forbidden"));
        append(key, record, retraction(crisis, "tass", "2022-01-07", 1)).then().statusCode(403).body("violations[0].field",
                equalTo("supersedes"));
        append(key, record, retraction(crisis, "tass", "2022-01-07", 2)).then().statusCode(201);
        with(key).get(V1 + "/keys").then().statusCode(403);
        with(key).get(V1 + "/audit").then().statusCode(403);
        with(key).contentType("application/x-ndjson").body(Api.sample()).post(V1 + "/import").then().statusCode(403);
        with(key).get(V1 + "/crises/" + crisis + "/verification").then().statusCode(403);
        get("/casualties/" + record + "/revisions").then().body("total", equalTo(3));
    }

    @Test
    void anEditorSpeaksForAllInItsCrises() {
        String one = newCrisis();
        String other = newCrisis();
        String record = newRecord(one, "kz-mvd", "2022-01-05", 8);
        String key = key("\"role\": \"editor\", \"crises\": [\"" + one + "\"]");
        append(key, record, retraction(one, "gsv", "2022-01-07", 1)).then().statusCode(201);
        create(key, killed(other, "tass", "2022-01-05", 8, "")).then().statusCode(403).body("violations[0].field",
                equalTo("crisis"));
        with(key).contentType(ContentType.JSON).body("{\"state\": \"withheld\"}").put(V1 + "/crises/" + other + "/visibility")
                .then().statusCode(403);
    }

    @Test
    void nobodyIsAnsweredWhatAnotherWas() {
        String crisis = newCrisis();
        String key = key("\"role\": \"editor\"");
        String body = killed(crisis, "tass", "2022-01-05", 8, "");
        json(body).header("Idempotency-Key", crisis).post(V1 + "/casualties").then().statusCode(201).body("position",
                equalTo(1));
        with(key).contentType(ContentType.JSON).body(body).header("Idempotency-Key", crisis).post(V1 + "/casualties").then()
                .statusCode(201).body("position", equalTo(2));
    }

    @Test
    void withoutACredentialNothingIsWritten() {
        String crisis = newCrisis();
        given().contentType(ContentType.JSON).body(killed(crisis, "tass", "2022-01-05", 8, "")).post(V1 + "/casualties").then()
                .statusCode(401).contentType("application/problem+json").header("WWW-Authenticate", "Bearer realm=\"isnad\"")
                .body("type", equalTo("urn:isnad:problem:unauthenticated"));
        get("/crises/" + crisis).then().body("position", equalTo(0));
    }

    /** Every way to read something of a crisis that holds one record of two revisions. */
    private static List<String> reads(String crisis, String record) {
        String time = "asOf=2022-02-01T00:00:00Z";
        return List.of("/crises/" + crisis, "/crises/" + crisis + "/snapshot", "/crises/" + crisis + "/timeline",
                "/crises/" + crisis + "/corrections", "/crises/" + crisis + "/feed", "/crises/" + crisis + "/feed?after=1",
                "/crises/" + crisis + "/export",
                "/crises/" + crisis + "/changes?from=2022-01-01T00:00:00Z&to=2022-02-01T00:00:00Z",
                "/casualties?crisis=" + crisis, "/casualties/series?crisis=" + crisis, "/casualties/" + record,
                "/casualties/" + record + "?" + time, "/casualties/" + record + "/revisions",
                "/casualties/" + record + "/revisions/1", "/casualties/" + record + "/claims",
                "/casualties/" + record + "/compare?from=1&to=2",
                "/casualties/compare?from=" + record + "/1&to=" + record + "/2");
    }

    @Test
    void aClosedCrisisIsNotThereForThoseWhoMayNotReadIt() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        Api.append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
        String named = key("\"role\": \"reader\", \"crises\": [\"" + crisis + "\"]");
        String reporter = key("\"role\": \"reporter\", \"sources\": [\"tass\"]");
        String elsewhere = key("\"role\": \"editor\", \"crises\": [\"elsewhere\"]");
        String etag = get("/casualties/" + record).header("ETag");
        String soon = Instant.now().plus(Duration.ofHours(1)).toString();
        String open = newCrisis();
        for (String visibility : List.of("{\"state\": \"embargoed\", \"until\": \"" + soon + "\"}",
                "{\"state\": \"withheld\"}")) {
            close(crisis, visibility);
            for (String path : reads(crisis, record)) {
                int absent = path.startsWith("/casualties?") || path.contains("series") ? 400 : 404;
                assertEquals(absent, get(path).statusCode(), path);
                assertEquals(absent, with(reporter).get(V1 + path).statusCode(), path);
                assertEquals(absent, with(elsewhere).get(V1 + path).statusCode(), path);
                assertEquals(visibility.contains("embargoed") ? 200 : absent, with(named).get(V1 + path).statusCode(), path);
                Response answer = writing().get(V1 + path);
                assertEquals(200, answer.statusCode(), path);
                if (!path.endsWith("/export")) {
                    assertEquals("private, no-store", answer.header("Cache-Control"), path);
                }
            }
            assertEquals(404, given().header("If-None-Match", etag).get(V1 + "/casualties/" + record).statusCode());
            with(reporter).contentType(ContentType.JSON).body(killed(open, "tass", "2022-01-06", 11, ""))
                    .post(V1 + "/casualties/" + record + "/revisions").then().statusCode(404)
                    .body(not(containsString(crisis)));
            get("/crises").then().body("items.id", not(hasItem(crisis)));
            writing().get(V1 + "/crises").then().body("items.id", hasItem(crisis));
            String held = "{\"items\": [{\"record\": \"" + record + "\", \"number\": 1}, {\"crisis\": \"" + crisis
                    + "\", \"etag\": \"\\\"p1.0\\\"\"}]}";
            given().contentType(ContentType.JSON).body(held).post(V1 + "/check").then().body("items.state",
                    everyItem(equalTo("unknown")));
            json(held).post(V1 + "/check").then().body("items[1].state", equalTo("changed"));
            append(reporter, record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(404);
            create(reporter, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(400);
            String other = newCrisis();
            String there = newRecord(other, "kz-mvd", "2022-01-05", 8);
            get("/casualties/compare?from=" + there + "/1&to=" + record + "/2").then().statusCode(404);
        }
        close(crisis, "{\"state\": \"open\"}");
        for (String path : reads(crisis, record)) {
            assertEquals(200, get(path).statusCode(), path);
        }
        get("/notices?act=visibility&crisis=" + crisis).then().body("items.content.after.state", hasItem("open"));
    }

    @Test
    void anEmbargoEndsByItself() {
        String crisis = newCrisis();
        close(crisis, "{\"state\": \"embargoed\", \"until\": \"" + Instant.now().plus(Duration.ofMillis(700)) + "\"}");
        get("/crises/" + crisis).then().statusCode(404);
        long begin = System.nanoTime();
        while (get("/crises/" + crisis).statusCode() == 404) {
            assertTrue(System.nanoTime() - begin < 60_000_000_000L, "It did not end");
        }
        get("/crises/" + crisis).then().statusCode(200).header("Cache-Control",
                "public, max-age=2, stale-while-revalidate=8");
    }

    @Test
    void whoWaitsWhenACrisisIsClosedIsToldNothing() throws Exception {
        String crisis = newCrisis();
        CompletableFuture<Response> waiting = CompletableFuture
                .supplyAsync(() -> get("/crises/" + crisis + "/feed?wait=20"));
        String gauge = "isnad_feed_waiting ";
        long begin = System.nanoTime();
        while (!given().get("/q/metrics").asString().contains(gauge + "1.0")) {
            assertTrue(System.nanoTime() - begin < 60_000_000_000L, "It does not wait");
        }
        close(crisis, "{\"state\": \"withheld\"}");
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        waiting.get().then().statusCode(404);
    }

    @Test
    void whoWaitsWithAKeyThatIsRevokedIsToldNothing() throws Exception {
        String crisis = newCrisis();
        String key = key("\"role\": \"editor\"");
        CompletableFuture<Response> waiting = CompletableFuture
                .supplyAsync(() -> with(key).get(V1 + "/crises/" + crisis + "/feed?wait=20"));
        long begin = System.nanoTime();
        while (!given().get("/q/metrics").asString().contains("isnad_feed_waiting 1.0")) {
            assertTrue(System.nanoTime() - begin < 60_000_000_000L, "It does not wait");
        }
        writing().delete(V1 + "/keys/" + id(key)).then().statusCode(200);
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        waiting.get().then().statusCode(401);
    }

    @Test
    void anOpeningIsReadAndCheckedLikeEverythingElse() {
        String crisis = newCrisis();
        writing().get(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200).body("state", equalTo("open"));
        json("{\"state\": \"embargoed\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(400)
                .body("violations[0].field", equalTo("until"));
        json("{\"state\": \"open\"}").put(V1 + "/crises/nothing/visibility").then().statusCode(404);
        given().contentType(ContentType.JSON).body("{\"state\": \"open\"}").put(V1 + "/crises/" + crisis + "/visibility").then()
                .statusCode(401);
    }
}
