package org.isnad.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.isnad.content.Slug;

/**
 * Adds the patterns and limits to schemas that the generator of the OpenAPI document cannot derive from our own constraints.
 */
final class SchemaLimits {

    private static final Format SLUG = new Format("Slug", "An id.", "^" + Slug.FORM + "$", 100);
    private static final Format HASH = new Format("Hash", "SHA-256 in hexadecimal digits.", "^[0-9a-f]{64}$", 64);
    private static final Format LANGUAGE = new Format("LanguageTag", "A language as in BCP 47.",
            "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", 35);
    private static final Format LANGUAGE_OR_ALL = new Format("LanguageOrAll", "A language as in BCP 47, or * for all.",
            "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[*])$", 35);
    private static final Format COUNTRY = new Format("CountryCode", "A country as in ISO 3166-1.", "^[A-Z]{2}$", 2);
    private static final Format CURSOR = new Format("Cursor", "The cursor of a page.", "^[A-Za-z0-9_-]+$", 200);
    private static final Format URL = new Format("WebAddress", "An address of the web.", "^[Hh][Tt][Tt][Pp][Ss]?://.+$", 2_048);

    private static final List<Format> NAMED = List.of(SLUG, HASH, LANGUAGE, LANGUAGE_OR_ALL, COUNTRY, CURSOR, URL);

    /** The formats of properties and parameters, by name. The format of a list is that of its items. */
    private static final Map<String, Format> FORMATS = Map.ofEntries(Map.entry("id", SLUG), Map.entry("crisis", SLUG),
            Map.entry("record", SLUG), Map.entry("source", SLUG), Map.entry("via", SLUG), Map.entry("inReplyTo", SLUG),
            Map.entry("head", HASH), Map.entry("hash", HASH), Map.entry("previousHash", HASH),
            Map.entry("contentHash", HASH), Map.entry("originalLanguage", LANGUAGE), Map.entry("language", LANGUAGE),
            Map.entry("tag", LANGUAGE), Map.entry("available", LANGUAGE), Map.entry("lang", LANGUAGE_OR_ALL),
            Map.entry("country", COUNTRY), Map.entry("countries", COUNTRY), Map.entry("cursor", CURSOR),
            Map.entry("next", CURSOR), Map.entry("url", URL));

    /** The maximum length of the longest text, the body of an article. */
    private static final int MAX_TEXT_LENGTH = 200_000;
    private static final int MAX_TIME_LENGTH = 35;
    private static final int MAX_ITEMS = 10_000;
    /** The largest integer that every JSON parser represents exactly (RFC 8259, 6). */
    private static final BigDecimal MAX_SAFE_INTEGER = BigDecimal.valueOf(9_007_199_254_740_991L);

    private SchemaLimits() {
    }

    /**
     * A form of strings, which has a schema of its own.
     *
     * @param name the name of the schema
     */
    private record Format(String name, String description, String pattern, int maxLength) {

        Schema schema() {
            return OASFactory.createSchema().addType(SchemaType.STRING).description(description).pattern(pattern)
                    .maxLength(maxLength);
        }
    }

    /** Adds the schemas of the formats, to which {@link #complete} refers. */
    static void addFormats(Map<String, Schema> schemas) {
        NAMED.forEach(format -> schemas.put(format.name, format.schema()));
    }

    /**
     * Refers to the format of a schema, or adds its limits, and likewise for those of its properties, items and additional
     * properties. Keeps the
     * limits that a schema already has, except where {@link #FORMATS} has its name. Converts the defaults of integers
     * and booleans, which the generator writes as strings.
     *
     * @param name the name of the property or parameter with the schema, or null
     * @param schema the schema, or null; a reference is left unchanged
     */
    static void complete(String name, Schema schema) {
        if (schema == null || schema.getRef() != null) {
            return;
        }
        List<SchemaType> types = schema.getType() == null ? List.of() : schema.getType();
        if (types.contains(SchemaType.STRING)) {
            completeString(name, schema);
        }
        if (types.contains(SchemaType.INTEGER)) {
            completeInteger(schema);
        }
        if (types.contains(SchemaType.BOOLEAN) && schema.getDefaultValue() instanceof String value) {
            schema.setDefaultValue(Boolean.valueOf(value));
        }
        if (types.contains(SchemaType.ARRAY)) {
            completeArray(name, schema);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(SchemaLimits::complete);
        }
        complete(null, schema.getAdditionalPropertiesSchema());
    }

    /**
     * Refers to the schema of the format with the name, or else adds a maximum length unless the schema has one
     * or an enumeration.
     */
    private static void completeString(String name, Schema schema) {
        Format format = name == null ? null : FORMATS.get(name);
        if (format != null) {
            schema.type(null).pattern(null).maxLength(null).format(null).setRef("#/components/schemas/" + format.name);
        } else if (schema.getMaxLength() == null && schema.getEnumeration() == null) {
            schema.setMaxLength(maxLength(schema.getFormat()));
        }
    }

    /** Returns the maximum length of a string in an OpenAPI format; null is that of plain text. */
    private static int maxLength(String format) {
        if (format == null) {
            return MAX_TEXT_LENGTH;
        }
        return format.equals("date-time") ? MAX_TIME_LENGTH : URL.maxLength;
    }

    /** Adds the minimum 0 and the maximum of the format if they are absent, and converts the default. */
    private static void completeInteger(Schema schema) {
        if (schema.getMinimum() == null) {
            schema.setMinimum(BigDecimal.ZERO);
        }
        if (schema.getMaximum() == null) {
            boolean isLong = "int64".equals(schema.getFormat());
            schema.setMaximum(isLong ? MAX_SAFE_INTEGER : BigDecimal.valueOf(Integer.MAX_VALUE));
        }
        if (schema.getDefaultValue() instanceof String value) {
            schema.setDefaultValue(Integer.valueOf(value));
        }
    }

    /** Adds the maximum number of items if it is absent, and completes the schema of the items. */
    private static void completeArray(String name, Schema schema) {
        if (schema.getMaxItems() == null) {
            schema.setMaxItems(MAX_ITEMS);
        }
        complete(name, schema.getItems());
    }
}
