package org.isnad.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.isnad.content.PartialDate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Rebuilds the sample from the data that was collected: {@code SampleMaker DATA_FOLDER OUTPUT}.
 *
 * <p>
 * Figures, times and citations come from the data. What is written by hand stands in three tables beside this class: names and
 * translations, which record a row belongs to where no rule says it, and reasons and summaries in our own words.
 */
public final class SampleMaker {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final String ARTICLE = "kz-article-gsv-2022-01-06";
    private static final String TOLL = "kz-total-killed";
    private static final List<String> ACTORS = List.of("speaker", "actor", "authority", "addressee", "operator", "causedBy",
            "person", "by", "replaces");
    private static final List<String> LANGUAGES = List.of("en", "ru", "ar");

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode table = resource("/sample/kazakhstan-2022.json");
    private final JsonNode speech = resource("/sample/kazakhstan-2022-speech.json");
    private final JsonNode situation = resource("/sample/kazakhstan-2022-situation.json");
    private final Map<String, JsonNode> data = new HashMap<>();
    private final List<JsonNode> casualties = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();

    private SampleMaker(Path folder) throws IOException {
        JsonNode seed = mapper.readTree(folder.resolve("seed-facts.json").toFile());
        for (String part : List.of("articles", "casualty_figures", "statements", "reactions", "measures", "disruptions",
                "appointments", "background")) {
            seed.get(part).forEach(fact -> data.put(fact.get("id").asText(), fact));
        }
        for (String file : List.of("casualties", "statements", "article-changes")) {
            mapper.readTree(folder.resolve("kazakhstan-2022-" + file + ".json").toFile()).get("rows").forEach(row -> {
                data.put(row.get("id").asText(), row);
                if (file.equals("casualties")) {
                    casualties.add(row);
                }
            });
        }
    }

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[1]), new SampleMaker(Path.of(args[0])).lines());
    }

    /** A line to be: its record, and what it is sorted and superseded by. */
    private static final class Report {
        final String id;
        final String record;
        final String supersedes;
        final ObjectNode line;

        Report(String id, String record, String supersedes, ObjectNode line) {
            this.id = id;
            this.record = record;
            this.supersedes = supersedes;
            this.line = line;
        }

        Instant from() {
            String reportedAt = line.get("reportedAt").asText();
            // An interval with an open beginning is sorted by its end.
            return new PartialDate(reportedAt.startsWith("../") ? reportedAt.substring(3) : reportedAt).from(ALMATY);
        }
    }

    private String lines() {
        casualties.forEach(this::casualty);
        seedCasualties();
        speech.get("revisions").forEach(this::speech);
        StringBuilder lines = new StringBuilder();
        lines.append(table.get("crisis")).append('\n');
        table.get("sources").forEach(source -> lines.append(source(source)).append('\n'));
        List<Report> sorted = sorted();
        // They were added last: the positions of the others stay as they are.
        reports.clear();
        situation.get("revisions").forEach(this::situation);
        sorted.addAll(reports);
        number(sorted).forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    private ObjectNode source(JsonNode row) {
        ObjectNode source = mapper.createObjectNode().put("type", "source").put("id", row.get(0).asText());
        source.set("name", mapper.createObjectNode().put("ar", row.get(5).asText()).put("en", row.get(3).asText())
                .put("ru", row.get(4).asText()));
        source.put("kind", row.get(1).asText());
        if (!row.get(2).isNull()) {
            source.put("country", row.get(2).asText());
        }
        JsonNode licences = table.get("licences");
        return source.put("licence", licences.get("sources").path(row.get(0).asText()).asText(
                licences.get("kinds").path(row.get(1).asText()).asText(licences.get("others").asText())));
    }

    private void casualty(JsonNode row) {
        String id = row.get("id").asText();
        JsonNode more = table.get("rows").path(id);
        boolean isRetraction = id.equals("kz-054");
        String status = more.path("status").asText(row.get("status").asText());
        String supersedes = isRetraction ? "kz-047" : more.has("status") ? null : row.path("supersedes").asText(null);
        // Only what takes the place of a revision of the same record is corrected.
        status = status.equals("corrected") && supersedes == null ? "reported" : status;
        ObjectNode line = line(row.at("/source/slug").asText(), more.path("via"), date(row, "reported_at"), status,
                more.path("reason"), evidence(row));
        if (more.has("cites")) {
            cite(line.withArray("evidence"), more);
        }
        for (String type : List.of("relays", "misquotes")) {
            if (more.has(type)) {
                relay(line.withArray("evidence"), type, more.get(type).asText());
            }
        }
        if (!isRetraction) {
            line.set("content", figure(row, more));
        }
        reports.add(new Report(id, record(row), seedRepeats(supersedes), line));
    }

    /** The seed repeats what the ministry confirmed on 6 January; what followed takes the place of that. */
    private static String seedRepeats(String supersedes) {
        return supersedes == null ? null
                : supersedes.equals("kz-007") ? "cas-1"
                        : supersedes.equals("kz-008") ? "cas-2"
                                : supersedes;
    }

    private String record(JsonNode row) {
        String special = table.get("records").path(row.get("id").asText()).asText(null);
        if (special != null) {
            return special;
        }
        String group = row.get("group").asText().replace("rioters", "attackers").replace(' ', '-');
        String place = row.at("/place/slug").asText();
        return "kz-" + group + "-" + row.get("measure").asText() + (place.equals("national") ? "" : "-" + place);
    }

    private ObjectNode figure(JsonNode row, JsonNode more) {
        String group = more.path("group").asText(row.get("group").asText().replace(' ', '-'));
        boolean isRioters = group.equals("rioters");
        ObjectNode figure = mapper.createObjectNode().put("kind", "casualty").put("group", isRioters ? "other" : group);
        String detail = more.path("detail").asText(row.path("group_detail").asText(isRioters ? "rioters" : null));
        if (detail != null) {
            figure.set("groupDetail", text(table.get("details").get(detail)));
        }
        figure.put("measure", row.get("measure").asText());
        figure.set("place", place(row.at("/place/slug").asText()));
        boolean isExact = row.path("value").isNumber() && !row.path("approximate").asBoolean();
        boolean isWithheld = more.has("absentReason");
        if (isExact && !isWithheld) {
            figure.set("low", row.get("value"));
            figure.set("best", row.get("value"));
            figure.set("high", row.get("value"));
        } else if (!isWithheld) {
            for (String bound : List.of("low", "value", "high")) {
                if (row.path(bound).isNumber()) {
                    figure.set(bound.equals("value") ? "best" : bound, row.get(bound));
                }
            }
        }
        if (row.path("approximate").asBoolean()) {
            figure.put("approximate", true);
        }
        if (more.has("exclusive")) {
            figure.put(more.get("exclusive").asText() + "Exclusive", true);
        }
        if (more.has("certainty")) {
            figure.set("certainty", more.get("certainty"));
        }
        String wording = row.path("value_text").asText(null);
        boolean isGiven = figure.has("low") || figure.has("best") || figure.has("high");
        if (!isGiven && !"dozens".equals(wording)) {
            figure.put("absentReason", more.path("absentReason").asText("unknown"));
        }
        if (wording != null) {
            figure.putObject("wording").put("en", wording);
        }
        figure.put("basis", more.path("basis").asText("count"));
        if (more.has("excludes")) {
            figure.putArray("excludes").add(more.get("excludes"));
        }
        for (String name : List.of("excludesDetail", "note")) {
            if (more.has(name)) {
                figure.set(name, text(more.get(name)));
            }
        }
        return figure;
    }

    private ObjectNode place(String slug) {
        JsonNode row = table.get("places").get(slug);
        ObjectNode place = mapper.createObjectNode();
        place.set("name", mapper.createObjectNode().put("ar", row.get(4).asText()).put("en", row.get(2).asText()).put("ru",
                row.get(3).asText()));
        return row.get(0).isNull() ? place : place.put("code", row.get(0).asText()).put("codeList", row.get(1).asText());
    }

    /** The article's four figures: of three sources, and one that is none. */
    private void seedCasualties() {
        seedCasualty("cas-1", "kz-mvd", "kz-security-forces-killed", "kz-007", "confirmed");
        seedCasualty("cas-2", "kz-mvd", "kz-security-forces-injured", "kz-008", "confirmed");
        seedCasualty("cas-3", "kz-local-media", "kz-soldiers-killed-almaty-airport", null, "reported");
        seedCasualty("cas-4", "tass", "kz-civilians-killed", null, "reported");
    }

    private void seedCasualty(String id, String source, String record, String supersedes, String status) {
        JsonNode fact = data.get(id);
        JsonNode via = source.equals("tass") ? mapper.createArrayNode().add("gsv")
                : mapper.createArrayNode().add("tass").add("gsv");
        ObjectNode line = line(source, via, fact.at("/reported_at/date").asText(), status, MissingNode.getInstance(),
                quoted(fact));
        ObjectNode content = line.putObject("content").put("kind", "casualty").put("group",
                fact.get("group").asText().replace(' ', '-'));
        if (id.equals("cas-1") || id.equals("cas-2")) {
            content.set("groupDetail", text(table.at("/details/police and National Guard")));
        }
        content.put("measure", fact.get("measure").asText()).set("place", place(fact.get("place").asText()));
        if (fact.get("value").isNumber()) {
            content.set("low", fact.get("low"));
            content.set("best", fact.get("best"));
            content.set("high", fact.get("high"));
        } else {
            content.put("absentReason", "not-reported");
        }
        content.putObject("wording").put("ar", fact.at("/quote/text").asText());
        content.put("basis", "count").put("originalLanguage", "ar");
        reports.add(new Report(id, record, supersedes, line));
    }

    private void speech(JsonNode entry) {
        List<JsonNode> facts = StreamSupport.stream(entry.get("from").spliterator(), false)
                .map(id -> data.get(id.asText())).toList();
        JsonNode first = facts.get(0);
        boolean isSeed = first.has("quote") && first.get("quote").has("line");
        String source = entry.get("source").asText();
        JsonNode via = entry.has("via") ? entry.get("via")
                : isSeed ? mapper.createArrayNode().add("tass").add("gsv") : MissingNode.getInstance();
        String at = entry.has("at") ? entry.get("at").asText()
                : isSeed ? first.at("/said_at/date").asText() : date(first, "said_at");
        ArrayNode evidence = mapper.createArrayNode();
        facts.forEach(fact -> evidence.addAll(fact.has("citation") ? evidence(fact)
                : fact.has("quotes") ? publisherQuotes(fact) : quoted(fact)));
        if (entry.has("quotation")) {
            ((ObjectNode) evidence.get(0)).put("quotation", entry.at("/quotation/0").asText()).put("language",
                    entry.at("/quotation/1").asText());
        }
        if (entry.has("cites")) {
            cite(evidence, entry);
        }
        String status = entry.path("status").asText("reported");
        ObjectNode line = line(source, via, at, status, entry.path("reason"), evidence);
        if (entry.has("translations")) {
            line.set("translations", entry.get("translations"));
        }
        if (entry.has("content")) {
            ObjectNode content = mapper.createObjectNode().put("kind", entry.get("kind").asText());
            entry.get("content").properties()
                    .forEach(property -> content.set(property.getKey(), value(property.getKey(), property.getValue())));
            line.set("content", content);
        }
        add(entry, line);
    }

    /** What the article says of the situation: by default the agency says so, when the article appeared. */
    private void situation(JsonNode entry) {
        JsonNode fact = data.get(entry.at("/from/0").asText());
        JsonNode via = entry.has("via") ? entry.get("via") : mapper.createArrayNode().add("gsv");
        ObjectNode line = line(entry.path("source").asText("tass"), via,
                entry.path("at").asText(data.get("art-1").at("/published/date").asText()), "reported",
                MissingNode.getInstance(), quoted(fact));
        if (entry.has("partOfDay")) {
            line.set("partOfDay", entry.get("partOfDay"));
        }
        ObjectNode content = line.putObject("content").put("kind", entry.get("kind").asText());
        entry.get("content").properties()
                .forEach(property -> content.set(property.getKey(), value(property.getKey(), property.getValue())));
        // The date of the article is that of the report alone.
        if (fact.at("/at/date").isTextual() && !fact.at("/at/basis").asText().equals("article-date")) {
            ObjectNode occurred = content.putObject("occurred").put("from", fact.at("/at/date").asText());
            if (entry.get("kind").asText().equals("appointment")) {
                occurred.set("until", occurred.get("from"));
            }
        }
        add(entry, line);
    }

    private void add(JsonNode entry, ObjectNode line) {
        String record = entry.get("record").asText();
        String supersedes = entry.has("supersedes") ? record + "/" + entry.get("supersedes").asInt() : null;
        long before = reports.stream().filter(report -> report.record.equals(record)).count();
        reports.add(new Report(record + "/" + (before + 1), record, supersedes, line));
    }

    /** Returns the value of a field of a content: actors and places are named by those of the tables. */
    private JsonNode value(String name, JsonNode value) {
        if (ACTORS.contains(name) && value.isTextual()) {
            JsonNode known = speech.get("speakers").path(value.asText());
            ObjectNode actor = mapper.createObjectNode();
            (known.isObject() ? known : situation.get("actors").get(value.asText())).properties()
                    .forEach(property -> actor.set(property.getKey(), value(property.getKey(), property.getValue())));
            return actor;
        }
        if (name.equals("places")) {
            ArrayNode places = mapper.createArrayNode();
            value.forEach(slug -> places.add(place(slug.asText())));
            return places;
        }
        boolean areTranslations = value.isArray() && value.get(0).isTextual();
        return areTranslations ? text(value) : value;
    }

    private ObjectNode line(String source, JsonNode via, String reportedAt, String status, JsonNode reason,
            ArrayNode evidence) {
        ObjectNode line = mapper.createObjectNode().put("source", source);
        if (!via.isMissingNode()) {
            line.set("via", via);
        }
        line.put("reportedAt", reportedAt).put("status", status);
        if (!reason.isMissingNode()) {
            line.set("reason", text(reason));
        }
        line.set("evidence", evidence);
        return line;
    }

    private ObjectNode text(JsonNode translations) {
        Map<String, String> byTag = new LinkedHashMap<>();
        for (int at = 0; at < LANGUAGES.size(); at++) {
            byTag.put(LANGUAGES.get(at), translations.get(at).asText());
        }
        ObjectNode text = mapper.createObjectNode();
        byTag.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.put(entry.getKey(), entry.getValue()));
        return text;
    }

    /** Adds the 164 to the evidence: what a row says of it is its type, or true if it rests on it. */
    private static void cite(ArrayNode evidence, JsonNode row) {
        ObjectNode one = evidence.addObject().put("record", TOLL).put("number", "kz-047");
        if (row.get("cites").isTextual()) {
            one.set("type", row.get("cites"));
        }
    }

    /** Adds what a row repeats, or misquotes: it rests on what it repeats. */
    private void relay(ArrayNode evidence, String type, String id) {
        ObjectNode one = evidence.addObject().put("record", record(data.get(id))).put("number", id);
        if (!type.equals("relays")) {
            one.put("type", type);
        }
    }

    private ArrayNode evidence(JsonNode row) {
        ArrayNode evidence = mapper.createArrayNode();
        row.get("citation").forEach(citation -> {
            ObjectNode one = evidence.addObject();
            if (citation.get("url") != null && !citation.get("url").isNull()) {
                one.put("url", address(citation.get("url").asText()));
            }
            one.put("publisher", citation.get("publisher").asText());
        });
        if (row.has("quote")) {
            ((ObjectNode) evidence.get(0)).put("quotation", row.at("/quote/text").asText()).put("language",
                    row.at("/quote/lang").asText());
        }
        return evidence;
    }

    private ArrayNode quoted(JsonNode fact) {
        ArrayNode evidence = mapper.createArrayNode();
        evidence.addObject().put("record", ARTICLE).put("number", 1).put("quotation", fact.at("/quote/text").asText())
                .put("language", "ar");
        return evidence;
    }

    private ArrayNode publisherQuotes(JsonNode article) {
        ArrayNode evidence = mapper.createArrayNode();
        String publisher = StreamSupport.stream(table.get("sources").spliterator(), false)
                .filter(source -> source.get(0).asText().equals("gsv")).findFirst().orElseThrow().get(5).asText();
        // The first of them is the headline.
        StreamSupport.stream(article.get("quotes").spliterator(), false).skip(1)
                .forEach(quote -> evidence.addObject().put("publisher", publisher).put("quotation",
                        quote.get("text").asText()).put("language", "ar"));
        return evidence;
    }

    private static String address(String url) {
        try {
            return new URI(url).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(url, e);
        }
    }

    /** As precise as the data says, and no more. */
    private static String date(JsonNode row, String field) {
        String instant = row.get(field).asText();
        return switch (row.get("precision").asText()) {
            case "month" -> instant.substring(0, 7);
            case "day" -> instant.substring(0, 10);
            default -> instant.endsWith(":00Z") ? instant.substring(0, 16) + "Z" : instant;
        };
    }

    /** As the world heard of them; what supersedes follows what it supersedes, however its date is padded. */
    private List<Report> sorted() {
        Map<String, Report> byId = new HashMap<>();
        reports.forEach(report -> byId.put(report.id, report));
        List<Report> sorted = new ArrayList<>(reports);
        sorted.sort(Comparator.comparing((Report report) -> !report.record.startsWith("kz-article-gsv"))
                .thenComparing(report -> order(report, byId)).thenComparing(report -> depth(report, byId)));
        return sorted;
    }

    private static Instant order(Report report, Map<String, Report> byId) {
        Instant before = report.supersedes == null ? Instant.MIN : order(byId.get(report.supersedes), byId);
        return before.isAfter(report.from()) ? before : report.from();
    }

    private static int depth(Report report, Map<String, Report> byId) {
        return report.supersedes == null ? 0 : 1 + depth(byId.get(report.supersedes), byId);
    }

    private List<ObjectNode> number(List<Report> sorted) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        List<ObjectNode> lines = new ArrayList<>();
        for (Report report : sorted) {
            numbers.put(report.id, last.merge(report.record, 1, Integer::sum));
        }
        for (Report report : sorted) {
            ObjectNode line = mapper.createObjectNode().put("type", "revision").put("crisis", "kazakhstan-2022")
                    .put("record", report.record).put("number", numbers.get(report.id));
            report.line.properties().forEach(property -> {
                line.set(property.getKey(), property.getValue());
                if (property.getKey().equals("status") && report.supersedes != null) {
                    line.put("supersedes", numbers.get(report.supersedes));
                }
            });
            line.withArray("evidence").forEach(evidence -> {
                if (evidence.path("number").isTextual()) {
                    ((ObjectNode) evidence).put("number", numbers.get(evidence.get("number").asText()));
                }
            });
            lines.add(line);
        }
        return lines;
    }

    private JsonNode resource(String name) {
        try (InputStream file = SampleMaker.class.getResourceAsStream(name)) {
            return mapper.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
