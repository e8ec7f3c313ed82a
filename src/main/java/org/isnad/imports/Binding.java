package org.isnad.imports;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.isnad.http.ProblemMapping;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Binds the fields of one line to a value and collects all violations. Jackson stops at the first violation, so the violating
 * value is removed and the rest is bound again.
 */
final class Binding {

    /** The maximum number of violations that are collected for one line. */
    private static final int MAX_VIOLATIONS = 20;

    /** The last step of a path: a field after a dot, an index, or the only field. */
    private static final Pattern LAST_STEP = lastStepPattern();

    private final List<Violation> violations;
    private final Set<String> removed = new HashSet<>();
    private final Set<String> incomplete = new HashSet<>();

    private static Pattern lastStepPattern() {
        String name = "[^.\\[]*";
        String index = "\\[[0-9]*\\]";
        return Pattern.compile("(?:[.]" + name + "|" + index + "|^" + name + ")$");
    }

    /** @param violations the violations that were found before; others are added */
    Binding(List<Violation> violations) {
        this.violations = violations;
    }

    /** Returns the bound value without the removed parts, or null if it cannot be bound without them; adds the violations. */
    <T> T bind(ObjectReader reader, ObjectNode fields) {
        for (int attempt = 0; attempt < MAX_VIOLATIONS; attempt++) {
            try {
                return reader.readValue(fields);
            } catch (IOException e) {
                if (!removeViolating(fields, Problem.violations(ProblemMapping.of(e)).get(0))) {
                    return null;
                }
            }
        }
        return null;
    }

    /**
     * Removes the value that violates a rule, or its parent if the value is absent, and adds the violation. A missing value is
     * no violation if another value of its parent was removed, because the rule may depend on that value.
     *
     * @return whether anything was removed
     */
    private boolean removeViolating(ObjectNode fields, Violation violation) {
        String path = violation.field();
        String parent = LAST_STEP.matcher(path).replaceFirst("");
        boolean isPresent = !fields.at(pointer(path)).isMissingNode();
        if (isPresent || !incomplete.contains(parent)) {
            violations.add(violation);
        }
        String violating = isPresent ? path : parent;
        removed.add(violating);
        incomplete.add(parent);
        return remove(fields, pointer(violating));
    }

    /** Removes a value, or replaces an element of a list by null so that the others keep their index. */
    private static boolean remove(ObjectNode fields, JsonPointer pointer) {
        if (pointer.matches()) {
            return false;
        }
        JsonNode owner = fields.at(pointer.head());
        JsonPointer last = pointer.last();
        if (owner instanceof ArrayNode list) {
            return list.has(last.getMatchingIndex()) && !list.set(last.getMatchingIndex(), (JsonNode) null).isNull();
        }
        return owner instanceof ObjectNode object && object.remove(last.getMatchingProperty()) != null;
    }

    private static JsonPointer pointer(String path) {
        String escaped = path.replace("~", "~0").replace("/", "~1");
        return JsonPointer.compile(path.isEmpty() ? "" : "/" + escaped.replace("]", "").replaceAll("[.\\[]", "/"));
    }

    /** Adds a violation unless its field was removed. */
    void add(Violation violation) {
        boolean isRemoved = removed.stream().anyMatch(path -> violation.field().equals(path)
                || violation.field().startsWith(path + ".") || violation.field().startsWith(path + "["));
        if (!isRemoved) {
            violations.add(violation);
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (400) with all violations, if there are any */
    void requireValid() {
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
    }
}
