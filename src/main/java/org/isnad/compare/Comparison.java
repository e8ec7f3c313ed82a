package org.isnad.compare;

import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.content.Content;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A comparison of two revisions of one kind. It holds each text once: what is the same stands in {@code unchanged}, what
 * differs in the difference, and the sides have neither.
 *
 * @param from the first revision
 * @param to the second revision
 * @param unchanged what is the same in content, reason, reportedAtNote, evidence and translations, or null if nothing is
 * @param difference the difference from the first to the second revision
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison<C extends Content>(Side<C> from, Side<C> to,
        @Schema(description = "What is the same in content, reason, reportedAtNote, evidence and translations, as JSON.") Object unchanged,
        Difference difference) {

    /** The parts of a revision that a side does not show. */
    private static final Set<String> PARTS = Set.of("content", "reason", "reportedAtNote", "evidence", "translations");

    /**
     * One side of a comparison.
     *
     * @param asked the value of the query parameter
     * @param revision the revision without content, reason, reportedAtNote, evidence, translations, and the fields that depend
     *        on other
     *        revisions
     * @param whole the revision in the requested languages; not shown
     */
    public record Side<C extends Content>(String asked, Revision<C> revision,
            @JsonIgnore @Schema(hidden = true) Revision<C> whole) {

        /** Returns the side of a revision in the requested languages. */
        static <C extends Content> Side<C> of(String asked, Revision<C> whole) {
            return new Side<>(asked, whole.header(), whole);
        }
    }

    /** Returns the comparison of two sides, whose common parts the mapper finds. */
    static <C extends Content> Comparison<C> of(Side<C> from, Side<C> to, Difference difference, ObjectMapper mapper) {
        ObjectNode one = mapper.<ObjectNode> valueToTree(from.whole).retain(PARTS);
        ObjectNode other = mapper.<ObjectNode> valueToTree(to.whole).retain(PARTS);
        return new Comparison<>(from, to, common(one, other), difference);
    }

    /** Returns what two values have in common: of objects the common members, else the value; null if nothing. */
    private static JsonNode common(JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return one.equals(other) ? one : null;
        }
        ObjectNode common = ((ObjectNode) one).objectNode();
        for (Map.Entry<String, JsonNode> member : one.properties()) {
            JsonNode value = common(member.getValue(), other.path(member.getKey()));
            if (value != null) {
                common.set(member.getKey(), value);
            }
        }
        return common.isEmpty() ? null : common;
    }
}
