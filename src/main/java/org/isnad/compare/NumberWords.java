package org.isnad.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.isnad.content.Spelling;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;

/** The words for numbers in Arabic, English and Russian, from the spell-out rules of CLDR, and how they add up. */
final class NumberWords {

    static final long THOUSAND = 1_000;

    private static final long HUNDRED = 100;
    private static final long TEN = 10;

    private static final List<String> LANGUAGES = List.of("ar", "en", "ru");

    /** Abbreviations that CLDR does not spell out. */
    private static final Map<String, Long> RUSSIAN_ABBREVIATIONS = Map.of("тыс", THOUSAND, "млн", 1_000_000L, "млрд",
            1_000_000_000L);

    /** Also the accusative of "family". */
    private static final String RUSSIAN_FAMILY = "семью";

    private final boolean isArabic;
    private final Map<String, Long> byWord = new HashMap<>();

    private NumberWords(boolean isArabic) {
        this.isArabic = isArabic;
    }

    /** Returns the values of the number words of a language, by the folded word; empty for other languages. */
    static Map<String, Long> of(String language) {
        if (!LANGUAGES.contains(language)) {
            return Map.of();
        }
        NumberWords words = new NumberWords(language.equals("ar"));
        RuleBasedNumberFormat rules = new RuleBasedNumberFormat(new ULocale(language), RuleBasedNumberFormat.SPELLOUT);
        for (String set : rules.getRuleSetNames()) {
            if (set.contains("cardinal") || set.contains("numbering")) {
                values().forEach(value -> words.add(value, Spelling.fold(rules.format(value, set)).split("[ -]")));
            }
        }
        if (language.equals("ru")) {
            words.byWord.putAll(RUSSIAN_ABBREVIATIONS);
            words.byWord.remove(RUSSIAN_FAMILY);
        }
        return Map.copyOf(words.byWord);
    }

    private static LongStream values() {
        LongStream scales = LongStream.of(THOUSAND, 1_000_000L, 1_000_000_000L)
                .flatMap(scale -> LongStream.of(1, 2, 3, 5, 11).map(factor -> factor * scale));
        return LongStream.concat(
                LongStream.concat(LongStream.rangeClosed(0, 20), LongStream.rangeClosed(3, 9).map(ten -> ten * 10)),
                LongStream.concat(LongStream.rangeClosed(1, 9).map(hundred -> hundred * HUNDRED), scales));
    }

    /** Adds the words of a number: the word if it is one, or else the last one, as the name of a power of ten. */
    private void add(long value, String[] words) {
        String last = words[words.length - 1];
        if (words.length == 1) {
            addForms(last, value);
        } else if (value >= HUNDRED) {
            addForms(last, scale(value));
        } else if (isArabic && value > TEN) {
            addForms(words[0], value - TEN);
        }
    }

    /** Returns the greatest of the named powers of ten that is not above a value. */
    private static long scale(long value) {
        return Stream.of(1_000_000_000L, 1_000_000L, THOUSAND, HUNDRED).filter(scale -> scale <= value).findFirst()
                .orElseThrow();
    }

    /** Adds a word, and in Arabic its other cases, genders and spellings, of which CLDR has few. */
    private void addForms(String word, long value) {
        byWord.putIfAbsent(word, value);
        if (!isArabic) {
            return;
        }
        byWord.putIfAbsent(word.replaceFirst("(ون|ان)$", "ين"), value);
        byWord.putIfAbsent(word.replaceFirst("^مايه", "ميه"), value);
        byWord.putIfAbsent(word.replaceFirst("^مايتان$", "ميتان"), value);
        byWord.putIfAbsent(word.replaceFirst("^مايتان$", "ميتين"), value);
        if (value == 1 || value == 2) {
            Stream.of("احد", "احدي").forEach(one -> byWord.putIfAbsent(one, 1L));
            Stream.of("اثنا", "اثني", "اثنتا", "اثنتي").forEach(two -> byWord.putIfAbsent(two, 2L));
        } else if (value > 2 && value <= TEN) {
            addUnit(word.replaceFirst("ه$", ""), value);
        } else if (value >= THOUSAND) {
            byWord.putIfAbsent(word + "ا", value);
        }
    }

    /** Adds the feminine form of a number up to ten, and the hundreds that are one word with it. */
    private void addUnit(String stem, long value) {
        String shorter = stem.replaceFirst("ي$", "");
        for (String form : List.of(stem, shorter)) {
            byWord.putIfAbsent(form, value);
            if (value < TEN) {
                byWord.putIfAbsent(form + "مايه", value * HUNDRED);
                byWord.putIfAbsent(form + "ميه", value * HUNDRED);
            }
        }
    }

    /** The sum of the words of one number. */
    static final class Sum {

        private final boolean isArabic;
        private long total;
        private long group;
        private long lastScale = Long.MAX_VALUE;
        private boolean isEmpty = true;

        Sum(boolean isArabic) {
            this.isArabic = isArabic;
        }

        long value() {
            return total + group;
        }

        /**
         * Adds the value of the next word; returns false and changes nothing if it does not belong to the number.
         *
         * @param isJoined whether the word follows an "and"
         */
        boolean add(long value, boolean isJoined) {
            if (value >= THOUSAND) {
                return addScale(value, isJoined);
            }
            if (value == HUNDRED && group > 0 && group < TEN && !isJoined) {
                group *= HUNDRED;
            } else if (isEmpty || fits(value, isJoined)) {
                group += value;
            } else {
                return false;
            }
            isEmpty = false;
            return true;
        }

        /** Adds a thousand or more, which multiplies the words before, or in Arabic follows a greater one after "and". */
        private boolean addScale(long value, boolean isJoined) {
            boolean isAlone = isEmpty || isArabic && isJoined;
            if (value >= lastScale || isAlone != (group == 0)) {
                return false;
            }
            total += Math.max(group, 1) * value;
            lastScale = value;
            group = 0;
            isEmpty = false;
            return true;
        }

        /** Whether a word below 1000 may follow: smaller than the words before. */
        private boolean fits(long value, boolean isJoined) {
            if (value == 0) {
                return false;
            }
            if (isArabic) {
                return fitsArabic(value, isJoined);
            }
            long rest = group % HUNDRED;
            boolean isAfterTens = rest > TEN && rest % TEN == 0 && !isJoined;
            return rest == 0 ? group == 0 || value < HUNDRED : isAfterTens && value < TEN;
        }

        /** Whether a word may follow in Arabic, where tens follow units, and all but teens are joined by "and". */
        private boolean fitsArabic(long value, boolean isJoined) {
            long rest = group % HUNDRED;
            if (rest == 0) {
                return isJoined && (group == 0 || value < HUNDRED);
            }
            boolean isTens = isJoined ? value > TEN && value < HUNDRED && value % TEN == 0 : value == TEN;
            return rest < TEN && isTens;
        }
    }
}
