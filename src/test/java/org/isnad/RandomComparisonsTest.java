package org.isnad;

import static io.restassured.RestAssured.given;
import static org.isnad.Api.V1;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fabric8.zjsonpatch.JsonPatch;
import io.quarkus.test.junit.QuarkusTest;

/** Tests all comparisons on random chains against a model that loops over the feed. */
@QuarkusTest
class RandomComparisonsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] SOURCES = { "kz-mvd", "tass", "gsv" };
    private static final List<String> STATUSES = List.of("reported", "confirmed", "disputed", "corrected", "retracted");

    private final Random random = new Random(20220109);

    /** A revision of the feed. */
    private record Report(JsonNode node, List<Report> all) {

        String record() {
            return node.get("record").asText();
        }

        int number() {
            return node.get("number").asInt();
        }

        String source() {
            return node.get("source").asText();
        }

        boolean retracts() {
            return node.get("status").asText().equals("retracted");
        }

        Instant from() {
            return Instant.parse(node.get("reportedFrom").asText());
        }

        boolean supersedes(Report other) {
            return node.has("supersedes") && record().equals(other.record())
                    && node.get("supersedes").asInt() == other.number();
        }

        /** Whether it supersedes what another source said. */
        boolean crosses() {
            return all.stream().anyMatch(other -> supersedes(other) && !other.source().equals(source()));
        }

        /** When it is placed: not before what it supersedes, whether or not that is seen. */
        Instant order() {
            return all.stream().filter(this::supersedes).map(Report::order).filter(before -> before.isAfter(from())).findFirst()
                    .orElse(from());
        }

        boolean is(String status) {
            return node.get("status").asText().equals(status);
        }

        /** The fields that distinguish the counts of these figures; empty for statements. */
        String basis() {
            return node.at("/content/basis").asText();
        }

        boolean isNumber() {
            return figure("best") != null;
        }

        Long figure(String name) {
            return node.at("/content/" + name).isNumber() ? node.at("/content/" + name).asLong() : null;
        }
    }

    /** The model: the part of the feed within the bounds of a read, and the results that the definitions give for it. */
    private record Seen(List<Report> reports) {

        boolean withdrawn(Report one) {
            return reports.stream().anyMatch(other -> other.supersedes(one) && other.retracts() && !withdrawn(other));
        }

        boolean replaced(Report one) {
            return reports.stream().anyMatch(other -> other.supersedes(one) && !other.retracts() && !withdrawn(other));
        }

        boolean stands(Report one) {
            return !one.retracts() && !withdrawn(one) && !replaced(one);
        }

        List<Report> of(String record) {
            return reports.stream().filter(report -> report.record().equals(record)).toList();
        }

        List<String> records() {
            return reports.stream().map(Report::record).distinct().sorted().toList();
        }

        /** The newest of each source on each basis, newest first. */
        List<Report> claims(String record) {
            Map<String, Report> newest = new HashMap<>();
            of(record).stream().filter(this::stands).forEach(one -> newest.merge(one.source() + one.basis(), one,
                    (older, newer) -> byAge().compare(older, newer) > 0 ? older : newer));
            return newest.values().stream().sorted(byAge().reversed()).toList();
        }

        Integer newest(String record) {
            return claims(record).stream().findFirst().map(Report::number).orElse(null);
        }

        Integer preferred(String record) {
            List<Report> claims = claims(record);
            List<Report> left = claims;
            for (Predicate<Report> better : List.<Predicate<Report>> of(one -> !one.is("disputed"), one -> one.is("confirmed"),
                    Report::isNumber)) {
                left = left.stream().anyMatch(better) ? left.stream().filter(better).toList() : left;
            }
            return left.stream().max(Comparator.comparing((Report one) -> claims.stream().filter(
                    other -> other.basis().equals(one.basis()) && !other.is("disputed")).count())
                    .thenComparing(one -> -claims.indexOf(one))).map(Report::number).orElse(null);
        }

        private static Comparator<Report> byAge() {
            return Comparator.comparing(Report::order).thenComparing(Report::number);
        }
    }

    @Test
    void everyAnswerIsThatOfPlainLoopsOverTheFeed() throws Exception {
        String crisis = Api.newCrisis();
        for (int record = 0; record < 12; record++) {
            keep(crisis, "figure-" + record + "-" + crisis, true);
            keep(crisis, "saying-" + record + "-" + crisis, false);
        }
        List<Report> all = new ArrayList<>();
        JsonNode feed = json("/crises/" + crisis + "/feed?limit=1000").get("items");
        feed.forEach(node -> all.add(new Report(node, all)));
        String recordedAt = feed.get(feed.size() / 2).get("recordedAt").asText();
        for (int day = 1; day <= 8; day++) {
            String asOf = "2022-01-0" + day + "T09:00:00Z";
            Seen seen = seen(all, asOf, null);
            snapshot(crisis, seen, "asOf=" + asOf);
            timeline(crisis, seen, "asOf=" + asOf);
            corrections(crisis, seen, "asOf=" + asOf);
            for (String record : seen.records()) {
                if (record.startsWith("figure")) {
                    claims(record, seen, "?lang=*&asOf=" + asOf);
                }
            }
            if (day > 2) {
                String before = "2022-01-0" + (day - 2) + "T09:00:00Z";
                changes(crisis, seen(all, before, null), seen, "reported&from=" + before + "&to=" + asOf);
            }
        }
        snapshot(crisis, seen(all, null, recordedAt), "knownAt=" + recordedAt);
        changes(crisis, seen(all, null, recordedAt), seen(all, null, null), "recorded&from=" + recordedAt + "&to="
                + feed.get(feed.size() - 1).get("recordedAt").asText());
        comparisons(all);
        check(seen(all, null, null));
    }

    private static Seen seen(List<Report> all, String asOf, String knownAt) {
        return new Seen(all.stream().filter(one -> asOf == null || !one.order().isAfter(Instant.parse(asOf)))
                .filter(one -> knownAt == null
                        || !Instant.parse(one.node.get("recordedAt").asText()).isAfter(Instant.parse(knownAt)))
                .toList());
    }

    private void snapshot(String crisis, Seen seen, String question) throws IOException {
        SortedMap<String, Object> expected = new TreeMap<>();
        for (String record : seen.records()) {
            expected.put(record, Arrays.asList(seen.of(record).size(), seen.newest(record), seen.preferred(record),
                    seen.claims(record).stream().map(Report::number).toList()));
        }
        SortedMap<String, Object> actual = new TreeMap<>();
        json("/crises/" + crisis + "/snapshot?" + question).get("records").forEach(kind -> kind.forEach(view -> {
            List<Integer> claims = new ArrayList<>();
            view.path("claims").forEach(claim -> claims.add(claim.get("number").asInt()));
            actual.put(view.get("record").asText(), Arrays.asList(view.get("revisions").asInt(), integer(view.get("newest")),
                    integer(view.get("preferred")), claims));
        }));
        assertEquals(expected, actual, question);
    }

    private void timeline(String crisis, Seen seen, String question) throws IOException {
        List<Report> expected = seen.reports.stream()
                .sorted(Comparator.comparing(Report::order).thenComparing(one -> one.node.get("position").asLong())).toList();
        List<JsonNode> actual = items("/crises/" + crisis + "/timeline?limit=1000&" + question);
        assertEquals(expected.stream().map(one -> one.record() + one.number()).toList(),
                actual.stream().map(item -> item.at("/revision/record").asText() + item.at("/revision/number").asInt())
                        .toList());
        assertEquals(expected.stream().map(seen::stands).toList(),
                actual.stream().map(item -> item.at("/revision/standing").asBoolean()).toList());
    }

    private void corrections(String crisis, Seen seen, String question) throws IOException {
        Map<String, Object> expected = new TreeMap<>();
        seen.reports.stream().filter(one -> one.is("corrected") || one.retracts() || one.crosses())
                .forEach(one -> expected.put(one.record() + one.number(), List.of(!seen.withdrawn(one) && !seen.replaced(one),
                        seen.reports.stream()
                                .filter(other -> rests(other, one.record(), one.node.get("supersedes").asInt(), seen)
                                        && seen.claims(other.record()).contains(other) && other != one)
                                .map(Report::number).toList())));
        Map<String, Object> actual = new TreeMap<>();
        items("/crises/" + crisis + "/corrections?limit=1000&" + question).forEach(item -> actual.put(
                item.at("/by/record").asText() + item.at("/by/number").asInt(), List.of(item.get("inForce").asBoolean(),
                        StreamSupport.stream(item.get("citedBy").spliterator(), false)
                                .map(citing -> citing.get("number").asInt())
                                .toList())));
        assertEquals(expected, actual);
    }

    private static boolean rests(Report one, String record, int number, Seen seen) {
        boolean supersedesIt = one.record().equals(record) && one.node.path("supersedes").asInt() == number;
        return !supersedesIt && (cites(one, record, number) || seen.of(one.record()).stream().anyMatch(
                other -> cites(one, other.record(), other.number()) && rests(other, record, number, seen)));
    }

    private static boolean cites(Report one, String record, int number) {
        return StreamSupport.stream(one.node.path("evidence").spliterator(), false).anyMatch(
                item -> item.path("record").asText().equals(record) && item.path("number").asInt() == number);
    }

    private void claims(String record, Seen seen, String question) throws IOException {
        JsonNode view = json("/casualties/" + record + "/claims" + question);
        List<Report> claims = seen.claims(record);
        assertEquals(claims.stream().map(Report::number).toList(), StreamSupport.stream(view.get("claims").spliterator(), false)
                .map(claim -> claim.at("/revision/number").asInt()).toList());
        assertEquals(seen.newest(record), integer(view.get("newest")));
        assertEquals(seen.preferred(record), integer(view.get("preferred")));
        for (JsonNode claim : view.get("claims")) {
            Report one = seen.of(record).stream().filter(report -> report.number() == claim.at("/revision/number").asInt())
                    .findFirst().orElseThrow();
            Report replaced = one.node.has("supersedes")
                    ? one.all.stream().filter(one::supersedes).findFirst().orElseThrow()
                    : seen.of(record).stream().filter(other -> other.source().equals(one.source()) && !other.retracts()
                            && other.basis().equals(one.basis()) && Seen.byAge().compare(other, one) < 0).max(Seen.byAge())
                            .orElse(null);
            assertEquals(replaced == null ? null : replaced.number(), number(claim.get("replaced")));
            Report origin = origin(one, seen);
            assertEquals(origin == null ? null : origin.number(), number(claim.get("relayOf")));
        }
        List<Report> undisputed = claims.stream().filter(one -> !one.is("disputed")).toList();
        figures(undisputed, view.get("agreement"));
        assertEquals(undisputed.size() < claims.size(), view.has("withDisputed"));
        if (view.has("withDisputed")) {
            figures(claims, view.get("withDisputed"));
        }
    }

    private static void figures(List<Report> claims, JsonNode agreement) {
        Map<String, List<Long>> expected = new TreeMap<>();
        for (String basis : List.of("count", "estimate")) {
            List<Report> on = claims.stream().filter(one -> one.basis().equals(basis)).toList();
            if (!on.isEmpty()) {
                expected.put(basis, Arrays.asList(
                        on.stream().map(one -> one.figure("low") != null ? one.figure("low") : one.figure("best"))
                                .filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null),
                        on.stream().map(one -> one.figure("high") != null ? one.figure("high") : one.figure("best"))
                                .filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null),
                        (long) on.size()));
            }
        }
        Map<String, List<Long>> actual = new TreeMap<>();
        agreement.forEach(one -> actual.put(one.at("/count/basis").asText(), Arrays.asList(
                one.has("low") ? Long.valueOf(one.get("low").asLong()) : null,
                one.has("high") ? Long.valueOf(one.get("high").asLong()) : null, (long) one.get("sources").size())));
        assertEquals(expected, actual);
    }

    /**
     * The first that said what a report repeats: another source's earlier revision, named in its evidence, with its figures.
     */
    private static Report origin(Report one, Seen seen) {
        for (Report other : seen.of(one.record())) {
            boolean isRepeated = other.number() < one.number() && cites(one, other.record(), other.number())
                    && !other.source().equals(one.source()) && !other.retracts()
                    && Stream.of("low", "best", "high").allMatch(name -> Objects.equals(other.figure(name), one.figure(name)))
                    && other.node.at("/content/basis").equals(one.node.at("/content/basis"));
            if (isRepeated) {
                Report first = origin(other, seen);
                return first == null ? other : first;
            }
        }
        return null;
    }

    private void changes(String crisis, Seen before, Seen after, String question) throws IOException {
        Map<String, Object> expected = new TreeMap<>();
        for (String record : after.records()) {
            Comparator<Report> order = question.startsWith("reported") ? Seen.byAge() : Comparator.comparing(Report::number);
            List<List<Integer>> between = after.of(record).stream().filter(one -> !before.reports.contains(one)).sorted(order)
                    .map(one -> Arrays.asList(one.number(), changed(one, after, order))).toList();
            if (!between.isEmpty()) {
                Set<Object> claims = new HashSet<>();
                for (String source : SOURCES) {
                    for (String basis : List.of("", "count", "estimate")) {
                        Integer from = claim(before, record, source, basis);
                        Integer to = claim(after, record, source, basis);
                        if (!Objects.equals(from, to)) {
                            claims.add(Arrays.asList(source, from, to));
                        }
                    }
                }
                expected.put(record, Arrays.asList(between, before.preferred(record), after.preferred(record), claims));
            }
        }
        Map<String, Object> actual = new TreeMap<>();
        items("/crises/" + crisis + "/changes?limit=1000&clock=" + question).forEach(item -> {
            Set<Object> claims = new HashSet<>();
            item.get("claims").forEach(claim -> claims.add(Arrays.asList(claim.get("source").asText(),
                    integer(claim.get("from")), integer(claim.get("to")))));
            List<List<Integer>> between = new ArrayList<>();
            item.get("revisions").forEach(
                    revision -> between.add(Arrays.asList(revision.get("number").asInt(), integer(revision.get("of")))));
            actual.put(item.get("record").asText(),
                    Arrays.asList(between, number(item.get("from")), number(item.get("to")), claims));
        });
        assertEquals(expected, actual, question);
    }

    /**
     * Returns the report that a report changed: the superseded one, or else the last one of its source that was not withdrawn.
     */
    private static Integer changed(Report one, Seen seen, Comparator<Report> order) {
        Seen earlier = new Seen(seen.of(one.record()).stream().filter(other -> order.compare(other, one) < 0).toList());
        return one.node.has("supersedes") ? Integer.valueOf(one.node.get("supersedes").asInt())
                : earlier.reports.stream().filter(other -> !other.retracts() && !earlier.withdrawn(other))
                        .filter(other -> other.source().equals(one.source()) && other.basis().equals(one.basis())).max(order)
                        .map(Report::number).orElse(null);
    }

    private static Integer claim(Seen seen, String record, String source, String basis) {
        return seen.claims(record).stream().filter(one -> one.source().equals(source) && one.basis().equals(basis))
                .map(Report::number).findFirst().orElse(null);
    }

    private void comparisons(List<Report> all) throws IOException {
        for (int times = 0; times < 60; times++) {
            Report one = all.get(random.nextInt(all.size()));
            List<Report> others = all.stream().filter(report -> report.record().equals(one.record()) && report != one).toList();
            if (others.isEmpty()) {
                continue;
            }
            Report other = others.get(random.nextInt(others.size()));
            String path = (one.record().startsWith("figure") ? "/casualties/" : "/statements/") + one.record();
            String there = path + "/compare?lang=*&from=" + one.number() + "&to=" + other.number();
            String back = path + "/compare?lang=*&from=" + other.number() + "&to=" + one.number();
            JsonNode a = withoutStanding(json(path + "/revisions/" + one.number() + "?lang=*"));
            JsonNode b = withoutStanding(json(path + "/revisions/" + other.number() + "?lang=*"));
            JsonNode patch = MAPPER
                    .readTree(given().accept("application/json-patch+json").urlEncodingEnabled(false).get(V1 + there)
                            .then().statusCode(200).contentType("application/json-patch+json").extract().asByteArray());
            assertEquals(b, JsonPatch.apply(patch, a));
            JsonNode comparison = json(there);
            assertSide(a, comparison, "from");
            assertSide(b, comparison, "to");
            assertEquals(inverse(comparison.get("difference")), withoutPercent(json(back).get("difference")));
        }
    }

    /** A revision is its side, with what is the same on both sides, and the old or the new values of the changes. */
    private static void assertSide(JsonNode revision, JsonNode comparison, String side) {
        ObjectNode whole = comparison.at("/" + side + "/revision").deepCopy();
        assertTrue(Stream.of("content", "reason", "evidence", "translations").noneMatch(whole::has));
        if (comparison.has("unchanged")) {
            whole.setAll((ObjectNode) comparison.get("unchanged").deepCopy());
        }
        for (JsonNode change : comparison.at("/difference/changes")) {
            JsonNode value = change.has("wording") ? new TextNode(text(change.get("wording"), side)) : change.get(side);
            if (value != null) {
                put(whole, change.get("path").asText().substring(1).split("/"), value);
            }
        }
        assertEquals(said(revision), said(whole));
    }

    private static String text(JsonNode wording, String side) {
        StringBuilder text = new StringBuilder();
        wording.get("segments").forEach(
                segment -> text.append(
                        segment.has("text") ? segment.get("text").asText() : segment.at("/" + side + "/text").asText()));
        return text.toString();
    }

    private static void put(ObjectNode object, String[] path, JsonNode value) {
        ObjectNode parent = object;
        for (int depth = 0; depth + 1 < path.length; depth++) {
            parent = parent.withObjectProperty(path[depth]);
        }
        parent.set(path[path.length - 1], value);
    }

    /** Returns the claim of a revision, without bounds that equal its number; equal bounds are the number. */
    private static JsonNode said(JsonNode revision) {
        ObjectNode said = revision.deepCopy();
        if (said.get("content") instanceof ObjectNode content) {
            if (!content.has("best") && content.has("low") && content.get("low").equals(content.get("high"))) {
                content.set("best", content.get("low"));
            }
            Stream.of("low", "high").filter(bound -> content.has(bound) && content.get(bound).equals(content.get("best")))
                    .forEach(content::remove);
        }
        return said;
    }

    private static JsonNode withoutStanding(JsonNode revision) {
        return ((ObjectNode) revision).without(List.of("standing", "supersededBy", "stale"));
    }

    private static JsonNode inverse(JsonNode difference) {
        JsonNode inverse = withoutPercent(difference.deepCopy());
        for (JsonNode change : inverse.get("changes")) {
            swap((ObjectNode) change);
            change.path("wording").path("segments").forEach(segment -> {
                swap((ObjectNode) segment);
                String operation = segment.get("operation").asText();
                ((ObjectNode) segment).put("operation",
                        operation.equals("added") ? "removed" : operation.equals("removed") ? "added" : operation);
            });
            change.path("wording").path("terms").forEach(term -> swap((ObjectNode) term));
            change.path("wording").path("numbers").forEach(number -> swap((ObjectNode) number));
            if (change.path("number") instanceof ObjectNode number) {
                if (number.has("delta")) {
                    number.put("delta", -number.get("delta").asInt());
                }
                Map<String, String> opposite = Map.of("added", "dropped", "dropped", "added", "raised", "lowered", "lowered",
                        "raised");
                if (number.has("bound")) {
                    number.put("bound", opposite.get(number.get("bound").asText()));
                }
            }
        }
        return inverse;
    }

    private static void swap(ObjectNode node) {
        JsonNode from = node.remove("from");
        JsonNode to = node.remove("to");
        if (to != null) {
            node.set("from", to);
        }
        if (from != null) {
            node.set("to", from);
        }
    }

    /** The per cent of the one are not those of the other. */
    private static JsonNode withoutPercent(JsonNode difference) {
        difference.findParents("percent").forEach(number -> ((ObjectNode) number).remove("percent"));
        return difference;
    }

    private void check(Seen seen) throws IOException {
        ArrayNode items = MAPPER.createArrayNode();
        seen.reports.forEach(one -> items.addObject().put("record", one.record()).put("number", one.number()));
        JsonNode findings = MAPPER.readTree(Api.json(MAPPER.createObjectNode().set("items", items).toString())
                .post(V1 + "/check").then().statusCode(200).extract().asByteArray()).get("items");
        for (int at = 0; at < findings.size(); at++) {
            Report one = seen.reports.get(at);
            String state = findings.get(at).get("state").asText();
            Integer claim = seen.claims(one.record()).stream().filter(other -> other.source().equals(one.source()))
                    .filter(other -> one.retracts() || other.basis().equals(one.basis())).map(Report::number).findFirst()
                    .orElse(null);
            boolean isCorrected = seen.reports.stream().anyMatch(other -> other.supersedes(one) && !seen.withdrawn(other)
                    && other.node.get("status").asText().equals("corrected"));
            String expected = one.retracts() ? "retraction"
                    : seen.withdrawn(one) ? "retracted"
                            : isCorrected ? "corrected|superseded"
                                    : seen.replaced(one) || !Objects.equals(claim, one.number()) ? "superseded"
                                            : Objects.equals(seen.preferred(one.record()), one.number()) ? "preferred"
                                                    : "claim";
            assertTrue(state.matches(expected), () -> one.node + " is " + state);
            assertEquals(claim, integer(findings.get(at).get("claim")));
            assertEquals(one.node.get("status"), findings.get(at).get("status"));
            assertEquals(seen.newest(one.record()), integer(findings.get(at).get("newest")));
            assertEquals(seen.preferred(one.record()), integer(findings.get(at).get("preferred")));
        }
    }

    private void keep(String crisis, String record, boolean isFigure) {
        StringBuilder lines = new StringBuilder();
        List<Integer> withdrawn = new ArrayList<>();
        int length = 1 + random.nextInt(14);
        for (int number = 1; number <= length; number++) {
            String status = number == 1 ? "reported" : STATUSES.get(random.nextInt(STATUSES.size()));
            boolean must = status.matches("corrected|retracted");
            Integer supersedes = number > 1 && (must || random.nextInt(3) == 0)
                    ? Integer.valueOf(1 + random.nextInt(number - 1))
                    : null;
            if (status.equals("retracted") && withdrawn.contains(supersedes)) {
                status = "corrected";
            }
            if (status.equals("retracted")) {
                withdrawn.add(supersedes);
            }
            ObjectNode line = MAPPER.createObjectNode().put("type", "revision").put("crisis", crisis).put("record", record)
                    .put("number", number).put("source", one(SOURCES)).put("status", status).put("reportedAt",
                            "2022-01-0" + (1 + random.nextInt(8))
                                    + (random.nextBoolean() ? "" : "T0" + random.nextInt(10) + ":30Z"));
            if (supersedes != null) {
                line.put("supersedes", supersedes);
            }
            if (supersedes != null) {
                line.putObject("reason").put("en", "random");
            }
            if (number > 1 && random.nextInt(2) == 0) {
                line.putArray("evidence").addObject().put("record", record).put("number", 1 + random.nextInt(number - 1));
            }
            if (!status.equals("retracted")) {
                line.set("content", isFigure ? figure() : statement());
            }
            lines.append(line).append('\n');
        }
        writing().contentType("application/x-ndjson").body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import")
                .then().statusCode(200);
    }

    private ObjectNode figure() {
        ObjectNode figure = MAPPER.createObjectNode().put("kind", "casualty").put("group", "police").put("measure", "killed")
                .put("basis", one("count", "count", "estimate"));
        figure.putObject("place").put("code", "KZ").put("codeList", "iso-3166-1").putObject("name").put("en", "Kazakhstan");
        int best = 8 + random.nextInt(3);
        switch (random.nextInt(4)) {
            case 0 -> figure.put("low", best);
            case 1 -> figure.put("low", best).put("high", best + 2);
            default -> figure.put("low", best).put("best", best).put("high", best);
        }
        return figure;
    }

    private ObjectNode statement() {
        ObjectNode statement = MAPPER.createObjectNode().put("kind", "statement");
        statement.putObject("speaker").putObject("name").put("en", one("Tokayev", "the president"));
        statement.putObject("topic").put("en", "Who the participants are");
        ObjectNode wording = statement.putObject("wording").put("ar",
                one("عناصر المشاغبين", "عصابات إرهابية", "عصابات ارهابيه"));
        if (random.nextBoolean()) {
            wording.put("en", one("riotous elements", "terrorist gangs beat soldiers", "rioters, and terrorist gangs"));
        }
        return statement;
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static List<JsonNode> items(String path) throws IOException {
        return StreamSupport.stream(json(path).get("items").spliterator(), false).collect(Collectors.toList());
    }

    private static Integer number(JsonNode node) {
        return node == null ? null : Integer.valueOf(node.get("number").asInt());
    }

    private static Integer integer(JsonNode node) {
        return node == null ? null : Integer.valueOf(node.asInt());
    }

    private static JsonNode json(String path) throws IOException {
        return MAPPER.readTree(Api.get(path).then().statusCode(200).extract().asByteArray());
    }
}
