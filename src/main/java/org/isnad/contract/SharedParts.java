package org.isnad.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/** Moves what several operations or schemas have in common to the components of the OpenAPI document, which keeps it short. */
final class SharedParts {

    private SharedParts() {
    }

    /** Moves the parameters, request bodies and successful responses that several operations have, and leaves references. */
    static void shareOperations(OpenAPI document) {
        Components components = document.getComponents();
        Uses<Parameter> parameters = new Uses<>();
        Uses<RequestBody> bodies = new Uses<>();
        Uses<APIResponse> responses = new Uses<>();
        document.getPaths().getPathItems().values().stream().flatMap(item -> item.getOperations().values().stream())
                .forEach(operation -> {
                    addParameters(operation, parameters);
                    addBody(operation, bodies);
                    addResponses(operation, responses);
                });
        parameters.share(components::addParameter, name -> OASFactory.createParameter().ref("#/components/parameters/" + name));
        bodies.share(components::addRequestBody,
                name -> OASFactory.createRequestBody().ref("#/components/requestBodies/" + name));
        responses.share(components::addResponse, name -> OASFactory.createAPIResponse().ref("#/components/responses/" + name));
    }

    private static void addParameters(Operation operation, Uses<Parameter> uses) {
        for (Parameter parameter : Optional.ofNullable(operation.getParameters()).orElse(List.of())) {
            uses.add(parameter, parameter.getName(), reference -> operation.setParameters(operation.getParameters().stream()
                    .map(other -> other.equals(parameter) ? reference : other).toList()));
        }
    }

    private static void addBody(Operation operation, Uses<RequestBody> uses) {
        RequestBody body = operation.getRequestBody();
        if (body != null) {
            uses.add(body, schemaName(body.getContent()), operation::setRequestBody);
        }
    }

    private static void addResponses(Operation operation, Uses<APIResponse> uses) {
        OperationRules.forEachSuccess(operation.getResponses(), (status, response) -> {
            boolean isCreated = operation.getResponses().getAPIResponse("201") != null;
            String name = schemaName(response.getContent()) + (isCreated ? "Created" : "");
            uses.add(response, name, reference -> operation.getResponses().addAPIResponse(status, reference));
        });
    }

    /** Returns the name of the schema of a content, or the empty string if it has none. */
    private static String schemaName(Content content) {
        String reference = Objects.toString(content.getMediaTypes().values().iterator().next().getSchema().getRef(), "");
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** The places in the document that use parts of one type, grouped by equal parts. */
    private static final class Uses<T> {

        private final Map<T, List<Consumer<T>>> replacements = new LinkedHashMap<>();
        private final Map<T, String> names = new HashMap<>();

        /**
         * Adds a use of a part.
         *
         * @param name the name of the component that the part may become
         * @param replacement puts a reference in the place of the part
         */
        void add(T part, String name, Consumer<T> replacement) {
            replacements.computeIfAbsent(part, key -> new ArrayList<>()).add(replacement);
            names.putIfAbsent(part, name);
        }

        /**
         * Moves the parts that are used more than once to the components, and replaces them by references. Of several parts
         * with one name, the most frequent one keeps it, and the others are numbered.
         */
        void share(BiConsumer<String, T> components, Function<String, T> reference) {
            Map<String, Integer> taken = new HashMap<>();
            Comparator<T> mostUsed = Comparator.comparing(part -> -replacements.get(part).size());
            List<T> shared = replacements.keySet().stream().filter(part -> replacements.get(part).size() > 1).sorted(mostUsed)
                    .toList();
            for (T part : shared) {
                int number = taken.merge(names.get(part), 1, Integer::sum);
                String name = number == 1 ? names.get(part) : names.get(part) + "-" + number;
                components.accept(name, part);
                replacements.get(part).forEach(replacement -> replacement.accept(reference.apply(name)));
            }
        }
    }

    /**
     * Moves the properties that do not depend on the type argument from the schemas of a generic type to one with the name of
     * the type, which the others then extend with {@code allOf}.
     */
    static void shareProperties(Map<String, Schema> schemas, Javadocs javadocs) {
        Map<ClassInfo, List<String>> names = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> javadocs.type(name, schemas).filter(type -> !type.typeParameters().isEmpty())
                .ifPresent(type -> names.computeIfAbsent(type, ignored -> new ArrayList<>()).add(name)));
        names.forEach((type, instances) -> shareProperties(schemas, type, instances));
    }

    /** Moves the shared properties of the instances of a generic type. */
    private static void shareProperties(Map<String, Schema> schemas, ClassInfo type, List<String> instances) {
        Predicate<String> isShared = type.recordComponents().stream().filter(component -> !isGeneric(component.type()))
                .map(RecordComponentInfo::name).toList()::contains;
        String base = Javadocs.baseName(type);
        schemas.put(base, part(schemas.get(instances.get(0)), isShared));
        for (String instance : instances) {
            Schema own = part(schemas.get(instance), isShared.negate()).description(null);
            schemas.put(instance, OASFactory.createSchema()
                    .addAllOf(OASFactory.createSchema().ref("#/components/schemas/" + base)).addAllOf(own));
        }
    }

    /** Whether a type is or contains a type variable. */
    private static boolean isGeneric(Type type) {
        return switch (type.kind()) {
            case TYPE_VARIABLE -> true;
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream().anyMatch(SharedParts::isGeneric);
            default -> false;
        };
    }

    /** Returns the part of an object schema that has the properties with some names. */
    private static Schema part(Schema whole, Predicate<String> names) {
        Schema part = OASFactory.createSchema().addType(SchemaType.OBJECT).description(whole.getDescription());
        whole.getProperties().forEach((name, property) -> {
            if (names.test(name)) {
                part.addProperty(name, property);
            }
        });
        if (whole.getRequired() != null) {
            whole.getRequired().stream().filter(names).forEach(part::addRequired);
        }
        return part;
    }
}
