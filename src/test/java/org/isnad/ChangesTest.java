package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests the list of changes since an instant, and their sentences. */
@QuarkusTest
class ChangesTest {

    private static final String CRISIS = "/crises/kazakhstan-2022/changes?limit=100&";

    @AfterEach
    void theClockIsRight() {
        TestClock.ahead = Duration.ZERO;
    }

    @ParameterizedTest
    @CsvSource({ "P24H, 2022-01-06T12:00:00Z", "PT24H, 2022-01-06T12:00:00Z", "P1D, 2022-01-06T12:00:00Z",
            "PT90M, 2022-01-07T10:30:00Z", "P1DT12H, 2022-01-06T00:00:00Z", "P1W, 2021-12-31T12:00:00Z",
            "2022-01-06, 2022-01-05T17:59:59.999999Z", "2022-01, 2021-12-31T17:59:59.999999Z",
            "2022-01-06T02:51Z, 2022-01-06T02:51:00Z", "2022-01-06T12:00:00Z, 2022-01-06T12:00:00Z" })
    void aSpanBeginsADurationBeforeItsEndOrWithADateInTheZoneOfTheCrisis(String since, String from) {
        Api.importSample();
        String end = "&to=2022-01-07T12:00:00Z";
        assertEquals(get(CRISIS + "from=" + from + end).jsonPath().getMap(""),
                get(CRISIS + "since=" + since + end).then().statusCode(200).extract().jsonPath().getMap(""));
    }

    @Test
    void aDateIsIncluded() {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        get("/crises/" + crisis + "/changes?since=2022-01-06").then().body("total", equalTo(1));
        get("/crises/" + crisis + "/changes?since=2022-01-07").then().body("total", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({ "since=P, since", "since=PT, since", "since=P1X, since", "since=24H, since", "since=2022-13, since",
            "since=yesterday, since", "since=P1D&from=2022-01-06T00:00:00Z, since", "clock=reported, since",
            "since=2100-01-01, since", "since=P0D, since", "since=P1D&to=2100-01-01T00:00:00Z, to",
            "since=2022-01-09&to=2022-01-08T00:00:00Z, since", "since=P-1D, since",
            "since=P1DT, since", "since=P99999999999Y, since", "since=PT9999999999999H, since" })
    void aSpanThatMakesNoSenseIsRefused(String span, String field) {
        get("/crises/" + newCrisis() + "/changes?" + span).then().statusCode(400).body("violations.field", contains(field));
    }

    @Test
    void aCorrectionIsToldInThreeLanguages() {
        Api.importSample();
        String sentence = "items.find { it.record == 'kz-security-forces-killed' }.revisions.find { it.number == 6 }.";
        String span = CRISIS + "since=2022-01-06&to=2022-01-10T00:00:00Z&lang=";
        get(span + "en").then().body(sentence + "of", equalTo(4)).body(sentence + "change", equalTo("corrected"))
                .body(sentence + "sentence", equalTo(
                        "Ministry of Internal Affairs of Kazakhstan: security forces killed (Kazakhstan) 18 → 16, corrected: Refined data, said the ministry; it gave no other reason"));
        get(span + "ru").then().body(sentence + "sentence", equalTo(
                "Министерство внутренних дел Казахстана: погибшие сотрудники силовых структур (Казахстан): 18 → 16 человек, исправлено: По уточнённым данным, сообщило министерство; другой причины не названо"));
        get(span + "ar").then().body(sentence + "sentence", equalTo(
                "وزارة الشؤون الداخلية في كازاخستان: القتلى من قوات الأمن (كازاخستان): 18 ← 16 شخصًا، تصحيح: بيانات مدققة بحسب الوزارة، ولم تذكر سببا آخر"));
        get(span + "fr").then().body(sentence + "sentence", equalTo(
                "Ministry of Internal Affairs of Kazakhstan: security forces killed (Kazakhstan) 18 → 16, corrected: Refined data, said the ministry; it gave no other reason"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "en|more than 1,000|fewer than 50|at least 44 and fewer than 50|3–5",
            "ru|более 1\u00a0000 человек|менее 50 человек|не менее 44 и менее 50 человек|3–5 человек",
            "ar|أكثر من 1,000 شخص|أقل من 50 شخصًا|ما لا يقل عن 44 وأقل من 50 شخصًا|3–5 أشخاص" })
    void boundsAreToldAsTheSourceGivesThem(String language, String more, String fewer, String both, String range) {
        String crisis = newCrisis();
        String record = json(bounds(crisis, 5, "\"low\": 1000, \"lowExclusive\": true")).post(V1 + "/casualties").then()
                .statusCode(201).extract().path("record");
        append(record, bounds(crisis, 6, "\"high\": 50, \"highExclusive\": true")).then().statusCode(201);
        append(record, bounds(crisis, 7, "\"low\": 44, \"high\": 50, \"highExclusive\": true")).then().statusCode(201);
        append(record, bounds(crisis, 8, "\"low\": 3, \"high\": 5")).then().statusCode(201);
        List<String> sentences = get("/crises/" + crisis + "/changes?since=2022-01-05&lang=" + language)
                .path("items[0].revisions.sentence");
        List<String> told = List.of(more, fewer, both, range);
        for (int at = 0; at < told.size(); at++) {
            assertTrue(sentences.get(at).contains(told.get(at)), sentences.get(at));
        }
    }

    private static String bounds(String crisis, int day, String bounds) {
        return """
                {"crisis": "%s", "source": "kz-mvd", "reportedAt": "2022-01-0%d", "content": {"group": "total",
                 "measure": "injured", "place": {"name": {"en": "Kazakhstan"}}, %s}}""".formatted(crisis, day, bounds);
    }

    @Test
    void aChangeHasItsTimes() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String recorded = get("/casualties/" + record + "/revisions/1").path("recordedAt");
        get("/crises/" + crisis + "/changes?since=2022-01-05").then()
                .body("items[0].revisions[0].reportedAt", equalTo("2022-01-05"))
                .body("items[0].revisions[0].recordedAt", equalTo(recorded));
    }

    @Test
    void whatCameAndWentInsideTheSpanIsToldAsBoth() {
        Api.importSample();
        String toll = "items.find { it.record == 'kz-total-killed' }.revisions.";
        get(CRISIS + "from=2022-01-08T00:00:00Z&to=2022-01-10T00:00:00Z&lang=en").then()
                .body(toll + "find { it.number == 2 }.change", equalTo("first"))
                .body(toll + "find { it.number == 2 }.sentence",
                        equalTo("Government Telegram channel coronavirus2020_kz: people killed (Kazakhstan) 164, first figure"))
                .body(toll + "find { it.number == 4 }.change", equalTo("retracted"))
                .body(toll + "find { it.number == 4 }.of", equalTo(2))
                .body(toll + "find { it.number == 4 }.sentence",
                        equalTo("Ministry of Health of Kazakhstan: people killed (Kazakhstan) 164 (Government Telegram channel"
                                + " coronavirus2020_kz), retracted: The ministry had given no such figures: a technical error, it said"));
    }

    @Test
    void theChangesOfOneRecordAreThoseAmongAll() {
        Api.importSample();
        String span = CRISIS + "from=2022-01-08T00:00:00Z&to=2022-01-10T00:00:00Z&lang=en";
        Object among = get(span).path("items.find { it.record == 'kz-total-killed' }");
        get(span + "&record=kz-total-killed").then().body("total", equalTo(1)).body("items[0]", equalTo(among));
        get(span + "&record=nothing").then().body("total", equalTo(0));
        get(span + "&record=A%20B").then().statusCode(400).body("violations.field", contains("record"));
    }

    @Test
    void anEffectOfAnotherRecordIsAmongTheChangesOfOneRecord() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        newRecord(crisis, "tass", "2022-01-05", 9);
        Api.json("""
                {"crisis": "%s", "record": "%s", "number": 1, "ruling": "for", "reason": {"en": "It is signed"}}"""
                .formatted(crisis, record)).post(V1 + "/notices/rulings").then().statusCode(201);
        get("/crises/" + crisis + "/changes?since=2022-01-05&record=" + record).then().body("total", equalTo(1))
                .body("items[0].revisions.change", contains("first", "ruled-for"));
    }

    @Test
    void eachRevisionIsToldByWhatItChanged() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, "")).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 18, "")).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-08", 16, "")).then().statusCode(201);
        append(record, killed(crisis, "tass", "2022-01-08", 1, ", \"status\": \"disputed\"")).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-09", 19, ", \"status\": \"confirmed\"")).then().statusCode(201);
        append(record, Api.retraction(crisis, "kz-mvd", "2022-01-10", 6)).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-11", 17, "")).then().statusCode(201);
        Response changes = get("/crises/" + crisis + "/changes?since=2022-01-05&lang=ar");
        changes.then().body("items[0].revisions.number", contains(1, 2, 3, 4, 5, 6, 7, 8))
                .body("items[0].revisions.change", contains("first", "raised", "repeated", "lowered", "disputed", "confirmed",
                        "retracted", "raised"));
        assertEquals("[null, 1, 2, 3, null, 4, 6, 4]", changes.path("items[0].revisions.of").toString());
    }

    @Test
    void whatRevisionsOfOtherRecordsDoToARecordIsTold() {
        String crisis = newCrisis();
        String all = newRecord(crisis, "kz-mvd", "2022-01-06", 149);
        String attackers = newRecord(crisis, "kz-mvd", "2022-01-07", 60);
        append(attackers, killed(crisis, "kz-mvd", "2022-01-08", 67, ", \"reason\": {\"en\": \"Violators are counted apart\"},"
                + " \"replaces\": [{\"record\": \"" + all + "\", \"number\": 1}]")).then().statusCode(201);
        String changes = "/crises/" + crisis + "/changes?lang=en&since=";
        String ofAll = "items.find { it.record == '" + all + "' }.";
        get(changes + "2022-01-08").then().body("items.record", containsInAnyOrder(all, attackers))
                .body(ofAll + "change", equalTo("changed")).body(ofAll + "from.number", equalTo(1))
                .body(ofAll + "to", nullValue()).body(ofAll + "claims[0].from", equalTo(1))
                .body(ofAll + "revisions.record", contains(attackers)).body(ofAll + "revisions.number", contains(2))
                .body(ofAll + "revisions.of", contains(1)).body(ofAll + "revisions.change", contains("replaced"))
                .body(ofAll + "revisions.sentence",
                        contains("Ministry of Internal Affairs of Kazakhstan: police officers killed (Kazakhstan): 149,"
                                + " replaced by a report of another record: Violators are counted apart"));
        append(attackers, Api.retraction(crisis, "kz-mvd", "2022-01-09", 2)).then().statusCode(201);
        get(changes + "2022-01-09").then().body(ofAll + "revisions.change", contains("restored"))
                .body(ofAll + "claims[0].to", equalTo(1));
        json("{\"crisis\": \"%s\", \"record\": \"%s\", \"number\": 1, \"ruling\": \"against\", \"reason\": {\"en\": \"Mixed\"}}"
                .formatted(crisis, all)).post(V1 + "/notices/rulings").then().statusCode(201);
        json("{\"crisis\": \"%s\", \"record\": \"%s\", \"into\": \"%s\", \"reason\": {\"en\": \"The same\"}}"
                .formatted(crisis, all, attackers)).post(V1 + "/notices/mergers").then().statusCode(201);
        get(changes + "PT1H").then().body(ofAll + "revisions.change", contains("ruled-against", "merged"))
                .body(ofAll + "revisions.of", contains(1, 1)).body("items.kind.flatten()", hasItem("notice"))
                .body("items.revisions.flatten().sentence",
                        hasItem("Operator of the service: merger of " + all + ", first report: The same"));
    }

    @Test
    void aNewWordingIsToldInTheDirectionOfTheSentence() {
        String crisis = newCrisis();
        String statement = """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-%s", "content": {"speaker": {"name": {"ru": "Токаев"}},
                 "topic": {"ar": "المشاركون", "ru": "участники"}, "wording": {"ar": "%s"}}}""";
        String record = json(statement.formatted(crisis, "05", "وصفهم بأنهم عناصر المشاغبين أمس")).post(V1 + "/statements")
                .then()
                .statusCode(201).extract().path("record");
        json(statement.formatted(crisis, "06", "وصفهم بأنهم عصابات إرهابية أمس"))
                .post(V1 + "/statements/" + record + "/revisions").then().statusCode(201);
        get("/crises/" + crisis + "/changes?since=2022-01-06&lang=ar").then().body("items[0].revisions.change",
                contains("wording"))
                .body("items[0].revisions[0].sentence", equalTo(
                        "تاس: تصريح \u2068Токаев\u2069 بشأن «المشاركون»، «عناصر المشاغبين» ← «عصابات إرهابية»، تغيير الصياغة"));
    }

    @Test
    void aRenamedSourceChangesTheAnswer() {
        String crisis = newCrisis();
        String source = "desk-" + crisis;
        String description = "{\"id\": \"%s\", \"name\": {\"en\": \"%s\"}, \"kind\": \"ministry\"}";
        json(description.formatted(source, "Ministry")).put(V1 + "/sources/" + source).then().statusCode(201);
        newRecord(crisis, source, "2022-01-06", 8);
        String path = "/crises/" + crisis + "/changes?from=2022-01-01T00:00:00Z&to=2022-01-08T00:00:00Z&lang=en";
        String etag = get(path).then().body("items[0].revisions[0].sentence",
                equalTo("Ministry: police officers killed (Kazakhstan) 8, first figure")).extract().header("ETag");
        unchanged(path, etag).then().statusCode(304);
        json(description.formatted(source, "Interior Ministry")).put(V1 + "/sources/" + source).then().statusCode(200);
        unchanged(path, etag).then().statusCode(200).body("items[0].revisions[0].sentence",
                equalTo("Interior Ministry: police officers killed (Kazakhstan) 8, first figure"));
    }

    @Test
    void anAnswerAboutTheLastHourMovesWithTheClock() {
        String crisis = newCrisis();
        String reportedAt = Instant.now().minus(10, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS).toString();
        newRecord(crisis, "kz-mvd", reportedAt, 8);
        newRecord(crisis, "tass", reportedAt, 9);
        String path = "/crises/" + crisis + "/changes?since=PT1H";
        String etag = get(path).then().statusCode(200).body("total", equalTo(2)).header("Cache-Control", equalTo("no-cache"))
                .extract().header("ETag");
        String second = get(path + "&limit=1").path("next");
        TestClock.ahead = Duration.ofMinutes(30);
        unchanged(path, etag).then().statusCode(304);
        TestClock.ahead = Duration.ofHours(2);
        unchanged(path, etag).then().statusCode(200).body("total", equalTo(0)).header("ETag", not(equalTo(etag)));
        get(path).then().body("items", hasSize(0));
        get(path + "&limit=1&cursor=" + second).then().body("total", equalTo(2)).body("items", hasSize(1));
        get("/crises/" + crisis + "/changes?since=P1D&clock=recorded").then().body("items.change",
                containsInAnyOrder("new", "new"));
    }

    private static Response unchanged(String path, String etag) {
        return given().urlEncodingEnabled(false).header("If-None-Match", etag).get(V1 + path);
    }
}
