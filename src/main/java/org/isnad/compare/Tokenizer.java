package org.isnad.compare;

import java.util.ArrayList;
import java.util.List;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Splits texts into words and sentences (UAX #29, with ICU's dictionaries for scripts without spaces).
 * Languages are BCP 47 tags.
 */
final class Tokenizer {

    private Tokenizer() {
    }

    /** Returns the words of a text and the separators between them, in order; joined, they are the text. */
    static List<String> words(String language, String text) {
        return split(BreakIterator.getWordInstance(ULocale.forLanguageTag(language)), text);
    }

    /**
     * Returns the words of a text and the separators between them, by the rules that are independent of its language.
     */
    static List<String> words(String text) {
        return split(BreakIterator.getWordInstance(ULocale.ROOT), text);
    }

    /** Returns the sentences of a text with the spaces that follow them, in order; joined, they are the text. */
    static List<String> sentences(String language, String text) {
        return split(BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language)), text);
    }

    /** Whether a text contains a letter or digit, rather than spaces and punctuation only. */
    static boolean hasWord(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /**
     * Splits a text at the boundaries, except those within a user-perceived character. Returns the parts in order;
     * joined, they are the text.
     */
    private static List<String> split(BreakIterator boundaries, String text) {
        BreakIterator characters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        characters.setText(text);
        boundaries.setText(text);
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            if (characters.isBoundary(end)) {
                parts.add(text.substring(start, end));
                start = end;
            }
        }
        return parts;
    }
}
