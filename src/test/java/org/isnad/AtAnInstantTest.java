package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** Tests reads at an instant. Days are those of Almaty, six hours ahead of UTC. */
@QuarkusTest
class AtAnInstantTest {

    private static final String CORRECTED = ", \"status\": \"corrected\", \"supersedes\": %d, \"reason\": {\"ru\": \"уточнено\"}";

    @Test
    void whatIsCertainIsWhatEndedBefore() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T18:11Z", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, CORRECTED.formatted(1))).then().statusCode(201);
        append(record, killed(crisis, "tass", "2022-01", 16, "")).then().statusCode(201);
        String noon = "asOf=2022-01-06T06:00:00Z";
        String certain = noon + "&certain=true";
        get("/casualties/" + record + "?" + noon).then().body("revisions", equalTo(3))
                .body("claims.content.best", contains(18, 16));
        get("/casualties/" + record + "?" + certain).then().body("revisions", equalTo(1))
                .body("claims.content.best", contains(8));
        get("/casualties?" + certain + "&crisis=" + crisis).then().body("items.content.best", contains(8));
        get("/casualties/" + record + "/revisions?" + certain).then().body("items.number", contains(1))
                .body("items.standing", contains(true));
        get("/casualties/" + record + "/revisions/2?" + certain).then().statusCode(404);
        get("/casualties/" + record + "/claims?" + certain).then().body("revisions", equalTo(1))
                .body("claims.revision.number", contains(1));
        get("/crises/" + crisis + "/snapshot?" + certain).then().body("records.casualties[0].revisions", equalTo(1));
        get("/crises/" + crisis + "/timeline?" + certain).then().body("items.revision.number", contains(1));
        get("/casualties/series?" + certain + "&crisis=" + crisis).then().body("lines.points.flatten().best", contains(8))
                .body("lines.points.flatten().at", contains("2022-01-05T18:12:00Z"));
    }

    @Test
    void changesAndComparisonsAreCertainToo() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T18:11Z", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, CORRECTED.formatted(1))).then().statusCode(201);
        String day = "from=2022-01-05T18:12:00Z&to=2022-01-06T12:00:00Z";
        get("/crises/" + crisis + "/changes?certain=true&" + day).then().body("items", hasSize(0));
        get("/crises/" + crisis + "/changes?certain=true&" + day.replace("06T12", "06T18")).then()
                .body("items[0].from.content.best", equalTo(8)).body("items[0].to.content.best", equalTo(18));
        String compared = "/casualties/" + record + "/compare?from=2022-01-06T12:00:00Z&to=2022-01-06T18:00:00Z";
        get(compared + "&certain=true").then().body("from.revision.number", equalTo(1)).body("to.revision.number", equalTo(2));
        get(compared).then().body("from.revision.number", equalTo(2)).body("to.revision.number", equalTo(2));
        get("/casualties/" + record + "?certain=perhaps&asOf=2022-01-06T12:00:00Z").then().statusCode(400)
                .body("violations[0].field", equalTo("certain"));
    }

    @Test
    void theMorningsFigureIsSeenUntilTheEvenings() {
        String crisis = newCrisis();
        String record = json(killed(crisis, "kz-mvd", "2022-01-06", 8, ", \"partOfDay\": \"morning\"")).post(V1 + "/casualties")
                .then().statusCode(201).body("partOfDay", equalTo("morning"))
                .body("reportedFrom", equalTo("2022-01-06T00:00:00Z")).body("reportedUntil", equalTo("2022-01-06T06:00:00Z"))
                .extract().path("record");
        String evening = CORRECTED.formatted(1)
                + ", \"partOfDay\": \"evening\", \"reportedAtNote\": {\"ru\": \"поздним вечером\", \"ar\": \"في وقت متأخر من المساء\"}";
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, evening)).then().statusCode(201);
        String read = "/casualties/" + record + "?asOf=2022-01-06T";
        get(read + "06:00:00Z").then().body("claims.content.best", contains(8)).body("revisions", equalTo(1));
        get(read + "12:00:00Z").then().body("claims.content.best", contains(18))
                .body("claims[0].reportedAtNote.ar", equalTo("في وقت متأخر من المساء"));
        get("/casualties/series?crisis=" + crisis).then().body("lines[0].points.at",
                contains("2022-01-06T00:00:00Z", "2022-01-06T12:00:00Z"));
        get("/casualties/" + record + "/compare?from=1&to=2").then()
                .body("difference.changes.find { it.path == '/partOfDay' }.to", equalTo("evening"));
        assertEquals(2, HashChain.verify(crisis));
    }

    @Test
    void whatCameAfterTheMorningsIsSeenFromNoon() {
        String crisis = newCrisis();
        String record = json(killed(crisis, "kz-mvd", "2022-01-06", 8, ", \"partOfDay\": \"morning\"")).post(V1 + "/casualties")
                .then().statusCode(201).extract().path("record");
        append(record, killed(crisis, "tass", "2022-01-06", 7, "")).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, ", \"after\": 1")).then().statusCode(201)
                .body("after", equalTo(1));
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 19, ", \"after\": 3")).then().statusCode(201);
        String read = "/casualties/" + record + "?asOf=2022-01-06T";
        get(read + "05:59:59Z").then().body("claims.content.best", contains(8, 7));
        get(read + "06:00:00Z").then().body("claims.content.best", contains(19, 7));
        append(record, killed(crisis, "kz-mvd", "2022-01-05", 5, ", \"after\": 1")).then().statusCode(400)
                .body("violations[0].field", equalTo("after")).body("violations[0].rule", containsString("later"));
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 5, ", \"after\": 5")).then().statusCode(400)
                .body("violations[0].field", equalTo("after"));
    }

    @Test
    void aReportOfUnknownTimeIsOlderThanAllOthers() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        append(record, killed(crisis, "kz-mvd", "unknown", 5, "")).then().statusCode(400)
                .body("violations[0].field", equalTo("reportedAtNote"));
        String undated = ", \"reportedAtNote\": {\"ru\": \"Листовка без даты\"}";
        append(record, killed(crisis, "kz-mvd", "unknown", 5, undated)).then().statusCode(201)
                .body("reportedFrom", nullValue()).body("reportedUntil", notNullValue());
        append(record, killed(crisis, "tass", "unknown", 4, undated)).then().statusCode(201);
        get("/casualties/" + record).then().body("claims.number", contains(1, 3)).body("preferred", equalTo(1));
        String before = "/casualties/" + record + "?asOf=2022-01-02T00:00:00Z";
        get(before).then().body("claims.number", contains(3, 2));
        get(before + "&certain=true").then().statusCode(404);
        get("/casualties/" + record + "/claims").then().body("claims.age", contains("PT0S", null));
        append(record, killed(crisis, "gsv", "unknown", 9, undated + CORRECTED.formatted(1))).then().statusCode(201);
        get("/casualties/" + record).then().body("claims.number", contains(4, 3, 2));
        get("/casualties/series?source=tass&crisis=" + crisis).then().body("lines[0].points[0].at", nullValue());
        get("/crises/" + crisis + "/timeline").then().body("items.revision.number", contains(2, 3, 1, 4))
                .body("items.precision", contains("unknown", "unknown", "day", "unknown"));
        json("{\"record\": \"" + record + "\", \"number\": 3, \"reason\": {\"en\": \"court order\"}}")
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(oneOf(200, 201));
        get("/casualties/" + record + "/revisions/3").then().body("reportedAtNote", nullValue())
                .body("reportedAt", equalTo("unknown"));
        // The erasure has added a notice.
        assertEquals(5, HashChain.verify(crisis));
        byte[] export = writing().get(V1 + "/crises/" + crisis + "/export").asByteArray();
        writing().contentType("application/x-ndjson").body(export).post(V1 + "/import").then().statusCode(200);
    }

    @Test
    void aTimeMayBeAnIntervalOpenOrApproximate() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05/2022-01-06", 8);
        append(record, killed(crisis, "tass", "../2022-01-07", 7, "")).then().statusCode(201)
                .body("reportedFrom", nullValue()).body("reportedUntil", equalTo("2022-01-07T18:00:00Z"));
        append(record, killed(crisis, "gsv", "2022-01-07~", 9, "")).then().statusCode(201)
                .body("reportedFrom", equalTo("2022-01-05T18:00:00Z")).body("reportedUntil", equalTo("2022-01-08T18:00:00Z"));
        String read = "/casualties/" + record + "?asOf=";
        get(read + "2022-01-04T18:00:00Z").then().body("claims.number", contains(1, 2));
        get(read + "2022-01-06T17:59:59Z&certain=true").then().statusCode(404);
        get(read + "2022-01-06T18:00:00Z&certain=true").then().body("claims.number", contains(1));
        get(read + "2022-01-08T18:00:00Z&certain=true").then().body("claims.number", contains(3, 1, 2));
        get("/crises/" + crisis + "/timeline?to=2022-01-01T00:00:00Z").then().body("items.revision.number", contains(2));
        get("/crises/" + crisis + "/timeline?certain=true&from=2022-01-01T00:00:00Z").then()
                .body("items.revision.number", contains(1, 3));
        for (String refused : new String[] { "2022-01-07/2022-01-06", "2022-01-05/2100", "../2100", "2022-01-05//2022", "..",
                "about noon" }) {
            append(record, killed(crisis, "tass", refused, 7, "")).then().statusCode(400).body("violations[0].field",
                    equalTo("reportedAt"));
        }
        assertEquals(3, HashChain.verify(crisis));
    }

    @Test
    void aReportMayHaveItsOwnTimeZone() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        String moscow = ", \"timeZone\": \"Europe/Moscow\"";
        append(record, killed(crisis, "tass", "2022-01-06", 7, moscow + ", \"partOfDay\": \"night\"")).then().statusCode(201)
                .body("timeZone", equalTo("Europe/Moscow")).body("reportedFrom", equalTo("2022-01-05T21:00:00Z"))
                .body("reportedUntil", equalTo("2022-01-06T03:00:00Z"));
        append(record, killed(crisis, "tass", "2022-01-06", 7, ", \"timeZone\": \"Moscow\"")).then().statusCode(400)
                .body("violations[0].field", equalTo("timeZone"));
        append(record, killed(crisis, "tass", "2022-01", 7, ", \"partOfDay\": \"night\"")).then().statusCode(400)
                .body("violations[0].field", equalTo("partOfDay"));
        append(record, killed(crisis, "tass", "2022-01-06", 7, ", \"partOfDay\": \"noon\"")).then().statusCode(400)
                .body("violations[0].field", equalTo("partOfDay"));
        writing().get(V1 + "/crises/" + crisis + "/verification").then().body("isIntact", equalTo(true));
    }

    private static String statement(String crisis, String source, String reportedAt, String wording, String more) {
        return """
                {"crisis": "%s", "source": "%s", "reportedAt": "%s"%s,
                 "content": {"speaker": {"name": {"ru": "Касым-Жомарт Токаев", "ar": "قاسم جومارت توكاييف"}},
                 "topic": {"en": "state of emergency"}, "wording": {"ru": "%s"}, "originalLanguage": "ru"}}"""
                .formatted(crisis, source, reportedAt, more, wording);
    }

    private static String occurred(String report, String span) {
        return report.replace("\"content\": {", "\"content\": {\"occurred\": " + span + ", ");
    }

    @Test
    void theThreeClocksAndTheSourceAreAskedTogether() {
        String crisis = newCrisis();
        String emergency = occurred(statement(crisis, "tass", "2022-01-06", "Введено чрезвычайное положение", ""),
                "{\"from\": \"2022-01-05\", \"until\": \"2022-01-19\"}");
        String record = json(emergency).post(V1 + "/statements").then().statusCode(201)
                .body("content.occurred.until", equalTo("2022-01-19")).extract().path("record");
        String recorded = get("/statements/" + record + "/revisions/1").path("recordedAt");
        json(occurred(statement(crisis, "gsv", "2022-01-08", "Совещание", ""),
                "{\"from\": \"2022-01-08\", \"until\": \"2022-01-08\"}"))
                .post(V1 + "/statements").then().statusCode(201);
        json(statement(crisis, "tass", "2022-01-06", "Без даты события", "")).post(V1 + "/statements").then().statusCode(201);
        String list = "/statements?crisis=" + crisis;
        get(list).then().body("total", equalTo(3));
        get(list + "&occurredFrom=2022-01-05&occurredUntil=2022-01-07").then().body("items.source", contains("tass"));
        get(list + "&occurredUntil=2022-01-08").then().body("items.source", contains("gsv", "tass"));
        get(list + "&occurredFrom=2022-01-20").then().body("items", hasSize(0));
        get(list + "&occurredFrom=2022-01-07&source=tass&asOf=2022-01-06T00:00:00Z&knownAt=" + recorded).then()
                .body("items.record", contains(record));
        get(list + "&occurredFrom=2022-01-07&source=tass&asOf=2022-01-05T00:00:00Z").then().body("items", hasSize(0));
        get(list + "&occurredFrom=2022-01-09&occurredUntil=2022-01-08").then().statusCode(400)
                .body("violations[0].field", equalTo("occurredFrom"));
        get(list + "&occurredFrom=tomorrow").then().statusCode(400).body("violations[0].field", equalTo("occurredFrom"));
        json(occurred(emergency.replaceFirst("\"occurred\": [^}]*}, ", ""),
                "{\"from\": \"2022-01-09\", \"until\": \"2022-01-08\"}"))
                .post(V1 + "/statements").then().statusCode(400).body("violations[0].field", equalTo("content.occurred.from"));
        json(occurred(emergency.replaceFirst("\"occurred\": [^}]*}, ", ""), "{}")).post(V1 + "/statements").then()
                .statusCode(400);
    }

    @Test
    void whenItHappenedIsReadInTheZoneOfTheReport() {
        String crisis = newCrisis();
        json(occurred(statement(crisis, "tass", "2022-01-06", "Москва", ", \"timeZone\": \"Europe/Moscow\""),
                "{\"from\": \"2022-01-05\", \"until\": \"2022-01-05\"}")).post(V1 + "/statements").then().statusCode(201);
        String list = "/statements?crisis=" + crisis;
        get(list + "&occurredFrom=2022-01-06").then().body("items", hasSize(1));
        get(list + "&occurredFrom=2022-01-05T21:00Z").then().body("items", hasSize(0));
        newRecord(crisis, "kz-mvd", "2022-01-09", 164);
        String day = killed(crisis, "kz-mvd", "2022-01-09", 7, "");
        json(occurred(day, "{\"from\": \"2022-01-07\", \"until\": \"2022-01-07\"}")).post(V1 + "/casualties").then()
                .statusCode(201);
        get("/casualties?crisis=" + crisis + "&occurredFrom=2022-01&occurredUntil=2022-01").then()
                .body("items.content.best", contains(7));
        get("/casualties?crisis=" + crisis + "&period=2022-01-07/2022-01-07").then().body("items.content.best", contains(7));
    }
}
