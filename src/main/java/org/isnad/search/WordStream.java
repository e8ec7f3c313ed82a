package org.isnad.search;

import java.util.Iterator;
import java.util.List;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The terms of the words of some texts in one language, for the index. No phrase goes on from one text to the next. */
final class WordStream extends TokenStream {

    /** The distance between the last word of a text and the first one of the next; longer than any phrase. */
    private static final int GAP = 100;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final Iterator<SearchedText> texts;
    private Iterator<Word> words = List.<Word> of().iterator();
    private Iterator<String> terms = List.<String> of().iterator();
    private int position = -1;
    private int next;

    WordStream(List<SearchedText> texts) {
        this.texts = texts.iterator();
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        while (!terms.hasNext()) {
            if (!advance()) {
                return false;
            }
        }
        term.append(terms.next());
        increment.setPositionIncrement(next);
        next = 0;
        return true;
    }

    /** Advances to the terms of the next word, and returns whether there is one. */
    private boolean advance() {
        int gap = 0;
        while (!words.hasNext()) {
            if (!texts.hasNext()) {
                return false;
            }
            words = Words.of(texts.next().text()).iterator();
            position = -1;
            gap = GAP;
        }
        Word word = words.next();
        next = word.position() - position + gap;
        position = word.position();
        terms = word.terms().iterator();
        return true;
    }
}
