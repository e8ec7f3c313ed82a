package org.isnad.content;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/** Tells which texts differ in spelling only. */
public final class Spelling {

    private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 COMPOSING = Normalizer2.getNFCInstance();
    private static final Normalizer2 DECOMPOSING = Normalizer2.getNFDInstance();

    private static final int TATWEEL = 'ـ';

    private Spelling() {
    }

    /** Whether two texts are canonically equivalent (NFC): they have the same characters, composed or decomposed. */
    public static boolean isSame(String one, String other) {
        return one.equals(other) || compose(one).equals(compose(other));
    }

    /** Returns a text in NFC, for comparison only. */
    public static String compose(String text) {
        return COMPOSING.normalize(text);
    }

    /**
     * Returns a text without differences of spelling: case, diacritics, the forms of alef, kaf, ya and ta marbuta,
     * tatweel, ё, compatibility forms and invisible characters (NFKC_Casefold), the script of digits, the number of
     * spaces, and spaces at either end. Punctuation is kept, because a quotation mark or a question mark alters the
     * claim. The result is decomposed (NFD), for comparison only.
     */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder();
        boolean isAfterSpace = false;
        int previous = 0;
        for (int character : DECOMPOSING.normalize(FOLDING.normalize(text)).codePoints().toArray()) {
            if (Character.isWhitespace(character)) {
                isAfterSpace = true;
            } else if (!isIgnored(previous, character)) {
                folded.append(isAfterSpace && !folded.isEmpty() ? " " : "").appendCodePoint(foldLetter(character));
                isAfterSpace = false;
            }
            previous = character;
        }
        return folded.toString();
    }

    /**
     * Whether folding drops a character: tatweel and diacritics, except the breve of й.
     *
     * @param previous the character before, or 0 if there is none
     */
    private static boolean isIgnored(int previous, int character) {
        return character == TATWEEL || isDiacritic(character) && !isShortI(previous, character);
    }

    /**
     * Whether a character is a diacritic of Latin, Greek, Cyrillic, Hebrew or Arabic; in other scripts, marks
     * are vowels and tones.
     */
    private static boolean isDiacritic(int character) {
        return Character.getType(character) == Character.NON_SPACING_MARK
                && (character >= 0x0300 && character <= 0x036F || character >= 0x0591 && character <= 0x06ED);
    }

    /** Whether a letter and its mark are й, which is a letter of its own. */
    private static boolean isShortI(int letter, int mark) {
        return letter == 'и' && mark == 0x0306;
    }

    /**
     * Returns the common form of an Arabic letter that has several, the ASCII digit for a digit, or else
     * the character itself.
     */
    private static int foldLetter(int character) {
        return switch (character) {
            case 'ٱ' -> 'ا';
            case 'ى', 'ی' -> 'ي';
            case 'ة' -> 'ه';
            case 'ک' -> 'ك';
            default -> UCharacter.isDigit(character) ? '0' + UCharacter.digit(character) : character;
        };
    }
}
