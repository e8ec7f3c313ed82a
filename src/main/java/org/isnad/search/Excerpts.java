package org.isnad.search;

import java.util.List;
import java.util.Map;

import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.search.SearchHit.Excerpt;
import org.isnad.search.SearchHit.Highlight;
import org.isnad.search.SearchQuery.Clause;
import org.isnad.search.SearchQuery.Span;

/** Makes excerpts of what is stored now: the index has no texts, so that nothing erased lives on in them. */
final class Excerpts {

    /** The maximum length of an excerpt, in UTF-16 code units, unless one phrase is longer. */
    private static final int MAX_LENGTH = 240;

    /** How much of it precedes the first highlight. */
    private static final int BEFORE = 80;

    private Excerpts() {
    }

    /**
     * A text with what was found in it.
     *
     * @param isPreferred whether it is in the language of the answer
     */
    private record Found(SearchedText text, Map<Clause, List<Span>> spans, boolean isPreferred) {

        /** Whether it shows more of what is searched for, or as much in the language of the answer. */
        boolean isBetterThan(Found other) {
            return other == null || spans.size() > other.spans.size()
                    || spans.size() == other.spans.size() && isPreferred && !other.isPreferred;
        }
    }

    /**
     * Returns an excerpt of the text of a revision that has the most of what is searched for, or null if none has any.
     *
     * @param revision the revision in all of its languages
     * @param language the language of the text, or null for any
     * @param preferred the tag of the language of the answer, or null for none
     */
    static Excerpt of(Revision<? extends Content> revision, SearchQuery query, String language, String preferred) {
        Found best = null;
        for (SearchedText text : SearchedText.of(revision)) {
            if (language == null || text.language().equals(language)) {
                Found found = new Found(text, query.find(text.text()), text.tag() != null && text.tag().equals(preferred));
                best = !found.spans.isEmpty() && found.isBetterThan(best) ? found : best;
            }
        }
        return best == null ? null : excerpt(best.text, SearchQuery.merged(best.spans.values()));
    }

    private static Excerpt excerpt(SearchedText of, List<Span> spans) {
        String text = of.text();
        Span first = spans.get(0);
        int start = start(text, first.start());
        int end = end(text, Math.max(first.end(), start + MAX_LENGTH));
        List<Highlight> highlights = spans.stream().filter(span -> span.end() <= end)
                .map(span -> new Highlight(span.start(), span.end(), text.substring(span.start(), span.end()))).toList();
        return new Excerpt(of.field(), of.tag(), start, end, text.substring(start, end), highlights);
    }

    /** Returns the beginning of an excerpt: of a word, if there are spaces. */
    private static int start(String text, int first) {
        int earliest = first - BEFORE;
        if (earliest <= 0) {
            return 0;
        }
        int space = text.indexOf(' ', earliest);
        return space >= 0 && space < first ? space + 1 : first;
    }

    /** Returns the end of an excerpt: of a word, if there are spaces. */
    private static int end(String text, int latest) {
        if (latest >= text.length()) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', latest);
        int end = space > latest - BEFORE ? space : latest;
        return Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }
}
