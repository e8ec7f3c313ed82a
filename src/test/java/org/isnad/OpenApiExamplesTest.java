package org.isnad;

import static org.isnad.Api.V1;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.isnad.chain.Canonical;
import org.isnad.content.Kind;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;

/** The examples of the OpenAPI document are answers that the service gives on the sample. */
@QuarkusTest
class OpenApiExamplesTest {

    private static final Path KEPT = Path.of("src", "main", "resources", "META-INF", "openapi-examples.json");

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode examples = mapper.createObjectNode();

    @Test
    void theExamplesAreWhatTheServiceAnswers() throws IOException {
        Api.importSample();
        capture(new String(Api.sample(), StandardCharsets.UTF_8).split("\n"));
        fix(examples);
        String captured = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(examples) + "\n";
        String kept = Files.exists(KEPT) ? Files.readString(KEPT) : "";
        if (!captured.equals(kept)) {
            Files.writeString(KEPT, captured);
        }
        assertEquals(kept, captured,
                KEPT + " differed from what the service answers and was rewritten: read and commit it");
    }

    /** Puts fixed values in the place of those that differ from one import of the sample to the next. */
    private static void fix(JsonNode node) {
        if (node instanceof ObjectNode object) {
            fixTimes(object);
            fixHashes(object);
        }
        node.forEach(OpenApiExamplesTest::fix);
    }

    private static void fixTimes(ObjectNode object) {
        if (object.has("recordedAt")) {
            object.put("recordedAt", "2026-01-05T18:11:00Z");
        }
        if (object.has("recordedBy")) {
            object.put("recordedBy", "key:9b8a7c6d5e4f");
        }
    }

    /** Each hash is made of its position alone, so that they still form a chain. */
    private static void fixHashes(ObjectNode object) {
        long position = object.path("position").asLong();
        if (object.has("previousHash")) {
            object.put("previousHash", hash(position - 1)).put("hash", hash(position));
        }
        if (object.has("head")) {
            object.put("head", hash(position));
        }
    }

    private static String hash(long position) {
        return Canonical.hash("position " + position);
    }

    private void capture(String[] lines) throws IOException {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NOTICE) {
                kind(kind, lines);
            }
        }
        notices();
        read("listCrises", "/crises");
        // Other tests make crises, too.
        examples.withObject("/listCrises/response").withArray("items")
                .removeIf(crisis -> !crisis.get("id").asText().equals("kazakhstan-2022"));
        read("readCrisis", "/crises/kazakhstan-2022?lang=ar");
        write("putCrisis", "/crises/kazakhstan-2022", line(lines, "crisis", "kazakhstan-2022", 0),
                "/crises/kazakhstan-2022?lang=*");
        read("listCodes", "/codes?list=iso-3166-2");
        read("listSources", "/sources?kind=journalist");
        read("readSource", "/sources/kz-mvd?lang=ru");
        write("putSource", "/sources/kz-mvd", line(lines, "source", "kz-mvd", 0), "/sources/kz-mvd?lang=*");
        read("readSnapshot", "/crises/kazakhstan-2022/snapshot?kind=reaction&asOf=2022-01-05T18:00:00Z&lang=en");
        read("listChanges",
                "/crises/kazakhstan-2022/changes?from=2022-01-06T00:00:00Z&to=2022-01-10T00:00:00Z&limit=1&lang=en");
        read("listCorrections", "/crises/kazakhstan-2022/corrections?status=retracted&limit=1&lang=en");
        read("readTimeline", "/crises/kazakhstan-2022/timeline?from=2022-01-09T12:00:00Z&limit=1&lang=en");
        read("readSeries", "/casualties/series?crisis=kazakhstan-2022&record=kz-total-killed&source=kz-gov-telegram");
        JsonNode held = mapper.readTree(
                """
                        {"items": [{"record": "kz-total-killed", "number": 2},
                         {"record": "kz-security-forces-killed", "number": 4}, {"crisis": "kazakhstan-2022", "etag": "\\"p150.0\\""}]}""");
        examples.putObject("check").put("path", V1 + "/check").<ObjectNode> set("request", held).set("response",
                mapper.readTree(Api.json(held.toString()).post(V1 + "/check").then().statusCode(200).extract().asByteArray()));
        read("readFeed", "/crises/kazakhstan-2022/feed?after=3&limit=1");
        read("verifyCrisis", "/crises/kazakhstan-2022/verification");
        JsonNode visibility = mapper.readTree("{\"state\": \"open\"}");
        read("readVisibility", "/crises/kazakhstan-2022/visibility");
        examples.putObject("putVisibility").put("path", V1 + "/crises/kazakhstan-2022/visibility")
                .<ObjectNode> set("request", visibility).set("response", visibility);
        access();
        examples.putObject("exportCrisis").put("path", V1 + "/crises/kazakhstan-2022/export").put("response",
                Api.get("/crises/kazakhstan-2022/export?after=100000").then().statusCode(200).extract().asString());
        examples.putObject("readImportTemplate").put("path", V1 + "/import/template.csv?kind=reaction").put("response",
                Api.get("/import/template.csv?kind=reaction&languages=ar").then().statusCode(200).extract().asString());
        String imported = lines[0] + "\n";
        JsonNode result = mapper.readTree(writing().contentType("application/x-ndjson")
                .body(imported.getBytes(StandardCharsets.UTF_8)).post(V1 + "/import?dryRun=true").asByteArray());
        examples.putObject("importLines").put("path", V1 + "/import").put("request", imported).set("response", result);
    }

    /** Keys are no two alike: these are described, not captured. */
    private void access() throws IOException {
        ObjectNode wanted = (ObjectNode) mapper.readTree("""
                {"name": "TASS newsroom", "role": "reporter", "sources": ["tass"], "expiresAt": "2027-01-01T00:00:00Z"}""");
        ObjectNode key = mapper.createObjectNode().put("id", "4f0c1d2e3a4b");
        key.setAll(wanted);
        key.put("createdAt", "2026-01-05T18:11:00Z").put("createdBy", "key:9b8a7c6d5e4f");
        ObjectNode made = mapper.createObjectNode().put("secret", "isnad_4f0c1d2e3a4b_" + "0".repeat(43));
        examples.putObject("makeKey").put("path", V1 + "/keys").<ObjectNode> set("request", wanted).set("response",
                made.set("key", key));
        examples.putObject("readKey").put("path", V1 + "/keys/4f0c1d2e3a4b").set("response", key);
        examples.putObject("listKeys").put("path", V1 + "/keys").putObject("response").putArray("items").add(key);
        examples.putObject("revokeKey").put("path", V1 + "/keys/4f0c1d2e3a4b").set("response",
                key.deepCopy().put("revokedAt", "2026-02-01T09:00:00Z"));
        ObjectNode entry = mapper.createObjectNode().put("id", "8d3f2c1a-0b9e-4c7d-9a6f-5e4d3c2b1a09")
                .put("at", "2026-01-05T18:11:00Z").put("by", "key:9b8a7c6d5e4f").put("act", "key-made")
                .put("subject", "4f0c1d2e3a4b");
        entry.set("detail", key);
        ObjectNode wrong = (ObjectNode) mapper.readTree("""
                {"record": "kz-total-killed", "number": 2, "reason": {"en": "Erased by order of a court"}}""");
        ObjectNode left = ((ObjectNode) answer("/casualties/kz-total-killed/revisions/2?lang=*"))
                .without(List.of("content", "evidence", "reason", "translations", "language"));
        left.putObject("erased").put("scope", "content").put("at", "2026-01-05T18:11:00Z").set("reason", wrong.get("reason"));
        String erasures = V1 + "/crises/kazakhstan-2022/erasures";
        ObjectNode erased = mapper.createObjectNode();
        erased.set("revision", left);
        erased.putArray("unquoted");
        examples.putObject("eraseRevision").put("path", erasures).<ObjectNode> set("request", wrong).set("response", erased);
        examples.putObject("listErasures").put("path", erasures).putObject("response").putArray("items").add(left);
        examples.putObject("readAudit").put("path", V1 + "/audit").putObject("response").putArray("items").add(entry);
    }

    /** The examples of a kind, on the first record of it in the sample that has two revisions. */
    private void kind(Kind kind, String[] lines) throws IOException {
        String one = capitalized(kind.jsonName());
        String many = capitalized(kind.path());
        String kinds = "/" + kind.path();
        String record = recordWithTwoRevisions(kind, lines);
        String at = kinds + "/" + record;
        read("list" + many, kinds + "?crisis=kazakhstan-2022&limit=1&lang=en");
        read("read" + one, at + "?lang=en");
        read("list" + one + "Revisions", at + "/revisions?limit=2&lang=en");
        read("read" + one + "Revision", at + "/revisions/1?lang=en");
        write("create" + one, kinds, line(lines, "revision", record, 1), at + "/revisions/1?lang=*");
        write("put" + one, at, line(lines, "revision", record, 1), at + "/revisions/1?lang=*");
        write("append" + one + "Revision", at + "/revisions", line(lines, "revision", record, 2), at + "/revisions/2?lang=*");
        read("read" + one + "Claims", at + "/claims?lang=en");
        read("compare" + one, at + "/compare?from=1&to=2&lang=en");
        read("compare" + many, kinds + "/compare?from=" + record + "/1&to=" + record + "/2&lang=en");
    }

    /** Notices are made in a crisis of their own, because the sample must stay as it is. */
    private void notices() throws IOException {
        String crisis = Api.newCrisis();
        String record = Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String at = "{\"crisis\": \"" + crisis + "\", \"record\": \"" + record + "\", ";
        String reason = "\"reason\": {\"en\": \"The hospital confirmed it to the desk\"}}";
        ObjectNode own = mapper.createObjectNode();
        String notice = acted(own, "createRuling", "/notices/rulings", at + "\"number\": 1, \"ruling\": \"for\", " + reason);
        String path = "/notices/" + notice;
        Map<String, String> reads = Map.of("listNotices", "/notices?crisis=" + crisis, "readNotice", path,
                "listNoticeRevisions",
                path + "/revisions", "readNoticeRevision", path + "/revisions/1", "readNoticeClaims", path + "/claims");
        for (Map.Entry<String, String> read : new TreeMap<>(reads).entrySet()) {
            own.putObject(read.getKey()).put("path", V1 + read.getValue()).set("response", answer(read.getValue()));
        }
        acted(own, "liftNotice", path + "/lifting", "{" + reason);
        String compared = path + "/compare?from=1&to=2";
        own.putObject("compareNotice").put("path", V1 + compared).set("response", answer(compared));
        compared = "/notices/compare?from=" + notice + "/1&to=" + notice + "/2";
        own.putObject("compareNotices").put("path", V1 + compared).set("response", answer(compared));
        String other = Api.newRecord(crisis, "tass", "2022-01-05", 8);
        String merger = acted(own, "createMerger", "/notices/mergers", at + "\"into\": \"" + other + "\", "
                + reason.replace("The hospital confirmed it to the desk", "Both count the police of Almaty"));
        String text = own.toString().replace(crisis, "kazakhstan-2022").replace(record, "kz-police-killed")
                .replace(other, "kz-almaty-police-killed").replace(notice, "1c0b2a39-4857-4a66-9584-a3b2c1d0e9f8")
                .replace(merger, "2c0b2a39-4857-4a66-9584-a3b2c1d0e9f8")
                .replaceAll("(?<at>\"(?:reported(?:At|From|Until)|agesAt|from|to)\":\")202[3-9][^\"]*",
                        "${at}2026-01-05T18:11:00Z")
                .replaceAll("\"contentHash\":\"[0-9a-f]+", "\"contentHash\":\"" + "0".repeat(64));
        examples.setAll((ObjectNode) mapper.readTree(text));
    }

    /** Makes an act of an editor, adds it to some examples, and returns the record of its notice. */
    private String acted(ObjectNode own, String operation, String path, String body) throws IOException {
        JsonNode response = mapper.readTree(Api.json(body).post(V1 + path).then().statusCode(201).extract().asByteArray());
        own.putObject(operation).put("path", V1 + path).<ObjectNode> set("request", mapper.readTree(body)).set("response",
                response);
        return response.get("record").asText();
    }

    private String recordWithTwoRevisions(Kind kind, String[] lines) throws IOException {
        Set<String> records = new HashSet<>();
        for (String line : lines) {
            JsonNode revision = mapper.readTree(line);
            if (revision.at("/content/kind").asText().equals(kind.jsonName())) {
                records.add(revision.get("record").asText());
            }
            boolean isSecond = revision.path("number").asInt() == 2;
            if (isSecond && records.contains(revision.get("record").asText())) {
                return revision.get("record").asText();
            }
        }
        throw new AssertionError("The sample has no record of kind " + kind + " with two revisions: add one");
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private void read(String operation, String path) throws IOException {
        examples.putObject(operation).put("path", V1 + path).set("response", answer(path));
    }

    /** A write as it was made, answered by what it left to be read. */
    private void write(String operation, String path, JsonNode request, String read) throws IOException {
        ObjectNode example = examples.putObject(operation).put("path", V1 + path);
        example.set("request", request);
        example.set("response", answer(read));
    }

    private JsonNode answer(String path) throws IOException {
        return mapper
                .readTree(writing().urlEncodingEnabled(false).get(V1 + path).then().statusCode(200).extract().asByteArray());
    }

    private JsonNode line(String[] lines, String type, String id, int number) throws IOException {
        for (String line : lines) {
            ObjectNode node = (ObjectNode) mapper.readTree(line);
            boolean isIt = node.path("type").asText().equals(type)
                    && node.path(number == 0 ? "id" : "record").asText().equals(id) && node.path("number").asInt() == number;
            if (isIt) {
                return node.without(List.of("type", "record", "number"));
            }
        }
        throw new IllegalArgumentException(id);
    }
}
