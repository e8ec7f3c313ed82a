package org.isnad.imports;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.chain.NewRevision;
import org.isnad.chain.Revision;
import org.isnad.content.Text;
import org.isnad.crises.Correction;
import org.isnad.crises.TimelineItem;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonNode.OverwriteMode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A column of a table, named by the path of a JSON field, such as {@code content.place.name.ru} or {@code via[0]}.
 *
 * @param name the name
 * @param steps the names of fields and the indexes of lists that lead to the value, from outside
 */
record Column(String name, List<Object> steps) {

    /** The fields in a table of a list that the import does not take, because the service derives or assigns them. */
    private static final Set<String> DERIVED = derived();

    private static final Pattern STEP = stepPattern();
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,30}");

    /** A number as spreadsheets write it, with a point or a comma. */
    private static final Pattern NUMBER = numberPattern();

    private static Set<String> derived() {
        Set<String> names = Stream.of(Revision.class, TimelineItem.class, Correction.class).flatMap(Column::components)
                .collect(Collectors.toCollection(HashSet::new));
        components(NewRevision.class).forEach(names::remove);
        names.removeAll(Set.of("record", "number", "kind"));
        return names;
    }

    private static Stream<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(RecordComponent::getName);
    }

    /** Whether the service derives the field, so that the import ignores it. */
    boolean isDerived() {
        return !steps.isEmpty() && DERIVED.contains(steps.get(0));
    }

    /** Returns the pattern of one step of a path: the name of a field, perhaps an index, and a dot or the end of the path. */
    private static Pattern stepPattern() {
        String name = "(?<name>[^.\\[\\]]+)";
        String index = "(?:\\[(?<index>[0-9]{1,2})])?";
        String end = "(?:\\.|$)";
        return Pattern.compile(name + index + end);
    }

    private static Pattern numberPattern() {
        String whole = "-?[0-9]{1,9}";
        String fraction = "(?:[.,][0-9]{1,15})?";
        return Pattern.compile(whole + fraction);
    }

    /** Returns the column with a name; it has no steps if the name is no path. */
    static Column of(String name) {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(name);
        int end = 0;
        while (end < name.length() && step.region(end, name.length()).lookingAt()) {
            steps.add(step.group("name"));
            if (step.group("index") != null) {
                steps.add(Integer.valueOf(step.group("index")));
            }
            end = step.end();
        }
        return new Column(name, end == name.length() && !name.endsWith(".") ? steps : List.of());
    }

    /**
     * Sets the field of this column in an object, in objects and lists that are made as needed; gaps in a list are null. A
     * derived column sets nothing.
     */
    void set(ObjectNode fields, JsonNode value) {
        if (isDerived()) {
            return;
        }
        JsonPointer owner = JsonPointer.empty();
        for (Object step : steps.subList(0, steps.size() - 1)) {
            owner = step instanceof Integer index ? owner.appendIndex(index) : owner.appendProperty((String) step);
        }
        if (steps.get(steps.size() - 1) instanceof Integer index) {
            ArrayNode list = fields.withArray(owner, OverwriteMode.NULLS, true);
            while (list.size() <= index) {
                list.addNull();
            }
            list.set(index, value);
        } else {
            ObjectNode object = owner.matches() ? fields : fields.withObject(owner, OverwriteMode.NULLS, true);
            object.set((String) steps.get(steps.size() - 1), value);
        }
    }

    /**
     * Returns the value of a cell that is not blank. Texts keep their spaces; a cell that does not fit its type is returned as
     * a text, which is refused later with the rule of its field.
     *
     * @param type the type of the field, which is Text for one of its languages; null if it is unknown
     */
    static JsonNode value(String cell, Class<?> type) {
        if (type == Text.class) {
            return TextNode.valueOf(cell.replace("\r\n", "\n"));
        }
        String trimmed = cell.strip();
        boolean isWhole = type == Long.class || type == Integer.class;
        if (isWhole && WHOLE_NUMBER.matcher(trimmed).matches()) {
            return BigIntegerNode.valueOf(new BigInteger(trimmed));
        }
        if (type == BigDecimal.class && NUMBER.matcher(trimmed).matches()) {
            return DecimalNode.valueOf(new BigDecimal(trimmed.replace(',', '.')));
        }
        boolean isBoolean = trimmed.equalsIgnoreCase("true") || trimmed.equalsIgnoreCase("false");
        if (type == Boolean.class && isBoolean) {
            return BooleanNode.valueOf(Boolean.parseBoolean(trimmed));
        }
        return JsonNodeFactory.instance.textNode(trimmed.replace("\r\n", "\n"));
    }
}
