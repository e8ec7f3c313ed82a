package org.isnad.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Evidence;
import org.isnad.content.RecordFields;
import org.isnad.content.Text;

/**
 * A text of a revision that is searched.
 *
 * @param field its path in the revision, such as {@code content.headline}
 * @param tag the tag of its language, or null if it has none, such as the name of a publisher
 * @param text the text as stored
 */
record SearchedText(String field, String tag, String text) {

    /** The field of texts without a language in the place of a language. */
    static final String NO_LANGUAGE = "und";

    /** The components of contents that are names or topics without a language. */
    private static final Set<String> NAMES = Set.of("organisation", "topics");

    /**
     * Returns all texts of a revision, which is in all of its languages: those of the content in the order of its components,
     * then the reason, the note on the time and the quotations.
     */
    static List<SearchedText> of(Revision<? extends Content> revision) {
        List<SearchedText> texts = new ArrayList<>();
        if (revision.content() != null) {
            addValue("content", revision.content(), false, texts);
        }
        addAll("reason", revision.reason(), texts);
        addAll("reportedAtNote", revision.reportedAtNote(), texts);
        int index = 0;
        for (Evidence item : revision.evidence() == null ? List.<Evidence> of() : revision.evidence()) {
            String path = "evidence[" + index++ + "].";
            add(path + "publisher", null, item.publisher(), texts);
            add(path + "quotation", item.language(), item.quotation(), texts);
            add(path + "speaker", item.language(), item.speaker(), texts);
        }
        return texts;
    }

    /** Returns the language without script and region. */
    String language() {
        return tag == null ? NO_LANGUAGE : primary(tag);
    }

    /** Returns the language of a tag, without script and region. */
    static String primary(String tag) {
        return Locale.forLanguageTag(tag).getLanguage();
    }

    /** Adds the texts of a value within a content, and those strings that are names. */
    private static void addValue(String path, Object value, boolean isName, List<SearchedText> texts) {
        if (value instanceof Text text) {
            addAll(path, text, texts);
        } else if (value instanceof Record nested) {
            RecordFields.values(nested).forEach(
                    (name, component) -> addValue(path + "." + name, component, NAMES.contains(name), texts));
        } else if (value instanceof List<?> list) {
            for (int at = 0; at < list.size(); at++) {
                addValue(path + "[" + at + "]", list.get(at), isName, texts);
            }
        } else if (value instanceof String name && isName) {
            add(path, null, name, texts);
        }
    }

    private static void addAll(String field, Text text, List<SearchedText> texts) {
        if (text != null) {
            text.byTag().forEach((tag, words) -> add(field, tag, words, texts));
        }
    }

    private static void add(String field, String tag, String text, List<SearchedText> texts) {
        if (text != null) {
            texts.add(new SearchedText(field, tag, text));
        }
    }
}
