package org.isnad.syndication;

import java.util.TreeSet;

import org.isnad.content.Languages;
import org.isnad.content.Text;

import com.ibm.icu.util.ULocale;

/** A text in one language. */
record Phrase(String language, String text) {

    /** Returns a text in the preferred language, or else in English or its first one; null for null. */
    static Phrase of(Text text, Languages languages) {
        if (text == null) {
            return null;
        }
        TreeSet<String> tags = new TreeSet<>(text.tags());
        String preferred = languages.choose(tags, null).tag();
        String tag = preferred == null ? Languages.original().choose(tags, null).tag() : preferred;
        return new Phrase(tag, text.byTag().get(tag));
    }

    /** Returns the value of the attribute dir of HTML for a language. */
    static String direction(String language) {
        return ULocale.forLanguageTag(language).isRightToLeft() ? "rtl" : "ltr";
    }
}
