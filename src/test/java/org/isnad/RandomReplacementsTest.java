package org.isnad;

import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/**
 * Compares series with reads as of each hour, where revisions of one record replace those of another, and some of those are
 * retracted again.
 */
@QuarkusTest
class RandomReplacementsTest {

    private static final Instant START = Instant.parse("2022-01-05T00:00:00Z");
    private static final int HOURS = 24;

    /** A report on one of two records; {@code retracted} is the number of an own revision, or 0. */
    private record Report(String record, String source, int hour, int retracted, String replaced) {

        private String line(String crisis) {
            String at = START.plus(Duration.ofHours(hour)).toString();
            String head = """
                    {"type": "revision", "record": "%s", "crisis": "%s", "source": "%s", "reportedAt": "%s\""""
                    .formatted(record, crisis, source, at);
            if (retracted > 0) {
                return head + ", \"status\": \"retracted\", \"supersedes\": %d, \"reason\": {\"en\": \"an error\"}}\n"
                        .formatted(retracted);
            }
            String replaces = replaced == null ? "" : ", \"replaces\": [" + replaced + "], \"reason\": {\"en\": \"moved\"}";
            return head + replaces + """
                    , "content": {"kind": "casualty", "group": "police", "measure": "killed",\
                     "place": {"name": {"en": "Kazakhstan"}}, "best": %d}}
                    """.formatted(hour);
        }
    }

    /** Reports in the order of their hours, each later than what it retracts or replaces. */
    private static List<Report> reports(Random random, String crisis) {
        List<Report> reports = new ArrayList<>();
        Map<String, List<Boolean>> retracted = Map.of("one", new ArrayList<>(), "other", new ArrayList<>());
        for (int hour = 0; hour < HOURS; hour++) {
            String name = random.nextBoolean() ? "one" : "other";
            List<Boolean> own = retracted.get(name);
            List<Boolean> others = retracted.get(name.equals("one") ? "other" : "one");
            int withdrawn = own.isEmpty() || random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(own.size());
            if (withdrawn > 0 && own.get(withdrawn - 1)) {
                continue;
            }
            String replaced = others.isEmpty() || withdrawn > 0 || random.nextBoolean() ? null
                    : replaceable(reports, (name.equals("one") ? "other-" : "one-") + crisis, random);
            reports.add(new Report(name + "-" + crisis, random.nextBoolean() ? "kz-mvd" : "tass", hour, withdrawn, replaced));
            own.add(false);
            if (withdrawn > 0) {
                own.set(withdrawn - 1, true);
            }
        }
        return reports;
    }

    private static String replaceable(List<Report> reports, String record, Random random) {
        List<Report> of = reports.stream().filter(report -> report.record.equals(record)).toList();
        int number = 1 + random.nextInt(of.size());
        return of.get(number - 1).retracted > 0 ? null : "{\"record\": \"" + record + "\", \"number\": " + number + "}";
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })
    void aSeriesIsWhatTheRecordSaysAtEachHour(long seed) {
        String crisis = newCrisis();
        List<Report> reports = reports(new Random(seed), crisis);
        String lines = reports.stream().map(report -> report.line(crisis)).collect(Collectors.joining());
        writing().contentType("application/x-ndjson").body(lines.getBytes(StandardCharsets.UTF_8)).post(V1 + "/import").then()
                .statusCode(200);
        for (String record : List.of("one-" + crisis, "other-" + crisis)) {
            JsonNode series = get("/casualties/series?crisis=" + crisis + "&record=" + record).as(JsonNode.class);
            for (int hour = 0; hour < HOURS; hour++) {
                Instant at = START.plus(Duration.ofHours(hour));
                JsonNode read = get("/casualties/" + record + "?asOf=" + at).as(JsonNode.class);
                Map<String, Integer> claims = new TreeMap<>();
                read.path("claims").forEach(claim -> claims.put(claim.get("source").asText(), claim.get("number").asInt()));
                assertEquals(claims, figuresAt(series, at), record + " as of " + at + ": " + reports);
            }
        }
    }

    private static Map<String, Integer> figuresAt(JsonNode series, Instant at) {
        Map<String, Integer> figures = new TreeMap<>();
        for (JsonNode line : series.get("lines")) {
            for (JsonNode point : line.get("points")) {
                if (Instant.parse(point.get("at").asText()).isAfter(at)) {
                    break;
                }
                figures.put(line.get("source").asText(), point.path("number").asInt());
            }
        }
        figures.values().removeIf(number -> number == 0);
        return figures;
    }
}
