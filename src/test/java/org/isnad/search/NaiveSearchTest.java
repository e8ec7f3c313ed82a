package org.isnad.search;

import static io.restassured.RestAssured.given;
import static org.isnad.Api.V1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.isnad.Api;
import org.isnad.search.SearchQuery.Clause;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** Compares the search of the sample with a scan of all texts of the feed, and with the standing that the timeline tells. */
@QuarkusTest
class NaiveSearchTest {

    private static final String SAMPLE = "kazakhstan-2022";
    private static final List<String> TIMES = List.of("", "2022-01-06T00:00:00Z", "2022-01-08T12:00:00Z",
            "2022-01-11T00:00:00Z");
    private static final int QUERIES = 50;
    private static final Set<String> LANGUAGES = Set.of("ar", "en", "ru");
    private static final Set<String> NAMES = Set.of("organisation", "publisher", "quotation", "speaker");

    private final long seed = Long.getLong("isnad.search.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** A text with its language, or null. */
    private record Said(String language, String text) {
    }

    private static List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        Api.get("/crises/" + SAMPLE + path).as(JsonNode.class).get("items").forEach(items::add);
        return items;
    }

    /** Adds all texts of a revision or a part of it, whatever their fields. */
    private static void addTexts(JsonNode node, List<Said> texts) {
        node.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (value.isTextual() && LANGUAGES.contains(field.getKey())) {
                texts.add(new Said(field.getKey(), value.asText()));
            } else if (value.isTextual() && NAMES.contains(field.getKey())) {
                texts.add(new Said(node.path("quotation").isMissingNode() || field.getKey().equals("publisher") ? null
                        : node.path("language").asText(), value.asText()));
            } else if (field.getKey().equals("topics")) {
                value.forEach(topic -> texts.add(new Said(null, topic.asText())));
            } else if (!Set.of("erased", "before", "after").contains(field.getKey())) {
                addTexts(value, texts);
            }
        });
        if (node.isArray()) {
            node.forEach(item -> addTexts(item, texts));
        }
    }

    private static List<Said> texts(JsonNode revision) {
        List<Said> texts = new ArrayList<>();
        addTexts(revision, texts);
        return texts;
    }

    private static Set<Long> naive(SearchQuery query, List<JsonNode> revisions, Set<Long> seen, String language) {
        Set<Long> found = new TreeSet<>();
        for (JsonNode revision : revisions) {
            Set<Clause> clauses = new HashSet<>();
            texts(revision).stream().filter(said -> language == null || language.equals(said.language))
                    .forEach(said -> clauses.addAll(query.find(said.text).keySet()));
            if (clauses.size() == Set.copyOf(query.clauses()).size() && seen.contains(revision.get("position").asLong())) {
                found.add(revision.get("position").asLong());
            }
        }
        return found;
    }

    /** Returns the positions that the timeline has at a time, without those that a retraction in force withdraws. */
    private static Set<Long> seen(String asOf) {
        Set<Long> seen = new HashSet<>();
        List<JsonNode> timeline = items("/timeline?limit=1000" + (asOf.isEmpty() ? "" : "&asOf=" + asOf));
        Map<String, JsonNode> byNumber = timeline.stream().map(item -> item.get("revision")).collect(Collectors.toMap(
                one -> one.get("record").asText() + "/" + one.get("number"), one -> one));
        for (JsonNode item : timeline) {
            JsonNode revision = item.get("revision");
            JsonNode by = byNumber.get(revision.get("record").asText() + "/" + revision.path("supersededBy"));
            if (by == null || !by.get("status").asText().equals("retracted")) {
                seen.add(revision.get("position").asLong());
            }
        }
        return seen;
    }

    private Set<Long> searched(String q, String asOf, String language, int position) {
        Set<Long> found = new TreeSet<>();
        String cursor = null;
        do {
            var request = given().queryParam("q", q).queryParam("crisis", SAMPLE).queryParam("limit", 20)
                    .queryParam("minPosition", position);
            if (!asOf.isEmpty()) {
                request.queryParam("asOf", asOf);
            }
            if (language != null) {
                request.queryParam("language", language);
            }
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var answer = request.get(V1 + "/search").then().statusCode(200).extract();
            answer.jsonPath().getList("items.position", Long.class).forEach(found::add);
            cursor = answer.path("next");
        } while (cursor != null);
        return found;
    }

    /** Some words of a text, some of them as a phrase. */
    private String query(List<JsonNode> revisions) {
        List<Said> texts = texts(revisions.get(random.nextInt(revisions.size())));
        if (texts.isEmpty()) {
            return "казахстан";
        }
        String[] words = texts.get(random.nextInt(texts.size())).text.replaceAll("[«»“”„‟\"]", " ").strip().split("\\s+");
        int from = random.nextInt(words.length);
        int length = 1 + random.nextInt(3);
        String some = String.join(" ", List.of(words).subList(from, Math.min(words.length, from + length)));
        return random.nextInt(4) == 0 ? "\"" + some + "\"" : some;
    }

    private static boolean hasWord(String query) {
        return query.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    @Test
    void theSearchFindsWhatAScanFinds() {
        Api.importSample();
        List<JsonNode> revisions = items("/feed?limit=1000");
        Map<String, Set<Long>> seen = TIMES.stream().collect(Collectors.toMap(time -> time, NaiveSearchTest::seen));
        int found = 0;
        for (int count = 0; count < QUERIES; count++) {
            String q = query(revisions);
            if (!hasWord(q)) {
                continue;
            }
            String asOf = TIMES.get(random.nextInt(TIMES.size()));
            String language = random.nextInt(3) == 0 ? "ru" : null;
            Set<Long> expected = naive(SearchQuery.parse(q), revisions, seen.get(asOf), language);
            assertEquals(expected, searched(q, asOf, language, revisions.size()),
                    "seed " + seed + ": " + q + " " + asOf + " " + language);
            found += expected.size();
        }
        assertTrue(found > QUERIES, "seed " + seed + ": " + found);
    }
}
