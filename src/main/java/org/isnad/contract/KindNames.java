package org.isnad.contract;

import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.isnad.content.Kind;

/** Derives the parts of the OpenAPI document that differ between kinds from {@link Kind}. */
final class KindNames {

    private KindNames() {
    }

    /**
     * Replaces the placeholders {Kind}, {Kinds}, {a record} and {records} in the operationId and the summary of an
     * operation whose path is that of a kind. Other operations are left unchanged.
     */
    static void replacePlaceholders(Operation operation, String path) {
        for (Kind kind : Kind.values()) {
            if (path.equals("/api/v1/" + kind.path()) || path.startsWith("/api/v1/" + kind.path() + "/")) {
                operation.setOperationId(replacePlaceholders(operation.getOperationId(), kind));
                operation.setSummary(replacePlaceholders(operation.getSummary(), kind));
            }
        }
    }

    /** Returns the text with the names of the kind, such as Article, Articles, "an article" and "articles". */
    private static String replacePlaceholders(String text, Kind kind) {
        String plural = kind.phrase().substring(kind.phrase().indexOf(' ') + 1) + "s";
        return text.replace("{Kind}", capitalized(kind.jsonName())).replace("{Kinds}", capitalized(kind.path()))
                .replace("{a record}", kind.phrase()).replace("{records}", plural);
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /**
     * Adds the schema Content: one of the schemas of the kinds, with the property kind as discriminator. Adds that
     * property to the schemas of the kinds, too.
     *
     * @param schemas the schemas by name, which must contain those of the kinds
     */
    static void addContentSchema(Map<String, Schema> schemas) {
        Schema content = OASFactory.createSchema().addType(SchemaType.OBJECT)
                .description("The content of a revision, of the kind that its property kind names.");
        Map<String, String> mapping = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            String name = kind.content().getSimpleName();
            String reference = "#/components/schemas/" + name;
            content.addOneOf(OASFactory.createSchema().ref(reference));
            mapping.put(kind.jsonName(), reference);
            Schema schema = schemas.get(name);
            schema.addProperty("kind", OASFactory.createSchema().addType(SchemaType.STRING)
                    .addEnumeration(kind.jsonName()).description("The kind of the content."));
            // OpenAPI requires a discriminator to be required. The service accepts a body without it if the path implies the kind.
            schema.addRequired("kind");
        }
        content.setDiscriminator(OASFactory.createDiscriminator().propertyName("kind").mapping(mapping));
        schemas.put("Content", content);
    }
}
