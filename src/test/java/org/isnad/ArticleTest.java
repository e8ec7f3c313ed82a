package org.isnad;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** Tests whole articles, and the way from an article to what was reported from it and back. */
@QuarkusTest
class ArticleTest {

    private static final String SEED = "kz-article-gsv-2022-01-06";

    @BeforeEach
    void sampleIsThere() {
        Api.importSample();
    }

    /** The items of a list of the sample's crisis, which is on one page. */
    private static List<JsonNode> items(String list) {
        JsonNode page = get(list + (list.contains("?") ? "&" : "?") + "limit=1000").as(JsonNode.class);
        assertEquals(page.get("total").asInt(), page.get("items").size(), list);
        List<JsonNode> items = new ArrayList<>();
        page.get("items").forEach(items::add);
        return items;
    }

    private static List<Integer> positions(List<JsonNode> revisions, Predicate<JsonNode> condition) {
        return revisions.stream().filter(condition).map(revision -> revision.get("position").asInt()).sorted().toList();
    }

    private static boolean cites(JsonNode revision, String record) {
        return StreamSupport.stream(revision.path("evidence").spliterator(), false)
                .anyMatch(item -> item.path("record").asText().equals(record));
    }

    /** The revisions of the sample's timeline, with their standing and their evidence. */
    private static List<JsonNode> timeline(String asOf) {
        return items("/crises/kazakhstan-2022/timeline?include=evidence" + asOf).stream().map(item -> item.get("revision"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&asOf=2022-01-06T00:00:00Z", "&asOf=2022-01-05T12:00:00Z" })
    void theFactsOfAnArticleAreTheStandingRevisionsThatCiteIt(String asOf) {
        List<Integer> standing = positions(timeline(asOf),
                revision -> cites(revision, SEED)
                        && revision.get("standing").asBoolean());
        assertTrue(!standing.isEmpty());
        assertEquals(standing, positions(items("/articles/" + SEED + "/facts?include=evidence" + asOf), fact -> true));
    }

    @Test
    void supersededFactsAreListedOnRequest() {
        assertEquals(positions(timeline(""), revision -> cites(revision, SEED)),
                positions(items("/articles/" + SEED + "/facts?include=retracted"), fact -> true));
    }

    @Test
    void factsAreSelectedByKindAndSource() {
        List<JsonNode> all = items("/articles/" + SEED + "/facts");
        assertEquals(positions(all, fact -> fact.get("kind").asText().equals("reaction")),
                positions(items("/articles/" + SEED + "/facts?kind=reaction"), fact -> true));
        assertEquals(positions(all, fact -> fact.get("source").asText().equals("kremlin")),
                positions(items("/articles/" + SEED + "/facts?source=kremlin"), fact -> true));
        get("/articles/" + SEED + "/facts?source=nobody").then().statusCode(400).body("violations.field", hasItem("source"));
        get("/articles/kz-total-killed/facts").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({ "casualties, tengrinews", "statements, tass", "reactions, gsv", "articles, gsv" })
    void aListSelectsByCarrier(String kinds, String carrier) {
        List<JsonNode> all = items("/" + kinds + "?crisis=kazakhstan-2022");
        List<Integer> carried = positions(all, revision -> revision.path("via").toString().contains("\"" + carrier + "\""));
        assertTrue(!carried.isEmpty());
        assertEquals(carried, positions(items("/" + kinds + "?crisis=kazakhstan-2022&via=" + carrier), revision -> true));
        get("/" + kinds + "?crisis=kazakhstan-2022&via=nobody").then().statusCode(400)
                .body("violations.field", hasItem("via"));
    }

    @ParameterizedTest
    @CsvSource({ "casualties, kz-article-gsv-2022-01-06", "articles, kz-total-killed",
            "statements, kz-article-gsv-2022-01-06" })
    void aListSelectsWhatCitesARecord(String kinds, String record) {
        List<JsonNode> all = items("/" + kinds + "?crisis=kazakhstan-2022&include=evidence");
        List<Integer> citing = positions(all, revision -> cites(revision, record));
        assertTrue(!citing.isEmpty() && citing.size() < all.size());
        assertEquals(citing, positions(items("/" + kinds + "?crisis=kazakhstan-2022&citing=" + record), revision -> true));
    }

    private static String article(String crisis, String headingOfLast) {
        return """
                {"crisis": "%s", "source": "gsv", "via": ["tass"], "reportedAt": "2022-01-06", "content": {
                "headline": {"ar": "توكاييف يطلب من \\"منظمة معاهدة الأمن الجماعي\\" المساعدة"},
                "summary": {"en": "Tokayev asks the CSTO for help."}, "isSummaryOurs": true,
                "sections": [{"heading": {"ar": "الوضع في البلد"}},
                  {"heading": {"ar": "%s"}, "text": {"ar": "الكريملِن"}}],
                "originalLanguage": "ar", "publishedAt": "2022-01-06", "printedDate": {"ar": "٠٦ يناير ٢٠٢٢"},
                "authors": [{"ar": "مراسل وكالة \\"تاس\\""}],
                "imageCredit": {"ar": "الصورة: الموقع الرسمي لرئيس روسيا الاتحادية"}}}""".formatted(crisis, headingOfLast);
    }

    @Test
    void anArticleIsStoredWithItsSections() {
        String crisis = newCrisis();
        String record = json(article(crisis, "حلول الكوادر")).post(V1 + "/articles").then().statusCode(201).extract()
                .path("record");
        get("/articles/" + record + "?lang=ar").then().body("claims[0].content.sections[1].heading.ar", equalTo("حلول الكوادر"))
                .body("claims[0].content.sections[1].text.ar", equalTo("الكريملِن"))
                .body("claims[0].content.summary.en", equalTo("Tokayev asks the CSTO for help."))
                .body("claims[0].content.isSummaryOurs", equalTo(true))
                .body("claims[0].content.printedDate.ar", equalTo("٠٦ يناير ٢٠٢٢"))
                .body("claims[0].content.authors[0].ar", equalTo("مراسل وكالة \"تاس\""))
                .body("claims[0].content.imageCredit.ar", equalTo("الصورة: الموقع الرسمي لرئيس روسيا الاتحادية"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"originalLanguage": "ar"} | content.headline
            {"originalLanguage": "ar", "sections": [{}]} | content.sections[0].heading
            {"originalLanguage": "ar", "headline": {"ar": "عمل عدواني"}, "isSummaryOurs": true} | content.summary
            {"originalLanguage": "ar", "body": {"ar": "عمل عدواني"}, "sections": [{"text": {"ar": "عمل"}}]} | content.body
            {"originalLanguage": "ar", "headline": {"ar": "عمل عدواني"}, "sections": [null]} | content.sections[0]
            {"originalLanguage": "ar", "headline": {"ar": "عمل عدواني"}, "authors": [null]} | content.authors[0]
            """)
    void anArticleThatContradictsItselfIsRefused(String content, String field) {
        json("{\"crisis\": \"kazakhstan-2022\", \"source\": \"gsv\", \"reportedAt\": \"2022-01-06\", \"content\": " + content
                + "}").post(V1 + "/articles").then().statusCode(400).body("violations.field", hasItem(field));
    }
}
