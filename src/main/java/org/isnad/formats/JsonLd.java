package org.isnad.formats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.isnad.chain.Revision;
import org.isnad.chain.Status;
import org.isnad.changes.RecordChanges;
import org.isnad.content.Actor;
import org.isnad.content.Article;
import org.isnad.content.Content;
import org.isnad.content.Evidence;
import org.isnad.content.Kind;
import org.isnad.content.Occurred;
import org.isnad.content.Place;
import org.isnad.content.Reaction;
import org.isnad.content.Statement;
import org.isnad.content.Text;
import org.isnad.sources.Source;
import org.isnad.web.Ni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Revisions as JSON-LD in the vocabulary of schema.org: an article is a NewsArticle, what is said of facts a Claim,
 * a retraction a CorrectionComment. Nothing is rated, because nobody has rated it.
 */
final class JsonLd {

    private static final String VOCABULARY = "https://schema.org";
    private static final String TOPICS = "http://cv.iptc.org/newscodes/mediatopic/";

    /** The kinds of sources that are people. */
    private static final Set<Source.Kind> PEOPLE = Set.of(Source.Kind.HEAD_OF_STATE, Source.Kind.HEAD_OF_GOVERNMENT,
            Source.Kind.JOURNALIST, Source.Kind.WITNESS, Source.Kind.ANONYMOUS_OFFICIAL);

    private final ObjectMapper mapper;
    private final FormatContext context;

    JsonLd(ObjectMapper mapper, FormatContext context) {
        this.mapper = mapper;
        this.context = context;
    }

    /** Returns a revision as a document. */
    ObjectNode document(Revision<?> revision) {
        return mapper.createObjectNode().put("@context", VOCABULARY).setAll(node(revision));
    }

    /** Returns revisions as a document with a graph. */
    ObjectNode document(List<? extends Revision<?>> revisions) {
        ArrayNode graph = mapper.createArrayNode().addAll(revisions.stream().map(this::node).toList());
        return mapper.createObjectNode().put("@context", VOCABULARY).set("@graph", graph);
    }

    private ObjectNode node(Revision<?> revision) {
        ObjectNode node = mapper.createObjectNode().put("@type", type(revision)).put("@id", context.address(revision));
        node.put("identifier", Ni.of(revision.hash())).put("url", context.address(revision));
        set(node, "datePublished", Dates.plain(revision.reportedAt()));
        node.set("publisher", source(revision.source()));
        set(node, "license", licence(revision.source()));
        node.put("version", revision.number()).put("creativeWorkStatus", status(revision));
        node.putObject("exampleOfWork").put("@id", context.address(revision.kind(), revision.record(), null));
        node.put("sdDatePublished", revision.recordedAt().toString());
        node.set("sdPublisher", mapper.createObjectNode().put("@type", "Organization").put("name", FormatContext.SERVICE));
        Content content = revision.content();
        if (content instanceof Article article) {
            addArticle(node, revision, article);
        } else if (content != null) {
            addClaim(node, revision, content);
        } else if (revision.status() == Status.RETRACTED) {
            addCorrection(node, revision);
        }
        addCorrectionComment(node, revision);
        return node;
    }

    /** Adds why a revision corrects the one that it supersedes. */
    private void addCorrectionComment(ObjectNode node, Revision<?> revision) {
        if (revision.content() != null && revision.reason() != null && revision.status() == Status.CORRECTED) {
            ObjectNode comment = mapper.createObjectNode().put("@type", "CorrectionComment");
            node.set("correction", addCorrection(comment, revision));
        }
    }

    private static String type(Revision<?> revision) {
        if (revision.content() == null) {
            return revision.status() == Status.RETRACTED ? "CorrectionComment" : "CreativeWork";
        }
        if (revision.content() instanceof Article) {
            return "NewsArticle";
        }
        return revision.kind() == Kind.NOTICE ? "CreativeWork" : "Claim";
    }

    private static String status(Revision<?> revision) {
        if (revision.erased() != null && revision.content() == null) {
            return "erased";
        }
        return Boolean.FALSE.equals(revision.standing()) && revision.content() != null ? "superseded"
                : revision.status().name().toLowerCase(Locale.ROOT);
    }

    private void addArticle(ObjectNode node, Revision<?> revision, Article article) {
        set(node, "headline", text(article.headline()));
        set(node, article.isSummaryOurs() == null ? "abstract" : "description", text(article.summary()));
        set(node, "articleBody", text(article.body()));
        set(node, "hasPart", list(article.sections(), this::section));
        set(node, "author", list(article.authors(), this::person));
        set(node, "creditText", text(article.credit()));
        node.put("inLanguage", article.originalLanguage());
        set(node, "datePublished", Dates.plain(article.publishedAt(), revision.reportedAt()));
        set(node, "sameAs", article.url());
        set(node, "dateline", text(Parts.of(article, Place.class).stream().map(Place::name).findFirst().orElse(null)));
        set(node, "isBasedOn", works(revision));
        set(node, "about", list(article.topics(), this::topic));
        addWhereAndWhen(node, article);
    }

    private <T> ArrayNode list(List<T> items, Function<T, ObjectNode> convert) {
        return mapper.createArrayNode().addAll(items == null ? List.of() : items.stream().map(convert).toList());
    }

    private ObjectNode section(Article.Section section) {
        ObjectNode node = mapper.createObjectNode().put("@type", "CreativeWork");
        set(node, "headline", text(section.heading()));
        set(node, "text", text(section.text()));
        return node;
    }

    private ObjectNode person(Text name) {
        ObjectNode node = mapper.createObjectNode().put("@type", "Person");
        set(node, "name", text(name));
        return node;
    }

    private ObjectNode topic(String topic) {
        return mapper.createObjectNode().put("@type", "DefinedTerm").put("@id", TOPICS + topic.replaceFirst(".*:", ""))
                .put("termCode", topic);
    }

    private void addClaim(ObjectNode node, Revision<?> revision, Content content) {
        Text words = content.words();
        set(node, "text", words == null ? sentence(revision) : text(words));
        if (content.originalLanguage() != null) {
            node.put("inLanguage", content.originalLanguage());
        }
        if (node.get("@type").asText().equals("Claim")) {
            node.set("author", author(revision, content));
            addAppearances(node, revision);
        }
        addWhereAndWhen(node, content);
    }

    /** Returns who makes a claim: the one who is quoted, or the source that states a fact. */
    private ObjectNode author(Revision<?> revision, Content content) {
        if (content instanceof Statement statement) {
            return actor(statement.speaker());
        }
        return content instanceof Reaction reaction ? actor(reaction.actor()) : source(revision.source());
    }

    private void addAppearances(ObjectNode node, Revision<?> revision) {
        ArrayNode works = works(revision);
        set(node, "appearance", works);
        if (revision.number() == 1 && !works.isEmpty()) {
            node.set("firstAppearance", works.get(0));
        }
    }

    /** Returns what a claim says, in a sentence that names what is counted. */
    private ObjectNode sentence(Revision<?> revision) {
        return value(RecordChanges.language(context.languages()), RecordChanges.name(revision, context.languages()));
    }

    private void addWhereAndWhen(ObjectNode node, Content content) {
        set(node, "contentLocation", list(Parts.of(content, Place.class), this::place));
        Occurred occurred = content.occurred();
        if (occurred != null) {
            node.put("temporalCoverage", interval(occurred));
        }
    }

    private static String interval(Occurred occurred) {
        String from = occurred.from() == null ? ".." : occurred.from().value();
        return from + "/" + (occurred.until() == null ? ".." : occurred.until().value());
    }

    /** Completes a comment that tells why a revision corrects or withdraws the one that it supersedes. */
    private ObjectNode addCorrection(ObjectNode comment, Revision<?> by) {
        set(comment, "text", text(by.reason()));
        set(comment, "datePublished", Dates.plain(by.reportedAt()));
        comment.set("author", source(by.source()));
        if (by.supersedes() != null) {
            comment.putObject("parentItem").put("@id", context.address(by.kind(), by.record(), by.supersedes()));
        }
        return comment;
    }

    /** Returns the works that a revision rests on. */
    private ArrayNode works(Revision<?> revision) {
        List<Evidence> evidence = revision.evidence() == null ? List.of() : revision.evidence();
        return list(evidence.stream().filter(Evidence::supports).toList(), this::work);
    }

    private ObjectNode work(Evidence evidence) {
        ObjectNode work = mapper.createObjectNode().put("@type", "CreativeWork");
        set(work, "url", evidence.url());
        if (evidence.record() != null) {
            work.put("identifier", evidence.record() + (evidence.number() == null ? "" : "/" + evidence.number()));
        }
        if (evidence.publisher() != null) {
            work.putObject("publisher").put("@type", "Organization").put("name", evidence.publisher());
        }
        return work;
    }

    private ObjectNode source(String id) {
        Source source = context.sources().get(id);
        String type = source != null && PEOPLE.contains(source.kind()) ? "Person" : "Organization";
        ObjectNode node = mapper.createObjectNode().put("@type", type).put("@id", context.sourceAddress(id));
        if (source == null) {
            return node.put("name", id);
        }
        set(node, "name", text(source.name()));
        set(node, "url", source.url());
        return node;
    }

    private ObjectNode actor(Actor actor) {
        boolean isPerson = actor.kind() == null || actor.kind() == Actor.Kind.PERSON;
        ObjectNode node = mapper.createObjectNode().put("@type", isPerson ? "Person" : "Organization");
        set(node, "name", text(actor.name()));
        set(node, isPerson ? "jobTitle" : "description", text(actor.role()));
        if (actor.organisation() != null) {
            node.putObject(isPerson ? "affiliation" : "parentOrganization").put("@type", "Organization").put("name",
                    actor.organisation());
        }
        return node;
    }

    private ObjectNode place(Place place) {
        ObjectNode node = mapper.createObjectNode().put("@type", "Place");
        set(node, "name", text(place.name()));
        set(node, "identifier", place.code());
        if (place.point() != null) {
            node.putObject("geo").put("@type", "GeoCoordinates").put("latitude", place.point().lat()).put("longitude",
                    place.point().lon());
        }
        return node;
    }

    /** Returns the address of a licence, or a work with its name if it is stated in words; null if it is not known. */
    private JsonNode licence(String source) {
        String licence = context.licence(source);
        if (licence == null) {
            return null;
        }
        return licence.matches("https?://\\S+") ? mapper.getNodeFactory().textNode(licence)
                : mapper.createObjectNode().put("@type", "CreativeWork").put("name", licence);
    }

    /** Returns a text as a value object of each language, without a list if there is one; null for null. */
    private JsonNode text(Text text) {
        if (text == null) {
            return null;
        }
        List<ObjectNode> values = text.byTag().entrySet().stream().map(this::value).toList();
        return values.size() == 1 ? values.get(0) : mapper.createArrayNode().addAll(values);
    }

    private ObjectNode value(Map.Entry<String, String> text) {
        return value(text.getKey(), text.getValue());
    }

    private ObjectNode value(String language, String text) {
        return mapper.createObjectNode().put("@language", language).put("@value", text);
    }

    private static void set(ObjectNode node, String name, JsonNode value) {
        if (value != null && !(value.isArray() && value.isEmpty())) {
            node.set(name, value);
        }
    }

    private static void set(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
