package org.isnad.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A light stem of Arabic: without the article, prepositions and conjunctions that are written with a word, and without the
 * endings of gender, number, case and possession. Roots are not extracted, because words of one root differ in meaning.
 * Words are folded; the hamza on the line is left out, because it is written in many ways.
 */
final class ArabicStem {

    private static final List<String> ARTICLES = List.of("وبال", "وكال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال");

    /** The letters that are written with a word as a preposition or conjunction. */
    private static final String CLITICS = "وفبلك";

    /** The minimum length of an unlisted word after a clitic; shorter ones would be other words without their first letter. */
    private static final int AFTER_CLITIC = 4;

    /** The minimum length of what follows an article. */
    private static final int AFTER_ARTICLE = 2;

    private static final String PRESENT = "ي";
    private static final String OTHER_PERSONS = "تنا";
    private static final String FUTURE = "س";

    /** The endings, each with the minimum length of what is left. */
    private enum Ending {
        PLURAL("ات", 3),
        PLURAL_OF_PEOPLE("ون", 3),
        PLURAL_OBJECT("ين", 3),
        HER("ها", 3),
        THEIR("هم", 4),
        OUR("نا", 4),
        THEY("وا", 3),
        DUAL("ان", 4),
        FEMININE("ه", 3),
        RELATION("ي", 3),
        SHE("ت", 3),
        OBJECT("ا", 3);

        private final String letters;
        private final int minimum;

        Ending(String letters, int minimum) {
            this.letters = letters;
            this.minimum = minimum;
        }

        boolean isOf(String word) {
            return word.endsWith(letters) && word.length() - letters.length() >= minimum;
        }
    }

    private ArabicStem() {
    }

    /** Returns a word without the hamza on the line. */
    static String withoutHamza(String word) {
        return word.replace("ء", "");
    }

    /** Returns the stems of a folded word: that of the word, and that of the word after a letter that may be a clitic. */
    static Set<String> of(String folded) {
        String word = withoutArticle(withoutHamza(folded));
        Set<String> stems = new LinkedHashSet<>();
        String stem = stripped(word);
        stems.add(stem);
        String rest = word.isEmpty() ? word : word.substring(1);
        boolean mayBeClitic = !word.isEmpty() && CLITICS.indexOf(word.charAt(0)) >= 0 && !Forms.has(stem);
        if (mayBeClitic && (rest.length() >= AFTER_CLITIC || Forms.has(rest))) {
            stems.add(stripped(withoutArticle(rest)));
        }
        return stems;
    }

    private static String withoutArticle(String word) {
        return Forms.has(word) ? word
                : ARTICLES.stream().filter(article -> word.startsWith(article)
                        && word.length() - article.length() >= AFTER_ARTICLE).findFirst()
                        .map(article -> word.substring(article.length())).orElse(word);
    }

    /** Returns a word without its endings, or the listed form that it comes to on the way. */
    static String stripped(String word) {
        String stem = word;
        while (!isListed(stem)) {
            String current = stem;
            Ending ending = List.of(Ending.values()).stream().filter(one -> one.isOf(current)).findFirst().orElse(null);
            if (ending == null) {
                return stem;
            }
            stem = stem.substring(0, stem.length() - ending.letters.length());
        }
        return Forms.canonical(thirdPerson(stem));
    }

    private static boolean isListed(String word) {
        return Forms.has(word) || Forms.has(thirdPerson(word));
    }

    /** Returns the third person of the present tense of a verb in another person or in the future, if that is listed. */
    private static String thirdPerson(String word) {
        String present = word.startsWith(FUTURE) ? word.substring(1) : word;
        if (Forms.has(word) || present.isEmpty() || (PRESENT + OTHER_PERSONS).indexOf(present.charAt(0)) < 0) {
            return word;
        }
        String third = OTHER_PERSONS.indexOf(present.charAt(0)) >= 0 ? PRESENT + present.substring(1) : present;
        return Forms.has(third) ? third : word;
    }
}
