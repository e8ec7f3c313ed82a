package org.isnad.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.isnad.content.Spelling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Splits texts of all scripts into words, in one way for what is stored and for what is asked (UAX #29, with ICU's dictionaries
 * for scripts without spaces). A compound such as "Алма-Ата" is its parts and one word.
 */
final class Words {

    /** Folded words by the words: folding dominates the analysis of a text, and words repeat across texts. */
    private static final Cache<String, String> FOLDED = Caffeine.newBuilder().maximumSize(20_000).build();

    /** One for each thread: a copy for each text would take longer than the text. */
    private static final ThreadLocal<BreakIterator> BOUNDARIES = ThreadLocal
            .withInitial(() -> BreakIterator.getWordInstance(ULocale.ROOT));

    /** A longer word is known by its beginning. */
    private static final int MAX_LENGTH = 100;

    /** The maximum number of parts of a compound. */
    private static final int MAX_PARTS = 4;

    private static final Pattern INITIALS = Pattern.compile("\\p{L}(?:\\.\\p{L})+");

    /** What separates words that ICU takes as one: in an address, a name with an underscore, a missing space. */
    private static final Pattern WITHIN = Pattern.compile("(?<=\\p{L}\\p{M}{0,9})[.:](?=\\p{L})|_");

    private static final Pattern JOINT = Pattern.compile("[-\u2010\u2011.:_]");

    /** First parts of Arabic names that are also written together with the second one. */
    private static final Set<String> FIRST_PARTS = Set.of("عبد", "ابو", "الما");

    private static final Pattern POSSESSIVE = Pattern.compile("'s?$");

    private static final Pattern GROUPED_NUMBER = Pattern.compile("[0-9]{1,3}(?:([.,\u066C'])[0-9]{3})(?:\\1[0-9]{3})*");

    private Words() {
    }

    /** The place of a word in a text, and the word without differences of spelling. */
    private record Span(int start, int end, String text) {
    }

    /** Returns the words of a text in the order of their positions; a compound follows its first part. */
    static List<Word> of(String text) {
        List<Span> spans = spans(text);
        List<Word> words = new ArrayList<>();
        int first = 0;
        while (first < spans.size()) {
            int after = endOfCompound(spans, first, text);
            for (int at = first; at < after; at++) {
                Span span = spans.get(at);
                words.add(new Word(at, 1, span.start, span.end, span.text));
                if (at == first && after - first > 1) {
                    words.add(compound(spans, first, after));
                }
            }
            first = after;
        }
        return words;
    }

    private static Word compound(List<Span> spans, int first, int after) {
        StringBuilder joined = new StringBuilder();
        spans.subList(first, after).forEach(span -> joined.append(span.text));
        return new Word(first, after - first, spans.get(first).start, spans.get(after - 1).end, shortened(joined.toString()));
    }

    /** Returns the index after the last part of the compound that begins at an index, or after the word if it is none. */
    private static int endOfCompound(List<Span> spans, int first, String text) {
        int after = first + 1;
        while (after < spans.size() && after - first < MAX_PARTS && areJoined(spans.get(after - 1), spans.get(after), text)) {
            after++;
        }
        return after;
    }

    private static boolean areJoined(Span one, Span other, String text) {
        String between = text.substring(one.end, other.start);
        return JOINT.matcher(between).matches() || between.equals(" ") && FIRST_PARTS.contains(one.text);
    }

    private static List<Span> spans(String text) {
        BreakIterator boundaries = BOUNDARIES.get();
        boundaries.setText(text);
        List<Span> spans = new ArrayList<>();
        int start = 0;
        for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            if (boundaries.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
                addParts(text, start, end, spans);
            }
            start = end;
        }
        return spans;
    }

    private static void addParts(String text, int start, int end, List<Span> spans) {
        String whole = text.substring(start, end);
        if (INITIALS.matcher(whole).matches()) {
            add(whole.replace(".", ""), start, end, spans);
            return;
        }
        Matcher separators = WITHIN.matcher(whole);
        int from = 0;
        while (separators.find()) {
            add(whole.substring(from, separators.start()), start + from, start + separators.start(), spans);
            from = separators.end();
        }
        add(whole.substring(from), start + from, end, spans);
    }

    private static void add(String word, int start, int end, List<Span> spans) {
        String folded = fold(word);
        if (!folded.isEmpty()) {
            spans.add(new Span(start, end, folded));
        }
    }

    /** Returns a word without differences of spelling, composed, as stemmers expect it. */
    private static String fold(String word) {
        return word.length() > MAX_LENGTH ? computeFold(word) : FOLDED.get(word, Words::computeFold);
    }

    private static String computeFold(String word) {
        String folded = Spelling.compose(Spelling.fold(word));
        String plain = POSSESSIVE.matcher(folded).replaceFirst("");
        Matcher grouped = GROUPED_NUMBER.matcher(plain);
        return shortened(grouped.matches() ? plain.replace(grouped.group(1), "") : plain.replace("'", ""));
    }

    private static String shortened(String word) {
        return word.length() <= MAX_LENGTH ? word : word.substring(0, MAX_LENGTH);
    }
}
