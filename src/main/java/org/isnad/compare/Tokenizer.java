package org.isnad.compare;

import java.util.ArrayList;
import java.util.List;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;

/** Where words and sentences of a language begin (UAX #29, with ICU's dictionaries for scripts without spaces). */
final class Tokenizer {

    private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSING = Normalizer2.getNFDInstance();

    private static final int TATWEEL = 'ـ';

    private Tokenizer() {
    }

    /** The words of a text and what is between them, in order: joined, they are the text. */
    static List<String> of(String language, String text) {
        return parts(BreakIterator.getWordInstance(ULocale.forLanguageTag(language)), text);
    }

    /** The same where the language does not matter. */
    static List<String> of(String text) {
        return parts(BreakIterator.getWordInstance(ULocale.ROOT), text);
    }

    /** The sentences of a text: joined, they are the text. */
    static List<String> sentences(String language, String text) {
        return parts(BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language)), text);
    }

    /** Whether there is a word in a text rather than spaces and marks alone. */
    static boolean hasWord(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /**
     * A text without what spelling alone makes different: case, diacritics, the forms of alef, ya and ta-marbuta, tatweel,
     * ё, the script of digits, the width and number of spaces. Marks stay: a quotation mark or a question mark says something.
     */
    static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        boolean spaced = false;
        int before = 0;
        for (int character : DECOMPOSING.normalize(FOLDING.normalize(text)).codePoints().toArray()) {
            if (Character.isWhitespace(character)) {
                spaced = true;
            } else if (character != TATWEEL && !(isDiacritic(character) && !isShortI(before, character))) {
                folded.append(spaced && !folded.isEmpty() ? " " : "").appendCodePoint(plain(character));
                spaced = false;
            }
            before = character;
        }
        return folded.toString();
    }

    /** Of Latin, Greek, Cyrillic, Hebrew and Arabic; the marks of other scripts are their vowels and tones. */
    private static boolean isDiacritic(int character) {
        return Character.getType(character) == Character.NON_SPACING_MARK
                && (character >= 0x0300 && character <= 0x036F || character >= 0x0591 && character <= 0x06ED);
    }

    /** й is a letter of its own. */
    private static boolean isShortI(int letter, int mark) {
        return letter == 'и' && mark == 0x0306;
    }

    private static int plain(int character) {
        return switch (character) {
            case 'ٱ' -> 'ا';
            case 'ى', 'ی' -> 'ي';
            case 'ة' -> 'ه';
            case 'ک' -> 'ك';
            default -> UCharacter.isDigit(character) ? '0' + UCharacter.digit(character) : character;
        };
    }

    private static List<String> parts(BreakIterator boundaries, String text) {
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
