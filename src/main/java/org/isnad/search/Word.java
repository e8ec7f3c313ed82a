package org.isnad.search;

import java.util.Collections;
import java.util.Set;

/**
 * A word of a text.
 *
 * @param position its place among the words of the text, from 0
 * @param length how many words it is written as: more than 1 if the text separates its parts by hyphens
 * @param start the offset of its first character, in UTF-16 code units
 * @param end the offset after the last one
 * @param text the word without differences of spelling
 */
record Word(int position, int length, int start, int end, String text) {

    /** Returns what the word is found by: itself first, then its stems. */
    Set<String> terms() {
        return Stems.terms(text);
    }

    /** Whether any of some terms is one of the word. */
    boolean hasAny(Set<String> terms) {
        return terms.contains(text) || !Collections.disjoint(terms(), terms);
    }
}
