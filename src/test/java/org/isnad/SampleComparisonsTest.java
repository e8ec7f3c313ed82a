package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.isnad.content.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** Tests the comparisons of the sample, Kazakhstan in January 2022. */
@QuarkusTest
class SampleComparisonsTest {

    private static final String CRISIS = "/crises/kazakhstan-2022";
    private static final String KILLED = "/casualties/kz-security-forces-killed";
    private static final String TOLL = "/casualties/kz-total-killed";
    private static final String INJURED = "/casualties/kz-total-injured";
    private static final String WORDING = "/statements/kz-tokayev-on-participants";

    @BeforeEach
    void theSample() {
        Api.importSample();
    }

    @Test
    void killedOfficersAsOfTheNinthWithTheSpreadOverSources() {
        get(KILLED + "/claims?asOf=2022-01-09T00:00:00Z").then()
                .body("claims.source", containsInAnyOrder("kz-mvd", "kz-qazaqtv"))
                .body("claims.revision.content.best", contains(18, 18)).body("agreement", hasSize(1))
                .body("agreement[0].low", equalTo(18)).body("agreement[0].high", equalTo(18))
                .body("agreement[0].sources", hasSize(2))
                .body("agreement[0].verdict", equalTo("agree")).body("agesAt", equalTo("2022-01-09T00:00:00Z"))
                .body("claims.find { it.source == 'kz-qazaqtv' }.age", equalTo("PT41H20M"))
                .body("preferredBy", containsString("undisputed"));
        get(KILLED + "/claims").then().body("agreement[0].verdict", equalTo("conflict"))
                .body("agreement[0].sets.sources", contains(List.of("kz-president"), List.of("kz-mvd"),
                        List.of("kz-qazaqtv"), List.of("kz-prosecutor")))
                .body("agreement[0].ratio", equalTo(1.19f)).body("agreement[0].low", equalTo(16))
                .body("agreement[0].high", equalTo(19)).body("preferred", equalTo(11))
                .body("withDisputed[0].sets.sources[0]", contains("kz-kostanay-police"))
                .body("withDisputed[0].ratio", equalTo(2.38f)).body("withDisputed[0].low", equalTo(8));
    }

    @Test
    void eachClaimSaysWhatItReplaced() {
        get(KILLED + "/claims?lang=en").then().body("claims.find { it.source == 'kz-mvd' }.replaced.number", equalTo(6))
                .body("claims.find { it.source == 'kz-mvd' }.replaced.difference.changes[0].number.delta", equalTo(1))
                .body("claims.find { it.source == 'kz-president' }.replaced", nullValue());
    }

    @Test
    void theAgencyThatPrintsTheWithdrawnTollIsNoSecondSourceOfIt() {
        get(TOLL + "/claims?asOf=2022-01-16T00:00:00Z").then()
                .body("claims.find { it.source == 'ap' }.relayOf.source", equalTo("kz-gov-telegram"))
                .body("claims.find { it.source == 'ap' }.relayOf.number", equalTo(2))
                .body("claims.find { it.source == 'ap' }.relayOf.standing", equalTo(false))
                .body("claims.find { it.source == 'afp' }.relayOf", nullValue())
                .body("originators.find { it.source == 'kz-gov-telegram' }.relays", contains("ap"));
    }

    @Test
    void the164InTheLedgerWithPublisherDenierReasonAndWhoStillCitesIt() {
        String entry = "items.find { it.by.record == 'kz-total-killed' && it.by.status == 'retracted' }.";
        get(CRISIS + "/corrections?limit=100&lang=en").then().body(entry + "of.source", equalTo("kz-gov-telegram"))
                .body(entry + "of.content.best", equalTo(164)).body(entry + "by.source", equalTo("kz-health-ministry"))
                .body(entry + "by.reportedAt", equalTo("2022-01-09T13:17:10Z"))
                .body(entry + "by.reason.en", containsString("technical error")).body(entry + "inForce", equalTo(true))
                .body(entry + "difference.aspects", hasItems("withdrawal", "attribution", "status"))
                .body(entry + "citedBy.source", contains("belsat"))
                .body(entry + "citedBy.find { it.source == 'belsat' }.kind", equalTo("article"))
                .body(entry + "citedBy.find { it.source == 'belsat' }.number", equalTo(2));
        get(CRISIS + "/corrections?kind=casualty&source=kz-health-ministry&status=retracted").then().body("total", equalTo(1));
        // AP printed it until it gave another figure; AFP wrote that it was retracted.
        get(CRISIS + "/corrections?limit=100&asOf=2022-02-01T00:00:00Z").then().body(entry + "citedBy.source",
                contains("belsat", "ap"));
        get(CRISIS + "/corrections?limit=100").then().body("items.by.status.unique()",
                containsInAnyOrder("corrected", "retracted"));
        get(CRISIS + "/corrections?asOf=2022-01-09T12:00:00Z&kind=casualty&status=retracted").then().body("total", equalTo(0));
    }

    @Test
    void aSumOfDeadAndInjuredIsNoNumberOfInjured() {
        get("/casualties/compare?from=kz-total-injured/kz-local-media&to=kz-total-injured/kz-prosecutor&lang=en").then()
                .body("difference.changes.find { it.path == '/content/best' }.from", equalTo(4578))
                .body("difference.changes.find { it.path == '/content/best' }.to", equalTo(4353))
                .body("difference.comparable", equalTo(false))
                .body("difference.changes.find { it.path == '/content/basis' }.aspect", equalTo("counting-rule"))
                .body("difference.changes.find { it.path == '/content/best' }.number.delta", nullValue());
        get(INJURED + "/claims").then()
                .body("withDisputed.find { it.count.basis == 'combined' }.sources", contains("kz-local-media"))
                .body("agreement.findAll { it.count.basis == 'count' }.sources.flatten()", not(hasItem("kz-local-media")));
    }

    @Test
    void fewerAttackersIsAnotherRuleOfCountingNotOfNumberOnly() {
        get("/casualties/kz-attackers-killed/compare?from=kz-mvd&to=kz-prosecutor&lang=en").then()
                .body("difference.comparable", equalTo(false))
                .body("difference.aspects", hasItems("number", "counting-rule", "term"))
                .body("difference.changes.find { it.path == '/content/excludesDetail' }.to.en",
                        startsWith(
                                "Violators of the state of emergency, 142, are counted apart; in March 2022 the count of attackers"
                                        + " was 149"))
                .body("difference.changes.find { it.path == '/content/best' }.to", equalTo(67))
                .body("difference.changes.find { it.path == '/content/best' }.number.delta", nullValue());
        get("/casualties/compare?from=kz-attackers-killed/kz-prosecutor&to=kz-emergency-violators-killed&lang=en").then()
                .body("difference.changes.find { it.path == '/content/best' }.from", equalTo(67))
                .body("difference.changes.find { it.path == '/content/best' }.to", equalTo(142))
                .body("difference.comparable", equalTo(false));
    }

    @Test
    void theMinistrysEighteenBecameSixteen() {
        get(KILLED + "/compare?from=4&to=6&lang=en").then().body("difference.comparable", equalTo(true))
                .body("difference.changes[0].path", equalTo("/content/best")).body("difference.changes[0].from", equalTo(18))
                .body("difference.changes[0].to", equalTo(16)).body("difference.changes[0].number.delta", equalTo(-2))
                .body("difference.changes[0].number.percent", equalTo(-11.1f))
                .body("difference.changes[0].material", equalTo(true))
                .body("difference.changes.find { it.path == '/status' }.to", equalTo("corrected"));
        // The 18 of that day replaced what the ministry had said at 02:51, and is not seen before.
        get(KILLED + "/compare?from=2022-01-06T00:00:00Z&to=2022-01-10T00:00:00Z").then()
                .body("from.revision.number", equalTo(1)).body("to.revision.number", equalTo(7));
        get(KILLED + "/compare?from=2022-01-06T02:51:00Z&to=2022-01-10T00:00:00Z").then()
                .body("from.revision.number", equalTo(4)).body("to.revision.number", equalTo(7));
    }

    @Test
    void thePresidentsWordingInThreeLanguages() {
        get(WORDING + "/compare?from=1&to=2").then()
                .body(wording("ar") + "wording.terms[0].from.text", equalTo("عناصر المشاغبين"))
                .body(wording("ar") + "wording.terms[0].to.text", equalTo("عصابات إرهابية"))
                .body(wording("ar") + "wording.direction", equalTo("rtl"))
                .body(wording("ru") + "wording.terms[0].from.text", equalTo("Толпы бандитствующих элементов"))
                .body(wording("ru") + "wording.terms[0].to.text", equalTo("террористические банды"))
                .body(wording("en") + "wording.terms[0].from.text", equalTo("riotous elements"))
                .body(wording("en") + "wording.terms[0].to.text", equalTo("terrorist gangs"))
                .body(wording("en") + "wording.segments[0].from.end", equalTo(16))
                .body(wording("en") + "aspect", equalTo("term"))
                .body("difference.material", equalTo(true));
        get(WORDING + "/compare?from=1&to=2&lang=ar").then().body("difference.changes.path", hasItem("/content/wording/ar"))
                .body("difference.changes.path", not(hasItem("/content/wording/ru")));
        get(WORDING + "/compare?from=1@ru&to=1@ar").then().body("difference.aspects", contains("translation"))
                .body("difference.material", equalTo(false)).body(
                        "difference.changes.find { it.path == '/content/wording' }.from.ru", startsWith("Толпы"))
                .body("unchanged.translations.find { it.language == 'ar' }.from", equalTo("ru"));
    }

    private static String wording(String language) {
        return "difference.changes.find { it.path == '/content/wording/" + language + "' }.";
    }

    @Test
    void whatChangedBetweenTheSixthAndTheTenth() {
        String between = CRISIS + "/changes?from=2022-01-06T00:00:00Z&to=2022-01-10T00:00:00Z&limit=100&lang=en";
        String killed = "items.find { it.record == 'kz-security-forces-killed' }.";
        String toll = "items.find { it.record == 'kz-total-killed' }.";
        get(between).then().body("items.count { it.kind == 'casualty' }", equalTo(24))
                .body(killed + "change", equalTo("corrected"))
                .body(killed + "from.content.best", equalTo(8)).body(killed + "to.content.best", equalTo(16))
                .body(killed + "claims.source", contains("kz-mvd", "kz-president", "kz-qazaqtv"))
                .body(killed + "claims.find { it.source == 'kz-mvd' }.difference.changes.find { it.path == '/content/best' }"
                        + ".number.delta", equalTo(8))
                .body(toll + "change", equalTo("new")).body(toll + "revisions.number", contains(1, 2, 3, 4))
                .body("items.find { it.record == 'kz-civilians-killed' }.difference.aspects", hasItem("known"))
                .body("items.record", not(hasItem("kz-us-calls-for-restraint")));
    }

    @Test
    void theLedgerWasLoadedAtOnceSoThatTheOtherClockSeesAllOfItAsNew() {
        String recordedAt = get(CRISIS).path("recordedAt");
        get(CRISIS + "/changes?clock=recorded&from=2022-01-01T00:00:00Z&to=" + recordedAt).then()
                .body("items.change.unique()", contains("new"));
    }

    @Test
    void theSituationOnTheEveningOfTheEighth() {
        String eighth = CRISIS + "/snapshot?asOf=2022-01-08T18:00:00Z&lang=en&knownAt=" + get(CRISIS).path("recordedAt");
        String figure = "records.casualties.find { it.record == 'kz-total-killed' }.";
        get(eighth).then().body("records.keySet()", containsInAnyOrder(ExampleCrisis.KINDS.stream().map(Kind::path).toArray()))
                .body(figure + "claims.find { it.source == 'kz-gov-telegram' }.content.best", equalTo(164))
                .body(figure + "claims[0].content.absentReason", equalTo("withheld"))
                .body(figure + "spread[0].low", equalTo(164)).body(figure + "spreadWithDisputed[0].low", equalTo(101))
                .body("records.statements[0].claims", hasSize(1));
        String before = get(eighth).asString();
        Api.newRecord(Api.newCrisis(), "tass", "2022-01-05", 1);
        assertEquals(before, get(eighth).asString());
        get(CRISIS + "/snapshot?kind=reaction").then().body("records.keySet()", contains("reactions"));
        // The treaty is older than the crisis; nobody knows by how much.
        get(CRISIS + "/snapshot?asOf=2020-01-01T00:00:00Z").then().body("records.keySet()", contains("statements"))
                .body("records.statements.record", contains("kz-csto-treaty-duty"));
        get(CRISIS + "/snapshot?asOf=2020-01-01T00:00:00Z&certain=true").then().body("records.size()", equalTo(0));
    }

    @Test
    void theSeriesShowsTheGapThatTheRetractionLeft() {
        get("/casualties/series?crisis=kazakhstan-2022&record=kz-total-killed&source=kz-gov-telegram").then()
                .body("lines", hasSize(1)).body("lines[0].points.number", contains(2, null, 5))
                .body("lines[0].points.best", contains(164, null, null)).body("lines[0].points[0].standing", equalTo(false))
                .body("lines[0].points[0].supersededBy", equalTo(4))
                .body("lines[0].points[1].by.source", equalTo("kz-health-ministry"))
                .body("lines[0].points[1].by.status", equalTo("retracted"))
                .body("lines[0].points[2].absentReason", equalTo("withheld"));
        get("/casualties/series?crisis=kazakhstan-2022&group=security-forces&measure=killed&place=KZ&basis=count").then()
                .body("lines.find { it.source == 'kz-mvd' }.points.best", contains(8, 8, 8, 18, 16, 17))
                .body("lines.count.group.unique()", contains("security-forces"))
                .body("lines.count.place.unique()", contains("KZ"));
        get("/casualties/series?crisis=kazakhstan-2022&record=kz-security-forces-killed&asOf=2022-01-08T00:00:00Z").then()
                .body("lines.find { it.source == 'kz-mvd' }.points.best", contains(8, 8, 8, 18));
    }

    @Test
    void theSeriesIsATableToo() {
        String series = V1 + "/casualties/series?crisis=kazakhstan-2022&record=kz-total-killed&source=kz-gov-telegram";
        String table = given().accept("text/csv").get(series).then().statusCode(200).contentType("text/csv").extract()
                .asString();
        List<String> rows = table.lines().toList();
        assertEquals(4, rows.size());
        assertTrue(table.endsWith("\r\n"));
        assertTrue(rows.get(0).startsWith(
                "crisis,record,source,group,groupDetail,measure,place,basis,period,phase,excludes,excludesDetail,at,number,low,best,high,"));
        assertTrue(rows.get(1).contains(",2022-01-08T18:00:00Z,2,164,164,164,"), rows.get(1));
        assertTrue(rows.get(2).endsWith(",4,kz-health-ministry,retracted"), rows.get(2));
        assertTrue(given().accept("text/csv").get(series + "&bom=true").asString().startsWith("\uFEFFcrisis,"));
        String etag = given().accept("text/csv").get(series).header("ETag");
        given().accept("text/csv").header("If-None-Match", etag).get(series).then().statusCode(304);
        given().accept("application/json").header("If-None-Match", etag).get(series).then().statusCode(200);
    }

    @Test
    void theTimelineHoldsEveryRevisionOnceInTheOrderOfReporting() {
        JsonPath timeline = get(CRISIS + "/timeline?limit=1000").jsonPath();
        List<Integer> positions = timeline.getList("items.revision.position");
        assertEquals(Api.sampleRevisions().size(), positions.stream().distinct().count());
        List<String> killed = timeline
                .getList("items.findAll { it.revision.record == 'kz-security-forces-killed' && it.revision.source == 'kz-mvd' }"
                        + ".revision.number.collect { it.toString() }");
        assertEquals(List.of("1", "2", "3", "4", "6", "8"), killed);
        assertEquals("month", timeline.getString("items.find { it.revision.reportedAt == '2022-02' }.precision"));
        String tenth = "from=2022-01-10T00:00:00Z&to=2022-01-11T00:00:00Z";
        int possibly = get(CRISIS + "/timeline?" + tenth).path("total");
        int certainly = get(CRISIS + "/timeline?certain=true&" + tenth).path("total");
        assertTrue(certainly < possibly, certainly + " of " + possibly);
        get(CRISIS + "/timeline?kind=statement&source=kz-president&status=retracted").then().body("total", equalTo(1))
                .body("items[0].revision.record", equalTo("kz-tokayev-on-participants"))
                .body("items[0].revision.standing", equalTo(false));
        String first = get(CRISIS + "/timeline?limit=100").path("next");
        List<Integer> second = get(CRISIS + "/timeline?limit=100&cursor=" + first).path("items.revision.position");
        assertEquals(positions.subList(100, positions.size()), second);
    }

    @Test
    void whatAClientHoldsIsStillCurrentOrNot() {
        Api.json("""
                {"items": [{"record": "kz-total-killed", "number": 2}, {"record": "kz-security-forces-killed", "number": 4},
                 {"record": "kz-security-forces-killed", "number": 9}, {"record": "kz-security-forces-killed", "number": 11},
                 {"record": "kz-total-killed", "number": 4}, {"record": "kz-total-killed", "number": 99},
                 {"record": "kz-security-forces-killed", "number": 1}, {"crisis": "nowhere", "etag": "\\"p1.0\\""}]}""")
                .post(V1 + "/check").then().statusCode(200).body("items.state", contains("retracted", "corrected", "claim",
                        "preferred", "retraction", "unknown", "superseded", "unknown"))
                .body("items[2].status", equalTo("disputed"))
                .body("items[0].by.source", equalTo("kz-health-ministry"))
                .body("items[0].by.reason.ru", containsString("ошибка"))
                .body("items[1].by.number", equalTo(6)).body("items[1].claim", equalTo(8))
                .body("items[1].newest", equalTo(11));
        String record = given().get(V1 + KILLED).header("ETag").replace("\"", "\\\"");
        String crisis = given().get(V1 + CRISIS + "/timeline").header("ETag").replace("\"", "\\\"");
        Api.json("{\"items\": [{\"record\": \"kz-security-forces-killed\", \"etag\": \"" + record
                + "\"}, {\"crisis\": \"kazakhstan-2022\", \"etag\": \"" + crisis + "\"}]}").post(V1 + "/check").then()
                .body("items.state", contains("unchanged", "unchanged"));
    }
}
