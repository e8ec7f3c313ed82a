package org.isnad.content;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A reader's preference among the languages of a text, resolved by lookup (RFC 4647, 3.4). */
public final class Languages {

    /** The preference for all languages. */
    public static final Languages ALL = new Languages(List.of(), ChosenBy.ALL);

    private final List<LanguageRange> wanted;
    private final ChosenBy by;

    private Languages(List<LanguageRange> wanted, ChosenBy by) {
        this.wanted = wanted;
        this.by = by;
    }

    /** Why a language was chosen. */
    public enum ChosenBy {
        /** The lang parameter was {@code *}. */
        @JsonProperty("all")
        ALL,
        /** The lang parameter named it. */
        @JsonProperty("lang")
        LANG,
        /** The Accept-Language header preferred it. */
        @JsonProperty("accept-language")
        ACCEPT_LANGUAGE,
        /** It is the original language; none was requested, or the requested ones are missing. */
        @JsonProperty("original")
        ORIGINAL,
        /** Neither a requested language nor the original exists: English, or else the first by tag. */
        @JsonProperty("fallback")
        FALLBACK
    }

    /**
     * The language of an answer's texts.
     *
     * @param tag the language of the texts, or null if all are given
     * @param chosenBy why it was chosen
     * @param available the available languages
     */
    @Schema(name = "LanguageChoice", requiredProperties = { "chosenBy", "available" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(String tag, ChosenBy chosenBy, List<String> available) {
    }

    /** Returns the preference for the original language. */
    public static Languages original() {
        return new Languages(List.of(), ChosenBy.ORIGINAL);
    }

    /**
     * Returns the preference for one language, or for all.
     *
     * @param lang a BCP 47 tag, or {@code *} for all languages
     * @throws InvalidContent unless it is one of these
     */
    public static Languages of(String lang) {
        if ("*".equals(lang)) {
            return ALL;
        }
        return new Languages(List.of(new LanguageRange(LanguageTags.canonical(lang))), ChosenBy.LANG);
    }

    /**
     * Returns the preference that an Accept-Language field states (RFC 9110, 12.5.4).
     *
     * @throws InvalidContent unless it is a list of language ranges
     */
    public static Languages accepting(String ranges) {
        try {
            return new Languages(LanguageRange.parse(ranges).stream().filter(range -> range.getWeight() > 0).toList(),
                    ChosenBy.ACCEPT_LANGUAGE);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // The JDK throws the latter for "-".
            throw new InvalidContent("", "is not a list of language ranges");
        }
    }

    /** Returns the choice among available languages; the original language may be null. */
    public Choice choose(SortedSet<String> available, String original) {
        if (by == ChosenBy.ALL || available.isEmpty()) {
            return new Choice(null, ChosenBy.ALL, List.copyOf(available));
        }
        String found = Locale.lookupTag(wanted, available);
        if (found != null) {
            return new Choice(spelling(found, available), by, List.copyOf(available));
        }
        if (original != null && available.contains(original)) {
            return new Choice(original, ChosenBy.ORIGINAL, List.copyOf(available));
        }
        return new Choice(available.contains("en") ? "en" : available.first(), ChosenBy.FALLBACK, List.copyOf(available));
    }

    /** Returns the text in the chosen language, or in another one by the same rules if it lacks that; null for null. */
    public Text in(Choice choice, Text text, String original) {
        if (text == null || choice.tag() == null) {
            return text;
        }
        if (text.byTag().containsKey(choice.tag())) {
            return text.only(choice.tag());
        }
        return text.only(choose(new TreeSet<>(text.tags()), original).tag());
    }

    /** Returns a text that differs between preferences, for a validator. */
    public String fingerprint() {
        return by + wanted.toString();
    }

    private static String spelling(String found, SortedSet<String> available) {
        return available.stream().filter(tag -> tag.equalsIgnoreCase(found)).findFirst().orElse(found);
    }
}
