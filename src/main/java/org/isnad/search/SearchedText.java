package org.isnad.search;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Evidence;
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
            addComponents("content", revision.content(), texts);
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

    private static void addComponents(String path, Object content, List<SearchedText> texts) {
        for (RecordComponent component : content.getClass().getRecordComponents()) {
            String name = path + "." + component.getName();
            Object value = value(component, content);
            if (value instanceof Text text) {
                addAll(name, text, texts);
            } else if (value instanceof Record nested) {
                addComponents(name, nested, texts);
            } else if (value instanceof List<?> names && NAMES.contains(component.getName())) {
                names.forEach(one -> add(name + "[" + names.indexOf(one) + "]", null, one.toString(), texts));
            } else if (value instanceof String one && NAMES.contains(component.getName())) {
                add(name, null, one, texts);
            }
        }
    }

    private static Object value(RecordComponent component, Object content) {
        try {
            return component.getAccessor().invoke(content);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
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
