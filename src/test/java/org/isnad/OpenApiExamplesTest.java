package org.isnad;

import static org.isnad.Api.V1;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;

/** The examples of the OpenAPI document are answers that the service gives on the sample. */
@QuarkusTest
class OpenApiExamplesTest {

    private static final Path KEPT = Path.of("src", "main", "resources", "META-INF", "openapi-examples.json");

    /** What differs from one loading of the sample to the next. */
    private static final Set<String> OF_THE_MOMENT = Set.of("recordedAt", "recordedBy", "hash", "previousHash", "head");

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode examples = mapper.createObjectNode();

    @Test
    void theExamplesAreWhatTheServiceAnswers() throws IOException {
        Api.importSample();
        capture(new String(Api.sample(), StandardCharsets.UTF_8).split("\n"));
        JsonNode kept = Files.exists(KEPT) ? mapper.readTree(KEPT.toFile()) : mapper.createObjectNode();
        boolean same = lasting(kept.deepCopy()).equals(lasting(examples.deepCopy()));
        if (!same) {
            Files.writeString(KEPT, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(examples) + "\n");
        }
        assertEquals(true, same, KEPT + " differed from what the service answers and was rewritten: read and commit it");
    }

    private void capture(String[] lines) throws IOException {
        kind("articles", "Article", "Articles", "kz-article-belsat-164", 1, "kz-article-belsat-164", 2, lines);
        kind("casualties", "Casualty", "Casualties", "kz-soldiers-killed-almaty-airport", 1, "kz-total-killed", 4, lines);
        kind("statements", "Statement", "Statements", "kz-tokayev-on-participants", 1, "kz-tokayev-on-participants", 2, lines);
        kind("reactions", "Reaction", "Reactions", "kz-us-on-involvement", 1, "kz-us-on-involvement", 2, lines);
        read("listCrises", "/crises");
        read("readCrisis", "/crises/kazakhstan-2022?lang=ar");
        write("putCrisis", "/crises/kazakhstan-2022", line(lines, "crisis", "kazakhstan-2022", 0),
                "/crises/kazakhstan-2022?lang=*");
        read("listSources", "/sources?kind=journalist");
        read("readSource", "/sources/kz-mvd?lang=ru");
        write("putSource", "/sources/kz-mvd", line(lines, "source", "kz-mvd", 0), "/sources/kz-mvd?lang=*");
        read("readSnapshot", "/crises/kazakhstan-2022/snapshot?kind=reaction&asOf=2022-01-05T18:00:00Z&lang=en");
        read("listChanges",
                "/crises/kazakhstan-2022/changes?from=2022-01-06T00:00:00Z&to=2022-01-10T00:00:00Z&limit=1&lang=en");
        read("listCorrections", "/crises/kazakhstan-2022/corrections?status=retracted&limit=1&lang=en");
        read("readTimeline", "/crises/kazakhstan-2022/timeline?from=2022-01-09T12:00:00Z&limit=1&lang=en");
        read("readSeries", "/casualties/series?crisis=kazakhstan-2022&record=kz-total-killed&source=kz-gov-telegram");
        compare("articles", "Article", "Articles", "kz-article-belsat-164/1", "kz-article-belsat-164/2");
        compare("casualties", "Casualty", "Casualties", "kz-total-injured/kz-local-media", "kz-total-injured/kz-prosecutor");
        compare("statements", "Statement", "Statements", "kz-tokayev-on-participants/1", "kz-tokayev-on-participants/2");
        compare("reactions", "Reaction", "Reactions", "kz-us-on-involvement/1", "kz-us-on-involvement/2");
        JsonNode held = mapper.readTree(
                """
                        {"items": [{"record": "kz-total-killed", "number": 2},
                         {"record": "kz-security-forces-killed", "number": 4}, {"crisis": "kazakhstan-2022", "etag": "\\"p150.0\\""}]}""");
        examples.putObject("check").put("path", V1 + "/check").<ObjectNode> set("request", held).set("response",
                mapper.readTree(Api.json(held.toString()).post(V1 + "/check").then().statusCode(200).extract().asByteArray()));
        read("readFeed", "/crises/kazakhstan-2022/feed?after=3&limit=1");
        read("verifyCrisis", "/crises/kazakhstan-2022/verification");
        JsonNode opening = mapper.readTree("{\"reads\": \"open\"}");
        read("readOpening", "/crises/kazakhstan-2022/opening");
        examples.putObject("putOpening").put("path", V1 + "/crises/kazakhstan-2022/opening")
                .<ObjectNode> set("request", opening).set("response", opening);
        access();
        examples.putObject("exportCrisis").put("path", V1 + "/crises/kazakhstan-2022/export").put("response",
                Api.get("/crises/kazakhstan-2022/export?after=100000").then().statusCode(200).extract().asString());
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

    private void kind(String path, String one, String many, String record, int first, String appendedTo, int number,
            String[] lines) throws IOException {
        read("list" + many, "/" + path + "?crisis=kazakhstan-2022&limit=1&lang=en");
        read("read" + one, "/" + path + "/" + record + "?lang=en");
        read("list" + one + "Revisions", "/" + path + "/" + record + "/revisions?limit=2&lang=en");
        read("read" + one + "Revision", "/" + path + "/" + record + "/revisions/" + first + "?lang=en");
        String made = "/" + path + "/" + record + "/revisions/" + first + "?lang=*";
        write("create" + one, "/" + path, line(lines, "revision", record, first), made);
        write("put" + one, "/" + path + "/" + record, line(lines, "revision", record, first), made);
        write("append" + one + "Revision", "/" + path + "/" + appendedTo + "/revisions",
                line(lines, "revision", appendedTo, number),
                "/" + path + "/" + appendedTo + "/revisions/" + number + "?lang=*");
    }

    private void compare(String path, String one, String many, String from, String to) throws IOException {
        String record = from.replaceFirst("/.*", "");
        read("read" + one + "Claims", "/" + path + "/" + record + "/claims?lang=en");
        read("compare" + one, "/" + path + "/" + record + "/compare?from=" + from.replaceFirst(".*/", "") + "&to="
                + to.replaceFirst(".*/", "") + "&lang=en");
        read("compare" + many, "/" + path + "/compare?from=" + from + "&to=" + to + "&lang=en");
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

    private static JsonNode lasting(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(OF_THE_MOMENT);
            object.forEach(OpenApiExamplesTest::lasting);
            // Other tests' crises are listed beside the sample's.
            if (object.has("listCrises")) {
                ((ObjectNode) object.get("listCrises")).remove("response");
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(OpenApiExamplesTest::lasting);
        }
        return node;
    }
}
