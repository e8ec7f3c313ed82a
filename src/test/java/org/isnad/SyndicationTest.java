package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.rometools.rome.feed.atom.Entry;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests Atom and JSON Feed as a feed reader reads them. */
@QuarkusTest
class SyndicationTest {

    private static final String SAMPLE = "kazakhstan-2022";
    private static final int ARCHIVE = 25;

    /** The documents of a feed: the one to subscribe to, and the archives, newest first. */
    private static List<Atom> documents(String crisis, String query) {
        List<Atom> documents = new ArrayList<>(List.of(Atom.read(crisis, query)));
        for (String next = documents.get(0).link("prev-archive"); !next.isEmpty();) {
            Atom archive = Atom.at(next);
            assertTrue(archive.isArchive());
            assertEquals(next, archive.link("self"));
            assertEquals(documents.get(0).link("self"), archive.link("current"));
            assertEquals(documents.size() == 1 ? "" : documents.get(documents.size() - 1).link("self"),
                    archive.link("next-archive"));
            assertEquals(documents.get(0).text("/a:feed/a:id"), archive.text("/a:feed/a:id"));
            documents.add(archive);
            next = archive.link("prev-archive");
        }
        assertFalse(documents.get(0).isArchive());
        return documents;
    }

    /** The positions of all revisions of a crisis, by path. */
    private static Map<String, Long> positions(String crisis) {
        Map<String, Long> positions = new HashMap<>();
        get("/crises/" + crisis + "/feed?limit=1000").as(JsonNode.class).get("items").forEach(item -> {
            String kind = item.get("kind").asText().equals("casualty") ? "casualties" : item.get("kind").asText() + "s";
            positions.put("/" + kind + "/" + item.get("record").asText() + "/revisions/" + item.get("number").asText(),
                    item.get("position").asLong());
        });
        return positions;
    }

    @ParameterizedTest
    @ValueSource(strings = { "ar", "en", "ru" })
    void theArchivesHaveEachRevisionOnce(String language) {
        Api.importSample();
        Map<String, Long> positions = positions(SAMPLE);
        long last = positions.size();
        List<Long> found = new ArrayList<>();
        for (Atom document : documents(SAMPLE, "?lang=" + language)) {
            long first = last - found.size() <= ARCHIVE ? 1 : own(document, last - found.size());
            List<Long> own = document.paths().stream().map(positions::get).filter(position -> position >= first)
                    .filter(position -> position <= last - found.size()).toList();
            found.addAll(own);
        }
        // Newest first, without a gap or a repetition.
        assertEquals(IntStream.iterate((int) last, position -> position > 0, position -> position - 1).mapToObj(Long::valueOf)
                .toList(), found);
    }

    /** The first position of a document that ends with a position; an archive ends with a multiple of its size. */
    private static long own(Atom document, long last) {
        return document.isArchive() ? last - ARCHIVE + 1 : (last / ARCHIVE - 1) * ARCHIVE + 1;
    }

    @ParameterizedTest
    @ValueSource(strings = { "ar rtl مسحوب:", "en ltr Retracted:", "ru ltr Отозвано:" })
    void theRetractedFigureIsATombstoneAndSaysSo(String expected) {
        Api.importSample();
        String[] parts = expected.split(" ");
        Atom atom = Atom.read(SAMPLE, "?record=kz-total-killed&lang=" + parts[0]);
        String path = "/casualties/kz-total-killed/revisions/2";
        String id = Atom.id(path);
        Entry entry = atom.entry(path);
        assertEquals(id, entry.getId());
        assertTrue(entry.getTitle().startsWith(parts[2]), entry.getTitle());
        assertTrue(entry.getTitle().contains("164") || entry.getTitle().contains("١٦٤"), entry.getTitle());
        String html = Atom.html(entry);
        assertTrue(html.startsWith("<p lang=\"" + parts[0] + "\" dir=\"" + parts[1] + "\">"), html);
        assertTrue(html.contains("<del>"), html);
        Response retraction = get("/casualties/kz-total-killed/revisions/4?lang=" + parts[0]);
        assertEquals(retraction.<String> path("recordedAt"), atom.updated(id));
        assertEquals(atom.updated(id), atom.tombstone(id, "@when"));
        assertEquals(retraction.path("reason." + parts[0]), atom.tombstone(id, "t:comment"));
        assertEquals(List.of("casualty", "reported", "kz-total-killed"),
                entry.getCategories().stream().map(category -> category.getTerm()).toList());
        assertEquals(get("/sources/kz-gov-telegram?lang=" + parts[0]).path("name." + parts[0]),
                entry.getAuthors().get(0).getName());
        assertTrue(atom.text("/a:feed/a:entry[a:id='" + id + "']/a:link[@rel='successor-version']/@href")
                .endsWith("/casualties/kz-total-killed/revisions/4"));
    }

    @Test
    void aCorrectionNamesWhatItReplacesAndTheOtherWayRound() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 16,
                ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"en\": \"Counted twice\"}")).then()
                .statusCode(201);
        String at = "/casualties/" + record + "/revisions/";
        Atom atom = Atom.read(crisis, "?lang=en");
        assertEquals(List.of(at + 2, at + 1), atom.paths());
        assertEquals(List.of(), atom.tombstones());
        assertTrue(Atom.html(atom.entry(at + 2)).contains("<code>/content/best</code> <del>18</del> → <ins>16</ins>"));
        assertTrue(atom.entry(at + 1).getTitle().startsWith("Corrected: "));
        assertTrue(Atom.html(atom.entry(at + 1)).contains("Counted twice"));
        assertEquals(atom.updated(Atom.id(at + 2)), atom.updated(Atom.id(at + 1)));
    }

    @Test
    void changedWordsAreRemovedAndInserted() {
        String crisis = newCrisis();
        String statement = """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-0%d", "content": {"speaker": {"name": {"ru": "Токаев"}},
                 "topic": {"ru": "Протесты"}, "wording": {"ru": "В стране действуют %s <террористов>"}}}""";
        String record = json(statement.formatted(crisis, 6, "20 тысяч")).post(V1 + "/statements").path("record");
        json(statement.formatted(crisis, 7, "30 тысяч")).post(V1 + "/statements/" + record + "/revisions").then()
                .statusCode(201);
        String html = Atom.html(Atom.read(crisis, "?lang=ru").entries().get(0));
        assertTrue(html.contains("<blockquote lang=\"ru\" dir=\"ltr\">В стране действуют 30 тысяч &lt;террористов&gt;"), html);
        assertTrue(html.contains("<del>20 тысяч</del><ins>30 тысяч</ins>"), html);
    }

    /** A crisis of which one archive is complete, and its record. */
    private static String[] archived() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 71717);
        for (int count = 2; count <= 2 * ARCHIVE; count++) {
            append(record, killed(crisis, "tass", "2022-01-05", count, "")).then().statusCode(201);
        }
        return new String[] { crisis, record };
    }

    @Test
    void anArchiveStaysAndTheSubscriptionTellsWhatBecameOfItsEntries() {
        String[] archived = archived();
        String at = "/casualties/" + archived[1] + "/revisions/";
        String archive = "/crises/" + archived[0] + "/feed.atom?lang=en&archive=1";
        byte[] before = get(archive).asByteArray();
        assertFalse(Atom.read(archived[0], "?lang=en").paths().contains(at + 1));
        append(archived[1], retraction(archived[0], "kz-mvd", "2022-01-06", 1)).then().statusCode(201);
        Atom retracted = Atom.read(archived[0], "?lang=en");
        assertEquals(List.of(at + 51, at + 1, at + 50), retracted.paths().subList(0, 3));
        assertTrue(retracted.entry(at + 1).getTitle().startsWith("Retracted: "));
        assertEquals(List.of(Atom.id(at + 1)), retracted.tombstones());
        append(archived[1], retraction(archived[0], "kz-mvd", "2022-01-07", 51)).then().statusCode(201);
        Atom restored = Atom.read(archived[0], "?lang=en");
        assertFalse(restored.entry(at + 1).getTitle().startsWith("Retracted: "));
        assertEquals(List.of(Atom.id(at + 51)), restored.tombstones());
        assertTrue(Instant.parse(restored.updated(Atom.id(at + 1)))
                .isAfter(Instant.parse(retracted.updated(Atom.id(at + 1)))));
        assertArrayEquals(before, get(archive).asByteArray());
    }

    @Test
    void erasedContentIsGoneFromEveryDocument() {
        String[] archived = archived();
        String at = "/casualties/" + archived[1] + "/revisions/";
        String archive = "/crises/" + archived[0] + "/feed.atom?archive=1";
        Response before = get(archive);
        assertTrue(before.asString().contains("71717") || before.asString().contains("71,717"));
        json("""
                {"record": "%s", "number": 1, "reason": {"en": "A court ordered it", "ru": "По решению суда"}}"""
                .formatted(archived[1])).post(V1 + "/crises/" + archived[0] + "/erasures").then().statusCode(200);
        Atom atom = Atom.read(archived[0], "?lang=ru");
        String id = Atom.id(at + 1);
        assertEquals(List.of(id), atom.tombstones());
        assertEquals("По решению суда", atom.tombstone(id, "t:comment"));
        assertTrue(atom.entry(at + 1).getTitle().startsWith("Удалено: "));
        given().header("If-None-Match", before.header("ETag")).get(V1 + archive).then().statusCode(200);
        for (String path : List.of(archive, archive.replace(".atom", ".json"), "/crises/" + archived[0] + "/feed.atom")) {
            assertFalse(get(path).asString().replace(",", "").contains("71717"), path);
        }
        assertEquals(List.of(id), Atom.of(get(archive)).tombstones());
    }

    @Test
    void anyListIsAFeed() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String other = newRecord(crisis, "tass", "2022-01-06", 10);
        json(Api.killed(crisis, "gsv", "2022-01-06", 5, "").replace("police", "civilians")).post(V1 + "/casualties").then()
                .statusCode(201);
        append(record, retraction(crisis, "kz-mvd", "2022-01-07", 1)).then().statusCode(201);
        String first = "/casualties/" + record + "/revisions/1";
        assertEquals(4, Atom.read(crisis, "?kind=casualty").entries().size());
        assertEquals(List.of(), Atom.read(crisis, "?kind=article").entries());
        assertEquals(List.of("/casualties/" + other + "/revisions/1"), Atom.read(crisis, "?source=tass").paths());
        assertEquals(List.of("/casualties/" + record + "/revisions/2", first), Atom.read(crisis, "?record=" + record).paths());
        // The retraction itself is not reported and counts nothing, but what it withdraws is.
        for (String query : List.of("?status=reported&source=kz-mvd", "?group=police&measure=killed&place=KZ&source=kz-mvd")) {
            Atom atom = Atom.read(crisis, query);
            assertEquals(List.of(first), atom.paths());
            assertEquals(List.of(Atom.id(first)), atom.tombstones());
        }
        assertEquals(2, Atom.read(crisis, "?group=police").entries().size());
        assertEquals(0, Atom.read(crisis, "?group=police&place=Almaty").entries().size());
        assertNotEquals(Atom.read(crisis, "?group=police").text("/a:feed/a:id"), Atom.read(crisis, "").text("/a:feed/a:id"));
    }

    @Test
    void theJsonFeedHasTheSameEntries() {
        Api.importSample();
        Response answer = get("/crises/" + SAMPLE + "/feed.json?lang=ru");
        answer.then().statusCode(200).contentType("application/feed+json")
                .body("version", equalTo("https://jsonfeed.org/version/1.1")).body("language", equalTo("ru"))
                .body("feed_url", equalTo(address("/crises/" + SAMPLE + "/feed.json?lang=ru")))
                .body("home_page_url", equalTo(address("").replace(V1, "/"))).body("title", startsWith(
                        get("/crises/" + SAMPLE + "?lang=ru").<String> path("title.ru")));
        Atom atom = Atom.read(SAMPLE, "?lang=ru");
        JsonNode feed = answer.as(JsonNode.class);
        assertEquals(atom.entries().stream().map(Entry::getId).toList(), feed.get("items").findValuesAsText("id"));
        assertEquals(atom.entries().stream().map(Atom::html).toList(), feed.get("items").findValuesAsText("content_html"));
        assertEquals(atom.link("prev-archive").replace(".atom", ".json"), feed.get("next_url").asText());
        for (JsonNode item : feed.get("items")) {
            for (String field : List.of("url", "title", "date_published", "date_modified", "authors", "tags", "language")) {
                assertTrue(item.has(field), field);
            }
            get(item.get("url").asText().replaceFirst(".*" + V1, "")).then().statusCode(200)
                    .body("standing", equalTo(item.at("/_isnad/standing").asBoolean()))
                    .body("position", equalTo(item.at("/_isnad/position").asInt()));
            assertEquals(item.at("/_isnad/state").asText().matches("retracted|erased"), item.at("/_isnad").has("withdrawn"));
        }
    }

    @Test
    void aShortFeedHasTheNewestRevisionsAndNoArchives() {
        Api.importSample();
        String path = "/crises/" + SAMPLE + "/feed.json?lang=en&record=kz-total-killed";
        JsonNode whole = get(path).as(JsonNode.class);
        JsonNode one = get(path + "&limit=1").as(JsonNode.class);
        assertEquals(1, one.get("items").size());
        assertEquals(whole.get("items").get(0), one.get("items").get(0));
        // The last revision before them is not told again, although one of them replaces it.
        JsonNode some = get(path + "&limit=3").as(JsonNode.class);
        assertEquals(List.of(21, 20, 19), some.get("items").findValues("number").stream().map(JsonNode::asInt).toList());
        assertFalse(get("/crises/" + SAMPLE + "/feed.json?limit=5").as(JsonNode.class).has("next_url"));
        assertEquals(whole.get("title"), one.get("title"));
        assertEquals(25, get("/crises/" + SAMPLE + "/feed.json?limit=25").as(JsonNode.class).get("items").size());
    }

    @Test
    void aJsonItemTellsItsTimeAndItsChange() {
        Api.importSample();
        get("/crises/" + SAMPLE + "/feed.json?lang=en&record=kz-total-killed").then()
                .body("items[0]._isnad.reportedAt", equalTo(get("/casualties/kz-total-killed/revisions/21").path("reportedAt")))
                .body("items[0].title", equalTo(get("/crises/" + SAMPLE + "/feed.json?lang=en&record=kz-total-killed")
                        .<String> path("items[0]._isnad.sentence")))
                .body("items.find { it._isnad.number == 18 }.title", startsWith("Superseded: "))
                .body("items.find { it._isnad.number == 18 }._isnad.sentence", startsWith("Prosecutor"));
    }

    /** The absolute address of a path below the API's root. */
    private static String address(String path) {
        return "http://127.0.0.1:" + io.restassured.RestAssured.port + V1 + path;
    }

    @Test
    void theAddressesAreThoseOfTheHostAndTheIdsAreNot() {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String path = V1 + "/crises/" + crisis + "/feed.atom?lang=ru";
        TreeSet<String> ids = new TreeSet<>();
        for (String host : List.of("news.example", "mirror.example", "news.example")) {
            Atom atom = Atom.of(given().header("Host", host).get(path));
            assertEquals("http://" + host + path, atom.link("self"));
            ids.add(atom.entries().get(0).getId() + atom.text("/a:feed/a:id"));
        }
        assertEquals(1, ids.size());
    }

    @Test
    void anUnchangedFeedIsNotSentAgain() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        for (String format : List.of("atom", "json")) {
            String path = V1 + "/crises/" + crisis + "/feed." + format;
            String etag = given().get(path).then().statusCode(200)
                    .header("Cache-Control", "public, max-age=2, stale-while-revalidate=8").extract()
                    .header("ETag");
            given().header("If-None-Match", etag).get(path).then().statusCode(304);
            given().header("If-None-Match", etag).get(path + "?lang=ar").then().statusCode(200);
            append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
            given().header("If-None-Match", etag).get(path).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "kind=nonsense", "archive=0", "archive=x", "source=nobody", "lang=--", "group=nobody", "limit=0",
            "limit=26", "limit=5&archive=1",
            "status=", "record=A%20B" })
    void aWrongParameterIsRefused(String query) {
        String crisis = newCrisis();
        for (String format : List.of("atom", "json")) {
            get("/crises/" + crisis + "/feed." + format + "?" + query).then().statusCode(400)
                    .contentType("application/problem+json")
                    .body("violations[0].field", equalTo(query.replaceFirst("=.*", "")));
        }
    }

    @Test
    void whatDoesNotExistOrIsClosedIsNotFound() {
        String crisis = newCrisis();
        get("/crises/" + crisis + "/feed.atom").then().statusCode(200);
        get("/crises/" + crisis + "/feed.atom?archive=1").then().statusCode(404).contentType("application/problem+json");
        get("/crises/nothing/feed.atom").then().statusCode(404).contentType("application/problem+json");
        json("{\"state\": \"embargoed\", \"until\": \"2099-01-01T00:00:00Z\"}").put(V1 + "/crises/" + crisis + "/visibility")
                .then().statusCode(200);
        for (String format : List.of("atom", "json")) {
            get("/crises/" + crisis + "/feed." + format).then().statusCode(404);
            writing().get(V1 + "/crises/" + crisis + "/feed." + format).then().statusCode(200)
                    .header("Cache-Control", "private, no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "<script>alert('كازاخستان')</script>", "]]><!--المحتجون-->", "&lt;b&gt;المحتجون&amp;",
            "\uFFFE\uFFFFالقتلى", "\u0085\u009F القتلى", "\uD83D\uDE00\uD83D\uDE00 القتلى\u2028", "\u202Eالقتلى\u202C 18",
            "القتلى\n\tسطر ثان\n", "\" onmouseover=\"alert(1)" })
    void hostileTextStaysText(String text) {
        String crisis = newCrisis();
        String body = """
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"originalLanguage": "ar",
                 "headline": {"ar": %s}}}""".formatted(crisis, com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
        Response made = json(body).post(V1 + "/articles");
        if (made.statusCode() == 400) {
            // Refused before it can be shown.
            assertTrue(text.matches("(?s).*[\\x00-\\x08\\x7F-\\x9F].*"), made.asString());
            return;
        }
        String shown = text.replaceAll("[\uFFFE\uFFFF]", "\uFFFD");
        Entry entry = Atom.read(crisis, "?lang=ar").entries().get(0);
        assertTrue(entry.getTitle().contains(shown), entry.getTitle());
        assertTrue(Atom.html(entry).contains(">" + shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;") + "</blockquote>"), Atom.html(entry));
        assertTrue(get("/crises/" + crisis + "/feed.json?lang=ar").<String> path("items[0].title").contains(text));
    }
}
