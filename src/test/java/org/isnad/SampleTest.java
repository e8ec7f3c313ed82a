package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Ten questions that a reader has, each one request, on Kazakhstan in January 2022. */
@QuarkusTest
class SampleTest {

    private static final String KILLED = "/casualties/kz-security-forces-killed";
    private static final String TOLL = "/casualties/kz-total-killed";
    private static final String WORDING = "/statements/kz-tokayev-on-participants";

    @BeforeEach
    void theSampleComesInByTheDoorThatAllUse() {
        Api.importSample();
    }

    @Test
    void whatEachSourceSaysNowOnKilledOfficers() {
        Response answer = get(KILLED);
        assertEquals(Map.of("kz-prosecutor", 19, "kz-kostanay-police", 8, "kz-mvd", 17, "kz-president", 16, "kz-qazaqtv", 18),
                figures(answer));
        answer.then().body("spread", hasSize(1)).body("spread[0].low", equalTo(16)).body("spread[0].high", equalTo(19))
                .body("spreadWithDisputed[0].low", equalTo(8)).body("preferred", equalTo(11));
    }

    @Test
    void whatEachSourceHadSaidByNoonOfTheSixth() {
        // The ministry's 18 is dated to the day only, and that day had begun.
        assertEquals(Map.of("kz-mvd", 18), figures(get(KILLED + "?asOf=2022-01-06T12:00:00Z")));
        get(KILLED + "?asOf=2022-01-05T17:00:00Z").then().statusCode(404);
    }

    @Test
    void allThatTheMinistryEverSaidOnKilledOfficersInOrder() {
        get(KILLED + "/revisions?source=kz-mvd").then().body("items.content.best", contains(8, 8, 8, 18, 16, 17))
                .body("items.status", contains("reported", "confirmed", "confirmed", "reported", "corrected", "reported"))
                .body("items[4].reason.en", containsString("Refined"));
    }

    @Test
    void the164IsNotCurrentAndReadableWithItsRetraction() {
        get(TOLL).then().body("claims[0].content.best", not(equalTo(164)))
                .body("claims.findAll { it.source == 'kz-gov-telegram' }.content.best", contains(nullValue()));
        get(TOLL + "?asOf=2022-01-09T12:00:00Z").then().body("claims.content.best", hasItem(164));
        Response chain = get(TOLL + "/revisions?include=evidence");
        List<Map<String, Object>> items = chain.path("items");
        Map<String, Object> toll = items.stream().filter(item -> item.get("source").equals("kz-gov-telegram")).findFirst()
                .orElseThrow();
        assertEquals(false, toll.get("standing"));
        Map<String, Object> retraction = items.get((Integer) toll.get("supersededBy") - 1);
        assertEquals("retracted", retraction.get("status"));
        assertEquals("kz-health-ministry", retraction.get("source"));
        assertEquals("2022-01-09T13:17:10Z", retraction.get("reportedAt"));
        assertTrue(retraction.get("reason").toString().contains("error"), retraction.toString());
        assertTrue(retraction.get("evidence").toString().contains("Публикация статистики — техническая ошибка."));
    }

    @Test
    void eightAndTwoAreTwoRecordsOfDifferentSourcesNeverAdded() {
        get(KILLED + "/revisions/3").then().body("source", equalTo("kz-mvd")).body("content.best", equalTo(8));
        get("/casualties/kz-soldiers-killed-almaty-airport").then().body("claims.content.best", contains(2, 2))
                .body("claims.source", contains("kz-local-media", "zakon-kz"));
        get("/casualties?crisis=kazakhstan-2022&limit=1000&asOf=2022-01-06T12:00:00Z&measure=killed").then()
                .body("items.content.best", not(hasItem(10)));
    }

    @Test
    void civiliansAreARecordWhoseFigureIsAbsentNotZero() {
        get("/casualties/kz-civilians-killed?asOf=2022-01-08T00:00:00Z").then().body("claims[0].content.low", nullValue())
                .body("claims[0].content.best", nullValue()).body("claims[0].content.high", nullValue())
                .body("claims[0].content.absentReason", equalTo("not-reported")).body("spread", nullValue())
                .body("claims[0].content.wording.ar", containsString("الضحايا المدنيين"));
    }

    @Test
    void thePresidentsWordingBeforeAndAfter() {
        get(WORDING + "/revisions?lang=ar").then().body("items[0].content.wording.ar", equalTo("عناصر المشاغبين"))
                .body("items[1].content.wording.ar", equalTo("عصابات إرهابية")).body("items[1].supersedes", equalTo(1));
        get(WORDING + "/revisions?lang=en").then().body("items[0].content.wording.en", equalTo("riotous elements"))
                .body("items[1].content.wording.en", equalTo("terrorist gangs"));
        get(WORDING + "?asOf=2022-01-05T14:00:00Z").then().body("newest", equalTo(2));
    }

    @Test
    void aFeedReadAfterACursorYieldsEachLaterRevisionOnce() {
        List<Integer> positions = new ArrayList<>();
        int after = 20;
        while (true) {
            Response feed = get("/crises/kazakhstan-2022/feed?limit=33&after=" + after);
            List<Integer> page = feed.path("items.position");
            if (page.isEmpty()) {
                break;
            }
            positions.addAll(page);
            after = feed.path("after");
        }
        int last = Api.sampleRevisions().size();
        assertEquals(IntStream.rangeClosed(21, last).boxed().toList(), positions);
        assertEquals(last, HashChain.verify("kazakhstan-2022"));
    }

    @Test
    void theSameAsOfAndKnownAtAreByteIdenticalWhateverWasWrittenBetween() {
        String knownAt = get("/crises/kazakhstan-2022").path("recordedAt");
        String question = KILLED + "?asOf=2022-01-09T00:00:00Z&knownAt=" + knownAt;
        byte[] before = get(question).asByteArray();
        Api.newRecord(Api.newCrisis(), "tass", "2022-01-05", 1);
        assertEquals(new String(before, StandardCharsets.UTF_8), get(question).asString());
    }

    @Test
    void theArticleInArabicAndInRussian() {
        String article = "/articles/kz-article-gsv-2022-01-06";
        get(article).then().body("claims[0].content.headline.ar", startsWith("توكاييف يطلب من"))
                .body("claims[0].content.headline.ru", nullValue()).body("claims[0].language.tag", equalTo("ar"))
                .body("claims[0].source", equalTo("tass")).body("claims[0].via", contains("gsv"));
        given().header("Accept-Language", "ru").get(V1 + article).then()
                .body("claims[0].content.headline.ru", startsWith("Токаев просит"))
                .body("claims[0].language.tag", equalTo("ru"))
                .body("claims[0].language.chosenBy", equalTo("accept-language"));
    }

    @Test
    void everyFactOfTheArticleIsReadWithSourceViaTimeAndQuotation() throws IOException {
        for (String line : new String(resource("/sample/seed-facts.tsv"), StandardCharsets.UTF_8).split("\n")) {
            String[] fact = line.split("\t");
            Response revision = get("/" + fact[1] + "/" + fact[2] + "/revisions/" + fact[3] + "?lang=*");
            revision.then().statusCode(200).body("source", equalTo(fact[4])).body("reportedAt", startsWith(fact[5]))
                    .body("evidence.quotation", hasItem(fact[7]));
            if (!fact[4].equals("gsv")) {
                assertEquals("gsv", revision.<List<String>> path("via").get(revision.<List<String>> path("via").size() - 1));
            }
            for (String field : fact.length > 8 ? fact[8].split(";") : new String[0]) {
                String[] pathAndValue = field.split("=");
                assertEquals(pathAndValue[1], String.valueOf(revision.<Object> path("content." + pathAndValue[0])), line);
            }
            if (fact[1].equals("casualties")) {
                assertEquals(fact[6].isEmpty() ? null : Integer.valueOf(fact[6]), revision.path("content.best"));
            }
        }
    }

    @Test
    void groupsAndBasesAreKeptApart() {
        get("/casualties/kz-total-injured").then()
                .body("claims.find { it.source == 'kz-local-media' }.content.basis", equalTo("combined"))
                .body("claims.find { it.source == 'kz-prosecutor' }.content.best", equalTo(4353));
        get(TOLL).then().body("spread.count.basis", contains("count", "list-of-names"));
        get("/casualties?crisis=kazakhstan-2022&limit=1000").then().body("items", not(empty())).body("items.kind",
                everyItem(equalTo("casualty")));
    }

    private static Map<String, Integer> figures(Response answer) {
        Map<String, Integer> figures = new HashMap<>();
        answer.<List<Map<String, Object>>> path("claims").forEach(claim -> figures.put((String) claim.get("source"),
                (Integer) ((Map<?, ?>) claim.get("content")).get("best")));
        return figures;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = SampleTest.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }
}
