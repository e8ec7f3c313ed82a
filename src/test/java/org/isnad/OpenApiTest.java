package org.isnad;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.test.junit.QuarkusTest;

/** The contract: the committed document is what the code says, and every operation is described. */
@QuarkusTest
class OpenApiTest {

    private static final Path COMMITTED = Path.of("openapi", "openapi.yaml");

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
                operation.path("responses").properties().stream().filter(response -> response.getKey().startsWith("2"))
                        .forEach(response -> assertTrue(
                                StreamSupport.stream(response.getValue().get("content").spliterator(), false)
                                        .anyMatch(content -> content.has("example")),
                                id + " lacks an example"));
                if (operation.has("requestBody")) {
                    assertTrue(operation.at("/requestBody/content").iterator().next().has("example"),
                            id + " lacks an example of its request");
                }
            }
        }
    }

    private static String document() {
        return given().get("/q/openapi").then().statusCode(200).extract().asString();
    }
}
