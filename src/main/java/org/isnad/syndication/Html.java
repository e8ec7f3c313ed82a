package org.isnad.syndication;

import java.text.BreakIterator;

import org.isnad.compare.Change;
import org.isnad.compare.Difference;
import org.isnad.compare.TextDiff;

/** Writes the content of an entry in HTML, of which only elements that feed readers keep are used. */
final class Html {

    /** The number of characters of unchanged words that are kept on each side of a change. */
    private static final int CONTEXT = 80;

    /** The maximum number of characters of a removed or inserted passage. */
    private static final int PASSAGE = 1_000;

    private static final String ELLIPSIS = "\u2026";

    private final StringBuilder html = new StringBuilder();

    /** Adds a paragraph. */
    void addParagraph(Phrase phrase) {
        add("p", phrase, escaped(phrase.text()));
    }

    /** Adds a paragraph that is struck through. */
    void addStruck(Phrase phrase) {
        add("p", phrase, "<del>" + escaped(phrase.text()) + "</del>");
    }

    /** Adds the words of a source. */
    void addQuotation(Phrase phrase) {
        add("blockquote", phrase, escaped(phrase.text()));
    }

    private void add(String element, Phrase phrase, String inner) {
        html.append('<').append(element).append(" lang=\"").append(phrase.language()).append("\" dir=\"")
                .append(Phrase.direction(phrase.language())).append("\">").append(inner).append("</").append(element)
                .append('>');
    }

    /** Adds the material changes of numbers and words: the old ones removed, the new ones inserted. */
    void addDifference(Difference difference) {
        for (Change change : difference.changes()) {
            if (change.material() && change.number() != null) {
                addNumber(change);
            } else if (change.material() && change.wording() != null) {
                addWording(change.wording());
            }
        }
    }

    private void addNumber(Change change) {
        html.append("<p dir=\"ltr\"><code>").append(escaped(change.path())).append("</code> ");
        if (change.from() != null) {
            html.append(removed(change.from().toString())).append(" \u2192 ");
        }
        html.append(change.to() == null ? "\u2013" : inserted(change.to().toString())).append("</p>");
    }

    private void addWording(TextDiff wording) {
        StringBuilder inner = new StringBuilder();
        wording.segments().forEach(segment -> inner.append(segment(segment)));
        add("p", new Phrase(wording.language(), ""), inner.toString());
    }

    private static String segment(TextDiff.Segment segment) {
        if (segment.operation() == TextDiff.Operation.EQUAL) {
            return escaped(withoutMiddle(segment.text() == null ? segment.to().text() : segment.text()));
        }
        String from = segment.from() == null ? "" : removed(beginning(segment.from().text(), PASSAGE));
        return segment.to() == null ? from : from + inserted(beginning(segment.to().text(), PASSAGE));
    }

    private static String removed(String text) {
        return "<del>" + escaped(text) + "</del>";
    }

    private static String inserted(String text) {
        return "<ins>" + escaped(text) + "</ins>";
    }

    private static String withoutMiddle(String text) {
        if (text.length() <= 2 * CONTEXT) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance();
        characters.setText(text);
        return beginning(text, CONTEXT) + text.substring(characters.following(text.length() - CONTEXT));
    }

    /** Returns a text, or its beginning and an ellipsis if it is longer than a number of UTF-16 code units. */
    private static String beginning(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance();
        characters.setText(text);
        return text.substring(0, characters.preceding(length)) + ELLIPSIS;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
