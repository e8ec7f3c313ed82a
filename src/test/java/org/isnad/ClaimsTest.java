package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests claims per source and count, and the preferred claim. */
@QuarkusTest
class ClaimsTest {

    /** The fields of a count beside its figure: a basis, a period. */
    private static String killedWith(String crisis, String source, String reportedAt, int count, String content) {
        return killed(crisis, source, reportedAt, count, "").replace("\"low\"", content + ", \"low\"");
    }

    @Test
    void aTollOutlivesAForecastAndTheNumberIdentified() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 120);
        append(record, killedWith(crisis, "kz-mvd", "2022-01-06", 70, "\"basis\": \"identified\"")).then().statusCode(201);
        append(record, killedWith(crisis, "kz-mvd", "2022-01-07", 2500, "\"basis\": \"forecast\"")).then().statusCode(201);

        get("/casualties/" + record).then().body("claims.content.best", contains(2500, 70, 120))
                .body("spread.count.basis", contains("count", "identified", "forecast"))
                .body("spread.sources", contains(1, 1, 1));
        get("/casualties/" + record + "/claims").then().body("claims.revision.number", contains(3, 2, 1))
                .body("claims.replaced", contains(nullValue(), nullValue(), nullValue())).body("agreement", hasSize(3))
                .body("agreement.verdict", contains(nullValue(), nullValue(), nullValue()));
        get("/casualties/series?crisis=" + crisis).then().body("lines", hasSize(3)).body("lines.points.flatten()", hasSize(3));
        json("{\"items\": [{\"record\": \"" + record + "\", \"number\": 1}]}").post(V1 + "/check").then()
                .body("items[0].state", equalTo("claim")).body("items[0].claim", equalTo(1))
                .body("items[0].status", equalTo("reported"));
    }

    @Test
    void theDeadOfOneDayDoNotContradictTheDeadInAll() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-08", 100);
        String day = "\"occurred\": {\"from\": \"2022-01-07\", \"until\": \"2022-01-07\"}";
        append(record, killedWith(crisis, "tass", "2022-01-08", 7, day)).then().statusCode(201);
        append(record, killedWith(crisis, "tass", "2022-01-09", 110, "\"occurred\": {\"until\": \"2022-01-08\"}")).then()
                .statusCode(201);

        get("/casualties/" + record + "/claims").then().body("agreement", hasSize(2))
                .body("agreement.find { it.count.period == null }.sources", contains("kz-mvd", "tass"))
                .body("agreement.find { it.count.period == '2022-01-07/2022-01-07' }.sources", contains("tass"));
        get("/casualties/" + record + "/compare?from=1&to=2").then().body("difference.comparable", equalTo(false));
        String series = "/casualties/series?crisis=" + crisis;
        get(series + "&period=2022-01-07/2022-01-07").then().body("lines.points.flatten().best", contains(7));
        get(series + "&period=cumulative").then().body("lines.points.flatten().best", contains(100, 110));
        given().accept("text/csv").get(V1 + series).then()
                .body(containsString(",tass,police,,killed,KZ,count,2022-01-07/2022-01-07,,,"));
        String list = "/casualties?crisis=" + crisis;
        get(list + "&period=cumulative").then().body("items", hasSize(1));
        get(list + "&period=2022-01-07/2022-01-07").then().body("items", hasSize(0));
        get(list + "&period=yesterday").then().statusCode(400).body("violations[0].field", equalTo("period"));
    }

    @Test
    void aPhaseBeginsTheCountAnew() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 100);
        String second = "\"occurred\": {\"until\": \"2022-01-08\"}, \"phase\": \"second-wave\"";
        append(record, killedWith(crisis, "kz-mvd", "2022-01-08", 3, second)).then().statusCode(201);
        get("/casualties/" + record).then().body("claims.content.best", contains(3, 100))
                .body("spread.count.phase", contains("second-wave", null));
        get("/casualties/series?phase=second-wave&crisis=" + crisis).then().body("lines.points.flatten().best", contains(3));
    }

    @Test
    void theSameWordsInOtherSpellingCountTheSame() {
        String crisis = newCrisis();
        String record = json(
                killedWith(crisis, "kz-mvd", "2022-01-05", 8, "\"excludesDetail\": {\"en\": \"Without soldiers\"}"))
                .post(V1 + "/casualties").then().statusCode(201).extract().path("record");
        append(record, killedWith(crisis, "tass", "2022-01-06", 9,
                "\"excludesDetail\": {\"en\": \"without  soldiers\", \"ru\": \"Без военных\"}")).then().statusCode(201);
        append(record, killedWith(crisis, "gsv", "2022-01-06", 10, "\"excludesDetail\": {\"en\": \"With soldiers\"}")).then()
                .statusCode(201);
        get("/casualties/" + record + "/claims?lang=ru").then().body("agreement.sources", contains(contains("gsv"),
                contains("kz-mvd", "tass")));
    }

    @Test
    void aDisputedClaimIsNewestAndNotPreferred() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 19, ", \"status\": \"disputed\"")).then().statusCode(201);
        get("/casualties/" + record).then().body("newest", equalTo(2)).body("preferred", equalTo(1))
                .body("preferredBy", containsString("no misquotation; undisputed")).body("spread[0].high", equalTo(8))
                .body("spreadWithDisputed[0].high", equalTo(19));
        get("/casualties/" + record + "/claims").then().body("agreement[0].high", equalTo(8))
                .body("agreement[0].verdict", nullValue()).body("withDisputed[0].high", equalTo(19))
                .body("withDisputed[0].verdict", equalTo("conflict"));
        get("/casualties?crisis=" + crisis).then().body("items.content.best", contains(8));
        json("{\"items\": [{\"record\": \"" + record + "\", \"number\": 1}, {\"record\": \"" + record + "\", \"number\": 2}]}")
                .post(V1 + "/check").then().body("items.state", contains("preferred", "claim"))
                .body("items.status", contains("reported", "disputed"));
    }

    @Test
    void aMisquotationIsShownAndIsNoWitness() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 19);
        String evidence = ", \"evidence\": [{\"record\": \"" + record + "\", \"number\": 1, \"type\": \"misquotes\"}]";
        append(record, killed(crisis, "tass", "2022-01-06", 91, evidence)).then().statusCode(201);
        get("/casualties/" + record).then().body("claims", hasSize(2)).body("newest", equalTo(2)).body("preferred", equalTo(1))
                .body("spread[0].high", equalTo(19)).body("spreadWithDisputed", nullValue());
        get("/casualties/" + record + "/claims").then().body("claims", hasSize(2))
                .body("originators.source", contains("kz-mvd"))
                .body("agreement[0].sources", contains("kz-mvd")).body("withDisputed", nullValue());
    }

    @Test
    void whoReportsAWithdrawalDoesNotRestOnWhatWasWithdrawn() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 164);
        String cites = ", \"evidence\": [{\"record\": \"" + record + "\", \"number\": %d, \"type\": \"%s\"}]";
        append(record, killed(crisis, "tass", "2022-01-06", 164, cites.formatted(1, "supports"))).then().statusCode(201);
        append(record, killed(crisis, "gsv", "2022-01-06", 164, cites.formatted(2, "supports"))).then().statusCode(201);
        append(record, killed(crisis, "gsv", "2022-01-07", 50, cites.formatted(1, "reports-its-withdrawal"))).then()
                .statusCode(201);
        append(record, retraction(crisis, "kz-mvd", "2022-01-08", 1)).then().statusCode(201);
        String corrections = "/crises/" + crisis + "/corrections";
        get(corrections).then().body("items[0].citedBy.number", contains(2));
        get(corrections + "?asOf=2022-01-06T12:00:00Z").then().body("items", hasSize(0));
        append(record, retraction(crisis, "gsv", "2022-01-09", 4)).then().statusCode(201);
        get(corrections).then().body("items.find { it.of.number == 1 }.citedBy.number", contains(2, 3));
    }

    @Test
    void nothingIsSeenBeforeWhatItSupersedes() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T18:11Z", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-05", 18,
                ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"en\": \"refined\"}")).then().statusCode(201);
        String before = "asOf=2022-01-05T18:05:00Z";
        get("/casualties/" + record + "?" + before).then().statusCode(404);
        get("/casualties/" + record + "/revisions/2?" + before).then().statusCode(404);
        get("/casualties/series?" + before + "&crisis=" + crisis).then().body("lines", hasSize(0));
        get("/crises/" + crisis + "/timeline?" + before).then().body("items", hasSize(0));
        get("/casualties/" + record + "?asOf=2022-01-05T18:11:00Z").then().body("revisions", equalTo(2))
                .body("claims.content.best", contains(18));
    }

    @Test
    void twoLanguagesOfOnePlaceCountTheSame() {
        String crisis = newCrisis();
        String place = "{\"name\": {\"en\": \"Almaty\", \"ru\": \"Алматы\"}}";
        String record = json(
                killed(crisis, "kz-mvd", "2022-01-05", 8, "").replaceFirst("\\{\"name\".*\"iso-3166-1\"\\}", place))
                .post(V1 + "/casualties").then().statusCode(201).extract().path("record");
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 9, "").replaceFirst("\\{\"name\".*\"iso-3166-1\"\\}", place))
                .then()
                .statusCode(201);
        get("/casualties/" + record + "/compare?from=1@ru&to=2@en").then().body("difference.comparable", equalTo(true))
                .body("difference.changes.find { it.path == '/content/best' }.number.delta", equalTo(1));
    }

    @Test
    void whatReportsACorrectionDoesNotRestOnWhatWasCorrected() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 164);
        String cites = ", \"evidence\": [{\"record\": \"" + record + "\", \"number\": %d}]";
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 100, ", \"status\": \"corrected\", \"supersedes\": 1,"
                + " \"reason\": {\"en\": \"refined\"}" + cites.formatted(1))).then().statusCode(201);
        append(record, killed(crisis, "tass", "2022-01-06", 100, cites.formatted(2))).then().statusCode(201);
        get("/crises/" + crisis + "/corrections").then().body("items[0].citedBy", hasSize(0));
    }

    @Test
    void aWithdrawnRevisionSaysSoAtItsOwnAddress() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 164);
        String path = "/casualties/" + record + "/revisions/1";
        Response before = get(path);
        before.then().body("standing", equalTo(true)).body("supersededBy", nullValue());
        append(record, retraction(crisis, "kz-mvd", "2022-01-06", 1)).then().statusCode(201);
        Response after = given().header("If-None-Match", before.header("ETag")).get(V1 + path);
        after.then().statusCode(200).body("standing", equalTo(false)).body("supersededBy", equalTo(2));
        json("{\"items\": [{\"record\": \"" + record + "\", \"etag\": \"" + after.header("ETag").replace("\"", "\\\"")
                + "\"}]}").post(V1 + "/check").then().statusCode(200).body("items[0].state", equalTo("unchanged"));
        org.junit.jupiter.api.Assertions.assertTrue(after.headers().getValues("Link")
                .contains("<" + V1 + "/casualties/" + record + "/revisions/2>; rel=\"successor-version\""));
        get(path + "?asOf=2022-01-05T12:00:00Z").then().body("standing", equalTo(true));
    }

    @Test
    void whatSupersedesAnotherSourceGivesItsReasonAndIsACorrection() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 9, ", \"supersedes\": 1")).then().statusCode(400)
                .body("violations[0].field", equalTo("reason")).body("violations[0].rule", containsString("kz-mvd"));
        String reason = ", \"supersedes\": 1, \"reason\": {\"en\": \"the ministry counts one more\"}";
        append(record, killed(crisis, "tass", "2022-01-06", 9, reason + ", \"supersedesSource\": \"gsv\"")).then()
                .statusCode(400).body("violations[0].field", equalTo("supersedesSource"));
        append(record, killed(crisis, "tass", "2022-01-06", 9, reason + ", \"supersedesSource\": \"kz-mvd\"")).then()
                .statusCode(201).body("supersedesSource", nullValue());
        get("/crises/" + crisis + "/corrections").then().body("items.by.number", contains(2)).body("items.of.number",
                contains(1));
    }

    @Test
    void anAnswerStaysTheSameWhenAnotherKindComesIn() {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        for (String path : new String[] { "/casualties?crisis=" + crisis, "/casualties/series?crisis=" + crisis,
                "/crises/" + crisis + "/snapshot?kind=casualty", "/crises/" + crisis + "/timeline?kind=casualty" }) {
            String etag = get(path).header("ETag");
            json("""
                    {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"speaker": {"name": {"en": "Tokayev"}},
                     "topic": {"en": "losses"}, "wording": {"en": "They died on duty."}}}"""
                    .formatted(crisis))
                    .post(V1 + "/statements").then().statusCode(201);
            given().header("If-None-Match", etag).get(V1 + path).then().statusCode(304);
            String held = "{\"items\": [{\"crisis\": \"" + crisis + "\", \"etag\": \"" + etag.replace("\"", "\\\"")
                    + "\"}]}";
            json(held).post(V1 + "/check").then().body("items[0].state", equalTo("unchanged"));
            newRecord(crisis, "kz-mvd", "2022-01-05", 9);
            given().header("If-None-Match", etag).get(V1 + path).then().statusCode(200);
        }
        get("/crises/" + crisis + "/snapshot").then().body("records.statements", hasSize(4))
                .body("records.statements.claims.flatten().source", hasItem("tass"))
                .body("records.keySet()", not(hasItem("articles")));
    }
}
