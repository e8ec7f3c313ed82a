package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Tests comparisons on small chains: SQL statements, refusals, translations, relays. */
@QuarkusTest
class CompareTest {

    @Inject
    SqlStatements statements;

    @Test
    void whatAnAnswerCostsDoesNotGrowWithTheChain() {
        String small = crisisOf(2, 5);
        String large = crisisOf(6, 60);
        for (String path : List.of("/casualties/{record}/claims", "/casualties/{record}/compare?from=1&to=2",
                "/casualties/{record}/compare?from=kz-mvd&to=tass",
                "/casualties/{record}/compare?from=2022-01-06T12:00:00Z&to=2022-01-07T12:00:00Z",
                "/casualties/compare?from={record}&to={record}/1", "/casualties/series?crisis={crisis}",
                "/crises/{crisis}/snapshot", "/crises/{crisis}/changes?from=2022-01-05T12:00:00Z&to=2022-01-08T00:00:00Z",
                "/crises/{crisis}/corrections", "/crises/{crisis}/timeline?limit=20")) {
            String ofSmall = path.replace("{crisis}", small).replace("{record}", "record-0-" + small);
            String ofLarge = path.replace("{crisis}", large).replace("{record}", "record-0-" + large);
            // The state, the headers, the contents, and the record.
            assertTrue(statements.ofReading(ofSmall) <= 4, path);
            assertTrue(statements.ofReading(ofLarge) <= 4, path);
            assertEquals(0, statements.ofReading(ofLarge), path);
        }
        // The key of the caller is in memory from here on, and its use need not be recorded for a minute.
        writing().get(V1 + "/keys").then().statusCode(200);
        assertEquals(1, checking(large, 6), "the records; what superseded their revisions was read before");
        assertEquals(0, checking(large, 6));
    }

    private int checking(String crisis, int records) {
        StringBuilder items = new StringBuilder();
        for (int record = 0; record < records; record++) {
            items.append(record == 0 ? "" : ",")
                    .append("""
                            {"record": "record-%d-%s", "number": 1}, {"record": "record-%d-%s", "number": 2}""".formatted(
                            record, crisis,
                            record, crisis));
        }
        return statements.of(json("{\"items\": [" + items + "]}"), "POST", "/check");
    }

    /** Records whose chains hold corrections, retractions and citations. */
    private static String crisisOf(int records, int length) {
        String crisis = newCrisis();
        StringBuilder lines = new StringBuilder();
        for (int record = 0; record < records; record++) {
            for (int number = 1; number <= length; number++) {
                String source = number % 2 == 0 ? "kz-mvd" : "tass";
                String more = number % 3 == 0 ? ", \"status\": \"corrected\", \"supersedes\": " + (number - 1)
                        + ", \"reason\": {\"en\": \"more was known\"}, \"evidence\": [{\"record\": \"record-" + record + "-"
                        + crisis
                        + "\", \"number\": " + (number - 1) + "}]" : "";
                lines.append(line("record-" + record + "-" + crisis, number,
                        killed(crisis, source, "2022-01-0" + (5 + number % 3), number, more)));
            }
        }
        importLines(lines);
        return crisis;
    }

    @Test
    void aSeriesOfTenThousandRevisionsAndFortySourcesIsOneQuery() {
        String crisis = newCrisis();
        StringBuilder lines = new StringBuilder();
        for (int source = 0; source < 40; source++) {
            lines.append("""
                    {"type": "source", "id": "many-%d", "name": {"en": "Source %d"}, "kind": "media"}
                    """.formatted(source, source));
        }
        for (int number = 1; number <= 10_000; number++) {
            lines.append(line("toll-" + crisis, number, killed(crisis, "many-" + number % 40,
                    LocalDate.of(2022, 1, 1).plusDays(number / 40).toString(), number, "")));
            if (lines.length() > 5_000_000) {
                importLines(lines);
                lines.setLength(0);
            }
        }
        importLines(lines);
        int one = statements.ofReading("/casualties/series?crisis=" + newlyOne());
        int many = statements.ofReading("/casualties/series?crisis=" + crisis);
        Response series = get("/casualties/series?crisis=" + crisis);
        series.then().body("lines", hasSize(40));
        assertEquals(10_000, series.<List<List<?>>> path("lines.points").stream().mapToInt(List::size).sum());
        // The headers, the first content of each line, and the other contents.
        assertTrue(many <= 3, () -> many + " statements");
        assertEquals(0, one, "this instance has written it");
    }

    private static String newlyOne() {
        String crisis = newCrisis();
        newRecord(crisis, "tass", "2022-01-05", 1);
        return crisis;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compare?from=1&to=1 | 400 | to
            compare?from=1 | 400 | to
            compare?to=1 | 400 | from
            compare?from=1&to=9 | 404 | to
            compare?from=0&to=1 | 404 | from
            compare?from=99999999999999&to=1 | 400 | from
            compare?from=2022-01-06T00:00:00Z&to=2022-01-05T12:00:00Z | 400 | from
            compare?from=2022-01-06T06:00:00%2B06:00&to=2022-01-06T00:00:00Z | 400 | from
            compare?from=2022-01-06&to=1 | 400 | from
            compare?from=2022-01-06T25:00:00Z&to=1 | 400 | from
            compare?from=1&to=2100-01-01T00:00:00Z | 400 | to
            compare?from=2000-01-01T00:00:00Z&to=1 | 404 | from
            compare?from=nobody&to=1 | 400 | from
            compare?from=gsv&to=1 | 404 | from
            compare?from=1@ru&to=1@fr | 404 | to
            compare?from=1@notalanguage&to=1 | 400 | from
            compare?from=1@&to=2 | 400 | from
            compare?from=@ru&to=2 | 200 |
            compare?from=%00&to=1 | 400 | from
            compare?from=../1&to=1 | 400 | from
            compare?from=1&to=2&asOf=2100-01-01T00:00:00Z | 400 | asOf
            compare?from=1&to=2&asOf=2022-01-05T12:00:00Z | 404 | to
            compare?from=1&to=2&knownAt=2000-01-01T00:00:00Z | 404 | from
            compare?from=1&to=2&colour=red | 400 | colour
            claims?asOf=2100-01-01T00:00:00Z | 400 | asOf
            claims?lang=notalanguage | 400 | lang
            """)
    void aQuestionAboutARecordThatMakesNoSenseIsAnswered(String question, int status, String field) {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, "")).then().statusCode(201);
        Response answer = get("/casualties/" + record + "/" + question);
        answer.then().statusCode(status);
        if (field != null) {
            answer.then().contentType("application/problem+json").body("violations.field", contains(field));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /casualties/compare?from={record}&to=nowhere | 404 | to
            /casualties/compare?from={record}&to={record} | 400 | to
            /casualties/compare?from={record}/1&to={record}/2/3 | 400 | to
            /casualties/compare?from={record}/1&to=/2 | 400 | to
            /casualties/compare?from={record}/9&to={record}/1 | 404 | from
            /articles/compare?from={record}/1&to={record} | 404 | from
            /casualties/series | 400 | crisis
            /casualties/series?crisis=nowhere | 400 | crisis
            /casualties/series?crisis={crisis}&source=nobody | 400 | source
            /casualties/series?crisis={crisis}&group=martians | 400 | group
            /casualties/series?crisis={crisis}&place=%00 | 400 | place
            /casualties/series?crisis={crisis}&asOf=2100-01-01T00:00:00Z | 400 | asOf
            /casualties/series?crisis={crisis}&record=nowhere | 200 |
            /crises/nowhere/snapshot | 404 |
            /crises/nowhere/changes?from=2022-01-01T00:00:00Z&to=2022-01-02T00:00:00Z | 404 |
            /crises/nowhere/corrections | 404 |
            /crises/nowhere/timeline | 404 |
            /crises/{crisis}/snapshot?kind=gossip | 400 | kind
            /crises/{crisis}/snapshot?asOf=2100-01-01T00:00:00Z | 400 | asOf
            /crises/{crisis}/changes?from=2022-01-01T00:00:00Z | 200 |
            /crises/{crisis}/changes?to=2022-01-01T00:00:00Z | 400 | since
            /crises/{crisis}/changes?from=2022-01-03T00:00:00Z&to=2022-01-02T00:00:00Z | 400 | from
            /crises/{crisis}/changes?from=2022-01-02T00:00:00Z&to=2022-01-02T00:00:00Z | 400 | from
            /crises/{crisis}/changes?from=2022-01-02T00:00:00Z&to=2100-01-02T00:00:00Z | 400 | to
            /crises/{crisis}/changes?from=yesterday&to=2022-01-02T00:00:00Z | 400 | from
            /crises/{crisis}/changes?from=2022-01-01T00:00:00Z&to=2022-01-02T00:00:00Z&clock=sun | 400 | clock
            /crises/{crisis}/changes?from=2022-01-01T00:00:00Z&to=2022-01-02T00:00:00Z&asOf=2022-01-02T00:00:00Z | 400 | asOf
            /crises/{crisis}/corrections?status=reported | 200 |
            /crises/{crisis}/corrections?source=nobody | 400 | source
            /crises/{crisis}/corrections?cursor=x | 400 | cursor
            /crises/{crisis}/timeline?from=2022-01-03T00:00:00Z&to=2022-01-02T00:00:00Z | 400 | from
            /crises/{crisis}/timeline?source=%00 | 400 | source
            /crises/{crisis}/timeline?limit=0 | 400 | limit
            """)
    void aQuestionAboutACrisisThatMakesNoSenseIsAnswered(String question, int status, String field) {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        Response answer = get(question.replace("{crisis}", crisis).replace("{record}", record));
        answer.then().statusCode(status);
        if (field != null) {
            answer.then().contentType("application/problem+json").body("violations.field", contains(field));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | items
            {"items": []} | items
            {"items": [{}]} | items[0].record
            {"items": [{"record": "x"}]} | items[0].number
            {"items": [{"record": "x", "number": 0}]} | items[0].number
            {"items": [{"record": "X!", "number": 1}]} | items[0].record
            {"items": [{"record": "x", "number": 1, "crisis": "y"}]} | items[0].record
            {"items": [{"crisis": "y"}]} | items[0].etag
            {"items": [{"record": "x", "etag": "mine"}]} | items[0].etag
            {"items": [{"crisis": "x", "etag": "mine"}]} | items[0].etag
            {"items": [{"record": "x", "number": 1, "colour": "red"}]} | items[0].colour
            """)
    void holdingsThatNameNothingAreRefused(String body, String field) {
        json(body).post(V1 + "/check").then().statusCode(400).body("violations.field", contains(field));
    }

    @Test
    void pathsOfTheirOwnAreNoIdsOfRecords() {
        String crisis = newCrisis();
        Stream.of("compare", "series", "stream").forEach(id -> {
            writing().contentType("application/x-ndjson")
                    .body(line(id, 1, killed(crisis, "tass", "2022-01-05", 1, "")).getBytes(StandardCharsets.UTF_8))
                    .post(V1 + "/import").then().statusCode(400).body("violations[0].field", equalTo("record"));
            assertTrue(json(killed(crisis, "tass", "2022-01-05", 1, "")).put(V1 + "/casualties/" + id).statusCode() >= 400);
        });
    }

    @Test
    void anAgencysCopyOfAMinistrysLineIsGroupedUnderTheMinistry() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        String citing = ", \"evidence\": [{\"record\": \"" + record + "\", \"number\": %d}]";
        append(record, killed(crisis, "tass", "2022-01-06", 18, citing.formatted(1))).then().statusCode(201);
        append(record, killed(crisis, "gsv", "2022-01-07", 18, citing.formatted(2))).then().statusCode(201);
        get("/casualties/" + record + "/claims").then().body("claims.source", contains("gsv", "tass", "kz-mvd"))
                .body("claims.relayOf.source", contains("kz-mvd", "kz-mvd"))
                .body("claims[2].relayOf", nullValue()).body("claims[0].relayOf.number", equalTo(1))
                .body("originators", hasSize(1)).body("originators[0].relays", contains("gsv", "tass"))
                .body("agreement[0].sources", hasSize(3)).body("agreement[0].originators", equalTo(1));
        append(record, killed(crisis, "gsv", "2022-01-08", 19, citing.formatted(1))).then().statusCode(201);
        get("/casualties/" + record + "/claims").then().body("claims.find { it.source == 'gsv' }.relayOf", nullValue())
                .body("originators.source", contains("gsv", "kz-mvd")).body("agreement[0].verdict", equalTo("conflict"));
    }

    @Test
    void aTranslationIsStaleOnceItsOriginSaysOtherWords() {
        String crisis = newCrisis();
        String body = """
                {"crisis": "%s", "source": "%s", "reportedAt": "%s"%s, "content": {"speaker": {"name": {"ru": "Токаев"}},
                 "topic": {"ru": "участники"}, "wording": {%s}, "originalLanguage": "ru"}}""";
        String first = "\"ru\": \"бандитствующие элементы\"";
        String record = json(body.formatted(crisis, "kz-mvd", "2022-01-05", "", first)).post(V1 + "/statements").then()
                .statusCode(201).extract().path("record");
        String path = V1 + "/statements/" + record + "/revisions";
        json(body.formatted(crisis, "gsv", "2022-01-06", ", \"translations\": [{\"language\": \"ar\", \"from\": \"ru\","
                + " \"number\": 1, \"by\": \"human\"}]", "\"ar\": \"عناصر المشاغبين\"")).post(path).then().statusCode(201)
                .body("translations[0].number", equalTo(1));
        get("/statements/" + record + "?lang=*").then().body("claims.find { it.source == 'gsv' }.stale", nullValue());
        json(body.formatted(crisis, "kz-mvd", "2022-01-07", "", "\"ru\": \"террористические банды\"")).post(path).then()
                .statusCode(201);
        get("/statements/" + record + "?lang=*").then().body("claims.find { it.source == 'gsv' }.stale.ar", equalTo(3));
        get("/statements/" + record + "/claims").then().body("claims.find { it.source == 'gsv' }.revision.stale.ar",
                equalTo(3));
        get("/crises/" + crisis + "/timeline").then().body("items[1].revision.stale.ar", equalTo(3));
        get("/statements/" + record + "?lang=*&asOf=2022-01-06T12:00:00Z").then()
                .body("claims.find { it.source == 'gsv' }.stale", nullValue());
        get("/statements/" + record + "/revisions/2").then().body("stale.ar", equalTo(3));
        json("""
                {"source": "kz-mvd", "reportedAt": "2022-01-08", "status": "retracted", "supersedes": 3,
                 "reason": {"en": "He never said so"}}""").post(path).then().statusCode(201);
        get("/statements/" + record + "?lang=*").then().body("claims.find { it.source == 'gsv' }.stale", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"language": "fr", "from": "en", "by": "human"} | translations[0].language
            {"language": "ru", "from": "fr", "by": "human"} | translations[0].from
            {"language": "ru", "from": "ru", "by": "human"} | translations[0].from
            {"language": "ru", "from": "en", "number": 7, "by": "human"} | translations[0].number
            {"language": "ru", "from": "en", "by": "angel"} | translations[0].by
            {"language": "ru", "from": "en"} | translations[0].by
            {"language": "klingon!", "from": "en", "by": "machine"} | translations[0].language
            """)
    void aTranslationNamesWhatItWasMadeFrom(String translation, String field) {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "tass", "2022-01-06", 8, ", \"translations\": [" + translation + "]")).then()
                .statusCode(400)
                .body("violations[0].field", equalTo(field));
        append(record, killed(crisis, "tass", "2022-01-06", 8, """
                , "translations": [{"language": "ru", "from": "en", "number": 1, "by": "machine"},
                 {"language": "ru", "from": "en", "by": "human"}]""")).then().statusCode(400).body("violations[0].field",
                equalTo("translations[1].language"));
    }

    @Test
    void anAnswerThatCannotChangeIsKeptForAMinuteAndAnyOtherForTwoSeconds() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, "")).then().statusCode(201);
        String numbers = "/casualties/" + record + "/compare?from=1&to=2";
        get(numbers).then().header("Cache-Control", equalTo("public, max-age=60"));
        String claim = "/casualties/" + record + "/compare?from=1&to=kz-mvd";
        String etag = get(claim).then().header("Cache-Control", equalTo("public, max-age=2, stale-while-revalidate=8"))
                .extract().header("ETag");
        given().header("If-None-Match", etag).get(V1 + claim).then().statusCode(304);
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 19, "")).then().statusCode(201);
        given().header("If-None-Match", etag).get(V1 + claim).then().statusCode(200).body("difference.changes[0].to",
                equalTo(19));
        given().accept("application/xml").get(V1 + numbers).then().statusCode(406);
    }

    @Test
    void theDifferenceOfTwoLongBodiesHoldsEachTextOnce() {
        String crisis = newCrisis();
        StringBuilder body = new StringBuilder();
        for (int sentence = 0; body.length() < 188_000; sentence++) {
            body.append("Пункт ").append(sentence).append(": полиция задержала участников беспорядков в Алматы. ");
        }
        String from = body.toString();
        String to = from.replace("Пункт 700: полиция задержала участников", "Пункт 700: полиция отпустила восемь участников");
        String article = """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"headline": {"ru": "Хроника дня"},
                 "summary": {"ru": "Что произошло за сутки"}, "body": {"ru": "%s"}, "originalLanguage": "ru"}}""";
        String record = json(article.formatted(crisis, from)).post(V1 + "/articles").then().statusCode(201).extract()
                .path("record");
        json(article.formatted(crisis, to)).post(V1 + "/articles/" + record + "/revisions").then().statusCode(201);
        String answer = get("/articles/" + record + "/compare?from=1&to=2").then().statusCode(200)
                .body("unchanged.content.headline.ru", equalTo("Хроника дня"))
                .body("difference.changes.path", contains("/content/body/ru"))
                .body("difference.changes[0].wording.segments.text.join('').length()", lessThan(from.length()))
                .extract().asString();
        assertTrue(answer.length() < from.length() + 5_000, () -> answer.length() + " characters");
        Stream.of("Пункт 17:", "Пункт 1700:", "Хроника дня", "Что произошло",
                "задержала участников беспорядков в Алматы. Пункт 5:")
                .forEach(text -> assertEquals(2, answer.split(Pattern.quote(text), -1).length, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Eight officers were killed | Eighteen officers were killed | number | 8 > 18 | |
            en | 8 officers were killed by rioters | 18 officers were killed by terrorists | number, term, quotation | 8 > 18 | rioters > terrorists
            ru | Убиты восемь полицейских | Убиты восемнадцать полицейских | number | 8 > 18 | |
            ar | قتل ثمانية من الشرطة | قتل ١٨ من الشرطة | number | 8 > 18 | |
            ar | قُتِلَ ضبّاط الشرطة | قتل ضباط الشرطة | minor | | |
            en | The goverment said "no" | The Government said “no” | minor | | |
            ru | Объявлен трёхдневный траур | Объявлен трехдневный траур | minor | | |
            """)
    void aWordingTellsItsNumbersAndTermsEachWithItsPlace(String language, String from, String to, String aspects,
            String numbers, String terms) {
        String statement = """
                {"crisis": "%s", "source": "kz-mvd", "reportedAt": "2022-01-06", "content": {"speaker": {"name": {"en": "MVD"}},
                 "topic": {"en": "losses"}, "wording": {"%s": "%s"}}}""";
        String crisis = newCrisis();
        String record = json(statement.formatted(crisis, language, from.replace("\"", "\\\""))).post(V1 + "/statements").then()
                .statusCode(201).extract().path("record");
        json(statement.formatted(crisis, language, to)).post(V1 + "/statements/" + record + "/revisions").then()
                .statusCode(201);
        JsonPath answer = get("/statements/" + record + "/compare?from=1&to=2").jsonPath();
        assertEquals(aspects, String.join(", ", answer.getList("difference.aspects", String.class)));
        String wording = "difference.changes[0].wording.";
        assertPairs(numbers, "value", answer.getList("difference.changes[0].wording.numbers"), to);
        assertPairs(terms, "text", answer.getList("difference.changes[0].wording.terms"), to);
    }

    private static void assertPairs(String expected, String name, List<Map<String, Map<String, Object>>> pairs, String to) {
        assertEquals(expected, pairs == null ? null
                : pairs.stream().map(pair -> pair.get("from").get(name) + " > " + pair.get("to").get(name))
                        .collect(Collectors.joining(", ")));
        Stream.ofNullable(pairs).flatMap(List::stream).map(pair -> pair.get("to")).forEach(part -> assertEquals(
                part.get("text"), to.substring((Integer) part.get("start"), (Integer) part.get("end"))));
    }

    private static String line(String record, int number, String report) {
        return report
                .replaceFirst("\\{", "{\"type\": \"revision\", \"record\": \"" + record + "\", \"number\": " + number + ", ")
                .replace("\"content\": {", "\"content\": {\"kind\": \"casualty\", ").replace("\n", " ") + "\n";
    }

    private static void importLines(CharSequence lines) {
        writing().contentType("application/x-ndjson").body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import")
                .then().statusCode(200);
    }

    @Test
    void aClaimThatRepeatsAReplacedRevisionWhichCitesARetractedOneIsARelayOfTheFirst() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "gsv", "2022-01-05", 8);
        String citing = ", \"evidence\": [{\"record\": \"" + record + "\", \"number\": %d}]";
        append(record, Api.retraction(crisis, "gsv", "2022-01-05", 1)).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 8, citing.formatted(1))).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 9,
                ", \"status\": \"corrected\", \"supersedes\": 3, \"reason\": {\"en\": \"Counted anew\"}")).then()
                .statusCode(201);
        append(record, killed(crisis, "tass", "2022-01-08", 8, citing.formatted(3))).then().statusCode(201);
        get("/casualties/" + record + "/claims").then().statusCode(200).body("claims[0].relayOf.number", equalTo(1));
    }
}
