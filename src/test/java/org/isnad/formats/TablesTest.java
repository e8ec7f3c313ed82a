package org.isnad.formats;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.isnad.Api;
import org.isnad.SqlStatements;
import org.isnad.content.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Tests lists as CSV, read by Commons CSV, and as newline-delimited JSON. */
@QuarkusTest
class TablesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String SAMPLE = "/crises/kazakhstan-2022";

    @Inject
    SqlStatements statements;

    @BeforeEach
    void sampleIsThere() {
        Api.importSample();
    }

    private static RequestSpecification accepting(String type) {
        return given().accept(type).urlEncodingEnabled(false);
    }

    private static Response read(String path, String type) {
        return accepting(type).get(V1 + path).then().statusCode(200).contentType(startsWith(type)).extract().response();
    }

    private static List<CSVRecord> rows(String csv) throws IOException {
        return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(new StringReader(csv))
                .getRecords();
    }

    private static List<CSVRecord> table(String path) throws IOException {
        return rows(text(read(path, CSV)));
    }

    private static String text(Response answer) {
        return new String(answer.asByteArray(), StandardCharsets.UTF_8);
    }

    private static List<JsonNode> lines(Response answer) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text(answer).split("\n")) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    static Stream<String> lists() {
        Stream<String> ofKinds = Stream.of(Kind.values()).map(kind -> "/" + kind.path() + "?crisis=kazakhstan-2022");
        return Stream.concat(ofKinds, Stream.of("/casualties/kz-total-killed/revisions",
                "/statements/kz-tokayev-on-participants/revisions?lang=*", "/articles/kz-article-belsat-164/facts",
                SAMPLE + "/timeline", SAMPLE + "/timeline?lang=ar&include=evidence,hashes", SAMPLE + "/corrections",
                SAMPLE + "/feed", SAMPLE + "/feed?status=corrected", SAMPLE + "/feed?kind=casualty&after=20"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everyListIsCompleteInLinesAndInRows(String list) throws IOException {
        String and = list.contains("?") ? "&" : "?";
        Response page = get(list + and + "limit=1000");
        List<JsonNode> items = new ArrayList<>();
        MAPPER.readTree(page.asByteArray()).get("items").forEach(items::add);
        Response lines = read(list, NDJSON);
        assertEquals(items, items.isEmpty() ? List.of() : lines(lines));
        assertEquals(page.path("position").toString(), lines.header("Isnad-Position"));
        List<CSVRecord> rows = table(list);
        assertEquals(items.size(), rows.size());
        for (int at = 0; at < items.size(); at++) {
            JsonNode item = items.get(at);
            JsonNode revision = item.has("record") ? item : item.has("by") ? item.get("by") : item.get("revision");
            CSVRecord row = rows.get(at);
            assertEquals(revision.get("position").asText(), row.get("position"));
            assertEquals(revision.get("number").asText(), row.get("number"));
            assertEquals(revision.get("kind").asText(), row.get("content.kind"));
            assertTexts(revision.path("content"), "content", row);
        }
    }

    /** Asserts that all values below a node are in the cells that its paths name. */
    private static void assertTexts(JsonNode node, String path, CSVRecord row) {
        if (node.isValueNode()) {
            String cell = row.get(path);
            assertEquals(node.asText(), cell.startsWith("'") ? cell.substring(1) : cell, path);
        }
        node.properties().forEach(field -> assertTexts(field.getValue(), path + "." + field.getKey(), row));
        for (int at = 0; node.isArray() && at < node.size(); at++) {
            assertTexts(node.get(at), path + "[" + at + "]", row);
        }
    }

    @Test
    void theFeedOfAllCrisesIsCompleteInLines() throws IOException {
        JsonNode page = MAPPER.readTree(get("/feed?limit=1000&kind=statement").asByteArray());
        Response lines = read("/feed?kind=statement", NDJSON);
        assertEquals(page.get("items").size(), lines(lines).size());
        lines.then().header("Isnad-Position", containsString("kazakhstan-2022:"));
    }

    /** A kind whose list lacks a format fails it. */
    @Test
    void everyListOfTheContractHasTheFormats() throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(Path.of("openapi/openapi.yaml").toFile());
        List<String> lacking = new ArrayList<>();
        document.get("paths").forEach(path -> path.forEach(operation -> {
            boolean isList = operation.path("parameters").findValuesAsText("$ref").contains("#/components/parameters/cursor");
            JsonNode answer = operation.at("/responses/200");
            JsonNode content = answer.has("$ref") ? document.at(answer.get("$ref").asText().substring(1)).get("content")
                    : answer.path("content");
            if (isList && !(content.has(CSV) && content.has(NDJSON))) {
                lacking.add(operation.get("operationId").asText());
            }
        }));
        assertEquals(List.of(), lacking, "list them in @Produces");
    }

    @Test
    void aTableTellsWhatStandsAndWhatPutItOutOfForce() throws IOException {
        List<CSVRecord> rows = table("/casualties/kz-total-killed/revisions?lang=en");
        CSVRecord withdrawn = rows.get(1);
        assertEquals("false", withdrawn.get("standing"));
        assertEquals("4", withdrawn.get("supersededBy"));
        assertEquals("164", withdrawn.get("content.best"));
        CSVRecord retraction = rows.get(3);
        assertEquals("retracted", retraction.get("status"));
        assertEquals("casualty", retraction.get("content.kind"));
        assertFalse(retraction.get("reason.en").isEmpty());
        assertEquals("", retraction.get("content.best"));
    }

    @Test
    void aTableHasOneHeaderCrlfAndAByteOrderMarkOnRequest() throws IOException {
        String path = "/casualties/kz-total-killed/revisions?lang=ar";
        String plain = text(read(path, CSV));
        assertTrue(plain.startsWith("crisis,position,record,number,source,"), plain);
        assertTrue(plain.endsWith("\r\n"));
        String marked = text(read(path + "&bom=true", CSV));
        assertEquals("\uFEFF" + plain, marked);
        assertTrue(plain.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.ARABIC));
    }

    @ParameterizedTest
    @ValueSource(strings = { "=HYPERLINK(\"http://evil.example\";\"القتلى\")", "+7 (727) 250", "-1+1|cmd", "@SUM(1+1)", "\tтаб",
            "\n=1", "＝1+1", "'=quoted", "''@twice" })
    void aTextThatStartsLikeAFormulaIsDisarmedAndImportedUnchanged(String hostile) throws IOException {
        String crisis = newCrisis();
        String text = hostile + " \"مقتل\", 18;\n«убито» \u202Eabc\u202C";
        ObjectNode content = (ObjectNode) MAPPER.readTree(Api.sampleContent(Kind.STATEMENT));
        content.putObject("wording").put("ar", text);
        ObjectNode report = MAPPER.createObjectNode().put("crisis", crisis).put("source", "tass").put("reportedAt",
                "2022-01-07");
        report.set("content", content);
        String record = json(report.toString()).post(V1 + "/statements").then().statusCode(201).extract().path("record");
        String table = text(read("/statements/" + record + "/revisions?lang=*&include=evidence", CSV));
        CSVRecord row = rows(table).get(0);
        assertEquals("'" + text, row.get("content.wording.ar"));
        assertEquals("1", row.get("number"));

        String elsewhere = newCrisis();
        String copy = "copy-" + UUID.randomUUID();
        String moved = table.replace(crisis, elsewhere).replace(record, copy);
        writing().contentType(CSV).body(moved.getBytes(StandardCharsets.UTF_8)).post(V1 + "/import").then().statusCode(200)
                .body("revisions.created", equalTo(1));
        get("/statements/" + copy + "/revisions/1?lang=*").then().statusCode(200).body("content.wording.ar", equalTo(text));
    }

    @Test
    void numbersStayNumbers() throws IOException {
        String crisis = newCrisis();
        String killed = Api.killed(crisis, "tass", "2022-01-07", 8, "").replace("\"code\"",
                "\"point\": {\"lat\": -43.250, \"lon\": 76.9}, \"code\"");
        String record = json(killed).post(V1 + "/casualties").then().statusCode(201).extract().path("record");
        String table = text(read("/casualties/" + record + "/revisions", CSV));
        CSVRecord row = rows(table).get(0);
        assertEquals(-43.25, Double.parseDouble(row.get("content.place.point.lat")));
        assertEquals("8", row.get("content.best"));
        assertFalse(table.contains("\"8\""), table);
    }

    @Test
    void theTableOfAFeedIsImportedElsewhere() throws IOException {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        append(record, Api.killed(crisis, "kz-mvd", "2022-01-06", 16,
                ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"ru\": \"Опечатка\"}")).then().statusCode(201);
        append(record, retraction(crisis, "kz-mvd", "2022-01-07", 2)).then().statusCode(201);
        String table = text(read("/crises/" + crisis + "/feed?kind=casualty", CSV));
        String elsewhere = newCrisis();
        String copy = "copy-" + UUID.randomUUID();
        writing().contentType(CSV)
                .body(table.replace(crisis, elsewhere).replace(record, copy).getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import").then().statusCode(200).body("revisions.created", equalTo(3));
        get("/casualties/" + copy + "/revisions").then().body("total", equalTo(3)).body("items[1].standing", equalTo(false))
                .body("items[1].reason.ru", equalTo("Опечатка"));
    }

    @Test
    void aLimitMakesPagesOfRowsAndLines() throws IOException {
        String list = SAMPLE + "/timeline?limit=7";
        Response first = read(list, CSV);
        assertEquals(7, rows(text(first)).size());
        String next = first.header("Link").replaceFirst(".*<", "").replaceFirst(">.*", "");
        Response second = accepting(NDJSON).get(next).then().statusCode(200).extract().response();
        assertEquals(MAPPER.readTree(get(next.substring(V1.length())).asByteArray()).get("items"),
                MAPPER.valueToTree(lines(second)));
    }

    @Test
    void theBriefViewIsATableToo() throws IOException {
        String list = "/casualties?crisis=kazakhstan-2022&lang=ru&view=brief";
        JsonNode items = MAPPER.readTree(get(list + "&limit=1000").asByteArray()).get("items");
        assertEquals(items, MAPPER.valueToTree(lines(read(list, NDJSON))));
        List<CSVRecord> rows = table(list);
        assertEquals(items.size(), rows.size());
        assertEquals(items.get(0).at("/sourceName/ru").asText(), rows.get(0).get("sourceName.ru"));
    }

    @ParameterizedTest
    @ValueSource(strings = { CSV, NDJSON })
    void aFormatHasAnETagAndReadsThePastLikeJson(String type) {
        String list = "/casualties?crisis=kazakhstan-2022";
        Response now = read(list, type);
        now.then().header("Vary", containsString("Accept")).header("ETag", startsWith("\"p"));
        String etag = now.header("ETag");
        assertFalse(etag.equals(get(list).header("ETag")));
        accepting(type).header("If-None-Match", etag).get(V1 + list).then().statusCode(304);
        given().header("If-None-Match", etag).get(V1 + list).then().statusCode(200).contentType("application/json");
        String past = list + "&asOf=2022-01-06T12:00:00Z&knownAt=2026-01-01T00:00:00Z";
        accepting(type).get(V1 + past).then().statusCode(200);
        assertEquals(text(read(list + "&asOf=2022-01-06T12:00:00Z", type)),
                text(read(list + "&asOf=2022-01-06T12:00:00Z", type)));
        accepting(type).get(V1 + "/casualties?crisis=nowhere").then().statusCode(400)
                .contentType("application/problem+json");
        accepting(type).header("Origin", "https://news.example").get(V1 + list).then()
                .header("Access-Control-Expose-Headers", containsString("Isnad-Position"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "application/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "application/json, text/csv, application/x-ndjson", "text/csv;q=0.5, application/json",
            "application/x-ndjson;q=0.3, application/*" })
    void jsonIsWhatIsAnsweredIfNothingElseIsPreferred(String accept) {
        accepting(accept).get(V1 + "/casualties?crisis=kazakhstan-2022").then().statusCode(200).contentType("application/json")
                .body("items", notNullValue()).header("Isnad-Position", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/*", "text/csv, */*;q=0.1", "application/json;q=0.2, text/csv;q=0.9",
            "application/pdf, text/csv", "text/csv;charset=utf-8" })
    void aTableIsWhatIsAnsweredIfThatIsPreferred(String accept) throws IOException {
        String list = "/casualties?crisis=kazakhstan-2022";
        Response answer = accepting(accept).get(V1 + list).then().statusCode(200).contentType(startsWith(CSV)).extract()
                .response();
        assertEquals(text(read(list, CSV)), text(answer));
    }

    @Test
    void aLongListTakesAStatementPerPortion() throws IOException {
        String crisis = newCrisis();
        int records = 1_200;
        String lines = String.join("\n", IntStream.range(0, records)
                .mapToObj(at -> line(crisis, at)).toList());
        writing().contentType(NDJSON).body(lines.getBytes(StandardCharsets.UTF_8)).post(V1 + "/import").then().statusCode(200);
        Map<String, String> lists = Map.of("/casualties?crisis=" + crisis, NDJSON, "/crises/" + crisis + "/timeline", CSV);
        for (Map.Entry<String, String> list : lists.entrySet()) {
            int count = statements.of(accepting(list.getValue()), "GET", list.getKey());
            assertTrue(count <= 12, list + " takes " + count + " statements");
            assertEquals(records, list.getValue().equals(CSV) ? table(list.getKey()).size()
                    : lines(read(list.getKey(), list.getValue())).size());
        }
    }

    private static String line(String crisis, int at) {
        return Api.killed(crisis, "tass", "2022-01-07", at,
                ", \"type\": \"revision\", \"record\": \"" + crisis.substring(7, 20) + "-" + at + "\"")
                .replace("\"group\"", "\"kind\": \"casualty\", \"group\"").replace("\n", " ");
    }
}
