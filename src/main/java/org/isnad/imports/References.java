package org.isnad.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.isnad.chain.Revision;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The names that the lines of one import give their revisions ({@code ref}), by which later lines refer to them. The names are
 * replaced by records and numbers before a line is parsed, so that they are never stored.
 */
final class References {

    /** The lists whose items name a revision by record and number, or by ref. */
    private static final List<String> LISTS = List.of("evidence", "replaces");

    /** A name must differ from a number, because a cell of a table may hold either. */
    private static final String NAME = "(?=.*[^0-9]).{1,100}";

    private final Map<String, Target> byName = new HashMap<>();
    private final Map<String, Integer> refusedLines = new HashMap<>();

    /**
     * The revision that a name stands for.
     *
     * @param record the record, or null if the line is refused
     * @param number the number in the record
     */
    private record Target(int line, String record, int number) {
    }

    /** Remembers the stored revision of a line, if the line gives it a name. */
    void add(RawLine line, Revision<?> revision) {
        if (line.ref() != null) {
            byName.put(line.ref(), new Target(line.number(), revision.record(), revision.number()));
        }
    }

    /** Remembers that a line is refused, by its name, unless another line has it, and by its record. */
    void addRefused(RawLine line) {
        if (line.ref() != null) {
            byName.putIfAbsent(line.ref(), new Target(line.number(), null, 0));
        }
        refusedLines.putIfAbsent(line.record(), line.number());
    }

    /**
     * Removes the name from the fields of a report, and replaces the names that they refer to by records and numbers. Returns
     * the violations, with any number in the place of a wrong name.
     */
    List<Violation> resolve(ObjectNode fields) {
        List<Violation> violations = new ArrayList<>();
        requireName(fields.remove("ref"), violations);
        String record = fields.path("record").asText();
        resolveNumber(fields, "supersedes", "supersedes", record, violations);
        for (int index = 0; index < fields.path("translations").size(); index++) {
            if (fields.get("translations").get(index) instanceof ObjectNode item) {
                resolveNumber(item, "number", "translations[" + index + "].number", record, violations);
            }
        }
        for (String list : LISTS) {
            for (int index = 0; index < fields.path(list).size(); index++) {
                if (fields.get(list).get(index) instanceof ObjectNode item && item.has("ref")) {
                    resolveItem(item, list + "[" + index + "].", violations);
                }
            }
        }
        return violations;
    }

    private void requireName(JsonNode name, List<Violation> violations) {
        if (name == null || name.isNull()) {
            return;
        }
        if (!name.isTextual() || !name.textValue().matches(NAME)) {
            violations.add(Violation.body("ref", "must be a text of at most 100 characters that is not of digits alone"));
        } else if (byName.containsKey(name.textValue())) {
            violations.add(Violation.body("ref", "is the ref of line " + byName.get(name.textValue()).line + " already"));
        }
    }

    /** Replaces a name by the number of a revision of the same record; numbers stay as they are. */
    private void resolveNumber(ObjectNode owner, String field, String path, String record, List<Violation> violations) {
        if (!owner.path(field).isTextual()) {
            return;
        }
        Target target = find(owner.get(field).textValue(), path, violations);
        if (target != null && !target.record.equals(record)) {
            violations.add(Violation.body(path, "names line " + target.line + ", which is of the record " + target.record));
        }
        owner.put(field, target == null ? 1 : target.number);
    }

    private void resolveItem(ObjectNode item, String path, List<Violation> violations) {
        JsonNode name = item.remove("ref");
        if (item.has("record") || item.has("number")) {
            violations.add(Violation.body(path + "ref", "must be absent when record or number is given"));
            return;
        }
        Target target = find(name.asText(), path + "ref", violations);
        if (target != null) {
            item.put("record", target.record).put("number", target.number);
        } else {
            // The line is refused for the reference; these values let the rest of it be checked.
            item.put("record", "unknown").put("number", 1);
        }
    }

    /** Returns the revision that a name stands for, or null after adding a violation. */
    private Target find(String name, String path, List<Violation> violations) {
        Target target = byName.get(name);
        if (target == null) {
            violations.add(Violation.body(path, (path.endsWith("ref") ? "must be" : "must be a number or")
                    + " the ref of an earlier line of the import"));
        } else if (target.record == null) {
            violations.add(Violation.body(path, "names line " + target.line + ", which is refused"));
        }
        return target == null || target.record == null ? null : target;
    }

    /**
     * Returns a violation for each field that names a revision by a number which it may not have, because an earlier line of
     * the record is refused: the following ones then get other numbers than the client expects.
     *
     * @param fields the fields of a report, before its names are replaced
     */
    List<Violation> uncertainNumbers(ObjectNode fields) {
        List<Violation> violations = new ArrayList<>();
        String record = fields.path("record").asText();
        addUncertain(fields.get("number"), "number", record, violations);
        addUncertain(fields.get("supersedes"), "supersedes", record, violations);
        for (String list : LISTS) {
            for (int index = 0; index < fields.path(list).size(); index++) {
                JsonNode item = fields.get(list).get(index);
                addUncertain(item.get("number"), list + "[" + index + "].number", item.path("record").asText(), violations);
            }
        }
        return violations;
    }

    private void addUncertain(JsonNode number, String path, String record, List<Violation> violations) {
        if (number != null && number.isNumber() && refusedLines.containsKey(record)) {
            violations.add(Violation.body(path, "is uncertain, because line " + refusedLines.get(record)
                    + " of the record is refused; name the revision by its ref"));
        }
    }
}
