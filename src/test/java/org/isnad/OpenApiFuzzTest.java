package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.content.Kind;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * Requests made from the document, half of them right and half of them bent: none may fail the service, and no answer may be
 * one that the document does not have. {@code -Disnad.fuzz.seed} repeats a run.
 */
@QuarkusTest
@TestProfile(OpenApiFuzzTest.Apart.class)
class OpenApiFuzzTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_REPORTED = 20;

    /** The number of requests that are sent without faults to an operation that has not been answered with 2xx. */
    private static final int MOST_UNBENT = 100;

    /** With a database of its own: what is left of the sample serves no other test. */
    public static class Apart implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:h2:mem:fuzz;LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1");
        }
    }

    @TestHTTPResource
    URI service;

    private final long seed = Long.getLong("isnad.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Bent bent = new Bent(random, MAPPER);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<JsonNode, JsonSchema> compiled = new LinkedHashMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<String, List<String>> records = new TreeMap<>();
    private final List<String> keys = new ArrayList<>(List.of("000000000000"));
    private final List<String> webhooks = new ArrayList<>(List.of("0d6c1f7e-2b3a-4c5d-8e9f-a0b1c2d3e4f5"));
    private final List<String> crises = new ArrayList<>(List.of("kazakhstan-2022", "example"));
    private final List<String> etags = new ArrayList<>(List.of("\"p1.0\"", "\"5.0\"", "*"));
    private final List<String> sources = List.of("example", "tass", "kz-mvd", "gsv");
    private JsonNode document;
    private String reporter;
    private List<String> lines;

    /** Returns the number of requests. */
    int requests() {
        return 10_000;
    }

    private record Operation(String path, String method, JsonNode node) {
        String id() {
            return node.get("operationId").asText();
        }
    }

    @Test
    void noRequestFailsTheServiceAndNoAnswerBreaksTheDocument() throws Exception {
        document = new ObjectMapper(new YAMLFactory()).readTree(Path.of("openapi/openapi.yaml").toFile());
        Api.importSample();
        Api.importExample();
        reporter = AccessTest.key("\"role\": \"reporter\", \"sources\": [\"tass\"]");
        lines = new String(Api.sample(), StandardCharsets.UTF_8).lines().toList();
        Api.json("""
                {"crisis": "kazakhstan-2022", "record": "kz-total-killed", "number": 1, "ruling": "for",
                 "reason": {"en": "The desk confirmed it"}}""").post("/api/v1/notices/rulings").then().statusCode(201);
        for (Kind kind : Kind.values()) {
            records.put(kind.path(),
                    new ArrayList<>(Api.get("/" + kind.path() + "?crisis=kazakhstan-2022&limit=1000").<List<String>> path(
                            "items.record")));
        }
        List<Operation> operations = new ArrayList<>();
        document.get("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(
                method -> operations.add(new Operation(path.getKey(), method.getKey().toUpperCase(), method.getValue()))));
        for (int n = 0; n < requests() && faults.size() < MOST_REPORTED; n++) {
            ask(operations.get(n % operations.size()), random.nextBoolean() ? 0 : 1 + random.nextInt(3));
        }
        for (Operation operation : operations) {
            // By chance, all requests of an operation may have been bent.
            for (int n = 0; n < MOST_UNBENT && isNeverGood(operation.id()); n++) {
                ask(operation, 0);
            }
        }
        assertEquals("", faults.values().stream().collect(Collectors.joining("\n\n")), "seed " + seed);
        Set<String> never = operations.stream().map(Operation::id).filter(this::isNeverGood)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), never, () -> "never answered with 2xx: "
                + never.stream().map(id -> id + statuses.get(id)).toList());
        int good = statuses.values().stream().flatMap(map -> map.entrySet().stream()).filter(entry -> entry.getKey() < 300)
                .mapToInt(Map.Entry::getValue).sum();
        assertTrue(good > requests() / 4, good + " of " + requests() + " answered with 2xx: " + statuses);
    }

    private boolean isNeverGood(String operation) {
        return statuses.getOrDefault(operation, new TreeMap<>()).keySet().stream().noneMatch(status -> status < 300);
    }

    private void ask(Operation operation, int bends) throws Exception {
        Map<String, List<String>> query = new LinkedHashMap<>();
        Map<String, String> headers = new TreeMap<>();
        Map<String, String> places = new TreeMap<>();
        for (JsonNode reference : operation.node.path("parameters")) {
            JsonNode parameter = resolved(reference);
            String name = parameter.get("name").asText();
            boolean isWanted = parameter.path("required").asBoolean() || random.nextInt(6) == 0;
            switch (isWanted ? parameter.get("in").asText() : "") {
                case "path" -> places.put(name, place(operation, name));
                case "query" -> query.put(name, List.of(value(operation, parameter)));
                case "header" -> headers.put(name, header(name));
                default -> { // left out
                }
            }
        }
        if (operation.id().equals("listChanges")) {
            // It needs one of the two, and not both.
            query.remove("since");
            query.put("from", List.of("2022-01-05T00:00:00Z"));
        }
        byte[] body = body(operation);
        for (int bend = 0; bend < bends; bend++) {
            switch (random.nextInt(body == null ? 3 : 6)) {
                case 0 -> bent.parameter(query);
                case 1 -> bent.header(headers);
                case 2 -> places.replaceAll((name, value) -> random.nextBoolean() ? value : bent.place());
                default -> body = bent.body(body);
            }
        }
        String path = operation.path;
        for (Map.Entry<String, String> place : places.entrySet()) {
            path = path.replace("{" + place.getKey() + "}", Bent.encoded(place.getValue()));
        }
        String parameters = query.entrySet().stream().flatMap(parameter -> parameter.getValue().stream()
                .map(value -> Bent.encoded(parameter.getKey()) + "=" + Bent.encoded(value))).collect(Collectors.joining("&"));
        send(operation, path + (parameters.isEmpty() ? "" : "?" + parameters), headers, body);
    }

    private void send(Operation operation, String target, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(target)).method(operation.method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", types(resolved(operation.node.get("requestBody"))).get(0));
        }
        int who = random.nextInt(20);
        if (who > 1) {
            request.header("X-API-Key", who == 2 ? reporter : who == 3 ? "isnad_nobody" : Api.KEY);
        }
        headers.forEach(request::header);
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            faults.putIfAbsent(operation.id() + " " + e.getMessage(), operation.id() + ": not answered, " + e + "\n  "
                    + operation.method + " " + target + " " + headers + " "
                    + (body == null ? "" : new String(body, 0, Math.min(body.length, 1500), StandardCharsets.UTF_8)));
            return;
        }
        statuses.computeIfAbsent(operation.id(), id -> new TreeMap<>()).merge(answer.statusCode(), 1, Integer::sum);
        String fault = fault(operation, answer);
        if (fault != null) {
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            faults.putIfAbsent(operation.id() + fault.substring(0, Math.min(40, fault.length())), operation.id() + ": " + fault
                    + "\n  " + operation.method + " " + target + " " + headers + " "
                    + (body == null ? "" : new String(body, 0, Math.min(body.length, 1500), StandardCharsets.UTF_8)) + "\n  -> "
                    + answer.statusCode() + " " + text.substring(0, Math.min(text.length(), 500)));
        } else if (answer.statusCode() == 201 || answer.statusCode() == 200) {
            remember(operation, answer);
        }
    }

    private String fault(Operation operation, HttpResponse<byte[]> answer) throws IOException {
        String status = Integer.toString(answer.statusCode());
        if (answer.statusCode() >= 500) {
            return "failed with " + status;
        }
        if (answer.statusCode() == 414 && answer.request().uri().toString().length() > 16_000) {
            return null;
        }
        JsonNode declared = resolved(operation.node.get("responses").get(status));
        if (declared == null) {
            return "answered " + status + ", which is not declared";
        }
        if (answer.statusCode() == 304 || answer.body().length == 0) {
            return declared.has("content") && answer.statusCode() != 304 ? "answered nothing" : null;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode content = declared.path("content").get(type);
        if (content == null) {
            return "answered " + status + " as " + type + ", which is not declared";
        }
        if (!type.matches(".*[/+]json") || !content.has("schema")) {
            return null;
        }
        JsonSchema schema = compiled.computeIfAbsent(content.get("schema"), this::compile);
        Set<ValidationMessage> messages = schema.validate(MAPPER.readTree(answer.body()));
        if (!messages.isEmpty()) {
            return "answered " + status + " against its schema: " + messages.stream().limit(3).toList();
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return answer.statusCode() >= 400
                && Stream.of("org.isnad", "java.", "Exception", "hibernate", "fasterxml").anyMatch(text::contains)
                        ? "answered with what is inside"
                        : null;
    }

    private JsonNode resolved(JsonNode node) {
        return node != null && node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return schemas.getSchema(whole);
    }

    /** Remembers the ids and tags of an answer, which later requests use. */
    private void remember(Operation operation, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().firstValue("ETag").ifPresent(etags::add);
        if (answer.statusCode() == 201 && operation.id().startsWith("create")) {
            records.get(operation.path.split("/")[3]).add(MAPPER.readTree(answer.body()).get("record").asText());
        }
        if (operation.id().equals("makeKey")) {
            keys.add(MAPPER.readTree(answer.body()).at("/key/id").asText());
        }
        if (operation.id().equals("makeWebhook")) {
            webhooks.add(MAPPER.readTree(answer.body()).at("/webhook/id").asText());
        }
    }

    private String place(Operation operation, String name) {
        return switch (name) {
            case "crisis" -> one(crises);
            case "source" -> one(sources);
            case "number" -> Integer.toString(1 + random.nextInt(3));
            case "key" -> one(keys);
            case "webhook" -> one(webhooks);
            default -> operation.method.equals("PUT") && random.nextBoolean() ? "fuzz-" + Math.abs(random.nextLong())
                    : one(records.get(operation.path.split("/")[3]));
        };
    }

    private String value(Operation operation, JsonNode parameter) {
        JsonNode schema = resolved(parameter.get("schema"));
        String name = parameter.get("name").asText();
        boolean isAcross = operation.path.matches("/api/v1/[a-z]+/compare");
        return switch (name) {
            case "crisis" -> one(crises);
            case "source" -> one(sources);
            case "record" -> one(records.get("casualties"));
            case "from" -> isAcross ? one(records.get(operation.path.split("/")[3]))
                    : operation.path.endsWith("compare") ? "1" : "2022-01-05T00:00:00Z";
            case "to" -> isAcross ? one(records.get(operation.path.split("/")[3])) + "/1"
                    : operation.path.endsWith("compare") ? one(List.of("2", "tass", "2022-01-09T00:00:00Z", "1@en"))
                            : "2022-01-11T00:00:00Z";
            case "asOf", "before" -> one(List.of("2022-01-09T00:00:00Z", "2022-01-06T12:00:00+06:00"));
            case "knownAt" -> "2026-01-01T00:00:00Z";
            case "lang" -> one(List.of("ar", "ru", "en", "*", "kk"));
            case "originalLanguage" -> one(List.of("ar", "ru"));
            case "minPosition", "after" -> Integer.toString(random.nextInt(150));
            case "wait" -> "0";
            case "limit" -> Integer.toString(1 + random.nextInt(100));
            case "cursor" -> "nonsense";
            default -> schema.has("enum") ? one(values(schema.get("enum")))
                    : schema.path("type").asText().equals("boolean") ? Boolean.toString(random.nextBoolean()) : "KZ";
        };
    }

    private String header(String name) {
        return switch (name) {
            case "Accept-Language" -> one(List.of("ar", "ru, en;q=0.5", "*"));
            case "Accept-Datetime" -> "Sun, 09 Jan 2022 00:00:00 GMT";
            case "Idempotency-Key" -> "key-" + random.nextInt(1000);
            default -> one(etags);
        };
    }

    private byte[] body(Operation operation) throws IOException {
        JsonNode wanted = resolved(operation.node.get("requestBody"));
        if (wanted == null) {
            return null;
        }
        if (operation.id().equals("importLines")) {
            return (random.ints(1 + random.nextInt(3), 0, lines.size()).mapToObj(lines::get).collect(Collectors.joining("\n"))
                    + "\n").getBytes(StandardCharsets.UTF_8);
        }
        ObjectNode example = wanted.at("/content/application~1json/example").deepCopy();
        if (operation.id().equals("eraseRevision")) {
            List<String> all = records.values().stream().flatMap(List::stream).toList();
            example.put("record", one(all)).put("number", 1);
        } else if (operation.id().equals("createRuling")) {
            example.put("crisis", "kazakhstan-2022").put("record", one(records.get("casualties"))).put("number", 1);
        } else if (operation.id().equals("createHold")) {
            example.put("crisis", "kazakhstan-2022").put("record", one(records.get("casualties")));
        } else if (operation.id().equals("createMerger")) {
            example.put("crisis", "kazakhstan-2022").put("record", one(records.get("casualties"))).put("into",
                    one(records.get("casualties")));
        } else if (operation.path.startsWith("/api/v1/crises/") || operation.path.startsWith("/api/v1/sources/")) {
            return MAPPER.writeValueAsBytes(example);
        } else if (operation.path.endsWith("/revisions")) {
            // The example's record is one of many: what it supersedes may not be there.
            JsonNode created = resolved(document.get("paths").get(operation.path.replace("/{id}/revisions", ""))
                    .at("/post/requestBody")).at("/content/application~1json/example");
            // The records are those of the sample.
            return MAPPER.writeValueAsBytes(created.<ObjectNode> deepCopy().put("crisis", "kazakhstan-2022"));
        }
        return MAPPER.writeValueAsBytes(example);
    }

    private static List<String> types(JsonNode requestBody) {
        List<String> types = new ArrayList<>();
        requestBody.get("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    private static List<String> values(JsonNode list) {
        return Arrays.stream(MAPPER.convertValue(list, String[].class)).toList();
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
