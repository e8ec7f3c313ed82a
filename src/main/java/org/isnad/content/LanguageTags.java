package org.isnad.content;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** Language tags as BCP 47 (RFC 5646) and the CLDR names of the JDK know them. */
public final class LanguageTags {

    private LanguageTags() {
    }

    /**
     * The tag in its canonical spelling: {@code EN-us} is {@code en-US}.
     *
     * @throws InvalidContent if it is not well formed, or its language, script or region is unknown
     */
    public static String canonical(String tag) {
        Locale locale;
        try {
            locale = new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw new InvalidContent("", "is not a BCP 47 language tag");
        }
        // CLDR names every assigned subtag and answers an unassigned one with the subtag itself.
        if (locale.getLanguage().isEmpty() || unnamed(locale.getLanguage(), locale.getDisplayLanguage(Locale.ENGLISH))) {
            throw new InvalidContent("", "is not a known language");
        }
        if (unnamed(locale.getScript(), locale.getDisplayScript(Locale.ENGLISH))) {
            throw new InvalidContent("", "has an unknown script");
        }
        if (unnamed(locale.getCountry(), locale.getDisplayCountry(Locale.ENGLISH))) {
            throw new InvalidContent("", "has an unknown region");
        }
        return locale.toLanguageTag();
    }

    private static boolean unnamed(String subtag, String name) {
        return !subtag.isEmpty() && name.equalsIgnoreCase(subtag);
    }
}
