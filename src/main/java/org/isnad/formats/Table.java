package org.isnad.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.isnad.chain.Reported;
import org.isnad.web.Csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A list as a table (CSV): a row per item, and a column per field that an item has. The columns are named by the paths of the
 * fields in JSON, as in tables that are imported.
 */
final class Table {

    private final ObjectMapper mapper;
    private final List<String> columns = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private Table(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Writes a table. Goes through the items twice, first for the columns.
     *
     * @param bom whether the table starts with a byte order mark
     */
    static void write(List<?> items, ObjectMapper mapper, boolean bom, OutputStream out) throws IOException {
        Table table = new Table(mapper);
        items.forEach(item -> table.addColumns(table.row(item).keySet()));
        try (SequenceWriter rows = Csv.writer(out, bom)) {
            rows.write(table.columns);
            for (Object item : items) {
                Map<String, Object> row = table.row(item);
                rows.write(table.columns.stream().map(column -> row.getOrDefault(column, "")).toList());
            }
        }
    }

    /** Adds the columns of a row that are new, each after the one that it follows in the row. */
    private void addColumns(Set<String> row) {
        int next = 0;
        for (String column : row) {
            if (known.add(column)) {
                columns.add(next++, column);
            } else {
                next = columns.indexOf(column) + 1;
            }
        }
    }

    /** Returns the cells of an item by column. What an item lists besides its revision is left out. */
    private Map<String, Object> row(Object item) {
        Map<String, Object> row = new LinkedHashMap<>();
        ObjectNode fields = mapper.valueToTree(item);
        if (item instanceof Reported reported) {
            ObjectNode revision = mapper.valueToTree(reported.revision());
            fields.properties().stream().filter(field -> field.getValue().isValueNode() && !revision.has(field.getKey()))
                    .forEach(field -> row.put(field.getKey(), cell(field.getValue())));
            // A retraction has no content, and the import takes the kind from there.
            JsonNode kind = revision.remove("kind");
            revision.remove("language");
            revision.withObject("/content").set("kind", kind);
            addCells(row, "", revision);
        } else {
            addCells(row, "", fields);
        }
        return row;
    }

    private static void addCells(Map<String, Object> row, String path, JsonNode value) {
        if (value.isObject()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            value.properties().forEach(field -> addCells(row, prefix + field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (int at = 0; at < value.size(); at++) {
                addCells(row, path + "[" + at + "]", value.get(at));
            }
        } else {
            row.put(path, cell(value));
        }
    }

    private static Object cell(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText("");
    }
}
