package org.isnad.imports;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.isnad.http.ProblemMapping;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Binds the fields of one line to values and collects all violations, although Jackson stops at the first: it leaves out the
 * value that does not fit, and binds the rest again.
 */
final class Binding {

    /** Bounds the work for one line. */
    private static final int MAX_VIOLATIONS = 20;

    private final List<Violation> violations;
    private final Set<String> leftOut = new HashSet<>();
    private final Set<String> incomplete = new HashSet<>();

    /** @param violations those that are known already, to which others are added */
    Binding(List<Violation> violations) {
        this.violations = violations;
    }

    /** Returns the value without what does not fit, or null if it cannot be without that; then there are violations. */
    <T> T bind(ObjectReader reader, ObjectNode fields) {
        for (int attempt = 0; attempt < MAX_VIOLATIONS; attempt++) {
            try {
                return reader.readValue(fields);
            } catch (IOException e) {
                if (!leaveOut(fields, Problem.violations(ProblemMapping.of(e)).get(0))) {
                    return null;
                }
            }
        }
        return null;
    }

    /**
     * Leaves out the value that violates a rule, or the object around it if the value is absent. Adds the violation, except of
     * an absent value whose object lacks one that was left out: the rule may hold with that.
     *
     * @return whether there was something to leave out
     */
    private boolean leaveOut(ObjectNode fields, Violation violation) {
        String path = violation.field();
        String around = path.replaceFirst("([.][^.\\[]*|\\[[0-9]*\\]|^[^.\\[]*)$", "");
        boolean isPresent = !fields.at(pointer(path)).isMissingNode();
        if (isPresent || !incomplete.contains(around)) {
            violations.add(violation);
        }
        String victim = isPresent ? path : around;
        leftOut.add(victim);
        incomplete.add(around);
        return remove(fields, pointer(victim));
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

    /** Adds a violation unless it is of what was left out. */
    void add(Violation violation) {
        boolean isLeftOut = leftOut.stream().anyMatch(path -> violation.field().equals(path)
                || violation.field().startsWith(path + ".") || violation.field().startsWith(path + "["));
        if (!isLeftOut) {
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
