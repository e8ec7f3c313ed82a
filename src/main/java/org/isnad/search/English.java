package org.isnad.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Reduces English words by {@link Forms} and KStem, and British spelling to American. */
final class English {

    /** Patterns of British spelling in a stem, each with its replacement. They need not make words, only the same ones. */
    private static final Map<Pattern, String> AMERICAN = american();

    private static final Pattern PLURAL = Pattern.compile("[a-z]{4,}[^siu]s");

    private English() {
    }

    private static Map<Pattern, String> american() {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        patterns.put(Pattern.compile("(?<=...)is(?=e$|ed$|ing$|er$|or$|ation$|ational$)"), "iz");
        patterns.put(Pattern.compile("(?<=..)our(?=$|er$|ite$|able$|ful$|ist$)"), "or");
        patterns.put(Pattern.compile("(?<=..[bt])re$"), "er");
        patterns.put(Pattern.compile("(?<=..)ence$"), "ense");
        patterns.put(Pattern.compile("(?<=..)ogue$"), "og");
        patterns.put(Pattern.compile("(?<=..)amme$"), "am");
        patterns.put(Pattern.compile("(?<=..)yse$"), "yze");
        return patterns;
    }

    /** Returns the stem of a word in lower case. */
    static String stem(String word) {
        String stem = kstem(Forms.canonical(word));
        // KStem keeps some plurals that its dictionary has.
        String singular = PLURAL.matcher(stem).matches() ? stem.substring(0, stem.length() - 1) : stem;
        return respelt(Forms.canonical(singular));
    }

    private static String respelt(String word) {
        String respelt = word;
        for (Map.Entry<Pattern, String> pattern : AMERICAN.entrySet()) {
            respelt = pattern.getKey().matcher(respelt).replaceFirst(pattern.getValue());
        }
        return respelt;
    }

    private static String kstem(String word) {
        try (KeywordTokenizer whole = new KeywordTokenizer(); KStemFilter stemmed = new KStemFilter(whole)) {
            whole.setReader(new StringReader(word));
            stemmed.reset();
            stemmed.incrementToken();
            return stemmed.getAttribute(CharTermAttribute.class).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
