package org.isnad.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Reference;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The examples of the OpenAPI document, by operationId. OpenApiExamplesTest captures them from the running service. */
final class Examples {

    private final Map<String, Example> examples;

    private Examples(Map<String, Example> examples) {
        this.examples = examples;
    }

    /**
     * An example of an operation.
     *
     * @param path the path and query of the request
     * @param request the body of the request, or null if it has none
     * @param type the media type of the response, or null for JSON, or for the only one if the operation has none in JSON
     * @param response the body of the response
     */
    record Example(String path, Object request, String type, Object response) {
    }

    /** Loads the captured examples from the class path; there are none before the test has captured them. */
    static Examples load() {
        try (InputStream file = Thread.currentThread().getContextClassLoader()
                .getResourceAsStream("META-INF/openapi-examples.json")) {
            return new Examples(file == null ? Map.of()
                    : new ObjectMapper().readValue(file, new TypeReference<Map<String, Example>>() {
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets the examples of the parameters of an operation, if it has an example, so that Swagger UI sends its request.
     *
     * @param path the path template of the operation
     */
    void addToParameters(Operation operation, String path) {
        Example example = examples.get(operation.getOperationId());
        if (example != null && operation.getParameters() != null) {
            Map<String, String> values = values(path, example.path);
            operation.getParameters().stream().filter(parameter -> values.containsKey(parameter.getName()))
                    .forEach(parameter -> parameter.setExample(typed(values.get(parameter.getName()), parameter.getSchema())));
        }
    }

    /**
     * Adds the examples to the request bodies and successful responses. Operations that share one show the shortest of their
     * examples. The examples of responses 200 and 201 of one operation are the same, and only shown once.
     */
    void addToBodies(OpenAPI document) {
        document.getPaths().getPathItems().values().stream().flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> examples.containsKey(operation.getOperationId()))
                .forEach(operation -> addToBodies(operation, document.getComponents()));
    }

    private void addToBodies(Operation operation, Components components) {
        Example example = examples.get(operation.getOperationId());
        APIResponse created = operation.getResponses().getAPIResponse("201");
        APIResponse success = created == null ? operation.getResponses().getAPIResponse("200") : created;
        Content content = resolved(success, components.getResponses()).getContent();
        setIfShorter(example.type == null ? jsonOrFirst(content) : content.getMediaType(example.type), example.response);
        if (operation.getRequestBody() != null) {
            // Swagger UI sends the first type.
            RequestBody body = resolved(operation.getRequestBody(), components.getRequestBodies());
            setIfShorter(first(body.getContent()), example.request);
        }
    }

    /** Returns the component that a part of an operation refers to, or the part itself if it is no reference. */
    private static <T extends Reference<T>> T resolved(T part, Map<String, T> components) {
        String reference = part.getRef();
        return reference == null ? part : components.get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void setIfShorter(MediaType type, Object example) {
        if (type.getExample() == null || example.toString().length() < type.getExample().toString().length()) {
            type.setExample(example);
        }
    }

    /** Returns the parameters in the path and query of an example, by name. */
    private static Map<String, String> values(String template, String example) {
        Map<String, String> values = new HashMap<>();
        String[] pathAndQuery = example.split("[?]", 2);
        String[] names = template.split("/");
        String[] segments = pathAndQuery[0].split("/");
        for (int at = 0; at < names.length; at++) {
            if (names[at].startsWith("{")) {
                values.put(names[at].substring(1, names[at].length() - 1), segments[at]);
            }
        }
        if (pathAndQuery.length > 1) {
            Stream.of(pathAndQuery[1].split("&")).map(pair -> pair.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        }
        return values;
    }

    /** Returns the value of a parameter in the type of its schema. */
    private static Object typed(String value, Schema schema) {
        List<SchemaType> types = Optional.ofNullable(schema.getType()).orElse(List.of());
        if (types.contains(SchemaType.INTEGER)) {
            return Long.valueOf(value);
        }
        return types.contains(SchemaType.BOOLEAN) ? Boolean.valueOf(value) : value;
    }

    /** Returns the JSON representation of a content, or its first one if it has none in JSON. */
    private static MediaType jsonOrFirst(Content content) {
        MediaType json = content.getMediaType("application/json");
        return json != null ? json : first(content);
    }

    private static MediaType first(Content content) {
        return content.getMediaTypes().values().iterator().next();
    }
}
