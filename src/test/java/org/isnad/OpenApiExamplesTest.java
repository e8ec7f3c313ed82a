package org.isnad;

import static org.hamcrest.Matchers.oneOf;
import static org.isnad.Api.V1;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.isnad.chain.Canonical;
import org.isnad.content.Kind;
import org.isnad.content.Notice;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/**
 * The examples of the OpenAPI document are answers of the service: reads of the sample, writes to a crisis of its own, whose id
 * is then replaced by that of the example crisis.
 */
@QuarkusTest
class OpenApiExamplesTest {

    private static final Path KEPT = Path.of("src", "main", "resources", "META-INF", "openapi-examples.json");
    private static final Path CRISIS = Path.of("src", "main", "resources", "sample", "example.ndjson");
    private static final String RECORDED = "2026-01-05T18:11:00Z";
    private static final String WRITER = "key:9b8a7c6d5e4f";
    private static final String SAMPLE = "kazakhstan-2022";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectNode examples = mapper.createObjectNode();
    private final String crisis = "example-" + UUID.randomUUID();
    private final ExampleCrisis example = new ExampleCrisis(crisis);
    /** The ids of notices, each with the one that it has in the document. */
    private final Map<String, String> ids = new LinkedHashMap<>();

    @Test
    void theExamplesAreWhatTheServiceAnswers() throws IOException {
        Api.importSample();
        capture();
        fix(examples);
        String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(examples) + "\n";
        for (Map.Entry<String, String> id : ids.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        keep(KEPT, text.replace(crisis, ExampleCrisis.ID));
    }

    @Test
    void theExampleCrisisIsMadeFromTheSample() throws IOException {
        keep(CRISIS, new ExampleCrisis(ExampleCrisis.ID).lines());
    }

    private static void keep(Path path, String current) throws IOException {
        String kept = Files.exists(path) ? Files.readString(path) : "";
        if (!current.equals(kept)) {
            Files.writeString(path, current);
        }
        assertEquals(kept, current, path + " was out of date and was rewritten: read and commit it");
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
        if (object.path("source").asText().equals(Notice.OPERATOR)) {
            List.of("reportedAt", "reportedFrom", "reportedUntil").forEach(name -> object.put(name, RECORDED));
            object.put("contentHash", hash(0));
        }
        if (object.has("agesAt")) {
            object.put("agesAt", RECORDED);
        }
        if (object.has("recordedAt")) {
            object.put("recordedAt", RECORDED);
        }
        if (object.has("recordedBy")) {
            object.put("recordedBy", WRITER);
        }
        if (object.has("erased") && object.get("erased").has("at")) {
            object.withObject("erased").put("at", RECORDED);
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
        // An operation of a JSON Patch.
        String path = object.path("path").asText();
        if (path.equals("/recordedAt") || path.startsWith("/reported")) {
            object.put("value", RECORDED);
        } else if (path.toLowerCase(Locale.ROOT).endsWith("hash")) {
            object.put("value", hash(path.length()));
        }
    }

    private static String hash(long position) {
        return Canonical.hash("position " + position);
    }

    private void capture() throws IOException {
        write("putCrisis", "PUT", "/crises/" + crisis, example.description());
        write("putSource", "PUT", "/sources/example", ExampleCrisis.source());
        write("putVisibility", "PUT", "/crises/" + crisis + "/visibility", mapper.readTree("{\"state\": \"open\"}"));
        for (Kind kind : ExampleCrisis.KINDS) {
            writes(kind);
            reads(kind);
        }
        notices();
        erasure();
        crisisReads("/crises/" + SAMPLE);
        read("listCodes", "/codes?list=iso-3166-2");
        read("listSources", "/sources?kind=journalist");
        read("readSource", "/sources/kz-mvd?lang=ru");
        read("readSeries", "/casualties/series?crisis=kazakhstan-2022&record=kz-total-killed&source=kz-gov-telegram");
        write("check", "POST", "/check", mapper.readTree(
                """
                        {"items": [{"record": "kz-total-killed", "number": 2}, {"crisis": "kazakhstan-2022", "etag": "\\"p150.0\\""}]}"""));
        preview();
        access();
        webhooks();
        importAndExport();
    }

    /** A report on the example record. The positions of other kinds are before its own, so that it is captured after them. */
    private void preview() throws IOException {
        ObjectNode report = (ObjectNode) example.report(Kind.CASUALTY);
        write("previewReport", "POST", "/previews?record=" + example.record(Kind.CASUALTY), report);
    }

    /**
     * Rules on a record, lifts that, and merges a record that the example crisis lacks, so that trying the example merges
     * nothing.
     */
    private void notices() throws IOException {
        ObjectNode order = mapper.createObjectNode().put("crisis", crisis).put("record", example.record(Kind.CASUALTY));
        JsonNode reason = mapper.createObjectNode().put("en", "The hospital confirmed it to the desk");
        write("createRuling", "POST", "/notices/rulings",
                order.deepCopy().put("number", 1).put("ruling", "for").set("reason", reason));
        String ruling = notice("createRuling", "1c0b2a39-4857-4a66-9584-a3b2c1d0e9f8");
        String at = "/notices/" + ruling;
        read("listNotices", "/notices?act=ruling&crisis=" + crisis);
        read("readNotice", at);
        read("readNoticeRevision", at + "/revisions/1");
        citation("citeNoticeRevision", at + "/revisions/1/citation");
        read("readNoticeClaims", at + "/claims");
        write("liftNotice", "POST", at + "/lifting", mapper.createObjectNode().set("reason", reason));
        read("listNoticeRevisions", at + "/revisions?status=retracted");
        patch("compareNotice", at + "/compare?from=1&to=2");
        patch("compareNotices", "/notices/compare?from=" + ruling + "/1&to=" + ruling + "/2");
        String duplicate = crisis + "-duplicate";
        Api.json(example.report(Kind.CASUALTY).toString()).put(V1 + "/casualties/" + duplicate).then().statusCode(201);
        write("createMerger", "POST", "/notices/mergers", order.deepCopy().put("record", duplicate)
                .put("into", example.record(Kind.CASUALTY))
                .set("reason", mapper.createObjectNode().put("en", "The same figure")));
        notice("createMerger", "2c0b2a39-4857-4a66-9584-a3b2c1d0e9f8");
        String checked = crisis + "-under-check";
        Api.json(example.report(Kind.CASUALTY).toString()).put(V1 + "/casualties/" + checked).then().statusCode(201);
        write("createHold", "POST", "/notices/holds", mapper.createObjectNode().put("crisis", crisis).put("record", checked)
                .set("reason", mapper.createObjectNode().put("en", "Under check")));
        notice("createHold", "5d1f0c7e-63a2-4b8e-9d47-0e6a1b2c3d4f");
    }

    /** Returns the id of the notice in the example of an operation, which becomes a fixed one in the document. */
    private String notice(String operation, String fixed) {
        String id = examples.get(operation).at("/response/record").asText();
        ids.put(id, fixed);
        return id;
    }

    /** Creates a record, and appends the same report once more. */
    private void writes(Kind kind) throws IOException {
        String one = capitalized(kind.jsonName());
        String record = "/" + kind.path() + "/" + example.record(kind);
        write("put" + one, "PUT", record, example.report(kind));
        write("append" + one + "Revision", "POST", record + "/revisions", example.report(kind));
        // Answered as the PUT, but for the id, which the service chooses.
        examples.set("create" + one, examples.get("put" + one).deepCopy());
        examples.withObject("/create" + one).put("path", V1 + "/" + kind.path());
    }

    /** Reads the record of a kind with the shortest claims, and compares the two revisions with the shortest JSON Patch. */
    private void reads(Kind kind) throws IOException {
        String one = capitalized(kind.jsonName());
        String many = capitalized(kind.path());
        String kinds = "/" + kind.path();
        String list = kinds + "?crisis=kazakhstan-2022&limit=1";
        List<String> records = Api.get(list + "000").path("items.record");
        read("list" + many, list + "&lang=en");
        String claims = shortest(records.stream().map(record -> kinds + "/" + record + "/claims?lang=en"));
        read("read" + one + "Claims", claims);
        String at = claims.replaceFirst("/claims.*", "");
        read("read" + one, at + "?lang=en");
        read("list" + one + "Revisions", at + "/revisions?limit=1&lang=en");
        read("read" + one + "Revision", at + "/revisions/1?lang=en");
        citation("cite" + one + "Revision", at + "/revisions/1/citation?lang=en");
        String compare = shortest(records.stream().map(record -> kinds + "/" + record + "/compare?from=1&to=2&lang=en"));
        patch("compare" + one, compare);
        String record = compare.split("/")[2];
        patch("compare" + many, kinds + "/compare?from=" + record + "/1&to=" + record + "/2&lang=en");
        if (kind == Kind.ARTICLE) {
            read("listArticleFacts", "/articles/kz-article-gsv-2022-01-06/facts?kind=casualty&limit=1&lang=en");
        }
    }

    /** A citation with fixed values in the place of the host, the hash, and the times of reading and of reporting. */
    private void citation(String operation, String path) {
        String text = Api.get(path).then().statusCode(200).extract().asString();
        String fixed = text.replaceAll("http://[^/]+", "https://news.example")
                .replaceAll("sha-256;[A-Za-z0-9_-]+", "sha-256;" + "A".repeat(43)).replaceAll("read [^)]+", "read " + RECORDED);
        examples.putObject(operation).put("path", V1 + path).put("type", "text/plain").put("response",
                path.startsWith("/notices") ? fixed.replaceAll(", [0-9]{4}-[0-9]{2}-[0-9]{2}", ", 2026-01-05") : fixed);
    }

    /** The path with the shortest answer that has a content, for a document that can be read as a whole. */
    private static String shortest(Stream<String> paths) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        paths.forEach(path -> {
            Response answer = Api.get(path);
            if (answer.statusCode() == 200 && answer.asString().contains("\"content\":")) {
                lengths.put(path, answer.asByteArray().length);
            }
        });
        return lengths.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }

    /**
     * Erases the content of a record that nobody else sees. The example crisis has no such record, so that trying the example
     * erases nothing.
     */
    private void erasure() throws IOException {
        String record = crisis + "-erasure";
        Api.json(example.report(Kind.CASUALTY).toString()).put(V1 + "/casualties/" + record).then().statusCode(201);
        ObjectNode order = mapper.createObjectNode().put("record", record).put("number", 1);
        order.putObject("reason").put("en", "Erased by order of a court");
        write("eraseRevision", "POST", "/crises/" + crisis + "/erasures", order);
        read("listErasures", "/crises/" + crisis + "/erasures");
    }

    private void crisisReads(String at) throws IOException {
        read("listCrises", "/crises");
        // Other tests make crises, too.
        examples.withObject("/listCrises/response").withArray("items")
                .removeIf(listed -> !listed.get("id").asText().equals(SAMPLE));
        read("readCrisis", at + "?lang=ar");
        read("readVisibility", at + "/visibility");
        read("readSnapshot", shortest(ExampleCrisis.KINDS.stream()
                .map(kind -> at + "/snapshot?kind=" + kind.jsonName() + "&asOf=2022-01-05T02:00:00Z&lang=en")));
        read("listChanges", at + "/changes?from=2022-01-06T00:00:00Z&to=2022-01-10T00:00:00Z&limit=1&lang=en");
        read("listCorrections", shortest(ExampleCrisis.KINDS.stream()
                .map(kind -> at + "/corrections?kind=" + kind.jsonName() + "&limit=1&lang=en")));
        read("readTimeline", at + "/timeline?from=2022-01-09T12:00:00Z&limit=1&lang=en");
        read("readActivity", at + "/activity?asOf=2022-01-05T14:00:00Z");
        read("readFeed", shortest(IntStream.range(0, 50).mapToObj(position -> at + "/feed?after=" + position + "&limit=1")));
        read("verifyCrisis", at + "/verification");
        search(at);
        combinedFeed();
    }

    /** Waits until the sample can be searched. */
    private void search(String at) throws IOException {
        String search = "/search?q=Kremlin&crisis=" + SAMPLE + "&limit=1&lang=en";
        int position = Api.get(at).path("position");
        Api.get(search + "&minPosition=" + position).then().statusCode(200);
        read("search", search);
        examples.putObject("rebuildSearch").put("path", V1 + "/search/rebuild").putObject("response").put("revisions",
                position);
    }

    /** A page of the feed of all crises, as if the sample were the only one: other tests make crises, too. */
    private void combinedFeed() {
        ObjectNode feed = (ObjectNode) examples.at("/readFeed/response");
        String before = SAMPLE + ":" + (feed.get("after").asLong() - 1);
        ObjectNode response = mapper.createObjectNode().put("position", SAMPLE + ":" + feed.get("position").asLong())
                .put("after", SAMPLE + ":" + feed.get("after").asLong());
        response.set("items", feed.get("items").deepCopy());
        examples.putObject("readCombinedFeed").put("path", V1 + "/feed?after=" + before + "&limit=1").set("response", response);
    }

    /** No two keys are alike: those made by a client are described, not captured. */
    private void access() throws IOException {
        JsonNode request = mapper.readTree("""
                {"name": "TASS newsroom", "role": "reporter", "sources": ["tass"]}""");
        ObjectNode key = mapper.createObjectNode().put("id", "4f0c1d2e3a4b");
        key.setAll((ObjectNode) request);
        key.put("createdAt", RECORDED).put("createdBy", WRITER);
        ObjectNode made = mapper.createObjectNode().put("secret", "isnad_4f0c1d2e3a4b_" + "0".repeat(43));
        examples.putObject("makeKey").put("path", V1 + "/keys").<ObjectNode> set("request", request).set("response",
                made.set("key", key));
        examples.putObject("readCaller").put("path", V1 + "/caller").putObject("response").put("name", WRITER)
                .put("role", "reporter").putArray("sources").add("tass");
        // The key of development, which is in no production: elsewhere the example is answered 404.
        read("readKey", "/keys/development0");
        examples.withObject("/readKey/response").put("createdAt", RECORDED).put("lastUsedAt", RECORDED);
        examples.putObject("listKeys").put("path", V1 + "/keys").putObject("response").putArray("items").add(key);
        // No service has this key, so that trying the example revokes none.
        examples.putObject("revokeKey").put("path", V1 + "/keys/4f0c1d2e3a4b").set("response",
                key.deepCopy().put("revokedAt", "2026-02-01T09:00:00Z"));
        ObjectNode entry = mapper.createObjectNode().put("id", "8d3f2c1a-0b9e-4c7d-9a6f-5e4d3c2b1a09").put("at", RECORDED)
                .put("by", WRITER).put("act", "key-made").put("subject", "4f0c1d2e3a4b");
        entry.set("detail", key);
        examples.putObject("readAudit").put("path", V1 + "/audit").putObject("response").putArray("items").add(entry);
    }

    /** No two webhooks are alike, and no service has this one: its examples are described, not captured. */
    private void webhooks() throws IOException {
        JsonNode request = mapper.readTree(
                """
                        {"url": "https://newsroom.example/isnad", "crisis": "example", "filter": {"kind": "casualty"}, "language": "ru"}""");
        String id = "0d6c1f7e-2b3a-4c5d-8e9f-a0b1c2d3e4f5";
        String path = V1 + "/webhooks";
        String at = path + "/" + id;
        ObjectNode webhook = mapper.createObjectNode().put("id", id);
        webhook.setAll((ObjectNode) request);
        webhook.put("state", "active").put("stateSince", RECORDED).put("publicKey", "whpk_" + "A".repeat(43) + "=")
                .put("createdAt", RECORDED).put("createdBy", WRITER).put("after", "example:12").put("attempts", 0);
        ObjectNode made = mapper.createObjectNode().put("secret", "whsec_" + "A".repeat(43) + "=").set("webhook", webhook);
        ObjectNode paused = webhook.deepCopy().put("state", "paused").put("reason", "Paused by " + WRITER);
        ObjectNode delivery = mapper.createObjectNode().put("at", RECORDED).put("messageId", id + "_example_12")
                .put("crisis", "example").put("position", 12).put("attempt", 1).put("status", 204).put("millis", 48);
        ObjectNode ping = mapper.createObjectNode().put("at", RECORDED)
                .put("messageId", id + "_ping_6a1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d").put("attempt", 1).put("failure", "timeout")
                .put("millis", 15_000);
        describe("makeWebhook", path, request, made);
        describe("listWebhooks", path, null, mapper.createObjectNode().set("items", mapper.createArrayNode().add(webhook)));
        describe("readWebhook", at, null, webhook);
        describe("deleteWebhook", at, null, webhook);
        describe("putWebhookState", at + "/state", mapper.createObjectNode().put("state", "paused"), paused);
        describe("replayWebhook", at + "/replay", mapper.createObjectNode().put("after", "example:3"),
                webhook.deepCopy().put("after", "example:3"));
        describe("rotateWebhookSecret", at + "/secret", mapper.createObjectNode().put("overlapHours", 24), made);
        describe("pingWebhook", at + "/ping", null, ping);
        describe("listWebhookDeliveries", at + "/deliveries", null,
                mapper.createObjectNode().set("items", mapper.createArrayNode().add(delivery)));
    }

    private void describe(String operation, String path, JsonNode request, JsonNode response) {
        ObjectNode described = examples.putObject(operation).put("path", path);
        if (request != null) {
            described.set("request", request);
        }
        described.set("response", response);
    }

    /** A dry run of the first line of the example crisis, and an export that begins after the last position. */
    private void importAndExport() throws IOException {
        String line = example.lines().split("(?<=\n)")[0];
        JsonNode result = mapper.readTree(writing().contentType("application/x-ndjson")
                .body(line.getBytes(StandardCharsets.UTF_8)).post(V1 + "/import?dryRun=true").asByteArray());
        examples.putObject("importLines").put("path", V1 + "/import?dryRun=true").put("request", line).set("response", result);
        String template = "/import/template.csv?kind=reaction&languages=ar";
        examples.putObject("readImportTemplate").put("path", V1 + template).put("response",
                Api.get(template).then().statusCode(200).extract().asString());
        String path = "/crises/kazakhstan-2022/export?after=100000";
        examples.putObject("exportCrisis").put("path", V1 + path).put("response",
                Api.get(path).then().statusCode(200).extract().asString());
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private void read(String operation, String path) throws IOException {
        examples.putObject(operation).put("path", V1 + path).set("response", answer(path, "application/json"));
    }

    private void patch(String operation, String path) throws IOException {
        String type = "application/json-patch+json";
        examples.putObject(operation).put("path", V1 + path).put("type", type).set("response", answer(path, type));
    }

    private JsonNode answer(String path, String type) throws IOException {
        return mapper.readTree(writing().accept(type).urlEncodingEnabled(false).get(V1 + path).then().statusCode(200).extract()
                .asByteArray());
    }

    private void write(String operation, String method, String path, JsonNode request) throws IOException {
        byte[] response = Api.json(request.toString()).request(method, V1 + path).then().statusCode(oneOf(200, 201)).extract()
                .asByteArray();
        examples.putObject(operation).put("path", V1 + path).<ObjectNode> set("request", request).set("response",
                mapper.readTree(response));
    }
}
