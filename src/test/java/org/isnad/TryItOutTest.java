package org.isnad;

import static java.util.Map.entry;
import static org.isnad.OpenApiTest.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/**
 * Sends the example of each operation as Swagger UI does after "Try it out" and "Execute", with the key of an admin: it must
 * succeed, also when it is repeated, and leave the sample as it is.
 */
@QuarkusTest
class TryItOutTest {

    /**
     * The examples that would destroy something or name a notice or webhook, whose id the service chooses, each with the
     * documented
     * refusal: they name what does not exist.
     */
    private static final Map<String, Integer> REFUSED = Map.ofEntries(entry("eraseRevision", 400), entry("revokeKey", 404),
            entry("createMerger", 400), entry("createHold", 400), entry("liftNotice", 404), entry("readNotice", 404),
            entry("readNoticeRevision", 404), entry("citeNoticeRevision", 404), entry("readNoticeClaims", 404),
            entry("listNoticeRevisions", 404),
            entry("compareNotice", 404), entry("compareNotices", 404), entry("readWebhook", 404), entry("deleteWebhook", 404),
            entry("putWebhookState", 404), entry("replayWebhook", 404), entry("rotateWebhookSecret", 404),
            entry("pingWebhook", 404), entry("listWebhookDeliveries", 404));

    /** The reads whose answers depend on what other crises and keys there are; citations tell the time of reading. */
    private static final Set<String> CHANGING = Set.of("listCrises", "readCombinedFeed", "listKeys", "readKey", "readAudit",
            "listNotices", "listWebhooks");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private JsonNode document;

    @TestHTTPResource
    URI service;

    private record Example(String id, HttpRequest request, Set<Integer> expected) {
        boolean isRead() {
            return request.method().equals("GET");
        }
    }

    @Test
    void eachExampleWorksAndLeavesTheSampleAsItIs() throws Exception {
        Api.importSample();
        Api.importExample();
        List<Example> examples = examples();
        Map<String, String> before = sample(examples);
        for (int time = 1; time <= 2; time++) {
            for (Example example : examples) {
                HttpResponse<String> answer = client.send(example.request, BodyHandlers.ofString());
                assertEquals(true, example.expected.contains(answer.statusCode()),
                        () -> example.id + " " + example.request + " -> " + answer.statusCode() + " " + answer.body());
            }
        }
        assertEquals(before, sample(examples));
    }

    /** Returns the answers to the reads of the examples, and all lines of the sample. */
    private Map<String, String> sample(List<Example> examples) throws IOException, InterruptedException {
        Map<String, String> answers = new TreeMap<>();
        for (Example example : examples) {
            if (example.isRead() && !CHANGING.contains(example.id) && !example.id.startsWith("cite")) {
                answers.put(example.id, client.send(example.request, BodyHandlers.ofString()).body());
            }
        }
        answers.put("all revisions", Api.get("/crises/kazakhstan-2022/export").asString());
        return answers;
    }

    private List<Example> examples() throws IOException {
        document = new ObjectMapper(new YAMLFactory()).readTree(RestAssured.get("/q/openapi").asString());
        List<Example> examples = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(method -> examples.add(example(path.getKey(), method.getKey().toUpperCase(), method.getValue()))));
        return examples;
    }

    private Example example(String path, String method, JsonNode operation) {
        String target = path;
        List<String> query = new ArrayList<>();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (JsonNode reference : operation.path("parameters")) {
            JsonNode parameter = resolved(document, reference);
            String name = parameter.get("name").asText();
            String value = value(parameter);
            if (value != null) {
                switch (parameter.get("in").asText()) {
                    case "path" -> target = target.replace("{" + name + "}", Bent.encoded(value));
                    case "query" -> query.add(name + "=" + Bent.encoded(value));
                    default -> request.header(name, value);
                }
            }
        }
        String id = operation.get("operationId").asText();
        Set<Integer> expected = REFUSED.containsKey(id) ? Set.of(REFUSED.get(id)) : Set.of(200, 201);
        expected.stream().filter(status -> status >= 400)
                .forEach(status -> assertEquals(true, operation.get("responses").has(status.toString()), id + " " + status));
        request.uri(service.resolve(query.isEmpty() ? target : target + "?" + String.join("&", query)));
        addBody(request, method, operation);
        return new Example(id, request.build(), expected);
    }

    /** Returns the value that Swagger UI puts into the field of a parameter, or null if it leaves it empty. */
    private String value(JsonNode parameter) {
        JsonNode schema = parameter.get("schema");
        for (JsonNode holder : List.of(parameter, schema, resolved(document, schema))) {
            for (String field : List.of("example", "default")) {
                if (holder.hasNonNull(field)) {
                    return holder.get(field).asText();
                }
            }
        }
        return null;
    }

    /** Adds the body and headers: the first media type of the request and of the first answer, and the key if one is needed. */
    private void addBody(HttpRequest.Builder request, String method, JsonNode operation) {
        if (operation.has("requestBody")) {
            Map.Entry<String, JsonNode> content = first(operation.get("requestBody"));
            JsonNode example = content.getValue().get("example");
            request.header("Content-Type", content.getKey());
            request.method(method, BodyPublishers.ofString(example.isTextual() ? example.asText() : example.toString()));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        request.header("Accept", first(operation.get("responses").iterator().next()).getKey());
        if (operation.has("security")) {
            request.header("X-API-Key", Api.KEY);
        }
    }

    private Map.Entry<String, JsonNode> first(JsonNode holder) {
        return resolved(document, holder).get("content").properties().iterator().next();
    }
}
