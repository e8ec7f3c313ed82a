package org.isnad.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import org.isnad.content.Spelling;
import org.tartarus.snowball.ext.RussianStemmer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import morfologik.stemming.Dictionary;
import morfologik.stemming.DictionaryLookup;
import morfologik.stemming.WordData;

/**
 * The stems of words: forms of one word have a stem in common. The script of a word tells how it is reduced: Arabic by
 * {@link ArabicStem}, Cyrillic by a Russian dictionary or, for words that it lacks, by the Snowball stemmer, Latin by KStem.
 * {@link Forms} has what no rule derives.
 */
final class Stems {

    /** Begins the terms that are stems, so that they are no words. */
    private static final String STEM = "~";

    /** The number of words of which the stems are kept in memory. */
    private static final int REMEMBERED = 20_000;

    private static final Cache<String, Set<String>> BY_WORD = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private static final Dictionary RUSSIAN = russian();

    private static final Pattern ARABIC = Pattern.compile("\\p{IsArabic}+");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}+");
    private static final Pattern LATIN = Pattern.compile("[a-z]+");

    /** A verb's ending, which differs between the aspects of one verb. */
    private static final Pattern VERB_ENDING = verbEnding();

    /** The l that the imperfective aspect inserts: заявить, заявлять. */
    private static final Pattern INSERTED_L = Pattern.compile("(?<=[бвмпф])л$");

    /** The minimum length of what is left of a verb; shorter ones differ in meaning. */
    private static final int VERB_ROOT = 4;

    private Stems() {
    }

    private static Dictionary russian() {
        try {
            return Dictionary.read(Stems.class.getResource("/org/languagetool/resource/ru/russian.dict"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the word and, marked as such, its stems in the order of their finding.
     *
     * @param word the word as {@link Spelling#fold} returns it, composed
     */
    static Set<String> terms(String word) {
        return BY_WORD.get(word, Stems::withStems);
    }

    private static Set<String> withStems(String word) {
        Set<String> terms = new LinkedHashSet<>();
        terms.add(word);
        of(word).forEach(stem -> terms.add(STEM + stem));
        return Collections.unmodifiableSet(terms);
    }

    /** Returns the stems of a word in the order of their finding; empty if its script has none. */
    static Set<String> of(String word) {
        if (ARABIC.matcher(word).matches()) {
            return ArabicStem.of(word);
        }
        if (CYRILLIC.matcher(word).matches()) {
            return russian(word);
        }
        return LATIN.matcher(word).matches() ? Set.of(English.stem(word)) : Set.of();
    }

    private static Pattern verbEnding() {
        String suffix = "(?:ова|ыва|ива|ева|ну|а|я|и|е|у|ы|о)?";
        String reflexive = "(?:с[яь])?";
        return Pattern.compile(suffix + "т[иь]" + reflexive + "$");
    }

    private static Set<String> russian(String word) {
        Set<String> stems = new LinkedHashSet<>();
        for (WordData found : new DictionaryLookup(RUSSIAN).lookup(word)) {
            String lemma = Forms.canonical(Spelling.compose(Spelling.fold(found.getStem().toString())));
            stems.add(lemma);
            addVerbRoot(lemma, found.getTag().toString(), stems);
        }
        if (stems.isEmpty()) {
            stems.add(snowball(Forms.canonical(word)));
        }
        return stems;
    }

    private static String snowball(String word) {
        RussianStemmer stemmer = new RussianStemmer();
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** Adds what the aspects of a verb share; a hyphen marks it, so that it is no noun. */
    private static void addVerbRoot(String lemma, String tag, Set<String> stems) {
        if (tag.startsWith("VB") || tag.startsWith("PT") || tag.startsWith("DPT")) {
            String root = VERB_ENDING.matcher(lemma).replaceFirst("");
            String plain = INSERTED_L.matcher(root.replaceFirst("(?<=..)ов$", "")).replaceFirst("");
            if (plain.length() >= VERB_ROOT) {
                stems.add(plain + "-");
            }
        }
    }
}
