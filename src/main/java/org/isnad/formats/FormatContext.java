package org.isnad.formats;

import java.util.Map;
import java.util.TreeSet;

import org.isnad.chain.Revision;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Text;
import org.isnad.sources.Source;

/**
 * The data that formats need besides a revision: the public address, the sources, the languages.
 *
 * @param base the public address of the service, without a slash at its end
 * @param sources the descriptions of the sources of the revisions and their carriers, by id
 * @param languages the languages that the client prefers
 */
public record FormatContext(String base, Map<String, Source> sources, Languages languages) {

    /** The name of the service. */
    static final String SERVICE = "Isnad";

    /** A text in one language. */
    record Phrase(String language, String text) {
    }

    /** Returns the permanent address of a revision. */
    String address(Revision<?> revision) {
        return address(revision.kind(), revision.record(), revision.number());
    }

    /** Returns the permanent address of a revision of a record, or the address of the record if the number is null. */
    String address(Kind kind, String record, Integer number) {
        return base + "/api/v1/" + kind.path() + "/" + record + (number == null ? "" : "/revisions/" + number);
    }

    /** Returns the address of the description of a source. */
    String sourceAddress(String id) {
        return base + "/api/v1/sources/" + id;
    }

    /** Returns the name of a source in the preferred language, or its id if it is not described. */
    String sourceName(String id) {
        Source source = sources.get(id);
        return source == null ? id : phrase(source.name(), null).text();
    }

    /** Returns the terms under which the texts of a source may be used, or null if they are not known. */
    String licence(String id) {
        Source source = sources.get(id);
        return source == null ? null : source.licence();
    }

    /**
     * Returns a text in the preferred language, or else in the original one, in English or in its first one.
     *
     * @param text the text, or null, for which null is returned
     * @param original the original language, or null if it is unknown
     */
    Phrase phrase(Text text, String original) {
        if (text == null) {
            return null;
        }
        TreeSet<String> tags = new TreeSet<>(text.tags());
        String preferred = languages.choose(tags, original).tag();
        String tag = preferred == null ? Languages.original().choose(tags, original).tag() : preferred;
        return new Phrase(tag, text.byTag().get(tag));
    }
}
