package org.isnad.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.SignDisplay;
import com.ibm.icu.util.NoUnit;

import io.quarkus.qute.TemplateData;

/** The differences between two revisions, in the words of a page. */
@TemplateData
public final class Differences {

    /** The fields whose values are ids of sources. */
    private static final Set<String> SOURCES = Set.of("source", "via");

    private final Map<String, Object> comparison;
    private final Map<String, Object> difference;
    private final Display display;
    private final Texts texts;

    /** @param comparison the comparison of the API */
    @SuppressWarnings("unchecked")
    Differences(Map<String, Object> comparison, Display display, Texts texts) {
        this.comparison = comparison;
        this.difference = (Map<String, Object>) comparison.get("difference");
        this.display = display;
        this.texts = texts;
    }

    /**
     * A difference.
     *
     * @param name the name of what differs
     * @param from what the first revision has
     * @param to what the second revision has
     * @param shift how far a number moved, or null
     * @param isMaterial whether it alters the claim
     */
    @TemplateData
    public record Line(String name, Cell from, Cell to, String shift, boolean isMaterial) {
    }

    /**
     * The value of a field in one of the two revisions.
     *
     * @param kind plain for a value in the language of the page, words for a text by language tag, parts for a text whose words
     *        are compared, sources for ids of sources, evidence for items of evidence, none if it has nothing
     */
    @TemplateData
    public record Cell(String kind, Object value) {
    }

    /**
     * A part of a text.
     *
     * @param isChanged whether the other text has other words in its place
     */
    @TemplateData
    public record Part(String text, boolean isChanged) {
    }

    /** Returns the first or the second revision, by "from" or "to". */
    @SuppressWarnings("unchecked")
    public Map<String, Object> revision(String side) {
        return (Map<String, Object>) ((Map<String, Object>) comparison.get(side)).get("revision");
    }

    /** Whether the second revision makes another claim than the first. */
    public boolean isMaterial() {
        return (boolean) difference.get("material");
    }

    /** Whether the figures count different things, so that they cannot be compared. */
    public boolean isIncomparable() {
        return Boolean.FALSE.equals(difference.get("comparable"));
    }

    /** Returns the differences. */
    @SuppressWarnings("unchecked")
    public List<Line> lines() {
        return ((List<Map<String, Object>>) difference.get("changes")).stream().map(this::line).toList();
    }

    private Line line(Map<String, Object> change) {
        String field = field((String) change.get("path"));
        return new Line(texts.field(field), cell(field, change, "from"), cell(field, change, "to"), shift(change),
                (boolean) change.get("material"));
    }

    /** Returns the field of a revision or its content, of which a path may name a part. */
    private static String field(String path) {
        String[] segments = path.substring(1).split("/");
        return segments.length > 1 && segments[0].equals("content") ? segments[1] : segments[0];
    }

    @SuppressWarnings("unchecked")
    private Cell cell(String field, Map<String, Object> change, String side) {
        if (change.get("wording") != null) {
            return new Cell("parts", parts((Map<String, Object>) change.get("wording"), side));
        }
        Object value = change.get(side);
        if (value instanceof Map<?, ?> object) {
            return objectCell(field, (Map<String, Object>) object);
        }
        return field.equals("evidence") && value != null ? new Cell("evidence", value) : plainCell(field, value);
    }

    @SuppressWarnings("unchecked")
    private static List<Part> parts(Map<String, Object> wording, String side) {
        List<Part> parts = new ArrayList<>();
        for (Map<String, Object> segment : (List<Map<String, Object>>) wording.get("segments")) {
            Map<String, Object> part = (Map<String, Object>) segment.get(side);
            if (part != null) {
                boolean isEqual = segment.get("operation").equals("equal");
                parts.add(new Part((String) part.getOrDefault("text", segment.get("text")), !isEqual));
            }
        }
        return parts;
    }

    private static Cell plain(String value) {
        return new Cell("plain", value);
    }

    private Cell objectCell(String field, Map<String, Object> object) {
        if (field.equals("content")) {
            return plain(display.value(object));
        }
        if (field.equals("occurred")) {
            return plain(display.span(object));
        }
        return new Cell("words", object.getOrDefault("name", object));
    }

    private Cell plainCell(String field, Object value) {
        if (value == null) {
            return new Cell("none", "");
        }
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return SOURCES.contains(field) ? new Cell("sources", values)
                : plain(values.stream().map(each -> scalar(field, each)).collect(Collectors.joining(texts.say("page.comma"))));
    }

    private String scalar(String field, Object value) {
        if (value instanceof Number number) {
            return display.number(number);
        }
        if (value instanceof Boolean) {
            return texts.say("figure." + value);
        }
        return field.equals("reportedAt") ? display.when(value) : texts.code(field, value);
    }

    @SuppressWarnings("unchecked")
    private String shift(Map<String, Object> change) {
        Map<String, Object> number = (Map<String, Object>) change.getOrDefault("number", Map.of());
        if (number.get("delta") == null) {
            return null;
        }
        var signed = NumberFormatter.withLocale(texts.locale()).sign(SignDisplay.EXCEPT_ZERO);
        String delta = signed.format((Number) number.get("delta")).toString();
        return number.get("percent") == null ? delta
                : delta + " (" + signed.unit(NoUnit.PERCENT).format(new BigDecimal(number.get("percent").toString())) + ")";
    }
}
