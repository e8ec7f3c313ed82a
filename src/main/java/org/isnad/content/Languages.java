package org.isnad.content;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A reader's preference among the languages of a text, resolved by lookup (RFC 4647, 3.4): a preference for
 * {@code zh-Hant} also finds {@code zh}, but not the reverse.
 */
public final class Languages {

    /** All languages are requested. */
    public static final Languages ALL = new Languages(List.of(), ChosenBy.ALL);

    private final List<LanguageRange> ranges;
    private final ChosenBy chosenBy;

    private Languages(List<LanguageRange> ranges, ChosenBy chosenBy) {
        this.ranges = ranges;
        this.chosenBy = chosenBy;
    }

    /** The reason for the choice of a language. */
    public enum ChosenBy {
        /**
         * All languages are returned: they were requested, with {@code *} in the lang parameter, or there are
         * no texts.
         */
        @JsonProperty("all")
        ALL,
        /** The lang parameter requests the language. */
        @JsonProperty("lang")
        LANG,
        /** The Accept-Language header prefers the language. */
        @JsonProperty("accept-language")
        ACCEPT_LANGUAGE,
        /** The language is the original one; none was requested, or the requested ones are not available. */
        @JsonProperty("original")
        ORIGINAL,
        /** The language is English, or else the first by tag; neither a requested nor the original one is available. */
        @JsonProperty("fallback")
        FALLBACK
    }

    /**
     * The language of the texts in a response.
     *
     * @param tag the language of the texts, or null if the texts are in all languages
     * @param chosenBy the reason for the choice
     * @param available the available languages
     */
    @Schema(name = "LanguageChoice", requiredProperties = { "chosenBy", "available" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(String tag, ChosenBy chosenBy, List<String> available) {
    }

    /** Returns the preference for the original language, which applies if no language is requested. */
    public static Languages original() {
        return new Languages(List.of(), ChosenBy.ORIGINAL);
    }

    /**
     * Returns the preference for one language or for all languages.
     *
     * @param lang a BCP 47 tag, or {@code *} for all languages
     * @throws InvalidContent with an empty field if lang is neither
     */
    public static Languages of(String lang) {
        if ("*".equals(lang)) {
            return ALL;
        }
        return new Languages(List.of(new LanguageRange(LanguageTags.canonical(lang))), ChosenBy.LANG);
    }

    /**
     * Returns the preference that an Accept-Language field states (RFC 9110, 12.5.4): its ranges by descending
     * weight. Ranges with weight 0 are dropped, and {@code *} has no effect.
     *
     * @param ranges the value of the field
     * @throws InvalidContent with an empty field if the field is not a list of language ranges
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

    /**
     * Returns the choice among the available languages: all of them if all are requested or none is available,
     * otherwise the best match of the preferred languages, or else the original language, English, or the first
     * language by tag.
     *
     * @param available the tags of the available languages, in tag order
     * @param original the tag of the original language, or null if it is unknown
     */
    public Choice choose(SortedSet<String> available, String original) {
        if (chosenBy == ChosenBy.ALL || available.isEmpty()) {
            return new Choice(null, ChosenBy.ALL, List.copyOf(available));
        }
        String found = Locale.lookupTag(ranges, available);
        if (found != null) {
            return new Choice(availableSpelling(found, available), chosenBy, List.copyOf(available));
        }
        if (original != null && available.contains(original)) {
            return new Choice(original, ChosenBy.ORIGINAL, List.copyOf(available));
        }
        return new Choice(available.contains("en") ? "en" : available.first(), ChosenBy.FALLBACK, List.copyOf(available));
    }

    /**
     * Returns a text in the chosen language alone, or in all its languages if the choice is all languages. If the
     * text lacks the chosen language, one of its languages is chosen by the rules of {@link #choose}.
     *
     * @param text the text, or null, for which null is returned
     * @param original the tag of the original language, or null if it is unknown
     */
    public Text in(Choice choice, Text text, String original) {
        if (text == null || choice.tag() == null) {
            return text;
        }
        if (text.byTag().containsKey(choice.tag())) {
            return text.inLanguage(choice.tag());
        }
        return text.inLanguage(choose(new TreeSet<>(text.tags()), original).tag());
    }

    /** Returns a string that identifies the preference, for use in an ETag. */
    public String fingerprint() {
        return chosenBy + ranges.toString();
    }

    /** Returns the available tag that equals a found tag when case is ignored, or the found tag if there is none. */
    private static String availableSpelling(String found, SortedSet<String> available) {
        return available.stream().filter(tag -> tag.equalsIgnoreCase(found)).findFirst().orElse(found);
    }
}
