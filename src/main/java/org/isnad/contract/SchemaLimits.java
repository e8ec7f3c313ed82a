package org.isnad.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Tells the OpenAPI document the limits that hold but that its generator does not see: those of our own constraints. */
final class SchemaLimits {

    private static final Form SLUG = new Form("^[a-z0-9]+(-[a-z0-9]+)*$", 100);
    private static final Form HASH = new Form("^[0-9a-f]{64}$", 64);
    private static final Form LANGUAGE = new Form("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", 35);
    private static final Form LANGUAGE_OR_ALL = new Form("^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*|[*])$", 35);
    private static final Form COUNTRY = new Form("^[A-Z]{2}$", 2);
    private static final Form CURSOR = new Form("^[A-Za-z0-9_-]+$", 200);
    private static final Form URL = new Form("^[Hh][Tt][Tt][Pp][Ss]?://.+$", 2_048);

    /** By the name of a property or parameter, and of its items. */
    private static final Map<String, Form> FORMS = Map.ofEntries(Map.entry("id", SLUG), Map.entry("crisis", SLUG),
            Map.entry("record", SLUG), Map.entry("source", SLUG), Map.entry("via", SLUG), Map.entry("inReplyTo", SLUG),
            Map.entry("head", HASH), Map.entry("hash", HASH), Map.entry("previousHash", HASH),
            Map.entry("contentHash", HASH), Map.entry("originalLanguage", LANGUAGE), Map.entry("language", LANGUAGE),
            Map.entry("tag", LANGUAGE), Map.entry("available", LANGUAGE), Map.entry("lang", LANGUAGE_OR_ALL),
            Map.entry("country", COUNTRY), Map.entry("countries", COUNTRY), Map.entry("cursor", CURSOR),
            Map.entry("next", CURSOR), Map.entry("url", URL));

    /** The longest of all texts, an article's body. */
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_TIME = 35;
    private static final int LONGEST_LIST = 10_000;
    /** The largest that every JSON reader keeps exactly (RFC 8259, 6). */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(9_007_199_254_740_991L);

    private SchemaLimits() {
    }

    private record Form(String pattern, int maxLength) {
    }

    /** Completes a schema and what is in it; the name is that of its property, or null. */
    static void complete(String name, Schema schema) {
        if (schema == null || schema.getRef() != null) {
            return;
        }
        List<SchemaType> types = schema.getType() == null ? List.of() : schema.getType();
        if (types.contains(SchemaType.STRING)) {
            text(name, schema);
        }
        if (types.contains(SchemaType.INTEGER)) {
            number(schema);
        }
        if (types.contains(SchemaType.BOOLEAN) && schema.getDefaultValue() instanceof String value) {
            schema.setDefaultValue(Boolean.valueOf(value));
        }
        if (types.contains(SchemaType.ARRAY)) {
            schema.setMaxItems(schema.getMaxItems() == null ? Integer.valueOf(LONGEST_LIST) : schema.getMaxItems());
            complete(name, schema.getItems());
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(SchemaLimits::complete);
        }
        complete(null, schema.getAdditionalPropertiesSchema());
    }

    private static void text(String name, Schema schema) {
        Form form = name == null ? null : FORMS.get(name);
        if (form != null) {
            schema.setPattern(form.pattern);
            schema.setMaxLength(form.maxLength);
        } else if (schema.getMaxLength() == null && schema.getEnumeration() == null) {
            schema.setMaxLength(schema.getFormat() == null ? LONGEST_TEXT
                    : "date-time".equals(schema.getFormat()) ? LONGEST_TIME : URL.maxLength);
        }
    }

    private static void number(Schema schema) {
        boolean isLong = "int64".equals(schema.getFormat());
        schema.setMinimum(schema.getMinimum() == null ? BigDecimal.ZERO : schema.getMinimum());
        schema.setMaximum(schema.getMaximum() != null ? schema.getMaximum()
                : isLong ? LARGEST : BigDecimal.valueOf(Integer.MAX_VALUE));
        if (schema.getDefaultValue() instanceof String value) {
            schema.setDefaultValue(Integer.valueOf(value));
        }
    }
}
