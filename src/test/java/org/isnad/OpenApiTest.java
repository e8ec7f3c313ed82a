package org.isnad;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.test.junit.QuarkusTest;

/** The contract: the committed document is what the code says, and every operation is described. */
@QuarkusTest
class OpenApiTest {

    private static final Path COMMITTED = Path.of("openapi", "openapi.yaml");

    /** A document that a person or a program can still read as a whole. */
    private static final int MAX_SIZE = 680_000;

    @Test
    void theCommittedDocumentIsWhatTheCodeSays() throws IOException {
        String built = document();
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        if (!built.equals(committed)) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, built);
        }
        assertEquals(committed, built, "openapi/openapi.yaml differed from the code and was rewritten: read and commit it");
    }

    @Test
    void everyOperationIsDescribedWithItsErrorsAndAnExample() throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(document());
        for (JsonNode path : document.get("paths")) {
            for (Map.Entry<String, JsonNode> method : path.properties()) {
                JsonNode operation = method.getValue();
                String id = operation.path("operationId").asText();
                assertTrue(!id.isEmpty() && !operation.path("summary").asText().isEmpty(), method.toString());
                for (String status : List.of("400", "406", "500", "503")) {
                    assertTrue(operation.path("responses").has(status), id + " lacks " + status);
                }
                // If an operation answers 200 and 201, the content is the same.
                assertTrue(operation.get("responses").properties().stream()
                        .filter(response -> response.getKey().startsWith("2"))
                        .flatMap(response -> resolved(document, response.getValue()).get("content").valueStream())
                        .anyMatch(content -> content.has("example")), id + " lacks an example");
                if (operation.has("requestBody")) {
                    assertTrue(resolved(document, operation.get("requestBody")).get("content").iterator().next().has("example"),
                            id + " lacks an example of its request");
                }
            }
        }
    }

    @Test
    void everyOperationPropertyAndParameterIsDescribed() throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(document());
        List<String> lacking = new ArrayList<>();
        operations(document).filter(operation -> !operation.has("description"))
                .forEach(operation -> lacking.add(operation.get("operationId").asText()));
        operations(document).flatMap(operation -> parameters(document, operation)).filter(parameter -> !isDescribed(parameter))
                .forEach(parameter -> lacking.add(parameter.toString()));
        document.at("/components/schemas").properties()
                .forEach(schema -> undescribed(schema.getValue(), schema.getKey(), lacking));
        assertEquals(List.of(), lacking, "describe them in the Javadoc of the method or record component");
    }

    private static Stream<JsonNode> operations(JsonNode document) {
        return document.get("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private static Stream<JsonNode> parameters(JsonNode document, JsonNode operation) {
        return operation.path("parameters").valueStream().map(parameter -> resolved(document, parameter));
    }

    /** Returns what a node refers to, or the node itself. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** Whether a parameter has a description, and an example if it is required. */
    private static boolean isDescribed(JsonNode parameter) {
        return parameter.has("description") && (!parameter.path("required").asBoolean() || parameter.has("example"));
    }

    /** Adds the paths of the properties without a description to a list, and that of the schema itself. */
    private static void undescribed(JsonNode schema, String path, List<String> lacking) {
        if (!schema.has("description") && !schema.has("allOf")) {
            lacking.add(path);
        }
        schema.path("allOf").forEach(part -> part.path("properties").properties()
                .forEach(property -> undescribed(property.getValue(), path + "." + property.getKey(), lacking)));
        schema.path("properties").properties()
                .forEach(property -> undescribed(property.getValue(), path + "." + property.getKey(), lacking));
    }

    /** A digit at the end of a name is that of a second type with the simple name of another one. */
    @Test
    void noTwoTypesShareAName() throws IOException {
        JsonNode schemas = new ObjectMapper(new YAMLFactory()).readTree(document()).at("/components/schemas");
        List<String> names = new ArrayList<>();
        schemas.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of(), names.stream().filter(name -> name.matches(".*[0-9]")).toList(), "name them with @Schema");
    }

    @Test
    void itIsShort() {
        int size = document().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size <= MAX_SIZE, () -> "the document has " + size + " bytes: shorten its examples, share its parts");
    }

    private static String document() {
        return given().get("/q/openapi").then().statusCode(200).extract().asString();
    }
}
