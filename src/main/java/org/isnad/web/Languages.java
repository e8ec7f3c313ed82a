package org.isnad.web;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.InvalidContent;
import org.isnad.content.LanguageTags;
import org.isnad.content.Text;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which language of a text a client reads, by RFC 4647 look-up. */
public final class Languages {

    /** All languages, as {@code lang=*} asks for them. */
    public static final Languages ALL = new Languages(List.of(), ChosenBy.ALL);

    private final List<LanguageRange> wanted;
    private final ChosenBy by;

    private Languages(List<LanguageRange> wanted, ChosenBy by) {
        this.wanted = wanted;
        this.by = by;
    }

    /** Why a language was chosen. */
    public enum ChosenBy {
        /** The lang parameter asked for all. */
        @JsonProperty("all")
        ALL,
        /** The lang parameter named it. */
        @JsonProperty("lang")
        LANG,
        /** The Accept-Language header preferred it. */
        @JsonProperty("accept-language")
        ACCEPT_LANGUAGE,
        /** It is the language of the original, and none was asked for or the one asked for is missing. */
        @JsonProperty("original")
        ORIGINAL,
        /** There is neither the language asked for nor an original: English, or else the first by tag. */
        @JsonProperty("fallback")
        FALLBACK
    }

    /**
     * What was chosen for an answer.
     *
     * @param tag the language of the texts, or null where all are given
     * @param chosenBy why
     * @param available the languages that there are
     */
    @Schema(name = "LanguageChoice", requiredProperties = { "chosenBy", "available" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(String tag, ChosenBy chosenBy, List<String> available) {
    }

    /**
     * @param lang the lang parameter: a tag, {@code *} for all, or null
     * @param acceptLanguage the Accept-Language header (RFC 9110, 12.5.4), or null
     */
    public static Languages asked(String lang, String acceptLanguage) {
        if ("*".equals(lang)) {
            return ALL;
        }
        if (lang != null) {
            try {
                return only(lang);
            } catch (InvalidContent e) {
                throw Problem.INVALID.at(Violation.query("lang", e.rule() + ", nor * for all"));
            }
        }
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return new Languages(List.of(), ChosenBy.ORIGINAL);
        }
        try {
            return new Languages(LanguageRange.parse(acceptLanguage).stream().filter(range -> range.getWeight() > 0).toList(),
                    ChosenBy.ACCEPT_LANGUAGE);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // The latter by the JDK, of "-".
            throw Problem.INVALID.at(Violation.header("Accept-Language", "is not a list of language ranges"));
        }
    }

    /** @throws InvalidContent unless it is a BCP 47 tag */
    public static Languages only(String tag) {
        return new Languages(List.of(new LanguageRange(LanguageTags.canonical(tag))), ChosenBy.LANG);
    }

    /** The choice among the languages of some texts, whose original language may be null. */
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

    /** The text in the chosen language, or by the same rules in another where it lacks that one; null stays null. */
    public Text in(Choice choice, Text text, String original) {
        if (text == null || choice.tag() == null) {
            return text;
        }
        if (text.byTag().containsKey(choice.tag())) {
            return text.only(choice.tag());
        }
        return text.only(choose(new TreeSet<>(text.tags()), original).tag());
    }

    /** What tells this preference from others, for an ETag. */
    public String mark() {
        if (by == ChosenBy.ALL) {
            return "all";
        }
        return wanted.isEmpty() ? "o" : by.name().charAt(0) + Integer.toHexString(wanted.toString().hashCode());
    }

    private static String spelling(String found, SortedSet<String> available) {
        return available.stream().filter(tag -> tag.equalsIgnoreCase(found)).findFirst().orElse(found);
    }
}
