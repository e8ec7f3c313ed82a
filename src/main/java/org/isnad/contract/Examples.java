package org.isnad.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;

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
     * @param response the body of the response
     */
    record Example(String path, Object request, Object response) {
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
     * Adds the example of an operation to its successful responses, its request body and its path parameters, if
     * there is one.
     *
     * @param path the path template of the operation
     */
    void addTo(Operation operation, String path) {
        Example example = examples.get(operation.getOperationId());
        if (example == null) {
            return;
        }
        addToPath(operation, path.split("/"), example.path.replaceFirst("[?].*", "").split("/"));
        OperationRules.forEachSuccess(operation.getResponses(),
                response -> jsonOrFirst(response.getContent()).setExample(example.response));
        if (operation.getRequestBody() != null) {
            jsonOrFirst(operation.getRequestBody().getContent()).setExample(example.request);
        }
    }

    /**
     * Sets the example of each path parameter to its segment in the path of the example, as an integer for
     * {@code number}. They name existing resources, so that Swagger UI can send the request unchanged.
     *
     * @param template the segments of the path template
     * @param segments the segments of the path of the example, as many as the template has
     */
    private static void addToPath(Operation operation, String[] template, String[] segments) {
        for (int at = 0; at < template.length; at++) {
            if (template[at].startsWith("{")) {
                String name = template[at].substring(1, template[at].length() - 1);
                Object value = name.equals("number") ? (Object) Integer.valueOf(segments[at]) : segments[at];
                operation.getParameters().stream().filter(parameter -> parameter.getName().equals(name))
                        .forEach(parameter -> parameter.setExample(value));
            }
        }
    }

    /** Returns the JSON representation of a content, or its first one if it has none in JSON. */
    private static MediaType jsonOrFirst(Content content) {
        MediaType json = content.getMediaType("application/json");
        return json != null ? json : content.getMediaTypes().values().iterator().next();
    }
}
