package org.isnad.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.IndexView;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Completes the OpenAPI document at build time, so that resources need no annotations for responses, headers and limits that
 * follow from a rule.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    /** Schemas that the problem library adds. META-INF/openapi.yaml has those of the problems that the service answers. */
    private static final List<String> UNUSED_SCHEMAS = List.of("HttpProblem", "HttpValidationProblem", "Violation");

    /**
     * The required properties of generic types, by the prefix of the schema name. An annotation on the type would add a schema
     * without type arguments.
     */
    private static final Map<String, List<String>> REQUIRED = Map.of("Revision",
            List.of("crisis", "position", "record", "kind", "number", "source", "reportedAt", "reportedUntil",
                    "recordedAt", "recordedBy", "status"),
            "RecordView", List.of("record", "kind", "crisis", "revisions"), "Page", List.of("position", "total", "items"),
            "ClaimsView", List.of("record", "kind", "crisis", "revisions", "claims", "originators"), "Comparison",
            List.of("from", "to", "difference"), "Side", List.of("asked", "revision"), "SourceClaim",
            List.of("source", "revision"));

    private final Javadocs javadocs;

    /** @param index the classes of the service; Quarkus passes it */
    public ApiDocument(IndexView index) {
        javadocs = new Javadocs(index);
    }

    /**
     * Completes the operations with {@link Javadocs}, {@link OperationRules} and {@link Examples}, and then the schemas, which
     * it also sorts by name. Then moves what they have in common to the components.
     */
    @Override
    public void filterOpenAPI(OpenAPI document) {
        Examples examples = Examples.load();
        Map<String, String> descriptions = javadocs.operations();
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            operation.setDescription(descriptions.get(operation.getOperationId()));
            OperationRules.complete(operation, method, path);
            examples.addToParameters(operation, path);
        }));
        document.getComponents().getResponses().values().forEach(OperationRules::addRateLimit);
        UNUSED_SCHEMAS.forEach(document.getComponents()::removeSchema);
        completeSchemas(document);
        SharedParts.shareOperations(document);
        examples.addToBodies(document);
    }

    private void completeSchemas(OpenAPI document) {
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        // SmallRye ignores @JsonValue on a record component, and lists the component as a property.
        schemas.get("Text").setProperties(null);
        schemas.get("Instant").setDescription("A time as in RFC 3339.");
        KindNames.addContentSchema(schemas);
        nameGenericItems(schemas);
        schemas.put("PageBrief", pageOf("Brief"));
        schemas.forEach(ApiDocument::setRequired);
        schemas.values().forEach(schema -> SchemaLimits.complete(null, schema));
        SchemaLimits.addFormats(schemas);
        javadocs.describe(schemas);
        SharedParts.shareProperties(schemas, javadocs);
        document.getComponents().setSchemas(new TreeMap<>(schemas));
    }

    /** Sets the required properties of the schema if it has them and its name begins with that of a generic type. */
    private static void setRequired(String name, Schema schema) {
        REQUIRED.forEach((prefix, required) -> {
            if (name.matches(prefix + "([A-Z].*)?") && hasProperties(schema, required)) {
                schema.setRequired(required);
            }
        });
    }

    private static boolean hasProperties(Schema schema, List<String> names) {
        return schema.getProperties() != null && schema.getProperties().keySet().containsAll(names);
    }

    /** Moves the schemas of generic list items, which SmallRye inlines, to named schemas. */
    private static void nameGenericItems(Map<String, Schema> schemas) {
        nameItems(schemas, schemas.get("Snapshot").getProperties().get("records").getAdditionalPropertiesSchema(),
                "RecordViewContent");
        String prefix = "ClaimsView";
        schemas.keySet().stream().filter(name -> name.startsWith(prefix)).toList()
                .forEach(name -> nameItems(schemas, schemas.get(name).getProperties().get("claims"),
                        "SourceClaim" + name.substring(prefix.length())));
    }

    /** Returns the schema of a page, which no operation declares as its type. */
    private static Schema pageOf(String items) {
        Schema list = OASFactory.createSchema().addType(SchemaType.ARRAY)
                .items(OASFactory.createSchema().ref("#/components/schemas/" + items));
        return OASFactory.createSchema().addType(SchemaType.OBJECT)
                .addProperty("position", OASFactory.createSchema().addType(SchemaType.INTEGER).format("int64"))
                .addProperty("total", OASFactory.createSchema().addType(SchemaType.INTEGER).format("int32"))
                .addProperty("items", list).addProperty("next", OASFactory.createSchema().addType(SchemaType.STRING));
    }

    /** Moves the item schema of a list to the named schemas, and leaves a reference in its place. */
    private static void nameItems(Map<String, Schema> schemas, Schema list, String name) {
        schemas.put(name, list.getItems());
        list.setItems(OASFactory.createSchema().ref("#/components/schemas/" + name));
    }
}
