package org.isnad.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * A line of an import as it was read.
 *
 * @param number the line, the item of the array or the row of the table, from 1
 * @param fields the fields, of which those that are understood are removed; null if the line cannot be read
 * @param refusal the problem of a line that cannot be read, or null
 * @param id the id of the crisis or source, or null
 * @param record the record of the revision, or null
 * @param ref the name that the line gives its revision, or null
 */
record RawLine(int number, ObjectNode fields, HttpProblem refusal, String id, String record, String ref) {

    static RawLine of(int number, ObjectNode fields) {
        return new RawLine(number, fields, null, text(fields, "id"), text(fields, "record"), text(fields, "ref"));
    }

    static RawLine unreadable(int number, HttpProblem refusal) {
        String none = null;
        return new RawLine(number, null, refusal, none, none, none);
    }

    /** Whether the line is a report, and neither a revision with the hash of another instance nor of another type. */
    boolean isReport() {
        return fields != null && "revision".equals(text(fields, "type")) && !fields.has("hash");
    }

    private static String text(ObjectNode fields, String field) {
        JsonNode value = fields.get(field);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
