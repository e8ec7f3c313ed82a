package org.isnad.formats;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.chain.Revision;
import org.isnad.changes.RecordChanges;
import org.isnad.content.Article;
import org.isnad.content.Content;
import org.isnad.formats.FormatContext.Phrase;
import org.isnad.web.Ni;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How to cite a revision.
 *
 * @param key the key in a bibliography
 * @param type the type in the Citation Style Language
 * @param author the name of the source
 * @param title what the revision says, or the id of its record
 * @param language the language of the title
 * @param date when the source said it, or null if it is not known exactly
 * @param version the number of the revision
 * @param address the permanent address
 * @param licence the terms under which the text may be used, or null if they are not known
 * @param hash the name of the revision, which is the same at every address and mirror
 * @param read when it was read
 */
public record Citation(String key, String type, String author, String title, String language, String date, int version,
        String address, String licence, String hash, Instant read) {

    public static final String BIBTEX = "application/x-bibtex";
    public static final String CSL_JSON = "application/vnd.citationstyles.csl+json";

    private static final int MAX_TITLE = 200;

    /** The characters that TeX does not take as they are, with what stands for them. */
    private static final Map<Integer, String> TEX = Map.ofEntries(Map.entry((int) '\\', "\\textbackslash{}"),
            Map.entry((int) '{', "\\textbraceleft{}"), Map.entry((int) '}', "\\textbraceright{}"),
            Map.entry((int) '&', "\\&"), Map.entry((int) '%', "\\%"), Map.entry((int) '$', "\\$"),
            Map.entry((int) '#', "\\#"), Map.entry((int) '_', "\\_"), Map.entry((int) '~', "\\textasciitilde{}"),
            Map.entry((int) '^', "\\textasciicircum{}"));

    /**
     * Returns the citation of a revision.
     *
     * @param revision a revision with its hash
     */
    public static Citation of(Revision<?> revision, FormatContext context, Instant read) {
        Content content = revision.content();
        Phrase title = title(revision, content, context);
        String date = content instanceof Article article ? Dates.plain(article.publishedAt(), revision.reportedAt())
                : Dates.plain(revision.reportedAt());
        return new Citation(revision.record() + "-" + revision.number(),
                content instanceof Article ? "article-newspaper" : "entry", context.sourceName(revision.source()),
                title.text().strip().replaceAll("\\s+", " "), title.language(), date == null ? null : Dates.day(date),
                revision.number(), context.address(revision), context.licence(revision.source()),
                Ni.of(revision.hash()), read);
    }

    private static Phrase title(Revision<?> revision, Content content, FormatContext context) {
        if (content != null && content.words() != null) {
            return context.phrase(content.words().shortened(MAX_TITLE), content.originalLanguage());
        }
        if (content == null) {
            Phrase reason = context.phrase(revision.reason(), null);
            return reason == null ? new Phrase("und", revision.record()) : reason;
        }
        return new Phrase(RecordChanges.language(context.languages()), RecordChanges.name(revision, context.languages()));
    }

    private String day() {
        return read.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Returns the licence and the hash, and when it was read, in words. */
    private String note() {
        return Stream.of(licence == null ? null : "Licence: " + licence, hash, "read " + read)
                .filter(part -> part != null).collect(Collectors.joining("; "));
    }

    /** Returns the citation as a sentence. */
    public String text() {
        List<String> parts = new ArrayList<>(List.of(author, "“" + title + "”"));
        if (date != null) {
            parts.add(date);
        }
        parts.add("revision " + version);
        parts.add(FormatContext.SERVICE);
        return String.join(", ", parts) + ", " + address + " (" + note() + ")\n";
    }

    /** Returns the citation as an entry of BibTeX, in UTF-8. */
    public String bibtex() {
        Map<String, String> fields = new LinkedHashMap<>();
        // The inner braces keep the name of an organisation whole, and the case of a title.
        fields.put("author", "{" + tex(author) + "}");
        fields.put("title", "{" + tex(title) + "}");
        if (date != null) {
            fields.put("year", date.substring(0, "2022".length()));
            fields.put("date", date);
        }
        fields.put("version", Integer.toString(version));
        fields.put("publisher", FormatContext.SERVICE);
        fields.put("url", address);
        fields.put("urldate", day());
        fields.put("language", language);
        fields.put("note", tex(note()));
        return "@misc{" + key + ",\n" + fields.entrySet().stream()
                .map(field -> "  " + field.getKey() + " = {" + field.getValue() + "}").collect(Collectors.joining(",\n"))
                + "\n}\n";
    }

    private static String tex(String text) {
        StringBuilder tex = new StringBuilder();
        text.codePoints().forEach(letter -> tex.append(TEX.getOrDefault(letter, Character.toString(letter))));
        return tex.toString();
    }

    /** Returns the citation as a bibliography of one item in CSL-JSON. */
    public ArrayNode cslJson(ObjectMapper mapper) {
        ObjectNode item = mapper.createObjectNode().put("id", key).put("type", type).put("title", title);
        item.putArray("author").addObject().put("literal", author);
        if (date != null) {
            item.set("issued", dateParts(date, mapper));
        }
        item.put("version", Integer.toString(version)).put("publisher", FormatContext.SERVICE).put("URL", address);
        item.set("accessed", dateParts(day(), mapper));
        item.put("language", language);
        if (licence != null) {
            item.put("license", licence);
        }
        item.put("note", note());
        return mapper.createArrayNode().add(item);
    }

    private static ObjectNode dateParts(String date, ObjectMapper mapper) {
        ObjectNode parts = mapper.createObjectNode();
        ArrayNode numbers = parts.putArray("date-parts").addArray();
        Stream.of(date.split("-")).map(Integer::valueOf).forEach(numbers::add);
        return parts;
    }
}
