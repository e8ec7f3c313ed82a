package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

import org.isnad.chain.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

/** Tests the fields of reports through writes and reads. */
@QuarkusTest
class ContentTest {

    private static final String KAZAKHSTAN = "\"place\": {\"name\": {\"en\": \"Kazakhstan\"}, \"code\": \"KZ\", \"codeList\": \"iso-3166-1\"}";
    private static final String TOTAL_KILLED = "\"group\": \"total\", \"measure\": \"killed\", ";

    /** A report of people killed in Kazakhstan. */
    private static String toll(String crisis, String source, String reportedAt, String figure) {
        return report(crisis, source, reportedAt, TOTAL_KILLED + KAZAKHSTAN + ", " + figure);
    }

    private static String report(String crisis, String source, String reportedAt, String content) {
        return "{\"crisis\": \"" + crisis + "\", \"source\": \"" + source + "\", \"reportedAt\": \"" + reportedAt
                + "\", \"content\": {" + content + "}}";
    }

    private static String created(String kind, String body) {
        return json(body).post(V1 + "/" + kind).then().statusCode(201).extract().path("record");
    }

    @Test
    void whatIsProbableOrUnverifiedIsNotPreferredToWhatIsStatedAndProvisionalIs() {
        String crisis = newCrisis();
        String record = created("casualties",
                toll(crisis, "kz-mvd", "2022-01-07", "\"best\": 26, \"certainty\": \"probable\""));
        get("/casualties/" + record).then().body("preferred", equalTo(1))
                .body("claims[0].content.certainty", equalTo("probable"));
        append(record, toll(crisis, "tass", "2022-01-06", "\"low\": 18, \"wording\": {\"ru\": \"не менее 18\"}")).then()
                .statusCode(201);
        append(record, toll(crisis, "gsv", "2022-01-08", "\"best\": 40, \"unverified\": true")).then().statusCode(201);
        get("/casualties/" + record).then().body("newest", equalTo(3)).body("preferred", equalTo(2))
                .body("preferredBy", equalTo(Standing.PREFERRED_BY))
                .body("claims[0].content.unverified", equalTo(true)).body("spread[0].high", equalTo(40));
        append(record, toll(crisis, "kz-mvd", "2022-01-09", "\"best\": 164, \"certainty\": \"provisional\"")).then()
                .statusCode(201);
        get("/casualties/" + record).then().body("preferred", equalTo(4));
        get("/casualties/" + record + "/compare?from=1&to=4").then()
                .body("difference.changes.find { it.path == '/content/certainty' }.aspect", equalTo("status"));
        get("/casualties/series?crisis=" + crisis).then()
                .body("lines.points.flatten().certainty", hasItems("probable", "provisional"))
                .body("lines.points.flatten().unverified", hasItem(true));
    }

    @Test
    void moreThanAHundredIsOneMoreThanAtLeastAHundred() {
        String crisis = newCrisis();
        String record = created("casualties", toll(crisis, "kz-mvd", "2022-01-06", "\"low\": 100"));
        append(record, toll(crisis, "kz-mvd", "2022-01-07",
                "\"low\": 100, \"lowExclusive\": true, \"wording\": {\"ru\": \"более 100\"}")).then().statusCode(201);
        get("/casualties/" + record + "/compare?from=1&to=2").then()
                .body("difference.changes.find { it.path == '/content/lowExclusive' }.number.delta", equalTo(1))
                .body("difference.changes.find { it.path == '/content/lowExclusive' }.number.bound", equalTo("raised"));
        append(record, toll(crisis, "tass", "2022-01-07", "\"best\": 100")).then().statusCode(201);
        get("/casualties/" + record + "/claims").then().body("agreement[0].verdict", equalTo("conflict"))
                .body("agreement[0].low", equalTo(100)).body("agreement[0].high", equalTo(100))
                .body("agreement[0].openEnded", equalTo(true));
        append(record, toll(crisis, "tass", "2022-01-08", "\"high\": 102, \"highExclusive\": true")).then().statusCode(201);
        get("/casualties/" + record + "/claims").then().body("agreement[0].verdict", equalTo("overlap"))
                .body("agreement[0].sets[0].low", equalTo(101)).body("agreement[0].sets[0].high", equalTo(101));
        given().accept("text/csv").get(V1 + "/casualties/series?crisis=" + crisis).then()
                .statusCode(200)
                .body(containsString(",100,,,,true,,"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\"low\": 8, \"lowExclusive\": true, \"best\": 8; content.low; must not be above best",
            "\"best\": 8, \"lowExclusive\": true; content.low; is required when lowExclusive is true",
            "\"high\": 0, \"highExclusive\": true; content.high; must be above 0 when highExclusive is true",
            "\"low\": 8, \"lowExclusive\": true, \"high\": 9, \"highExclusive\": true; content.low; must not be above high",
            "\"best\": 8, \"excludes\": [\"other\"]; content.excludesDetail; is required when excludes contains other" })
    void whatContradictsItselfIsRefused(String figure, String field, String rule) {
        json(toll(newCrisis(), "tass", "2022-01-06", figure)).post(V1 + "/casualties").then().statusCode(400)
                .body("violations.field", hasItem(field)).body("violations.rule", hasItem(rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "XK; iso-3166-1", "KZZ; iso-3166-1", "SU; iso-3166-1", "KZ; iso-3166-2",
            "ZZ-75; iso-3166-2", "KZ-7512; iso-3166-2" })
    void aCodeThatIsNoneOfItsListIsRefused(String code, String list) {
        String place = "\"place\": {\"name\": {\"en\": \"Almaty\"}, \"code\": \"" + code + "\", \"codeList\": \"" + list
                + "\"}";
        json(report(newCrisis(), "tass", "2022-01-06", TOTAL_KILLED + place + ", \"best\": 8")).post(V1 + "/casualties").then()
                .statusCode(400).body("violations.field", contains("content.place.code"));
    }

    @Test
    void theListsOfCodesAreReadWithTheirVersions() {
        String etag = get("/codes").then().statusCode(200).body("items.id", hasItems("iso-3166-1", "iso-3166-2", "p-code"))
                .body("items.find { it.id == 'iso-3166-1' }.version", equalTo("2020"))
                .body("items.find { it.id == 'iso-3166-1' }.codes", hasSize(249))
                .body("items.find { it.id == 'iso-3166-1' }.codes", hasItems("KZ", "RU", "SY"))
                .body("items.find { it.id == 'iso-3166-1' }.codes", not(hasItem("SU")))
                .body("items.find { it.id == 'p-code' }.codes", nullValue()).extract().header("ETag");
        given().header("If-None-Match", etag).get(V1 + "/codes").then().statusCode(304);
    }

    @Test
    void oneListOfCodesIsReadByItsId() {
        get("/codes?list=iso-3166-2").then().body("items.form", contains("[A-Z]{2}-[A-Z0-9]{1,3}"));
        get("/codes?list=unlocode").then().statusCode(200).body("items", hasSize(0));
        get("/codes?list=ISO").then().statusCode(400);
    }

    @Test
    void aPlaceHasAPointWithItsPrecision() {
        String crisis = newCrisis();
        String airport = "\"place\": {\"name\": {\"en\": \"Almaty airport\", \"ar\": \"مطار ألما آتا\"}, \"point\": %s}";
        String record = created("casualties", report(crisis, "tass", "2022-01-05", TOTAL_KILLED
                + airport.formatted("{\"lat\": 43.3521, \"lon\": 77.0405, \"precision\": 2000}") + ", \"best\": 2"));
        get("/casualties/" + record).then().body("claims[0].content.place.point.lat", equalTo(43.3521f))
                .body("claims[0].content.place.point.precision", equalTo(2000));
        append(record, report(crisis, "tass", "2022-01-06", TOTAL_KILLED
                + airport.formatted("{\"lat\": 43.3547, \"lon\": 77.0405}") + ", \"best\": 2")).then().statusCode(201);
        get("/casualties/" + record + "/compare?from=1&to=2").then().body("difference.changes.path",
                contains("/content/place/point/lat", "/content/place/point/precision", "/reportedAt"));
        json(report(crisis, "tass", "2022-01-06", TOTAL_KILLED + airport.formatted("{\"lat\": 91, \"lon\": 77}")
                + ", \"best\": 2")).post(V1 + "/casualties").then().statusCode(400)
                .body("violations.field", contains("content.place.point.lat"));
        json(report(crisis, "tass", "2022-01-06", TOTAL_KILLED + airport.formatted("{\"lat\": 43}") + ", \"best\": 2"))
                .post(V1 + "/casualties").then().statusCode(400)
                .body("violations.field", contains("content.place.point.lon"));
    }

    @Test
    void whatIsExcludedCountsByItsCodesWhateverTheWords() {
        String crisis = newCrisis();
        String record = created("casualties", toll(crisis, "kz-mvd", "2022-01-06",
                "\"best\": 18, \"excludes\": [\"missing\", \"security-forces\"], \"excludesDetail\": {\"ru\": \"без силовиков\"}"));
        append(record, toll(crisis, "tass", "2022-01-06",
                "\"best\": 19, \"excludes\": [\"security-forces\", \"missing\", \"missing\"], \"excludesDetail\": {\"ar\": \"عدا قوات الأمن\"}"))
                .then().statusCode(201);
        append(record, toll(crisis, "gsv", "2022-01-06", "\"best\": 20, \"excludesDetail\": {\"ru\": \"без силовиков\"}"))
                .then()
                .statusCode(201);
        get("/casualties/" + record + "/claims").then()
                .body("agreement.sources", contains(contains("gsv"), contains("kz-mvd", "tass")))
                .body("agreement[1].count.excludes", contains("security-forces", "missing"))
                .body("agreement[1].count.excludesDetail", nullValue())
                .body("agreement[0].count.excludesDetail", equalTo("без силовиков"));
        json(toll(crisis, "tass", "2022-01-06", "\"best\": 1, \"excludes\": [\"aliens\"]")).post(V1 + "/casualties").then()
                .statusCode(400);
    }

    @Test
    void aStatementMayBeUnverifiedAndAPassageHasNoHeadline() {
        String crisis = newCrisis();
        String statement = created("statements", report(crisis, "tass", "2022-01-05",
                "\"speaker\": {\"name\": {\"ru\": \"Касым-Жомарт Токаев\"}}, \"topic\": {\"ru\": \"Захват самолётов\"},"
                        + " \"summary\": {\"ru\": \"Захвачены пять самолётов\"}, \"unverified\": true"));
        get("/statements/" + statement).then().body("claims[0].content.unverified", equalTo(true));
        String passage = created("articles", report(crisis, "gsv", "2022-01-06",
                "\"body\": {\"ar\": \"وفي العاصمة نور سلطان، لا يزال الوضع هادئا.\"}, \"originalLanguage\": \"ar\""));
        get("/articles/" + passage).then().body("claims[0].content.headline", nullValue())
                .body("claims[0].content.body.ar", equalTo("وفي العاصمة نور سلطان، لا يزال الوضع هادئا."));
        json(report(crisis, "gsv", "2022-01-06", "\"originalLanguage\": \"ar\"")).post(V1 + "/articles").then().statusCode(400)
                .body("violations.field", contains("content.headline"));
    }

    @ParameterizedTest
    @CsvSource({ "ru, Ополчение ещё стоит у Йемена", "ar, قُتل ثمانية من ضبّاط الشرطة أمس", "ar, آخر الأنباء عن المؤتمر" })
    void aTextIsStoredAsGivenAndComparedNormalised(String tag, String given) {
        String crisis = newCrisis();
        String composed = Normalizer.normalize(given, Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(given, Normalizer.Form.NFD);
        String statement = "\"speaker\": {\"name\": {\"%1$s\": \"%2$s\"}}, \"topic\": {\"%1$s\": \"%2$s\"}, \"wording\": {\"%1$s\": \"%2$s\"}";
        String record = created("statements", report(crisis, "tass", "2022-01-05", statement.formatted(tag, composed)));
        json(report(crisis, "tass", "2022-01-06", statement.formatted(tag, decomposed)))
                .post(V1 + "/statements/" + record + "/revisions").then().statusCode(201);
        get("/statements/" + record + "/revisions?lang=" + tag).then()
                .body("items.content.wording." + tag, contains(composed, decomposed));
        get("/statements/" + record + "/compare?from=1&to=2").then().body("difference.material", equalTo(false))
                .body("difference.changes.path", contains("/reportedAt"));
        for (String part : new String[] { composed, decomposed }) {
            get("/statements?crisis=" + crisis + "&speaker=" + URLEncoder.encode(part.substring(2), StandardCharsets.UTF_8))
                    .then().body("items.record", contains(record));
        }
    }

    @Test
    void theSampleSaysWhatItsDataKnow() {
        Api.importSample();
        get("/sources").then().body("items.findAll { it.id in ['tass', 'kremlin', 'kz-mvd', 'csto-treaty'] }.licence",
                everyItem(notNullValue()));
        get("/sources/kremlin").then().body("licence", equalTo("CC BY 4.0"));
        get("/statements/kz-tokayev-on-participants/revisions/1").then().body("reportedAt", equalTo("2022-01-05"));
        get("/casualties/kz-civilians-killed/revisions/1").then().body("source", equalTo("tass")).body("via", contains("gsv"));
        get("/casualties/kz-total-killed/revisions/1").then().body("source", equalTo("tsaplienko"))
                .body("content.low", equalTo(100)).body("content.lowExclusive", equalTo(true));
        get("/casualties/kz-security-forces-injured/claims?include=evidence").then()
                .body("claims.find { it.source == 'd1softballnews' }.revision.evidence.type", hasItem("misquotes"));
        get("/casualties/kz-total-killed/claims").then()
                .body("claims.find { it.source == 'yahoo-independent' }.relayOf.source", equalTo("kz-prosecutor"))
                .body("claims.find { it.source == 'hrw' }.relayOf.source", equalTo("kz-prosecutor"));
    }
}
