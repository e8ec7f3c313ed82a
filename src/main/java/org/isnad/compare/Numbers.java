package org.isnad.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.isnad.content.Spelling;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.util.ULocale;

/** Finds the numbers in texts of one language: in digits of any script, and in words in Arabic, English and Russian. */
final class Numbers {

    private static final Map<String, Numbers> BY_LANGUAGE = new ConcurrentHashMap<>();

    private static final String CLOCK_TIME_OR_SCORE = "\\d+(?:[:/]\\d+)+";
    private static final String DATE = "\\d+(?:[-.]\\d+){2,}";
    private static final String NAME_WITH_DIGITS = "\\p{L}+-\\d+";

    /** Text that looks like a number and is none: a date, a clock time, a score, a name such as COVID-19, "no one". */
    private static final Pattern OTHER = Pattern.compile(
            String.join("|", CLOCK_TIME_OR_SCORE, DATE, NAME_WITH_DIGITS, "no one"), Pattern.CASE_INSENSITIVE);

    /** The maximum length of a number in digits or words, in UTF-16 code units. */
    private static final int MAX_LENGTH = 400;

    /** The number of tokens of the longest value of {@link #OTHER}: a date of three numbers. */
    private static final int MAX_OTHER_TOKENS = 5;

    /**
     * The Arabic conjunctions, prepositions and article that are joined to a number without a space (and, so, by, for, the).
     */
    private static final String ARABIC_PREFIX = "[وف]?(?:ال|لل|[بلك])?ـ?";

    private static final String BETWEEN_WORDS = "[- \\u00A0]|(?i:and)|و";

    /** The separators of groups of three digits, in any language, as the content of a character class. */
    private static final String GROUP_SEPARATORS = ".,٬'’ \\u00A0\\u202F";

    private static final String SPACES = "[ \\u00A0\\u202F]";

    private final Map<String, Long> words;
    private final boolean isArabic;
    private final boolean isGroupedBySpaces;
    private final Pattern digits;

    private Numbers(String language) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(ULocale.forLanguageTag(language));
        String decimals = symbols.getDecimalSeparator() == ',' ? "," : ".٫";
        words = NumberWords.of(language);
        isArabic = language.equals("ar");
        isGroupedBySpaces = String.valueOf(symbols.getGroupingSeparator()).matches(SPACES);
        String prefix = isArabic ? ARABIC_PREFIX : "";
        String separator = "[" + GROUP_SEPARATORS + "&&[^" + decimals + "]]";
        String grouped = "\\d{1,3}(?:" + separator + "\\d{3})+";
        String fraction = "(?:[" + decimals + "](?<fraction>\\d+))?";
        digits = Pattern.compile(prefix + "(?<whole>" + grouped + "|\\d+)" + fraction);
    }

    /** A number in a list of tokens: the index after its last token, and its value. */
    private record Match(int end, BigDecimal value) {
    }

    /** Returns the numbers of a language, given by its BCP 47 tag. */
    static Numbers in(String language) {
        return BY_LANGUAGE.computeIfAbsent(Locale.forLanguageTag(language).getLanguage(), Numbers::new);
    }

    /** Returns the tokens of a text with those of each number, date or clock time joined; all joined, they are the text. */
    List<String> join(List<String> tokens) {
        List<String> joined = new ArrayList<>();
        int start = 0;
        while (start < tokens.size()) {
            int end = endOfOther(tokens, start);
            Match number = end > start ? null : match(tokens, start);
            end = number == null ? Math.max(end, start + 1) : number.end;
            joined.add(String.join("", tokens.subList(start, end)));
            start = end;
        }
        return joined;
    }

    /** Returns the value of a text that is one number, or null if it is none. */
    BigDecimal value(String text) {
        if (text.length() > MAX_LENGTH || !mayBeNumber(text)) {
            return null;
        }
        List<String> tokens = Tokenizer.words(text);
        Match number = tokens.isEmpty() ? null : match(tokens, 0);
        return number == null || number.end < tokens.size() ? null : number.value;
    }

    /** Whether a text has a digit or begins with a number word; false means that it is no number. */
    private boolean mayBeNumber(String text) {
        return text.codePoints().anyMatch(UCharacter::isDigit) || word(text.split("[- \u00A0]", 2)[0]) != null;
    }

    /** Returns the index after a date, a clock time or the like that starts at a token, or the start if there is none. */
    private static int endOfOther(List<String> tokens, int start) {
        String first = tokens.get(start);
        boolean isBeforeHyphen = start + 1 < tokens.size() && tokens.get(start + 1).equals("-");
        if (!isBeforeHyphen && !first.equalsIgnoreCase("no") && !UCharacter.isDigit(first.codePointAt(0))) {
            return start;
        }
        for (int end = Math.min(start + MAX_OTHER_TOKENS, tokens.size()); end > start + 1; end--) {
            if (OTHER.matcher(inAscii(String.join("", tokens.subList(start, end)))).matches()) {
                return end;
            }
        }
        return start;
    }

    /** Returns the number that starts at a token, or null if there is none. */
    private Match match(List<String> tokens, int start) {
        String first = tokens.get(start);
        return first.codePoints().anyMatch(UCharacter::isDigit) ? matchDigits(tokens, start) : matchWords(tokens, start);
    }

    /** Returns the number in digits, perhaps followed by a word such as million, that starts at a token. */
    private Match matchDigits(List<String> tokens, int start) {
        int end = endOfDigits(tokens, start);
        Matcher parts = digits.matcher(inAscii(String.join("", tokens.subList(start, end))));
        if (!parts.matches()) {
            return null;
        }
        String fraction = parts.group("fraction") == null ? "" : "." + parts.group("fraction");
        BigDecimal value = new BigDecimal(parts.group("whole").replaceAll("\\D", "") + fraction);
        long scale = end + 1 < tokens.size() && tokens.get(end).matches(SPACES) ? scale(tokens.get(end + 1)) : 1;
        return new Match(scale == 1 ? end : end + 2, plain(value.multiply(BigDecimal.valueOf(scale))));
    }

    /** Returns the value of a word such as million that multiplies the number before, or 1 for any other word. */
    private long scale(String token) {
        Long value = word(token);
        return value != null && value >= NumberWords.THOUSAND && Long.toString(value).matches("10+") ? value : 1;
    }

    /** Returns the index after the groups of three digits, separated by spaces, that follow a token. */
    private int endOfDigits(List<String> tokens, int start) {
        int end = start + 1;
        boolean mayBeGroup = isGroupedBySpaces && inAscii(tokens.get(start)).matches("\\d{1,3}");
        while (mayBeGroup && end + 1 < tokens.size() && tokens.get(end).matches(SPACES)
                && inAscii(tokens.get(end + 1)).matches("\\d{3}(?:,\\d+)?")) {
            end += 2;
        }
        return end;
    }

    /** Returns the longest number in words that starts at a token. */
    private Match matchWords(List<String> tokens, int start) {
        Match longest = null;
        NumberWords.Sum sum = new NumberWords.Sum(isArabic);
        boolean isJoined = false;
        for (int index = start; index < tokens.size(); index++) {
            String token = tokens.get(index);
            Long value = word(token);
            if (value != null) {
                if (!sum.add(value, isJoined || word(token, false) == null)) {
                    break;
                }
                longest = new Match(index + 1, BigDecimal.valueOf(sum.value()));
                isJoined = false;
            } else if (longest != null && token.matches(BETWEEN_WORDS)) {
                isJoined = isJoined || Tokenizer.hasWord(token);
            } else {
                break;
            }
        }
        return longest;
    }

    private Long word(String token) {
        Long value = word(token, false);
        return value == null ? word(token, true) : value;
    }

    /**
     * Returns the value of a number word, or null.
     *
     * @param hasPrefix whether an Arabic "and" is written before it without a space
     */
    private Long word(String token, boolean hasPrefix) {
        if (words.isEmpty() || hasPrefix && !(isArabic && token.startsWith("و"))) {
            return null;
        }
        return words.get(Spelling.fold(hasPrefix ? token.substring(1) : token));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Returns a text with all digits in ASCII. */
    private static String inAscii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().map(character -> UCharacter.isDigit(character) ? '0' + UCharacter.digit(character) : character)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }
}
