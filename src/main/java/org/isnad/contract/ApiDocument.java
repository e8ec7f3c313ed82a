package org.isnad.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Completes the OpenAPI document by rule, so that no resource repeats what all operations have. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    /** Schemas of the problem library; META-INF/openapi.yaml has those of what is really answered. */
    private static final List<String> UNUSED_SCHEMAS = List.of("HttpProblem", "HttpValidationProblem", "Violation");

    /**
     * The required properties of generic types, by the beginning of their names: an annotation would add an untyped schema.
     */
    private static final Map<String, List<String>> REQUIRED = Map.of("Revision",
            List.of("crisis", "position", "record", "kind", "number", "source", "reportedAt", "reportedFrom", "reportedUntil",
                    "recordedAt", "recordedBy", "status", "previousHash", "contentHash", "hash"),
            "RecordView", List.of("record", "kind", "crisis", "revisions"), "Page", List.of("position", "total", "items"),
            "ClaimsView", List.of("record", "kind", "crisis", "revisions", "claims", "originators"), "Comparison",
            List.of("from", "to", "difference"), "Side", List.of("asked", "revision"), "SourceClaim",
            List.of("source", "age", "revision"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Examples examples = Examples.load();
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            KindNames.replace(operation, path);
            OperationRules.complete(operation, method, path);
            examples.show(operation, path);
        }));
        document.getComponents().getResponses().values().forEach(OperationRules::addRateLimit);
        UNUSED_SCHEMAS.forEach(document.getComponents()::removeSchema);
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        // SmallRye does not know @JsonValue on a component of a record.
        schemas.get("Text").setProperties(null);
        KindNames.describe(schemas);
        nameGenericItems(schemas);
        schemas.forEach(ApiDocument::require);
        schemas.values().forEach(schema -> SchemaLimits.complete(null, schema));
        document.getComponents().setSchemas(schemas);
    }

    private static void require(String name, Schema schema) {
        REQUIRED.forEach((prefix, required) -> {
            if (name.matches(prefix + "([A-Z].*)?")) {
                schema.setRequired(required);
            }
        });
    }

    /** Names the generic types inside lists, which SmallRye inlines. */
    private static void nameGenericItems(Map<String, Schema> schemas) {
        nameItems(schemas, schemas.get("Snapshot").getProperties().get("records").getAdditionalPropertiesSchema(),
                "RecordViewContent");
        String views = "ClaimsView";
        schemas.keySet().stream().filter(name -> name.startsWith(views)).toList()
                .forEach(name -> nameItems(schemas, schemas.get(name).getProperties().get("claims"),
                        "SourceClaim" + name.substring(views.length())));
    }

    private static void nameItems(Map<String, Schema> schemas, Schema list, String name) {
        schemas.put(name, list.getItems());
        list.setItems(OASFactory.createSchema().ref("#/components/schemas/" + name));
    }
}
