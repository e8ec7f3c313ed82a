package org.isnad.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The revisions that the benchmark stores: those of the sample crisis, with other records, sources and times. */
final class Data {

    /** The span of time within which all revisions are reported, the first one of each record at its start. */
    static final Instant START = Instant.parse("2022-01-02T00:00:00Z");
    static final Duration SPAN = Duration.ofDays(20);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SOURCES = 4;
    /** One of this number of revisions corrects the one before it of the same source. */
    private static final int CORRECTED = 10;
    /** One of this number of records is a statement; the others are casualty figures. */
    private static final int STATEMENTS = 4;

    private final JsonNode crisis;
    private final List<JsonNode> sources;
    private final List<JsonNode> figures;
    private final List<JsonNode> statements;
    private final JsonNode reason;

    /** @param sample an import of at least one crisis, source, casualty figure, statement and correction */
    Data(Path sample) throws IOException {
        List<JsonNode> lines = Files.readAllLines(sample).stream().map(Data::parse).toList();
        crisis = select(lines, line -> line.path("type").asText().equals("crisis")).get(0);
        sources = select(lines, line -> line.path("type").asText().equals("source")).subList(0, SOURCES);
        figures = select(lines, line -> line.at("/content/kind").asText().equals("casualty"));
        statements = select(lines, line -> line.at("/content/kind").asText().equals("statement"));
        reason = select(lines, line -> line.path("reason").size() > 2).get(0).get("reason");
    }

    /** Returns the lines of an import that describe a crisis and the sources of its revisions. */
    Stream<String> descriptions(String id) {
        ObjectNode described = crisis.deepCopy();
        described.put("id", id);
        return Stream.concat(Stream.of(described.toString()), sources.stream().map(JsonNode::toString));
    }

    /** Returns the lines of an import of a crisis with records of equal length, in the order of reporting. */
    Stream<String> crisis(String id, int records, int revisions) {
        Stream<String> lines = IntStream.rangeClosed(1, revisions).boxed().flatMap(number -> IntStream.range(0, records)
                .mapToObj(record -> revision(id, recordId(id, record), record, number, revisions)));
        return Stream.concat(descriptions(id), lines);
    }

    /** Returns the id of a record of a crisis by its index. */
    static String recordId(String crisis, int index) {
        return crisis + "-" + index;
    }

    /**
     * Returns the line of an import with a revision.
     *
     * @param index the index of the record, which decides its kind and texts
     * @param number the number of the revision in its record, from 1
     * @param last the number of revisions of the record
     */
    String revision(String crisisId, String record, int index, int number, int last) {
        ObjectNode line = MAPPER.createObjectNode().put("type", "revision").put("crisis", crisisId).put("record", record);
        line.put("number", number).put("source", sources.get(number % SOURCES).get("id").asText());
        line.put("reportedAt", START.plus(SPAN.multipliedBy(number - 1).dividedBy(last)).truncatedTo(ChronoUnit.SECONDS)
                .toString());
        if (number > SOURCES && number % CORRECTED == 0) {
            line.put("status", "corrected").put("supersedes", number - SOURCES).set("reason", reason);
        }
        line.set("evidence", evidence(template(index)));
        line.set("content", content(index, number));
        return line.toString();
    }

    /** Returns the body of an append of a casualty figure, which the first source reports at the end of the span. */
    String append() {
        ObjectNode body = MAPPER.createObjectNode().put("source", sources.get(0).get("id").asText());
        body.put("reportedAt", START.plus(SPAN).toString());
        body.set("content", ((ObjectNode) content(0, 1)).without("kind"));
        return body.toString();
    }

    /**
     * Returns the line of an import with an article.
     *
     * @param size the approximate size of its body, in characters
     */
    String article(String crisisId, int index, int size) {
        ObjectNode line = MAPPER.createObjectNode().put("type", "revision").put("crisis", crisisId);
        line.put("record", crisisId + "-article-" + index).put("number", 1);
        line.put("source", sources.get(index % SOURCES).get("id").asText()).put("reportedAt", START.toString());
        ObjectNode content = line.putObject("content").put("kind", "article").put("originalLanguage", "en");
        content.putObject("headline").put("en", "Number " + index);
        String sentence = reason.get("en").asText() + ' ';
        content.putObject("body").put("en", sentence.repeat(size / sentence.length()).strip());
        return line.toString();
    }

    /** Returns the content of a revision. */
    JsonNode content(int index, int number) {
        ObjectNode content = template(index).get("content").deepCopy();
        if (!isStatement(index)) {
            content.remove(List.of("low", "lowExclusive", "best", "high", "highExclusive", "approximate", "absentReason"));
            content.put("low", 10 + number).put("best", 12 + number);
        }
        return content;
    }

    /** Whether a record is a statement; otherwise it is a casualty figure. */
    private static boolean isStatement(int index) {
        return index % STATEMENTS == STATEMENTS - 1;
    }

    private JsonNode template(int index) {
        List<JsonNode> templates = isStatement(index) ? statements : figures;
        return templates.get(index % templates.size());
    }

    /** Returns the evidence of a revision without references to records of the sample. */
    private static ArrayNode evidence(JsonNode revision) {
        ArrayNode evidence = MAPPER.createArrayNode();
        revision.path("evidence").forEach(item -> {
            if (!item.has("record")) {
                evidence.add(item);
            }
        });
        return evidence;
    }

    private static List<JsonNode> select(List<JsonNode> lines, Predicate<JsonNode> condition) {
        return lines.stream().filter(condition).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
