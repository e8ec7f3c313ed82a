package org.isnad.formats;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.isnad.chain.Revision;
import org.isnad.content.Article;
import org.isnad.content.PartialDate.Precision;
import org.isnad.content.Text;
import org.isnad.formats.FormatContext.Phrase;
import org.isnad.web.Ni;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Articles as ninjs 3.0, the News in JSON of the IPTC. An item is the record, and its version the revision. */
final class Ninjs {

    private static final String VERSION = "3.0";
    private static final String SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json";
    private static final String TOPICS = "http://cv.iptc.org/newscodes/mediatopic/";
    private static final String PLAIN = "text/plain";

    /** The precisions of a time that is an instant. */
    private static final Set<Precision> INSTANTS = Set.of(Precision.MINUTE, Precision.SECOND, Precision.FRACTION);

    private final ObjectMapper mapper;
    private final FormatContext context;

    Ninjs(ObjectMapper mapper, FormatContext context) {
        this.mapper = mapper;
        this.context = context;
    }

    /** Returns a revision of an article; that of a retraction has no texts and is canceled. */
    ObjectNode item(Revision<?> revision) {
        ObjectNode item = mapper.createObjectNode().put("uri", context.address(revision.kind(), revision.record(), null));
        item.putObject("standard").put("name", "ninjs").put("version", VERSION).put("schema", SCHEMA);
        item.put("type", "text").put("representationType", "full").put("version", Integer.toString(revision.number()));
        item.put("versionCreated", revision.recordedAt().toString());
        if (Dates.plain(revision.reportedAt()) != null && INSTANTS.contains(revision.reportedAt().precision())) {
            item.put("contentCreated", revision.reportedFrom().toString());
        }
        item.put("pubStatus", revision.content() == null ? "canceled" : "usable");
        add(item, "descriptions", "correction", context.phrase(revision.reason(), null));
        if (revision.content() instanceof Article article) {
            addArticle(item, article);
        }
        addSource(item, revision.source(), "originator");
        revision.via().forEach(carrier -> addSource(item, carrier, "carrier"));
        put(item, "usageTerms", context.licence(revision.source()));
        item.put("copyrightHolder", context.sourceName(revision.source()));
        item.withArray("/altIds").addObject().put("role", "hash").put("value", Ni.of(revision.hash()));
        item.withArray("/altIds").addObject().put("role", "revision").put("value", context.address(revision));
        return item;
    }

    private void addArticle(ObjectNode item, Article article) {
        String original = article.originalLanguage();
        Text first = article.texts().stream().filter(Objects::nonNull).findFirst().orElseThrow();
        item.put("language", context.phrase(first, original).language());
        add(item, "headlines", "main", context.phrase(article.headline(), original));
        String summary = article.isSummaryOurs() == null ? "summary" : "editorial";
        add(item, "descriptions", summary, context.phrase(article.summary(), original));
        add(item, "bodies", "main", context.phrase(article.body(), original));
        List<Article.Section> sections = article.sections() == null ? List.of() : article.sections();
        sections.forEach(section -> addSection(item, section, original));
        Phrase credit = context.phrase(article.credit(), original);
        put(item, "by", credit == null ? names(article.authors(), original) : credit.text());
        List<String> topics = article.topics() == null ? List.of() : article.topics();
        topics.forEach(topic -> item.withArray("/subjects").addObject().put("rel", "about").put("uri",
                TOPICS + topic.replaceFirst(".*:", "")));
        if (article.url() != null) {
            item.withArray("/renditions").addObject().put("name", "original").put("href", article.url());
        }
    }

    private void addSection(ObjectNode item, Article.Section section, String original) {
        add(item, "bodies", "heading", context.phrase(section.heading(), original));
        add(item, "bodies", "section", context.phrase(section.text(), original));
    }

    /** Returns the names of authors in the preferred language, or null for null. */
    private String names(List<Text> authors, String original) {
        return authors == null ? null
                : authors.stream().map(name -> context.phrase(name, original).text()).collect(Collectors.joining(", "));
    }

    private static void add(ObjectNode item, String list, String role, Phrase text) {
        if (text != null) {
            item.withArray("/" + list).addObject().put("role", role).put("contentType", PLAIN).put("value", text.text());
        }
    }

    private void addSource(ObjectNode item, String id, String role) {
        item.withArray("/infoSources").addObject().put("name", context.sourceName(id)).put("role", role).put("uri",
                context.sourceAddress(id));
    }

    private static void put(ObjectNode item, String name, String value) {
        if (value != null) {
            item.put(name, value);
        }
    }
}
