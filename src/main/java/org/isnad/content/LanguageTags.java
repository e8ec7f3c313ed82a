package org.isnad.content;

import java.util.IllformedLocaleException;
import java.util.Locale;

/**
 * Parses BCP 47 language tags (RFC 5646) and checks the language, script and region against the CLDR names of the
 * JDK. Other subtags need only be well formed.
 */
public final class LanguageTags {

    private LanguageTags() {
    }

    /**
     * Returns a tag in canonical spelling: {@code en-US} for {@code EN-us}, and {@code he} for the deprecated
     * {@code iw}.
     *
     * @throws InvalidContent with an empty field if the tag is not well formed, its language is missing, or its
     *         language, script or region is unknown
     */
    public static String canonical(String tag) {
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw new InvalidContent("", "is not a BCP 47 language tag");
        }
        if (locale.getLanguage().isEmpty() || isUnassigned(locale.getLanguage(), locale.getDisplayLanguage(Locale.ENGLISH))) {
            throw new InvalidContent("", "is not a known language");
        }
        if (isUnassigned(locale.getScript(), locale.getDisplayScript(Locale.ENGLISH))) {
            throw new InvalidContent("", "has an unknown script");
        }
        if (isUnassigned(locale.getCountry(), locale.getDisplayCountry(Locale.ENGLISH))) {
            throw new InvalidContent("", "has an unknown region");
        }
        return locale.toLanguageTag();
    }

    /**
     * Whether a subtag is present but has no name in CLDR, for which the JDK returns the subtag itself. Some rare
     * assigned ones have none.
     *
     * @param subtag the subtag, or an empty string if the tag has none
     * @param name the display name of the subtag in English
     */
    private static boolean isUnassigned(String subtag, String name) {
        return !subtag.isEmpty() && name.equalsIgnoreCase(subtag);
    }
}
