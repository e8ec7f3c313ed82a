package org.isnad.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Completes the OpenAPI document by rule, so that no resource repeats it: the errors, headers and status codes that
 * operations have by their method, and examples by their operationId.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final Map<String, String> ERRORS_OF_ALL = Map.of("400", "BadRequest", "401", "Unauthenticated", "406",
            "NotAcceptable", "429", "TooManyRequests", "500",
            "InternalError", "503", "Unavailable");
    private static final Map<String, String> ERRORS_OF_WRITES = Map.of("408", "RequestTimeout", "409", "Conflict", "413",
            "TooLarge", "415",
            "UnsupportedMediaType");
    private static final Map<String, String> ERRORS_OF_CONDITIONS = Map.of("412", "PreconditionFailed", "422", "KeyReused");

    /** What an answer is in types other than JSON, where the generator repeats the JSON. */
    private static final Map<String, Supplier<Schema>> OTHER_TYPES = Map.of("application/json-patch+json",
            () -> OASFactory.createSchema().ref("#/components/schemas/JsonPatch"), Csv.TYPE,
            () -> OASFactory.createSchema().addType(SchemaType.STRING).maxLength(100_000_000)
                    .description("A table with a header (RFC 4180): UTF-8, a row for each point."));

    /**
     * What is always there in generic types, by the beginning of their names: annotated, they would stand there untyped too.
     */
    private static final Map<String, List<String>> REQUIRED = Map.of("Revision",
            List.of("crisis", "position", "record", "kind", "number", "source", "reportedAt", "reportedFrom", "reportedUntil",
                    "recordedAt", "recordedBy", "status", "previousHash", "contentHash", "hash"),
            "RecordView", List.of("record", "kind", "crisis", "revisions"), "Page", List.of("position", "total", "items"),
            "ClaimsView", List.of("record", "kind", "crisis", "revisions", "claims", "originators"), "Comparison",
            List.of("from", "to", "difference"), "Side", List.of("asked", "revision"), "SourceClaim",
            List.of("source", "age", "revision"));

    /**
     * What an operation's example shows, captured from the sample.
     *
     * @param path the path and query of the request
     * @param request the body, or null for a read
     * @param response the body of the answer
     */
    record Example(String path, Object request, Object response) {
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Example> examples = examples();
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(operation, method, path, examples.get(operation.getOperationId()))));
        document.getComponents().getResponses().forEach((name, response) -> rate(response));
        // Those of the library for problems; META-INF/openapi.yaml has what is really answered.
        List.of("HttpProblem", "HttpValidationProblem", "Violation").forEach(document.getComponents()::removeSchema);
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        // SmallRye does not know @JsonValue on a component of a record.
        schemas.get("Text").setProperties(null);
        tellKindsApart(schemas);
        nameGenerics(schemas);
        REQUIRED.forEach(
                (prefix, required) -> schemas.entrySet().stream().filter(type -> type.getKey().matches(prefix + "([A-Z].*)?"))
                        .forEach(type -> type.getValue().setRequired(required)));
        schemas.values().forEach(schema -> SchemaLimits.complete(null, schema));
        document.getComponents().setSchemas(schemas);
    }

    /** A generic type inside a list stands there without a name: https://github.com/smallrye/smallrye-open-api inlines it. */
    private static void nameGenerics(Map<String, Schema> schemas) {
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

    /** A kind's content bears the kind's own name, so that exactly one of the alternatives fits. */
    private static void tellKindsApart(Map<String, Schema> schemas) {
        Schema content = schemas.get("Content");
        content.setProperties(null);
        content.getDiscriminator().getMapping().forEach((kind, reference) -> {
            Schema schema = schemas.get(reference.substring(reference.lastIndexOf('/') + 1));
            schema.addProperty("kind", OASFactory.createSchema().addType(SchemaType.STRING).addEnumeration(kind)
                    .description("The kind of the content."));
            // OpenAPI demands it of a discriminator. The service takes a body without it where the path tells the kind.
            schema.addRequired("kind");
        });
    }

    private static void complete(Operation operation, HttpMethod method, String path, Example example) {
        APIResponses responses = operation.getResponses();
        APIResponse success = responses.getAPIResponse("200");
        boolean makes = method == HttpMethod.PUT && !path.endsWith("/opening") || parameter(operation, "Idempotency-Key")
                || operation.getOperationId().startsWith("make");
        responses.removeAPIResponse("400");
        if (makes) {
            success.description(method == HttpMethod.PUT ? "It was there" : "Made").addHeader("Location", header("Location"));
            APIResponse made = OASFactory.createAPIResponse().description("Made").content(success.getContent())
                    .headers(success.getHeaders());
            responses.addAPIResponse("201", made);
            if (method == HttpMethod.POST) {
                responses.removeAPIResponse("200");
            }
        }
        if (method == HttpMethod.GET) {
            success.description("The answer").addHeader("Cache-Control", header("CacheControl"));
            if (parameter(operation, "If-None-Match")) {
                responses.addAPIResponse("304", reference("NotModified"));
            }
            if (parameter(operation, "Accept-Language") && path.endsWith("}")) {
                success.addHeader("Content-Language", header("ContentLanguage"));
            }
        }
        boolean isConditional = parameter(operation, "If-None-Match");
        if (isConditional) {
            responses.getAPIResponses().entrySet().stream().filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> response.getValue().addHeader("ETag", header("ETag")).addHeader("Link",
                            header("Link")));
        }
        responses.getAPIResponses().entrySet().stream().filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> rate(response.getValue()));
        ERRORS_OF_ALL.forEach((status, name) -> responses.addAPIResponse(status, reference(name)));
        if (method != HttpMethod.GET) {
            ERRORS_OF_WRITES.forEach((status, name) -> responses.addAPIResponse(status, reference(name)));
        }
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            responses.addAPIResponse("403", reference("Forbidden"));
            operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("Bearer",
                    operation.getSecurity().get(0).getScheme("ApiKey")));
        }
        if (parameter(operation, "If-Match")) {
            ERRORS_OF_CONDITIONS.forEach((status, name) -> responses.addAPIResponse(status, reference(name)));
        }
        OTHER_TYPES.forEach((type, schema) -> {
            if (success.getContent().hasMediaType(type)) {
                success.getContent().getMediaType(type).setSchema(schema.get());
            }
        });
        if ((path.contains("{") || path.endsWith("/compare")) && (method != HttpMethod.PUT || path.endsWith("/opening"))) {
            responses.addAPIResponse("404", reference("NotFound"));
        }
        responses.setAPIResponses(new TreeMap<>(responses.getAPIResponses()));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> SchemaLimits.complete(parameter.getName(), parameter.getSchema()));
        }
        if (example != null) {
            showPath(operation, path.split("/"), example.path.replaceFirst("[?].*", "").split("/"));
            responses.getAPIResponses().entrySet().stream().filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> json(response.getValue().getContent()).setExample(example.response));
            if (operation.getRequestBody() != null) {
                json(operation.getRequestBody().getContent()).setExample(example.request);
            }
        }
    }

    /** What stands in the path: an id that is there, so that a call can be tried as it is. */
    private static void showPath(Operation operation, String[] template, String[] segments) {
        for (int at = 0; at < template.length; at++) {
            if (template[at].startsWith("{")) {
                String name = template[at].substring(1, template[at].length() - 1);
                Object value = name.equals("number") ? (Object) Integer.valueOf(segments[at]) : segments[at];
                operation.getParameters().stream().filter(parameter -> parameter.getName().equals(name))
                        .forEach(parameter -> parameter.setExample(value));
            }
        }
    }

    private static MediaType json(Content content) {
        return content.getMediaType("application/json") != null ? content.getMediaType("application/json")
                : content.getMediaTypes().values().iterator().next();
    }

    private static boolean parameter(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> name.equals(parameter.getName()));
    }

    /** How much room is left, which every answer tells. */
    private static void rate(APIResponse response) {
        response.addHeader("RateLimit", header("RateLimit")).addHeader("RateLimit-Policy", header("RateLimitPolicy"));
    }

    private static Header header(String name) {
        return OASFactory.createHeader().ref("#/components/headers/" + name);
    }

    private static APIResponse reference(String name) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }

    private static Map<String, Example> examples() {
        try (InputStream file = Thread.currentThread().getContextClassLoader()
                .getResourceAsStream("META-INF/openapi-examples.json")) {
            return file == null ? Map.of() : new ObjectMapper().readValue(file, new TypeReference<Map<String, Example>>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
