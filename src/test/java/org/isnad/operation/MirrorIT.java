package org.isnad.operation;

import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.isnad.Api;
import org.isnad.HashChain;
import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A crisis moves from an instance on H2 to one on PostgreSQL, and keeps all that it is. */
class MirrorIT {

    private static final String CRISIS = "kazakhstan-2022";

    @Test
    void aCrisisMovesWithItsChainAndABrokenOneDoesNot(@TempDir Path directory) {
        try (Postgres postgres = Postgres.start();
                Instance here = Instance.onH2(directory);
                Instance there = Instance.on(postgres)) {
            must(200, here.lines("/import", new String(Api.sample(), StandardCharsets.UTF_8)));
            String export = here.text("/api/v1/crises/" + CRISIS + "/export");
            JsonNode origin = here.feed(CRISIS);
            int last = origin.get("position").asInt();

            List<String> lines = export.lines().toList();
            refused(there, export.replaceFirst("\"measure\":\"killed\"", "\"measure\":\"injured\""), "contentHash");
            refused(there, export.replaceFirst("\"recordedBy\":\"[^\"]+\"", "\"recordedBy\":\"me\""), "hash");
            refused(there, String.join("\n", lines.subList(0, 100)) + "\n" + lines.get(lines.size() - 1), "position");
            refused(there, export.replaceFirst("\\{\"type\":\"revision\"[^\n]+\n", ""), "position");
            assertEquals(404, there.get("/crises/" + CRISIS).status(), "something of a refused import stayed");

            // In two parts, the first of them twice.
            String first = here.text("/api/v1/crises/" + CRISIS + "/export?limit=60");
            assertEquals(60, must(200, there.lines("/import", first)).at("/revisions/created").asInt());
            assertEquals(60, must(200, there.lines("/import", first)).at("/revisions/unchanged").asInt());
            // An erasure reaches the mirror whether or not the mirror has the revision already.
            for (int at : new int[] { 10, 100 }) {
                JsonNode item = origin.at("/items/" + at);
                must(200, here.post("/crises/" + CRISIS + "/erasures", "{\"record\": " + item.get("record") + ", \"number\": "
                        + item.get("number") + ", \"reason\": {\"en\": \"A court ordered it\"}}"));
            }
            String rest = here.text("/api/v1/crises/" + CRISIS + "/export?after=60");
            // Each erasure has added a notice.
            last += 2;
            assertEquals(last - 60, must(200, there.lines("/import", rest)).at("/revisions/created").asInt());

            must(200, there.lines("/import", here.text("/api/v1/crises/" + CRISIS + "/export?limit=60")));
            origin = here.feed(CRISIS);
            export = here.text("/api/v1/crises/" + CRISIS + "/export");
            assertFalse(origin.at("/items/10").has("content") || origin.at("/items/100").has("content"));
            assertEquals(origin, there.feed(CRISIS));
            assertEquals(last, HashChain.verify(there.feed(CRISIS)));
            assertEquals(export, there.text("/api/v1/crises/" + CRISIS + "/export"));
            assertTrue(there.verification(CRISIS).get("isIntact").asBoolean());
            for (String read : new String[] { "/snapshot?asOf=2022-01-09T00:00:00Z", "/corrections", "/timeline?limit=200" }) {
                assertEquals(must(200, here.get("/crises/" + CRISIS + read)), must(200, there.get("/crises/" + CRISIS + read)));
            }

            // An article that others quote, one of those that quote it, what was translated, and a figure that was replaced.
            for (String erased : List.of("kz-article-gsv-2022-01-06/1", "kz-tokayev-on-participants/1",
                    "kz-security-forces-killed/8")) {
                String[] parts = erased.split("/");
                must(200, here.post("/crises/" + CRISIS + "/erasures", "{\"record\": \"" + parts[0] + "\", \"number\": "
                        + parts[1] + ", \"reason\": {\"en\": \"A court ordered it\"}}"));
                must(200, there.lines("/import", here.text("/api/v1/crises/" + CRISIS + "/export")));
                assertEquals(here.feed(CRISIS), there.feed(CRISIS), erased);
            }
            try (Instance afresh = Instance.onH2(directory.resolve("afresh"))) {
                must(200, afresh.lines("/import", here.text("/api/v1/crises/" + CRISIS + "/export")));
                assertEquals(here.feed(CRISIS), afresh.feed(CRISIS));
                String held = "{\"items\": [{\"record\": \"kz-security-forces-killed\", \"number\": 6},"
                        + " {\"record\": \"kz-security-forces-killed\", \"number\": 8}]}";
                for (Instance mirror : List.of(there, afresh)) {
                    for (String read : List.of("/casualties/kz-security-forces-killed/claims",
                            "/casualties/series?crisis=" + CRISIS, "/statements/kz-tokayev-on-participants/claims",
                            "/crises/" + CRISIS + "/snapshot", "/crises/" + CRISIS + "/corrections")) {
                        assertEquals(must(200, here.get(read)), must(200, mirror.get(read)), read);
                    }
                    assertEquals(must(200, here.post("/check", held)), must(200, mirror.post("/check", held)));
                }
            }
            origin = here.feed(CRISIS);
            last = origin.get("position").asInt();

            // A mirror that may lack revisions must not give immutable answers.
            Answered early = there.get("/crises/" + CRISIS + "/snapshot?knownAt=" + origin.at("/items/0/recordedAt").asText());
            Answered late = there.get("/crises/" + CRISIS + "/snapshot?knownAt="
                    + origin.at("/items/" + (last - 1) + "/recordedAt").asText());
            assertEquals(List.of(200, 400), List.of(early.status(), late.status()), late.toString());
            Answered changes = there.get("/crises/" + CRISIS + "/changes?clock=recorded&from="
                    + origin.at("/items/0/recordedAt").asText() + "&to="
                    + origin.at("/items/" + (last - 1) + "/recordedAt").asText());
            assertEquals(400, changes.status());
            assertEquals("to", changes.body().at("/violations/0/field").asText(), changes.toString());

            // It goes on there; what then comes from here is another history.
            String record = "kz-security-forces-killed";
            String more = Api.killed(CRISIS, "tass", "2022-01-12", 16, "");
            must(201, there.post("/casualties/" + record + "/revisions", more));
            must(201, here.post("/casualties/" + record + "/revisions", more));
            Answered forked = there.lines("/import", here.text("/api/v1/crises/" + CRISIS + "/export?after=" + last));
            assertEquals(409, forked.status(), forked.toString());
        }
    }

    @Test
    void theFeedAloneMakesTheSameCrisis(@TempDir Path directory) {
        try (Instance here = Instance.onH2(directory.resolve("here"));
                Instance there = Instance.onH2(directory.resolve("there"))) {
            List<String> sample = new String(Api.sample(), StandardCharsets.UTF_8).lines().toList();
            must(200, here.lines("/import", String.join("\n", sample)));
            String reason = ", \"reason\": {\"ru\": \"По решению редакции\", \"en\": \"The desk decided so\"}}";
            String act = "{\"crisis\": \"" + CRISIS + "\", \"record\": ";
            must(201, here.post("/notices/rulings",
                    act + "\"kz-attackers-killed\", \"number\": 1, \"ruling\": \"for\"" + reason));
            must(201, here.post("/notices/mergers",
                    act + "\"kz-civilians-injured-almaty\", \"into\": \"kz-total-killed\"" + reason));
            must(200, here.post("/crises/" + CRISIS + "/erasures",
                    "{\"record\": \"kz-article-gsv-2022-01-06\", \"number\": 1" + reason));
            String crisis = sample.get(0).replaceFirst("\"type\":\"crisis\",", "");
            must(200, here.put("/crises/" + CRISIS, crisis.replaceFirst("\"en\":\"", "\"en\":\"The ")));
            must(200, here.put("/crises/" + CRISIS + "/visibility", "{\"state\": \"withheld\"}"));
            must(200, here.put("/crises/" + CRISIS + "/visibility", "{\"state\": \"open\"}"));

            List<String> lines = new ArrayList<>(
                    sample.stream().filter(line -> !line.contains("\"type\":\"revision\"")).toList());
            JsonNode feed = here.feed(CRISIS);
            feed.get("items").forEach(item -> lines.add(((ObjectNode) item.deepCopy()).put("type", "revision").toString()));
            must(200, there.lines("/import", String.join("\n", lines)));

            String before = feed.at("/items/0/recordedAt").asText();
            for (String read : List.of("/crises/" + CRISIS + "/feed?limit=1000", "/crises/" + CRISIS + "/snapshot",
                    "/crises/" + CRISIS + "/corrections", "/crises/" + CRISIS + "/erasures", "/notices?crisis=" + CRISIS,
                    "/casualties/series?crisis=" + CRISIS, "/casualties/kz-attackers-killed",
                    "/casualties/kz-civilians-injured-almaty", "/crises/" + CRISIS,
                    "/crises/" + CRISIS + "?knownAt=" + before)) {
                assertEquals(must(200, here.get(read)), must(200, there.get(read)), read);
            }
            assertTrue(there.verification(CRISIS).get("isIntact").asBoolean());
        }
    }

    private static void refused(Instance there, String lines, String field) {
        Answered answered = there.lines("/import", lines);
        assertTrue(answered.status() == 400 || answered.status() == 409, answered.toString());
        assertEquals(field, answered.body().at("/violations/0/field").asText(), answered.toString());
        assertTrue(answered.body().at("/violations/0/line").asInt() > 1, answered.toString());
    }
}
