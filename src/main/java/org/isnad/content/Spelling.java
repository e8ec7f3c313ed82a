package org.isnad.content;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/** Tells which texts differ in spelling only. */
public final class Spelling {

    private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 COMPOSING = Normalizer2.getNFCInstance();
    private static final Normalizer2 DECOMPOSING = Normalizer2.getNFDInstance();

    private static final int TATWEEL = 'ـ';

    private static final Pattern QUOTES = Pattern.compile("[«»“”„‟❝❞〝〞〟＂]");
    private static final Pattern SINGLE_QUOTES = Pattern.compile("[‘’‚‛‹›]");

    /** A hyphen within a word; "re-signed" is another word than "resigned". */
    private static final Pattern HYPHEN = hyphenPattern();

    private static final Pattern HYPHEN_OR_SPACE = Pattern.compile("[-‐‑ ]");

    /** The minimum number of equal letters before and after a slip. Closer to either end, the letters may make another word. */
    private static final int LETTERS_AROUND_A_SLIP = 4;

    /** A word in which a slip can be told: in Arabic, another letter mostly makes another word. */
    private static final Pattern SLIPPED = Pattern.compile("[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{M}\\p{Punct}]+");

    private Spelling() {
    }

    private static Pattern hyphenPattern() {
        String afterLetter = "(?<=\\p{L})";
        String notAfterRe = "(?<!\\bre)";
        String beforeLetter = "(?=\\p{L})";
        return Pattern.compile(afterLetter + notAfterRe + "[-‐‑]" + beforeLetter);
    }

    /** Whether two texts are canonically equivalent (NFC): they have the same characters, composed or decomposed. */
    public static boolean isCanonicallyEqual(String one, String other) {
        return one.equals(other) || compose(one).equals(compose(other));
    }

    /** Returns a text in NFC, for comparison only. */
    public static String compose(String text) {
        return COMPOSING.normalize(text);
    }

    /**
     * Returns a text without differences of spelling: case, diacritics, the forms of alef, kaf, ya and ta marbuta,
     * tatweel, ё, compatibility forms and invisible characters (NFKC_Casefold), the script of digits, the style of quotation
     * marks, the number of spaces, and spaces at either end. Punctuation is kept, because whether there is a quotation mark
     * or a question mark alters the claim. The result is decomposed (NFD), for comparison only.
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
        return SINGLE_QUOTES.matcher(QUOTES.matcher(folded).replaceAll("\"")).replaceAll("'");
    }

    /**
     * Whether two phrases of equal words differ in spelling only: by {@link #fold}, by a hyphen within a word, or by a
     * slip: one letter too many, or two letters in the wrong order, deep inside a long word of the Latin, Greek or Cyrillic
     * script. Other slips cannot be told from other words without a dictionary.
     */
    public static boolean isSame(String from, String to) {
        String one = fold(from);
        String other = fold(to);
        if (HYPHEN_OR_SPACE.matcher(from).matches() && HYPHEN_OR_SPACE.matcher(to).matches()
                || Stream.of("", " ").anyMatch(joint -> withHyphens(one, joint).equals(withHyphens(other, joint)))) {
            return true;
        }
        String[] words = one.split(" ");
        String[] otherWords = other.split(" ");
        return words.length == otherWords.length && IntStream.range(0, words.length)
                .allMatch(index -> words[index].equals(otherWords[index]) || isSlip(words[index], otherWords[index]));
    }

    private static String withHyphens(String text, String replacement) {
        return HYPHEN.matcher(text).replaceAll(replacement);
    }

    private static boolean isSlip(String one, String other) {
        if (one.length() > other.length()) {
            return isSlip(other, one);
        }
        int prefix = 0;
        while (prefix < one.length() && one.charAt(prefix) == other.charAt(prefix)) {
            prefix++;
        }
        boolean hasOneMore = other.length() == one.length() + 1 && other.endsWith(one.substring(prefix));
        int after = other.length() - prefix - (hasOneMore ? 1 : 2);
        return (hasOneMore || isSwapped(one.substring(prefix), other.substring(prefix)))
                && Math.min(prefix, after) >= LETTERS_AROUND_A_SLIP && SLIPPED.matcher(other).matches();
    }

    /** Whether two texts of one length differ in the order of their first two letters alone. */
    private static boolean isSwapped(String one, String other) {
        return one.length() == other.length() && one.length() >= 2 && one.charAt(0) == other.charAt(1)
                && one.charAt(1) == other.charAt(0) && one.substring(2).equals(other.substring(2));
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
            case 'ى', 'ی', 'ے' -> 'ي';
            case 'ة' -> 'ه';
            case 'ک', 'ڪ' -> 'ك';
            case 'ہ', 'ھ', 'ە' -> 'ه';
            default -> UCharacter.isDigit(character) ? '0' + UCharacter.digit(character) : character;
        };
    }
}
