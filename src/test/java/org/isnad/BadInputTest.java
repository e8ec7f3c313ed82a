package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Whatever comes in wrong: a 4xx that names the place, nothing stored, nothing leaked. */
@QuarkusTest
class BadInputTest {

    @TestHTTPResource
    URI service;

    private String crisis;
    private String record;

    @BeforeEach
    void oneRecord() {
        crisis = newCrisis();
        record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
    }

    @AfterEach
    void nothingWasStored() {
        get("/crises/" + crisis).then().body("position", equalTo(1));
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                Arguments.of("\"2022-01-05\"", "\"2100-01-01\"", "reportedAt"),
                Arguments.of("\"2022-01-05\"", "\"999999999\"", "reportedAt"),
                Arguments.of("\"2022-01-05\"", "\"2022-02-30\"", "reportedAt"),
                Arguments.of("\"2022-01-05\"", "20220105", "reportedAt"),
                Arguments.of("\"reportedAt\": \"2022-01-05\",", "", "reportedAt"),
                Arguments.of("\"low\": 8", "\"low\": 9", "content.low"),
                Arguments.of("\"low\": 8, \"best\": 8, \"high\": 8", "\"low\": 9, \"high\": 8", "content.low"),
                Arguments.of("\"low\": 8, \"best\": 8, \"high\": 8", "\"best\": 8, \"high\": 7", "content.best"),
                Arguments.of("\"low\": 8", "\"low\": -1", "content.low"),
                Arguments.of("\"best\": 8", "\"best\": 1e400", "content.best"),
                Arguments.of("\"best\": 8", "\"best\": 8.5", "content.best"),
                Arguments.of("\"best\": 8", "\"best\": \"8\"", "content.best"),
                Arguments.of("\"best\": 8", "\"best\": true", "content.best"),
                Arguments.of("\"best\": 8", "\"best\": 99999999999999999999999", "content.best"),
                Arguments.of("\"high\": 8", "\"high\": 10000000001", "content.high"),
                Arguments.of("\"low\": 8, \"best\": 8, \"high\": 8", "\"group\": \"police\"", ""),
                Arguments.of("\"low\": 8, \"best\": 8, \"high\": 8", "\"approximate\": true", "content.absentReason"),
                Arguments.of("\"low\": 8", "\"low\": 8, \"absentReason\": \"unknown\"", "content.absentReason"),
                Arguments.of("\"police\"", "\"martians\"", "content.group"),
                Arguments.of("\"police\"", "3", "content.group"),
                Arguments.of("\"police\"", "\"other\"", "content.groupDetail"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"nobody\"", "source"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"../etc\"", "source"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"via\": [\"tass\", \"nobody\"]", "via[1]"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"via\": [\"tass\", null]", "via[1]"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"supersedes\": 9", "supersedes"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"supersedes\": 2", "supersedes"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"supersedes\": 0", "supersedes"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"status\": \"corrected\"", "supersedes"),
                Arguments.of("\"source\": \"kz-mvd\"",
                        "\"source\": \"kz-mvd\", \"status\": \"corrected\", \"supersedes\": 1", "reason"),
                Arguments.of("\"source\": \"kz-mvd\"",
                        "\"source\": \"kz-mvd\", \"status\": \"retracted\", \"supersedes\": 1, \"reason\": {\"en\": \"x\"}",
                        "content"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"status\": \"true\"", "status"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"reason\": {\"xx\": \"x\"}", "reason.xx"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"reason\": {\"not a tag\": \"x\"}",
                        "reason.not a tag"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"reason\": {\"en\": \" \"}", "reason.en"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"status\": \"corrected\","
                        + " \"supersedes\": 1, \"reason\": {}", "reason"),
                Arguments.of("{\"en\": \"Kazakhstan\", \"ru\": \"Казахстан\"}", "{}", "content.place.name"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"position\": 7", "position"),
                Arguments.of("\"source\": \"kz-mvd\"",
                        "\"source\": \"kz-mvd\", \"evidence\": [{\"url\": \"javascript:alert(1)\"}]", "evidence[0].url"),
                Arguments.of("\"source\": \"kz-mvd\"", "\"source\": \"kz-mvd\", \"evidence\": [{}]", "evidence[0].url"),
                Arguments.of("\"source\": \"kz-mvd\"",
                        "\"source\": \"kz-mvd\", \"evidence\": [{\"publisher\": \"TASS\", \"quotation\": \"x\"}]",
                        "evidence[0].language"),
                Arguments.of("{\"en\": \"Kazakhstan\"", "{\"en\": \"Kaz\\u0000akhstan\"", "content.place.name.en"),
                Arguments.of("{\"en\": \"Kazakhstan\"", "{\"en\": \"Kaz\\ud800akhstan\"", "content.place.name.en"),
                Arguments.of("{\"en\": \"Kazakhstan\"", "{\"en\": \"Kaz\\u009bakhstan\"", "content.place.name.en"),
                Arguments.of("{\"en\": \"Kazakhstan\"", "{\"en\": \"" + "K".repeat(201) + "\"", "content.place.name"),
                Arguments.of("\"code\": \"KZ\"", "\"code\": \"kz\"", "content.place.code"),
                Arguments.of("\"code\": \"KZ\", ", "", "content.place.code"),
                Arguments.of("\"group\": \"police\"", "\"kind\": \"statement\", \"group\": \"police\"", "content.kind"),
                Arguments.of("\"group\": \"police\"", "\"kind\": \"nonsense\", \"group\": \"police\"", "content.kind"),
                Arguments.of("\"crisis\": \"", "\"crisis\": \"x", "crisis"));
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void aBrokenRuleIsNamedWithItsField(String what, String by, String field) {
        String body = killed(crisis, "kz-mvd", "2022-01-05", 8, "").replace(what, by);
        Response answer = append(record, body);
        requireProblem(answer, 400);
        if (!field.isEmpty()) {
            assertTrue(answer.<List<String>> path("violations.field").contains(field), answer.asString());
        }
        String line = body.replaceFirst("\\{", "{\"type\": \"revision\", \"record\": \"" + record + "\", ").replace("\n", " ");
        if (!line.contains("\"kind\"")) {
            line = line.replace("\"content\": {", "\"content\": {\"kind\": \"casualty\", ");
        }
        Response imported = writing().contentType("application/x-ndjson").body(line.getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import");
        assertTrue(imported.statusCode() == 400 || imported.statusCode() == 409, imported.asString());
        assertEquals(1, imported.<Integer> path("violations[0].line"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "best": 8        | "best": "8"       | content.best    | must be a whole number, not text
            "best": 8        | "best": 8.5       | content.best    | must be a whole number, not a number with a fraction
            "best": 8        | "best": true      | content.best    | must be a whole number, not true
            "best": 8        | "best": [8]       | content.best    | must be a whole number, not a list
            "best": 8        | "best": 99999999999999999999 | content.best | is out of the range of a whole number
            "best": 8        | "approximate": "да" | content.approximate | must be true or false, not text
            {"en": "Kazakhstan", "ru": "Казахстан"} | "كازاخستان" | content.place.name | must be an object with a text per language, such as {"en": "…"}, not text
            "2022-01-05"     | 20220105          | reportedAt | must be a date such as 2022-01-06 or a time such as 2022-01-05T18:11Z, not a number
            "source": "kz-mvd" | "source": "kz-mvd", "via": "tass" | via | must be a list, not text
            "source": "kz-mvd" | "source": "kz-mvd", "evidence": ["tass"] | evidence[0] | must be an object, not text
            "group": "police" | "kind": "statement", "group": "police" | content.kind | must be casualty, the kind of this resource
            """)
    void aValueOfAnotherTypeIsToldWhatWasExpected(String what, String by, String field, String rule) {
        append(record, killed(crisis, "kz-mvd", "2022-01-05", 8, "").replace(what, by)).then().statusCode(400)
                .body("violations[0].field", equalTo(field)).body("violations[0].rule", equalTo(rule));
    }

    static Stream<byte[]> unreadable() {
        return Stream.of("", "null", "[]", "\"x\"", "{", "{]", "{\"crisis\": \"x\", \"crisis\": \"y\"}", "{} {}", "{a: 1}",
                "{\"a\": NaN}", "[".repeat(100_000), "{\"a\":".repeat(100_000), "{\"content\": " + "[".repeat(100_000),
                "not json at all", "<xml/>").map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatIsNoReportIsRefused(byte[] body) {
        requireProblem(writing().contentType("application/json").body(body).post(V1 + "/casualties"), 400);
        requireProblem(writing().contentType("application/json").body(body).put(V1 + "/sources/tass"), 400);
        requireProblem(writing().contentType("application/x-ndjson").body(body).post(V1 + "/import"), 400);
    }

    @Test
    void malformedUtf8IsRefused() {
        byte[] good = killed(crisis, "kz-mvd", "2022-01-05", 8, "").getBytes(StandardCharsets.UTF_8);
        int at = new String(good, StandardCharsets.ISO_8859_1).indexOf("Kazakhstan");
        for (int[] bad : new int[][] { { 0xC0, 0xAF }, { 0xE0, 0x80, 0xAF }, { 0xED, 0xA0, 0x80 }, { 0xFF, 0xFE },
                { 0xE2, 0x82 } }) {
            byte[] body = Arrays.copyOf(good, good.length);
            for (int n = 0; n < bad.length; n++) {
                body[at + n] = (byte) bad[n];
            }
            Response answer = writing().contentType("application/json").body(body).post(V1 + "/casualties");
            requireProblem(answer, 400);
            assertTrue(answer.asString().contains("UTF-8"), answer.asString());
        }
    }

    @Test
    void aTextThatIsTooLongIsRefused() throws Exception {
        String reason = ", \"reason\": {\"en\": \"" + "x".repeat(1_000_000) + "\"}";
        Response answer = append(record, killed(crisis, "kz-mvd", "2022-01-05", 8, reason));
        requireProblem(answer, 400);
        assertEquals("reason", answer.path("violations[0].field"));
        requireProblem(append(record, killed(crisis, "kz-mvd", "2022-01-05", 8, reason.replace("xx", "xxx"))), 413);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        String answer = raw("POST /api/v1/casualties HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 11000000\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        assertTrue(answer.contains("urn:isnad:problem:too-large"), answer);
    }

    @Test
    void aMethodThatAPathLacksIsToldWhichItOffers() {
        Map.of("/crises", "GET, HEAD, OPTIONS", "/crises/none/export", "GET, HEAD, OPTIONS", "/crises/none/erasures",
                "GET, HEAD, OPTIONS, POST", "/articles/none/revisions/1", "GET, HEAD, OPTIONS", "/check", "OPTIONS, POST")
                .forEach((path, allowed) -> {
                    Response answer = writing().patch(V1 + path);
                    requireProblem(answer, 405);
                    assertEquals(allowed, answer.header("Allow"), path);
                });
        requireProblem(writing().patch(V1 + "/nothing"), 404);
    }

    @Test
    void anAcceptHeaderThatExcludesEveryTypeIsRefused() {
        for (String accept : new String[] { "*/*;q=0", "application/json;q=0", "application/json;q=0.0, text/html",
                "application/json;q=0, */*", "text/html;q=0" }) {
            requireProblem(given().header("Accept", accept).get(V1 + "/crises"), 406);
        }
        for (String accept : new String[] { "application/json, */*;q=0", "*/*;q=0.001" }) {
            given().header("Accept", accept).get(V1 + "/crises").then().statusCode(200);
        }
    }

    @Test
    void aBodyOfAnotherJsonTypeIsRefused() {
        for (String type : new String[] { "application/merge-patch+json", "application/json-patch+json", "text/plain",
                "application/xml" }) {
            requireProblem(writing().contentType(type).body(killed(crisis, "kz-mvd", "2022-01-05", 8, ""))
                    .post(V1 + "/casualties"), 415);
        }
    }

    @Test
    void theInstanceOfAProblemIsAUriReference() {
        for (String path : new String[] { "%22", "%D0%90", "%25", "a%20b", "%3C%3E", "a+b", "%2F%2F" }) {
            String instance = get("/articles/" + path).path("instance");
            assertEquals(instance, URI.create(instance).toASCIIString(), path);
        }
    }

    @Test
    void aStatementIsNoArticle() {
        Response answer = json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05", "content": {"kind": "statement",
                 "speaker": {"name": {"en": "x"}}, "topic": {"en": "x"}, "wording": {"en": "x"}}}""".formatted(crisis))
                .post(V1 + "/articles");
        requireProblem(answer, 400);
        assertEquals("content.kind", answer.path("violations[0].field"));
        requireProblem(json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05", "content": {
                 "speaker": {"name": {"en": "x"}}, "topic": {"en": "x"}, "wording": {"en": "x"}}}""".formatted(crisis))
                .post(V1 + "/articles"), 400);
        requireProblem(json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05", "content": {"stance": "supports",
                 "actor": {"name": {"en": "x"}, "country": "XK1"}, "summary": {"en": "x"}}}""".formatted(crisis))
                .post(V1 + "/reactions"), 400);
        Response country = json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05", "content": {"stance": "supports",
                 "actor": {"name": {"en": "x"}, "country": "ZZ"}, "summary": {"en": "x"}}}""".formatted(crisis))
                .post(V1 + "/reactions");
        requireProblem(country, 400);
        assertEquals("content.actor.country", country.path("violations[0].field"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "../secrets", "..%2fsecrets", "a%20b", "A", "a--b", "-a", "%E2%80%AEabc", "%00",
            "%D1%8F", "a%2Fb",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
    void anIdIsASlug(String id) {
        String body = killed(crisis, "kz-mvd", "2022-01-05", 8, "");
        Response answer = writing().urlEncodingEnabled(false).contentType("application/json").body(body)
                .put(V1 + "/casualties/" + id);
        assertTrue(answer.statusCode() == 400 || answer.statusCode() == 404 || answer.statusCode() == 405,
                answer.statusLine());
        assertFalse(leaks(answer.asString()), answer.asString());
        answer = get("/casualties/" + id);
        assertTrue(answer.statusCode() == 400 || answer.statusCode() == 404, answer.statusLine());
    }

    @ParameterizedTest
    @ValueSource(strings = { "limit=0", "limit=10001", "limit=-1", "limit=ten", "limit=99999999999", "cursor=tampered",
            "cursor=", "asOf=yesterday", "asOf=2100-01-01T00:00:00Z", "knownAt=2100-01-01T00:00:00Z",
            "asOf=999999999-01-01T00:00:00Z", "lang=xx", "lang=not%20a%20tag", "status=true", "group=martians",
            "source=nobody", "source=..%2f", "colour=red", "limit=5&limit=6", "asof=2022-01-01T00:00:00Z" })
    void aBadParameterIsNamed(String parameter) {
        Response answer = get("/casualties?crisis=" + crisis + "&" + parameter);
        requireProblem(answer, 400);
        assertEquals(parameter.substring(0, parameter.indexOf('=')), answer.path("violations[0].field"), answer.asString());
        assertEquals("query", answer.path("violations[0].in"));
    }

    @Test
    void aListNeedsACrisisThatIsThere() {
        requireProblem(get("/casualties"), 400);
        Response answer = get("/casualties?crisis=nowhere");
        requireProblem(answer, 400);
        assertEquals("crisis", answer.path("violations[0].field"));
    }

    @Test
    void aTamperedCursorIsRefused() {
        newRecordsFor(2);
        String next = get("/casualties?limit=1&crisis=" + other).path("next");
        for (int at = 0; at < next.length(); at++) {
            char changed = next.charAt(at) == 'A' ? 'B' : 'A';
            requireProblem(get("/casualties?limit=1&crisis=" + other + "&cursor=" + next.substring(0, at) + changed
                    + next.substring(at + 1)), 400);
        }
    }

    private String other;

    private void newRecordsFor(int records) {
        other = newCrisis();
        for (int n = 0; n < records; n++) {
            newRecord(other, "kz-mvd", "2022-01-05", n);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : List.of("/nothing", "/casualties/nothing", "/casualties/" + record + "/revisions/2",
                "/articles/" + record, "/articles/" + record + "/revisions/1", "/casualties/" + record + "/nothing")) {
            requireProblem(get(path), 404);
        }
        requireProblem(append("nothing-there", killed(crisis, "kz-mvd", "2022-01-05", 8, "")), 404);
        requireProblem(get("/casualties/" + record + "/revisions/0"), 400);
        requireProblem(get("/casualties/" + record + "/revisions/first"), 400);
        requireProblem(get("/casualties/" + record + "?asOf=2021-01-01T00:00:00Z"), 404);
    }

    @Test
    void methodsTypesAndHeadersThatAreNotOfferedAreSaidSo() {
        requireProblem(given().delete(V1 + "/casualties/" + record), 405);
        requireProblem(given().header("Accept", "image/png").get(V1 + "/casualties/" + record), 406);
        requireProblem(writing().contentType("text/plain").body("x").post(V1 + "/casualties"), 415);
        requireProblem(writing().contentType("text/plain").body("{}").post(V1 + "/import"), 415);
        requireProblem(json("{}").header("Content-Encoding", "gzip").post(V1 + "/casualties"), 415);
        requireProblem(given().header("Accept-Language", "<script>").get(V1 + "/casualties/" + record), 400);
        requireProblem(given().header("Accept-Datetime", "yesterday").get(V1 + "/casualties/" + record), 400);
        requireProblem(json(killed(crisis, "kz-mvd", "2022-01-05", 8, "")).header("Idempotency-Key", "x".repeat(256))
                .post(V1 + "/casualties"), 400);
        requireProblem(json(killed(crisis, "kz-mvd", "2022-01-05", 8, "")).header("If-Match", "\"99.0\"")
                .post(V1 + "/casualties/" + record + "/revisions"), 412);
        requireProblem(json(killed(crisis, "kz-mvd", "2022-01-05", 8, "")).header("If-Match", "nonsense")
                .post(V1 + "/casualties/" + record + "/revisions"), 412);
    }

    @Test
    void anUnreadableRequestLineDoesNoHarm() throws Exception {
        for (String request : List.of("GET /api/v1/crises?%zz HTTP/1.1", "GET /api/v1/%c0%af HTTP/1.1", "GE\0T / HTTP/1.1",
                "GET /api/v1/casualties?crisis=%ff HTTP/1.1")) {
            String answer = raw(request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1.[01] 4.*"), request + " -> " + answer);
            assertFalse(leaks(answer), answer);
        }
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            in.transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static void requireProblem(Response answer, int status) {
        String body = answer.asString();
        assertEquals(status, answer.statusCode(), body);
        assertTrue(answer.contentType().startsWith("application/problem+json"), answer.contentType() + body);
        answer.then().body("status", equalTo(status)).body("type", org.hamcrest.Matchers.startsWith("urn:isnad:problem:"))
                .body("title", org.hamcrest.Matchers.notNullValue()).body("detail", org.hamcrest.Matchers.notNullValue())
                .body("instance", org.hamcrest.Matchers.startsWith(V1));
        assertFalse(leaks(body), body);
    }

    private static boolean leaks(String body) {
        return Stream.of("org.isnad", "java.", "jakarta", "Exception", "hibernate", "fasterxml", "select ", "\tat ")
                .anyMatch(body::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/csv;q=abc", "text/csv;q=", "text/csv;q", "application/json;q=x" })
    void aWeightThatIsNoNumberIsRefused(String accept) {
        given().header("Accept", accept).get(V1 + "/casualties?crisis=kazakhstan-2022").then().statusCode(400)
                .body("violations.field", contains("Accept"));
    }

    @Test
    void aNegativePositionIsRefused() {
        for (String path : List.of("/crises", "/crises/kazakhstan-2022", "/crises/kazakhstan-2022/activity", "/sources")) {
            get(path + "?minPosition=-1").then().statusCode(400).body("violations.field", contains("minPosition"));
        }
    }
}
