package org.isnad;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.isnad.content.Kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The crisis to try writes on: of each kind a record with the first report of the sample's shortest record, in English and with
 * its first evidence. The examples of writes name this crisis, so that sending them does not change the sample.
 */
final class ExampleCrisis {

    static final String ID = "example";

    /** The kinds that clients write; notices are acts of the operator. */
    static final List<Kind> KINDS = Stream.of(Kind.values()).filter(kind -> kind != Kind.NOTICE).toList();

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CRISIS = """
            {"id": "%s", "title": {"ar": "مثال لتجربة الكتابة", "en": "Example, to try writes on", "ru": "Пример для пробных записей"},
             "countries": ["KZ"], "timeZone": "Asia/Almaty", "start": "2022-01-02"}""";
    private static final String SOURCE = """
            {"id": "example", "name": {"ar": "مثال", "en": "Example", "ru": "Пример"}, "kind": "media"}""";

    private final String crisis;

    /** @param crisis the id that the crisis is given, and the beginning of those of its records */
    ExampleCrisis(String crisis) {
        this.crisis = crisis;
    }

    JsonNode description() {
        return parse(CRISIS.formatted(crisis));
    }

    static JsonNode source() {
        return parse(SOURCE);
    }

    String record(Kind kind) {
        return crisis + "-" + kind.jsonName();
    }

    /** The sample's shortest report of a kind, as the body of a write. */
    ObjectNode report(Kind kind) {
        return Api.sampleRevisions().stream().filter(line -> line.at("/content/kind").asText().equals(kind.jsonName()))
                .filter(line -> !line.has("supersedes")).map(this::report)
                .min(Comparator.comparing(report -> report.toString().length())).orElseThrow();
    }

    private ObjectNode report(JsonNode line) {
        ObjectNode report = (ObjectNode) inEnglish(line);
        report.put("crisis", crisis).remove(List.of("type", "record", "number", "translations"));
        ArrayNode evidence = report.withArray("evidence");
        evidence.removeIf(item -> item.has("record"));
        while (evidence.size() > 1) {
            evidence.remove(1);
        }
        evidence.forEach(item -> ((ObjectNode) item).remove(List.of("quotation", "language")));
        return evidence.isEmpty() ? report.without("evidence") : report;
    }

    private static JsonNode inEnglish(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode english = JsonNodeFactory.instance.objectNode();
            boolean isText = object.has("en");
            object.properties().stream().filter(property -> !isText || property.getKey().equals("en"))
                    .forEach(property -> english.set(property.getKey(), inEnglish(property.getValue())));
            return english;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode english = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> english.add(inEnglish(item)));
            return english;
        }
        return node;
    }

    /** The crisis, its source and the report of each kind, as lines to import. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        lines.append(typed("crisis", description())).append(typed("source", source()));
        for (Kind kind : KINDS) {
            ObjectNode line = JsonNodeFactory.instance.objectNode().put("record", record(kind)).put("number", 1);
            lines.append(typed("revision", line.setAll(report(kind))));
        }
        return lines.toString();
    }

    private static String typed(String type, JsonNode fields) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("type", type);
        return line.setAll((ObjectNode) fields) + "\n";
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
