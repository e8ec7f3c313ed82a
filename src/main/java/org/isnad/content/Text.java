package org.isnad.content;

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
 * Plain text in one or more languages, by BCP 47 tag. Kept as given: nothing is folded, trimmed or translated.
 *
 * @param byTag the text by language tag, in tag order, never empty
 */
@Schema(type = SchemaType.OBJECT, additionalProperties = String.class, description = "Plain text by BCP 47 language tag; never markup.", examples = "{\"en\": \"Kazakhstan\"}")
@ChangeAspect(Aspect.TEXT)
public record Text(@JsonValue SortedMap<String, String> byTag) {

    /** Returns null for a map without entries, which generated clients send for a text that is not set. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Text read(Map<String, String> byTag) {
        return byTag.isEmpty() ? null : of(byTag);
    }

    public static Text of(Map<String, String> byTag) {
        return new Text(new TreeMap<>(byTag));
    }

    /** A text in one language. */
    public static Text of(String tag, String text) {
        return of(Map.of(tag, text));
    }

    /** @throws InvalidContent for an unknown language or an empty text */
    public Text {
        if (byTag.isEmpty()) {
            throw new InvalidContent("", "must have a text in at least one language");
        }
        SortedMap<String, String> canonical = new TreeMap<>();
        byTag.forEach((tag, text) -> {
            if (text == null || text.isBlank()) {
                throw new InvalidContent(tag, "must not be blank");
            }
            if (canonical.put(known(tag), text) != null) {
                throw new InvalidContent(tag, "names a language twice");
            }
        });
        byTag = Collections.unmodifiableSortedMap(canonical);
    }

    private static String known(String tag) {
        try {
            return LanguageTags.canonical(tag);
        } catch (InvalidContent e) {
            throw new InvalidContent(tag, e.rule());
        }
    }

    /** The languages there are, in tag order. */
    public List<String> tags() {
        return List.copyOf(byTag.keySet());
    }

    /** The text in one of its languages alone. */
    public Text only(String tag) {
        return of(tag, byTag.get(tag));
    }

    /** Whether the text in any of its languages holds some words, in any case. */
    public boolean says(String words) {
        return byTag.values().stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
    }
}
