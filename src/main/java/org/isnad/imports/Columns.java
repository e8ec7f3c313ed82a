package org.isnad.imports;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;

import org.isnad.chain.NewRevision;
import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.content.LanguageTags;
import org.isnad.content.PartialDate;
import org.isnad.content.ReportedTime;
import org.isnad.content.Text;
import org.isnad.crises.Crisis;
import org.isnad.http.ExpectedTypes;
import org.isnad.sources.Source;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

/** The columns that a table may have, derived from the types of the JSON fields. */
@ApplicationScoped
class Columns {

    /** The columns that are no component of a record type: fields of a line, and the kind, which Jackson reads. */
    private static final Map<String, Class<?>> OF_LINES = Map.of("type", String.class, "record", String.class, "ref",
            String.class, "number", Integer.class, "content.kind", Kind.class);

    private static final Set<Class<?>> CELLS = Set.of(String.class, Integer.class, Long.class, BigDecimal.class, Boolean.class,
            PartialDate.class, ReportedTime.class, Instant.class);

    private final ObjectMapper mapper;
    private final Map<JavaType, Map<String, JavaType>> propertiesByType = new ConcurrentHashMap<>();
    private final Map<String, JavaType> rows = new LinkedHashMap<>();

    Columns(ObjectMapper mapper) {
        this.mapper = mapper;
        for (Kind kind : Kind.values()) {
            rows.put(kind.jsonName(),
                    mapper.getTypeFactory().constructParametricType(NewRevision.class, kind.content()));
        }
        rows.put("source", mapper.constructType(Source.class));
        rows.put("crisis", mapper.constructType(Crisis.class));
    }

    /** Returns the types of rows: the kinds of revisions, source and crisis. */
    Iterable<String> rowTypes() {
        return rows.keySet();
    }

    /**
     * Returns the type of a column in a type of row, which is Text for one language of a text; null if these rows do not have
     * the column.
     */
    Class<?> type(String rowType, Column column) {
        if (OF_LINES.containsKey(column.name())) {
            return OF_LINES.get(column.name());
        }
        return column.steps().isEmpty() || !rows.containsKey(rowType) ? null : cellType(rows.get(rowType), column.steps());
    }

    private Class<?> cellType(JavaType type, List<Object> steps) {
        if (steps.isEmpty()) {
            return isCell(type.getRawClass()) ? type.getRawClass() : null;
        }
        JavaType inner = inner(type, steps.get(0));
        if (type.getRawClass() == Text.class) {
            return inner != null && steps.size() == 1 ? Text.class : null;
        }
        return inner == null ? null : cellType(inner, steps.subList(1, steps.size()));
    }

    /** Returns the type of an element of a list, of a language of a text or of a property; null if there is none. */
    private JavaType inner(JavaType type, Object step) {
        if (type.isCollectionLikeType()) {
            return step instanceof Integer ? type.getContentType() : null;
        }
        if (!(step instanceof String name) || isCell(type.getRawClass())) {
            return null;
        }
        if (type.getRawClass() == Text.class) {
            return isLanguage(name) ? mapper.constructType(String.class) : null;
        }
        return type.isMapLikeType() ? type.getContentType() : properties(type).get(name);
    }

    /** Returns the types of the properties by name. Those that name a revision by its record also have a ref. */
    private Map<String, JavaType> properties(JavaType type) {
        return propertiesByType.computeIfAbsent(type, this::introspect);
    }

    private Map<String, JavaType> introspect(JavaType type) {
        Map<String, JavaType> properties = mapper.getDeserializationConfig().introspect(type).findProperties().stream()
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
        if (properties.containsKey("record")) {
            properties.put("ref", properties.get("record"));
        }
        return properties;
    }

    private static boolean isLanguage(String tag) {
        try {
            return LanguageTags.canonical(tag).equals(tag);
        } catch (InvalidContent e) {
            return false;
        }
    }

    private static boolean isCell(Class<?> type) {
        return type.isEnum() || CELLS.contains(type);
    }

    /**
     * Returns the columns of a template for revisions of a kind, each with what its cells must be, in the order of the fields.
     *
     * @param languages the languages of the texts
     */
    Map<String, String> template(Kind kind, List<String> languages) {
        Map<String, String> hints = new LinkedHashMap<>();
        // The import skips rows whose first cell starts with #.
        hints.put("record", "# text, required");
        hints.put("ref", "a name of this row, which later rows may refer to");
        addColumns(rows.get(kind.jsonName()), "", true, languages, hints);
        hints.put("content.kind", kind.jsonName());
        hints.computeIfPresent("supersedes", (name, hint) -> hint + " or the ref of an earlier row");
        return hints;
    }

    private void addColumns(JavaType owner, String prefix, boolean isRequired, List<String> languages,
            Map<String, String> hints) {
        if (prefix.equals("content.")) {
            hints.put("content.kind", "");
        }
        for (RecordComponent component : owner.getRawClass().getRecordComponents()) {
            JavaType type = properties(owner).get(component.getName());
            boolean isNeeded = isRequired && component.getAccessor().isAnnotationPresent(NotNull.class);
            addColumn(type, prefix + component.getName(), isNeeded, languages, hints);
        }
        if (properties(owner).containsKey("ref")) {
            hints.put(prefix + "ref", "the ref of an earlier row, instead of record and number");
        }
    }

    private void addColumn(JavaType type, String name, boolean isRequired, List<String> languages, Map<String, String> hints) {
        if (isCell(type.getRawClass())) {
            hints.put(name, ExpectedTypes.describe(type.getRawClass()) + (isRequired ? ", required" : ""));
        } else if (type.getRawClass() == Text.class) {
            languages.forEach(language -> hints.put(name + "." + language, isRequired ? "text, required" : "text"));
        } else if (type.isCollectionLikeType()) {
            addColumn(type.getContentType(), name + "[0]", false, languages, hints);
        } else if (type.getRawClass().isRecord()) {
            addColumns(type, name + ".", isRequired || name.equals("content"), languages, hints);
        }
    }
}
