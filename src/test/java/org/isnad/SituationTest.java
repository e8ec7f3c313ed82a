package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Measures, disruptions and appointments: those of Kazakhstan in January 2022, and what each kind checks. */
@QuarkusTest
class SituationTest {

    private static final String SAMPLE = "?crisis=kazakhstan-2022&limit=1000";
    private static final String SPAN = "/crises/kazakhstan-2022/changes?from=2022-01-01T00:00:00Z&to=2022-02-01T00:00:00Z&limit=1000";

    @BeforeEach
    void theSample() {
        Api.importSample();
    }

    @Test
    void anExtensionToTheCountryIsOneChangeOfPlace() {
        String places = "difference.changes.findAll { it.path.startsWith('/content/places') }";
        get("/measures/kz-state-of-emergency/compare?from=1&to=2&lang=en").then().body(places, hasSize(1))
                .body(places + "[0].path", equalTo("/content/places")).body(places + "[0].aspect", equalTo("place"))
                .body(places + "[0].material", equalTo(true))
                .body(places + "[0].from.code", contains("KZ-19", "KZ-47", "KZ-75", "KZ-71"))
                .body(places + "[0].to.code", contains("KZ")).body("difference.aspects", hasItem("place"));
    }

    @Test
    void twoLanguagesOfAListOfPlacesAreNoChangeOfPlace() {
        get("/measures/kz-state-of-emergency/compare?from=1@en&to=1@ru").then()
                .body("difference.material", equalTo(false)).body("difference.aspects", not(hasItem("place")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kz-state-of-emergency | en | TASS: state of emergency (Almaty region, Mangystau region, Almaty (city), Nur-Sultan) → state of emergency (Kazakhstan), changed
            kz-state-of-emergency | ru | ТАСС: чрезвычайное положение (Алматинская область, Мангистауская область, Алма-Ата, Нур-Султан) → чрезвычайное положение (Казахстан), изменено
            kz-state-of-emergency | ar | تاس: حالة الطوارئ (منطقة ألماتا، مانكيستاو، ألما آتا، نور سلطان) ← حالة الطوارئ (كازاخستان)، تغيير
            kz-almaty-telecommunications | en | TASS: internet and telephone suspended (Almaty (city)) → internet and telephone restored (Almaty (city)), changed
            kz-almaty-telecommunications | ar | تاس: الإنترنت والهاتف: توقف (ألما آتا) ← الإنترنت والهاتف: استعادة (ألما آتا)، تغيير
            kz-curfew | en | TASS: curfew from 23:00 to 07:00 (Kazakhstan), first report
            kz-request-to-csto | en | TASS: request for assistance to Collective Security Treaty Organization (CSTO), first report
            kz-flights-belavia | en | TASS: flights of Belavia cancelled or postponed (Kazakhstan), first report
            kz-flights-belavia | ru | ТАСС: авиарейсы, Белавиа: отмена или перенос (Казахстан), первое сообщение
            kz-nur-sultan-situation | en | TASS: The situation in the city normal (Nur-Sultan), first report
            kz-state-secretary | en | TASS: change of office-holder: State Secretary, first report
            kz-sagimbayev-appointed | en | TASS: appointment: Yermek Sagimbayev, Chairman of the National Security Committee, replacing Karim Massimov, first report
            kz-mamin-dismissed | ru | ТАСС: увольнение: Аскар Мамин, Правительство (как премьер-министр), первое сообщение
            """)
    void theChangesTellThem(String record, String language, String sentence) {
        List<String> sentences = get(SPAN + "&lang=" + language)
                .path("items.find { it.record == '" + record + "' }.revisions.sentence");
        assertEquals(sentence, sentences.get(sentences.size() - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measures | type=curfew | kz-curfew
            measures | place=KZ-75 | kz-almaty-security-operation
            measures | place=казахстан&type=assembly-ban | kz-assembly-ban
            measures | authority=mayor | kz-almaty-security-operation
            measures | source=almaty-akimat&occurredFrom=2022-01-05&occurredUntil=2022-01-05 | kz-almaty-security-operation
            disruptions | state=restored | kz-almaty-telecommunications
            disruptions | subject=airport | kz-almaty-airport
            disruptions | operator=AEROFLOT | kz-flights-aeroflot
            disruptions | operator=بيلافيا | kz-flights-belavia
            disruptions | source=tass-correspondent&state=looted | kz-almaty-shops
            appointments | act=acting | kz-smailov-acting
            appointments | person=massimov | kz-massimov-dismissed
            appointments | post=security council&by=tokayev | NONE
            appointments | post=премьер-министр&act=acting | kz-smailov-acting
            """)
    void eachFilterSelects(String path, String filter, String record) {
        Response answer = get("/" + path + SAMPLE + "&" + filter.replace(" ", "%20"));
        answer.then().statusCode(200).body("items.record", record.equals("NONE") ? empty() : contains(record));
    }

    @Test
    void allOfThemAreListed() {
        get("/measures" + SAMPLE).then().body("items.record", hasSize(6));
        get("/disruptions" + SAMPLE).then().body("items.record", hasSize(11));
        get("/appointments" + SAMPLE).then().body("items.record", hasSize(7));
    }

    @Test
    void theBriefViewHasTheCodesAndTheName() {
        get("/disruptions/kz-flights-belavia?view=brief&lang=en").then()
                .body("codes", equalTo(Map.of("subject", "flights", "state", "cancelled-or-postponed")))
                .body("speaker.en", equalTo("Belavia")).body("words.en", startsWith("Flights to Kazakhstan"));
        get("/appointments/kz-state-secretary?view=brief").then().body("codes.act", equalTo("replaced"))
                .body("speaker", nullValue());
        get("/reactions" + SAMPLE + "&view=brief").then().body("items.codes", everyItem(nullValue()));
    }

    @Test
    void theCapitalIsNoPersonAndThePersonNoCapital() {
        get("/disruptions" + SAMPLE + "&place=نور%20سلطان").then().body("items.record", contains("kz-nur-sultan-situation"));
        get("/appointments" + SAMPLE + "&person=نور%20سلطان").then().body("items.record", empty());
        get("/appointments/kz-security-council-head?lang=ar").then()
                .body("claims.find { it.source == 'tass' }.content.replaces.name.ar", equalTo("نور سلطان نزارباييف"));
    }

    @Test
    void aCurfewOverMidnightStaysAsTheSourceSaysIt() {
        get("/measures/kz-curfew").then().body("claims[0].content.dailyFrom", equalTo("23:00"))
                .body("claims[0].content.dailyUntil", equalTo("07:00")).body("claims[0].content.timeZone", nullValue());
    }

    @Test
    void thereAreNoFiguresAmongThem() {
        for (String path : List.of("measures", "disruptions", "appointments")) {
            get("/" + path + SAMPLE).then().body("items.content.best", everyItem(nullValue()));
        }
        get("/casualties" + SAMPLE + "&measure=killed&asOf=2022-01-06T12:00:00Z").then().body("items.content.best",
                not(hasItem(10)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measures | {"type": "other", "summary": {"en": "x"}} | content.typeDetail | is required when the type is other
            measures | {"type": "curfew"} | content.wording | is required unless a summary is given
            measures | {"type": "curfew", "summary": {"en": "x"}, "dailyFrom": "23:00"} | content.dailyUntil | is required: dailyFrom and dailyUntil are given together
            measures | {"type": "curfew", "summary": {"en": "x"}, "dailyFrom": "24:00", "dailyUntil": "07:00"} | content.dailyFrom | must be a time of day such as 23:00
            measures | {"type": "curfew", "summary": {"en": "x"}, "timeZone": "Asia/Almaty"} | content.timeZone | must be an IANA time zone such as Asia/Almaty, given with dailyFrom
            measures | {"type": "curfew", "summary": {"en": "x"}, "places": [{"name": {"en": "x"}, "code": "KZ"}]} | content.places[0].codeList | is required: code and codeList are given together
            measures | {"type": "curfew", "summary": {"en": "x"}, "places": [null]} | content.places[0] | must be given
            disruptions | {"subject": "internet", "state": "other", "summary": {"en": "x"}} | content.stateDetail | is required when the state is other
            disruptions | {"subject": "other", "state": "closed", "summary": {"en": "x"}} | content.subjectDetail | is required when the subject is other
            appointments | {"act": "other", "post": {"en": "x"}, "summary": {"en": "x"}} | content.actDetail | is required when the act is other
            appointments | {"act": "appointed", "summary": {"en": "x"}} | content.post | must be given
            """)
    void badContentIsRefused(String path, String content, String field, String rule) {
        json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": %s}""".formatted(newCrisis(),
                content))
                .post(V1 + "/" + path).then().statusCode(400).body("violations.field", contains(field))
                .body("violations.rule", contains(containsString(rule)));
    }

    @Test
    void otherNamesOfPlacesAndAnotherOrderAreMinor() {
        String almaty = place("Almaty", "KZ-75");
        String astana = place("Nur-Sultan", "KZ-71");
        assertPlacesChange("minor", almaty + ", " + astana, astana + ", " + almaty);
        assertPlacesChange("minor", almaty, place("Alma-Ata", "KZ-75"));
        assertPlacesChange("place", almaty + ", " + astana, almaty);
        assertPlacesChange("place", almaty, astana);
    }

    private static String place(String name, String code) {
        return "{\"name\": {\"en\": \"" + name + "\"}, \"code\": \"" + code + "\", \"codeList\": \"iso-3166-2\"}";
    }

    private static void assertPlacesChange(String aspect, String from, String to) {
        String record = "curfew-" + UUID.randomUUID();
        String report = """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"type": "curfew",
                 "summary": {"en": "Curfew"}, "places": [%s]}}""";
        String crisis = newCrisis();
        json(report.formatted(crisis, from)).put(V1 + "/measures/" + record).then().statusCode(201);
        json(report.formatted(crisis, to)).post(V1 + "/measures/" + record + "/revisions").then().statusCode(201);
        get("/measures/" + record + "/compare?from=1&to=2").then()
                .body("difference.changes.findAll { it.path.startsWith('/content') }.aspect", contains(aspect));
    }

    @Test
    void theTemplateOfATableHasTheirColumns() {
        String template = get("/import/template.csv?kind=measure&languages=ar").asString();
        List<String> header = List.of(template.lines().findFirst().orElseThrow().replace("\"", "").split(","));
        for (String column : List.of("content.type", "content.places[0].name.ar", "content.places[0].code",
                "content.dailyFrom", "content.authority.name.ar", "content.occurred.from")) {
            assertTrue(header.contains(column), column);
        }
    }

    @Test
    void theSnapshotHasThemByKind() {
        get("/crises/kazakhstan-2022/snapshot").then().body("records.keySet()", containsInAnyOrder("articles", "casualties",
                "statements", "reactions", "measures", "disruptions", "appointments"));
    }
}
