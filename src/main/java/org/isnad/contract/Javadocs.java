package org.isnad.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.RecordComponentInfo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.FieldJavadoc;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;

/**
 * Describes the OpenAPI document with the Javadoc of the code, which an annotation processor keeps: operations with that of
 * their methods, schemas and properties with that of the types and record components that they are made from.
 */
final class Javadocs {

    /** The types whose schemas have another name than the type, by the name of the schema. */
    private static final Map<String, String> RENAMED = Map.of("SourceClaim", "Claim");

    private final IndexView index;

    /** The records and enums with Javadoc, which those of tests have not, by simple name or {@code @Schema(name)}. */
    private final Map<String, List<ClassInfo>> types;

    Javadocs(IndexView index) {
        this.index = index;
        types = index.getKnownClasses().stream().filter(type -> type.name().toString().startsWith("org.isnad."))
                .filter(type -> (type.isRecord() || type.isEnum()) && !javadoc(type).isEmpty())
                .collect(Collectors.groupingBy(Javadocs::schemaName));
    }

    /** Returns the name of {@code @Schema} on a type, or else its simple name. */
    private static String schemaName(ClassInfo type) {
        return Optional
                .ofNullable(type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class))
                .map(annotation -> annotation.value("name")).map(name -> name.asString()).orElse(type.simpleName());
    }

    /**
     * Returns the descriptions of operations, by the operationId of {@code @Operation} on their methods; hidden ones have none.
     */
    Map<String, String> operations() {
        Map<String, String> descriptions = new HashMap<>();
        index.getAnnotations(Operation.class).stream().filter(annotation -> annotation.value("operationId") != null)
                .forEach(annotation -> descriptions.put(annotation.value("operationId").asString(),
                        describe(annotation.target().asMethod())));
        return descriptions;
    }

    /** Returns the description of a method, or null if it has no Javadoc. Overloads differ in their number of parameters. */
    private static String describe(MethodInfo method) {
        return javadoc(method.declaringClass()).getMethods().stream()
                .filter(javadoc -> javadoc.getName().equals(method.name())
                        && javadoc.getParamTypes().size() == method.parametersCount())
                .findFirst().map(javadoc -> JavadocText.of(javadoc.getComment())).orElse(null);
    }

    /** Adds the descriptions that are missing to schemas and their properties. */
    void describe(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> type(name, schemas).ifPresent(type -> describe(schema, type, javadoc(type))));
    }

    private static void describe(Schema schema, ClassInfo type, ClassJavadoc javadoc) {
        if (schema.getDescription() == null) {
            schema.setDescription(type.isEnum() ? describeEnum(javadoc) : JavadocText.of(javadoc.getComment()));
        }
        javadoc.getRecordComponents().forEach(component -> describeProperty(schema, component));
    }

    /**
     * Returns the record or enum that a schema was made from. The name of the schema of a generic type is that of the type,
     * followed by that of the schema of its argument.
     */
    Optional<ClassInfo> type(String name, Map<String, Schema> schemas) {
        return IntStream.iterate(name.length(), end -> end > 0, end -> end - 1)
                .filter(end -> end == name.length() || schemas.containsKey(name.substring(end)))
                .mapToObj(end -> name.substring(0, end))
                .flatMap(prefix -> types.getOrDefault(RENAMED.getOrDefault(prefix, prefix), List.of()).stream())
                .filter(type -> matches(type, schemas.get(name))).findFirst();
    }

    /** Returns the name of the schema that the schemas of a generic type share. */
    static String baseName(ClassInfo type) {
        return RENAMED.entrySet().stream().filter(renamed -> renamed.getValue().equals(type.simpleName()))
                .map(Map.Entry::getKey)
                .findFirst().orElse(schemaName(type));
    }

    /** Whether a schema can be that of a type. Several types may have one simple name. */
    private static boolean matches(ClassInfo type, Schema schema) {
        if (schema.getProperties() == null) {
            return type.isEnum() == (schema.getEnumeration() != null);
        }
        List<String> components = type.recordComponents().stream()
                .filter(component -> !type.field(component.name()).hasAnnotation(DotName.createSimple(JsonIgnore.class)))
                .map(RecordComponentInfo::name).toList();
        // A schema can have more properties than its record, such as the kind of a content.
        return schema.getProperties().keySet().stream().filter(components::contains).count() >= components.size();
    }

    private static void describeProperty(Schema schema, ParamJavadoc component) {
        Schema property = schema.getProperties() == null ? null : schema.getProperties().get(component.getName());
        if (property != null && property.getDescription() == null) {
            property.setDescription(JavadocText.of(component.getComment()));
        }
    }

    /** Returns the description of an enum, followed by those of its constants. */
    private static String describeEnum(ClassJavadoc javadoc) {
        StringBuilder description = new StringBuilder(JavadocText.of(javadoc.getComment()));
        for (FieldJavadoc constant : javadoc.getEnumConstants()) {
            String text = JavadocText.of(constant.getComment());
            if (text != null) {
                description.append("\n- `").append(JavadocText.jsonName(constant.getName())).append("`: ").append(text);
            }
        }
        return description.toString();
    }

    private static ClassJavadoc javadoc(ClassInfo type) {
        return RuntimeJavadoc.getJavadoc(type.name().toString(), Thread.currentThread().getContextClassLoader());
    }
}
