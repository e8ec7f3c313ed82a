package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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
import static org.isnad.Api.writing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests that each act of the operator is in the log of the crisis: rulings, mergers, erasures, visibilities, descriptions. */
@QuarkusTest
class NoticesTest {

    private static Response rule(String crisis, String record, int number, String ruling) {
        return json("""
                {"crisis": "%s", "record": "%s", "number": %d, "ruling": "%s",
                 "reason": {"ar": "تأكد التحرير من المستشفى", "en": "The desk confirmed it with the hospital"}}"""
                .formatted(crisis, record, number, ruling)).post(V1 + "/notices/rulings");
    }

    private static Response merge(String crisis, String record, String into) {
        return json("""
                {"crisis": "%s", "record": "%s", "into": "%s", "reason": {"en": "Both are the police of Almaty"}}"""
                .formatted(crisis, record, into)).post(V1 + "/notices/mergers");
    }

    @Test
    void aHeldRecordHasNoClaimUntilTheHoldIsLifted() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 164);
        String hold = "{\"crisis\": \"%s\", \"record\": \"%s\", \"reason\": {\"en\": \"under check\"}}".formatted(crisis,
                record);
        String etag = get("/casualties/" + record).header("ETag");
        String notice = json(hold).post(V1 + "/notices/holds").then().statusCode(201).body("content.act", equalTo("hold"))
                .extract().path("record");
        json(hold).post(V1 + "/notices/holds").then().statusCode(409);
        json(hold.replace(record, "nothing")).post(V1 + "/notices/holds").then().statusCode(400).body("violations[0].field",
                equalTo("record"));
        get("/casualties/" + record).then().body("claims", nullValue()).body("heldBy", equalTo(notice))
                .body("last.content.best", equalTo(164)).header("ETag", not(etag));
        get("/casualties?crisis=" + crisis).then().body("items", hasSize(0));
        get("/casualties?include=retracted&crisis=" + crisis).then().body("items.standing", contains(false));
        get("/casualties/series?crisis=" + crisis).then().body("lines", hasSize(0));
        get("/crises/" + crisis + "/snapshot?kind=casualty&view=brief").then()
                .body("records.casualties.items[0].preferred", equalTo(false));
        json("{\"items\": [{\"record\": \"" + record + "\", \"number\": 1}]}").post(V1 + "/check").then().statusCode(200)
                .body("items[0].state", equalTo("held"));
        get("/crises/" + crisis + "/changes?since=PT1H&clock=recorded&lang=en").then()
                .body("items.revisions.flatten().change", hasItem("held")).body("items.revisions.flatten().sentence",
                        hasItem(containsString("held until it has been checked: under check")));
        json("{\"reason\": {\"en\": \"confirmed\"}}").post(V1 + "/notices/" + notice + "/lifting").then().statusCode(201);
        get("/casualties/" + record).then().body("preferred", equalTo(1)).body("heldBy", nullValue());
    }

    @Test
    void aRecordWithoutClaimsSaysWhy() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 164);
        get("/casualties/" + record).then().body("last", nullValue());
        append(record, Api.retraction(crisis, "kz-mvd", "2022-01-07", 1)).then().statusCode(201);
        String path = "/casualties/" + record + "?lang=*";
        get(path).then().body("claims", nullValue()).body("last.number", equalTo(2)).body("last.status", equalTo("retracted"))
                .body("last.reason", notNullValue());
        String replaced = newRecord(crisis, "kz-mvd", "2022-01-06", 149);
        append(newRecord(crisis, "kz-mvd", "2022-01-07", 60), killed(crisis, "kz-mvd", "2022-01-08", 67,
                ", \"reason\": {\"en\": \"Another population\"}, \"replaces\": [{\"record\": \"" + replaced
                        + "\", \"number\": 1}]"))
                .then().statusCode(201);
        get("/casualties/" + replaced).then().body("last.number", equalTo(1)).body("last.replacedBy.number", equalTo(2));
        get("/crises/" + crisis + "/snapshot").then()
                .body("records.casualties.find { it.record == '" + record + "' }.last.number", equalTo(2));
        Api.json("{\"record\": \"" + record + "\", \"number\": 2, \"reason\": {\"en\": \"By order of a court\"}}")
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(200);
        get(path).then().body("last.erased.reason.en", equalTo("By order of a court"));
    }

    private static Response lift(String notice) {
        return json("{\"reason\": {\"en\": \"The desk erred\"}}").post(V1 + "/notices/" + notice + "/lifting");
    }

    @Test
    void aRulingDecidesWhichClaimIsPreferredUntilItIsLifted() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 18, ", \"status\": \"confirmed\"")).then().statusCode(201);
        String path = "/casualties/" + record;
        Response before = get(path);
        before.then().body("preferred", equalTo(2)).body("rulings", nullValue());
        String notice = rule(crisis, record, 1, "for").then().statusCode(201).body("content.act", equalTo("ruling"))
                .body("source", equalTo("operator")).body("recordedBy", startsWith("key:")).extract().path("record");
        given().header("If-None-Match", before.header("ETag")).get(V1 + path).then().statusCode(200)
                .body("preferred", equalTo(1)).body("newest", equalTo(2)).body("rulings.number", contains(1))
                .body("rulings.ruling", contains("for")).body("rulings.notice", contains(notice))
                .body("preferredBy", startsWith("ruled for by an editor"));
        get("/casualties?crisis=" + crisis).then().body("items.number", contains(1));
        get(path + "?asOf=2022-01-07T00:00:00Z").then().body("preferred", equalTo(2));
        lift(notice).then().statusCode(201).body("status", equalTo("retracted"));
        lift(notice).then().statusCode(409);
        get(path).then().body("preferred", equalTo(2)).body("rulings", nullValue());
        get("/notices?crisis=" + crisis).then().body("items", hasSize(0));
        get("/crises/" + crisis + "/feed").then().body("items.kind", contains("casualty", "casualty", "notice", "notice"));
        HashChain.verify(crisis);
    }

    @Test
    void aClaimThatIsRuledAgainstCountsAsDisputed() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 164, ", \"status\": \"confirmed\"")).then().statusCode(201);
        rule(crisis, record, 2, "against").then().statusCode(201);
        get("/casualties/" + record).then().body("preferred", equalTo(1)).body("spread[0].high", equalTo(8))
                .body("spreadWithDisputed[0].high", equalTo(164));
        get("/casualties/" + record + "/claims").then().body("agreement[0].high", equalTo(8))
                .body("withDisputed[0].high", equalTo(164)).body("preferred", equalTo(1));
        get("/crises/" + crisis + "/snapshot").then().body("records.casualties[0].preferred", equalTo(1))
                .body("records.notices", nullValue());
        get("/crises/" + crisis + "/snapshot?kind=notice").then().body("records.notices", hasSize(1));
    }

    @Test
    void aRulingIsOnARevisionOfTheCrisis() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, retraction(crisis, "kz-mvd", "2022-01-06", 1)).then().statusCode(201);
        rule(crisis, record, 2, "for").then().statusCode(400).body("violations[0].field", equalTo("number"));
        rule(crisis, record, 3, "for").then().statusCode(400);
        rule(newCrisis(), record, 1, "for").then().statusCode(400);
        rule("nothing", record, 1, "for").then().statusCode(400).body("violations[0].field", equalTo("crisis"));
        rule(crisis, record, 1, "perhaps").then().statusCode(400).body("violations[0].field", equalTo("ruling"));
        Api.with(AccessTest.key("\"role\": \"reporter\", \"sources\": [\"gsv\"]")).contentType("application/json").body("{}")
                .post(V1 + "/notices/rulings").then().statusCode(403);
    }

    @Test
    void aMergedRecordSaysWhereItWent() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String other = newRecord(crisis, "tass", "2022-01-06", 18);
        String notice = merge(crisis, record, other).then().statusCode(201).extract().path("record");
        get("/casualties/" + record).then().statusCode(200).body("mergedInto", equalTo(other)).body("claims", nullValue())
                .body("revisions", equalTo(1));
        get("/casualties/" + record + "/revisions/1").then().body("standing", equalTo(false)).body("content.best", equalTo(8));
        get("/casualties?crisis=" + crisis).then().body("items.record", contains(other));
        get("/casualties/series?crisis=" + crisis).then().body("lines.record", contains(other));
        get("/crises/" + crisis + "/snapshot").then().body("records.casualties.record", contains(other));
        merge(crisis, record, other).then().statusCode(409).body("violations[0].field", equalTo("record"));
        merge(crisis, other, record).then().statusCode(409).body("violations[0].field", equalTo("into"));
        merge(crisis, other, other).then().statusCode(400);
        merge(crisis, other, "nothing").then().statusCode(400).body("violations[0].field", equalTo("into"));
        lift(notice).then().statusCode(201);
        get("/casualties/" + record).then().body("mergedInto", nullValue()).body("preferred", equalTo(1));
    }

    @Test
    void whatReplacesRevisionsOfOtherRecordsPutsThemOutOfForce() {
        String crisis = newCrisis();
        String all = newRecord(crisis, "kz-mvd", "2022-01-07", 149);
        String attackers = newRecord(crisis, "kz-mvd", "2022-01-06", 60);
        String replaces = ", \"replaces\": [{\"record\": \"" + all + "\", \"number\": 1}]";
        append(attackers, killed(crisis, "kz-mvd", "2022-01-08", 67, replaces)).then().statusCode(400)
                .body("violations[0].field", equalTo("reason"));
        String reason = ", \"reason\": {\"en\": \"The 149 counted 82 who were only fined\"}";
        Response before = get("/casualties/" + all);
        append(attackers, killed(crisis, "kz-mvd", "2022-01-08", 67, replaces + reason)).then().statusCode(201)
                .body("replaces.record", contains(all));
        given().header("If-None-Match", before.header("ETag")).get(V1 + "/casualties/" + all).then()
                .statusCode(200).body("claims", nullValue()).body("preferred", nullValue());
        get("/casualties/" + all + "/revisions/1").then().body("standing", equalTo(false))
                .body("replacedBy.record", equalTo(attackers)).body("replacedBy.number", equalTo(2));
        get("/casualties/" + all + "?asOf=2022-01-07T12:00:00Z").then().body("preferred", equalTo(1));
        get("/casualties/series?crisis=" + crisis + "&record=" + all).then()
                .body("lines[0].points.best", equalTo(Arrays.asList(149, null)))
                .body("lines[0].points[1].by.record", equalTo(attackers));
        get("/crises/" + crisis + "/corrections").then().body("items", hasSize(1)).body("items[0].of", nullValue())
                .body("items[0].replaced.revision.record", contains(all)).body("items[0].inForce", equalTo(true));
        append(attackers, retraction(crisis, "kz-mvd", "2022-01-09", 2)).then().statusCode(201);
        get("/casualties/" + all).then().body("preferred", equalTo(1));
        get("/casualties/series?crisis=" + crisis + "&record=" + all).then().body("lines[0].points.best",
                equalTo(Arrays.asList(149, null, 149)));
        HashChain.verify(crisis);
        writing().get(V1 + "/crises/" + crisis + "/verification").then().body("isIntact", equalTo(true));
    }

    @Test
    void whatIsReplacedIsARevisionOfAnotherRecordOfTheCrisis() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-07", 149);
        String elsewhere = newRecord(newCrisis(), "kz-mvd", "2022-01-07", 149);
        String more = ", \"reason\": {\"en\": \"Another population\"}, \"replaces\": [{\"record\": \"%s\", \"number\": %d}]";
        append(record, killed(crisis, "kz-mvd", "2022-01-08", 1, more.formatted(record, 1))).then().statusCode(400)
                .body("violations[0].field", equalTo("replaces[0]"));
        append(record, killed(crisis, "kz-mvd", "2022-01-08", 1, more.formatted(elsewhere, 1))).then().statusCode(400);
        String other = newRecord(crisis, "kz-mvd", "2022-01-06", 60);
        append(record, killed(crisis, "kz-mvd", "2022-01-08", 1, more.formatted(other, 2))).then().statusCode(400);
    }

    @Test
    void whatIsErasedClosedAndDescribedAnewIsInTheLog() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 7);
        json("{\"record\": \"" + record + "\", \"number\": 1, \"reason\": {\"en\": \"A court ordered it\"}}")
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(200);
        json("{\"state\": \"withheld\"}").queryParam("reason", "Идёт проверка").header("Content-Language", "ru")
                .put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        json("{\"state\": \"open\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        String before = get("/crises/" + crisis).path("recordedAt");
        json("""
                {"id": "%s", "title": {"en": "Алматы"}, "countries": ["KZ"], "timeZone": "Asia/Almaty", "start": "2022-01-02"}"""
                .formatted(crisis)).put(V1 + "/crises/" + crisis).then().statusCode(200);
        get("/crises/" + crisis + "/feed?after=1").then().body("items.content.act",
                contains("erasure", "visibility", "visibility", "crisis-description"))
                .body("items[0].content.record", equalTo(record)).body("items[0].reason.en", equalTo("A court ordered it"))
                .body("items[1].reason.ru", equalTo("Идёт проверка")).body("items[1].content.after.state", equalTo("withheld"))
                .body("items[3].content.before.title.en", equalTo("Almaty"));
        get("/crises/" + crisis + "?lang=en").then().body("title.en", equalTo("Алматы")).body("position", equalTo(5));
        get("/crises/" + crisis + "?lang=en&knownAt=" + before).then().body("title.en", equalTo("Almaty"))
                .body("position", equalTo(4)).body("records.notices", equalTo(3)).body("head", notNullValue());
        get("/crises?lang=en&knownAt=" + before).then().body("items.find { it.id == '" + crisis + "' }.title.en",
                equalTo("Almaty"));
        HashChain.verify(crisis);
    }

    @Test
    void aSourceThatIsDescribedAnewIsInTheLogsOfItsCrises() {
        String crisis = newCrisis();
        String id = "ministry-" + crisis;
        String source = "{\"id\": \"" + id + "\", \"name\": {\"ru\": \"МВД\", \"en\": \"%s\"}, \"kind\": \"ministry\"}";
        json(source.formatted("Ministry")).put(V1 + "/sources/" + id).then().statusCode(201);
        newRecord(crisis, id, "2022-01-05", 8);
        String before = get("/crises/" + crisis).path("recordedAt");
        json(source.formatted("Ministry")).put(V1 + "/sources/" + id).then().statusCode(200);
        json(source.formatted("Interior Ministry")).put(V1 + "/sources/" + id).then().statusCode(200);
        get("/notices?crisis=" + crisis).then().body("items.content.act", contains("source-description"))
                .body("items[0].content.after.name.en", equalTo("Interior Ministry"));
        get("/sources/" + id + "?lang=en&knownAt=" + before).then().body("name.en", equalTo("Ministry"));
        get("/sources?lang=en&knownAt=" + before).then().body("items.find { it.id == '" + id + "' }.name.en",
                equalTo("Ministry"));
        get("/sources/" + id + "?lang=en").then().body("name.en", equalTo("Interior Ministry"));
        json(source.formatted("x").replace(id, "operator")).put(V1 + "/sources/operator").then().statusCode(403);
    }

    @Test
    void onlyTheServiceAppendsNotices() {
        String crisis = newCrisis();
        String line = """
                {"type": "revision", "record": "%s-notice", "crisis": "%s", "source": "operator", "reportedAt": "2022-01-05",
                 "content": {"kind": "notice", "act": "erasure", "record": "x", "number": 1}}""".formatted(crisis, crisis)
                .replace("\n", "");
        writing().contentType("application/x-ndjson").body(line.getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import").then().statusCode(400).body("violations[0].field", equalTo("content.kind"));
        json(killed(crisis, "operator", "2022-01-05", 8, "")).post(V1 + "/casualties").then().statusCode(400)
                .body("violations[0].field", equalTo("source"));
    }
}
