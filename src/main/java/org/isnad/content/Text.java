package org.isnad.content;

import static java.util.stream.Collectors.toMap;

import java.text.BreakIterator;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A plain text in one or more languages, stored as given: it is not normalised, trimmed or translated. Texts that differ only
 * in Unicode normalisation are equal when they are compared or searched ({@link Spelling}).
 *
 * @param byTag the text by BCP 47 language tag, in tag order, never empty
 */
@Schema(type = SchemaType.OBJECT, additionalProperties = String.class, description = "Plain text by BCP 47 language tag; never markup.", examples = "{\"en\": \"Kazakhstan\"}")
@ChangeAspect(Aspect.TEXT)
public record Text(@JsonValue SortedMap<String, String> byTag) {

    private static final char ELLIPSIS = '\u2026';

    /**
     * Returns the text in a JSON object, or null for an empty object, which generated clients send for an
     * absent text.
     *
     * @throws InvalidContent if a language is unknown or repeated, or a text is blank
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Text fromJson(Map<String, String> byTag) {
        return byTag.isEmpty() ? null : of(byTag);
    }

    /**
     * Returns a text in the languages of a map.
     *
     * @param byTag the strings by language tag, in any order
     * @throws InvalidContent if the map is empty, a language is unknown or repeated, or a text is blank
     */
    public static Text of(Map<String, String> byTag) {
        return new Text(new TreeMap<>(byTag));
    }

    /**
     * Returns a text in one language.
     *
     * @throws InvalidContent if the language is unknown or the text is blank
     */
    public static Text of(String tag, String text) {
        return of(Map.of(tag, text));
    }

    /**
     * Replaces each tag by its canonical spelling.
     *
     * @throws InvalidContent if the map is empty, a language is unknown or repeated, or a text is blank; the field
     *         is the tag as given, or empty for the map
     */
    public Text {
        if (byTag.isEmpty()) {
            throw new InvalidContent("", "must have a text in at least one language");
        }
        SortedMap<String, String> canonical = new TreeMap<>();
        for (Map.Entry<String, String> entry : byTag.entrySet()) {
            String text = entry.getValue();
            if (text == null || text.isBlank()) {
                throw new InvalidContent(entry.getKey(), "must not be blank");
            }
            if (canonical.put(canonicalTag(entry.getKey()), text) != null) {
                throw new InvalidContent(entry.getKey(), "must not repeat a language in another spelling");
            }
        }
        byTag = Collections.unmodifiableSortedMap(canonical);
    }

    /** @throws InvalidContent with the tag as the field if the tag is not a known language tag */
    private static String canonicalTag(String tag) {
        try {
            return LanguageTags.canonical(tag);
        } catch (InvalidContent e) {
            throw new InvalidContent(tag, e.rule());
        }
    }

    /** Returns the language tags in tag order. */
    public List<String> tags() {
        return List.copyOf(byTag.keySet());
    }

    /**
     * Returns this text in one of its languages alone.
     *
     * @param tag one of {@link #tags}, in the same spelling
     * @throws NullPointerException if the text lacks the language
     */
    public Text inLanguage(String tag) {
        return of(tag, byTag.get(tag));
    }

    /** Returns the beginning of this text in each language: whole words, then an ellipsis if the text goes on. */
    public Text shortened(int maxLength) {
        return new Text(byTag.entrySet().stream().collect(toMap(Map.Entry::getKey,
                entry -> shortened(entry.getValue(), maxLength, Locale.forLanguageTag(entry.getKey())), (one, other) -> one,
                TreeMap::new)));
    }

    private static String shortened(String text, int maxLength, Locale locale) {
        if (text.length() <= maxLength) {
            return text;
        }
        BreakIterator words = BreakIterator.getWordInstance(locale);
        words.setText(text);
        int end = words.preceding(maxLength);
        return text.substring(0, end == 0 ? maxLength - 1 : end).strip() + ELLIPSIS;
    }

    /** Whether the text contains a substring in any of its languages, ignoring differences of spelling. */
    public boolean containsIgnoringSpelling(String substring) {
        String folded = Spelling.fold(substring);
        return byTag.values().stream().anyMatch(text -> Spelling.fold(text).contains(folded));
    }
}
