package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** The page of a figure as a browser without scripts gets it. */
@QuarkusTest
class FigurePageTest {

    private static final String KILLED = "/casualties/kz-total-killed";
    private static final String FORCES = "/casualties/kz-security-forces-killed";

    @BeforeEach
    void sample() {
        Api.importSample();
    }

    /** Asks as browsers do: for HTML rather than anything else. */
    private static Response page(String path) {
        return given().urlEncodingEnabled(false).accept("text/html,application/xml;q=0.9,*/*;q=0.8").get(path);
    }

    private static String html(String path) {
        return page(path).then().statusCode(200).contentType(equalTo("text/html;charset=UTF-8")).extract().asString();
    }

    @ParameterizedTest
    @ValueSource(strings = { "en", "ar", "ru" })
    void aPageIsWholeInEachLanguage(String language) {
        for (String path : List.of(KILLED + "?from=2&to=4&", KILLED + "?from=6&to=7&", KILLED + "?asOf=2021-01-01T00:00:00Z&",
                "/casualties/kz-civilians-killed?", "/casualties/kz-total-killed-almaty?from=1&to=3&")) {
            page(path + "lang=" + language).then().statusCode(200)
                    .body(allOf(containsString("<isnad-chart crisis=\"kazakhstan-2022\""), containsString("</html>")))
                    // A text that is missing is shown by its key.
                    .body(not(containsString("figure."))).body(not(containsString("page.")))
                    .body(not(containsString("codes."))).body(not(containsString("NOT_FOUND")));
        }
    }

    @Test
    void whatWasWithdrawnIsStruckAndExplained() {
        String page = html(KILLED + "?lang=en");
        assertTrue(page.contains("<del>164</del>"), "the figure");
        assertTrue(page.contains("The ministry had given no such figures: a technical error, it said"), "the reason");
        assertTrue(page.contains("<q lang=\"ru\"><bdi>Публикация статистики — техническая ошибка.</bdi></q>"), "the evidence");
        assertTrue(page.contains("<a href=\"#revision-4\">Superseded by No.\u00a04</a>"), "a link to what withdrew it");
        assertTrue(page.contains("at least 44, fewer than 50"), "bounds as they were given");
    }

    @Test
    void theLastChangeIsToldWithItsTime() {
        String sentence = "Associated Press: people killed (Kazakhstan) 164 → more than 200, raised";
        assertTrue(html(KILLED + "?lang=en").contains(
                "<p class=\"change\">Last change: " + sentence + ", <span class=\"when\">Jan 19, 2023</span></p>"));
        String past = html(KILLED + "?lang=en&asOf=2022-01-10T00:00:00Z");
        assertTrue(past.contains("164 (Government Telegram channel coronavirus2020_kz), retracted"), "as of then");
        assertTrue(
                html("/crises/kazakhstan-2022?lang=en").contains(sentence + "</a>, <span class=\"when\">Jan 19, 2023</span>"));
    }

    @Test
    void twoReportsAreCompared() {
        String page = html(FORCES + "?lang=en&from=4&to=6");
        assertTrue(page.contains("<del>18</del>") && page.contains("<ins>16</ins>"), "the figures");
        assertTrue(page.contains("-2 (-11.1%)"), "how far they are apart");
        assertTrue(page.contains("name=\"from\" value=\"4\" checked"), "the choice is kept");
        assertTrue(html(KILLED + "?lang=en&from=6&to=7").contains("<del>Calls</del>"), "words");
        assertTrue(html(FORCES + "?lang=en&from=4&to=4").contains("name=\"from\" value=\"4\" checked"), "one is no pair");
    }

    @Test
    void aPageOfThePastShowsWhatHadBeenSaidByThen() {
        String page = html(KILLED + "?lang=en&asOf=2022-01-09T06:00:00Z");
        assertTrue(page.contains("<p class=\"value\">164</p>"), "not yet retracted");
        assertTrue(page.contains("asof=\"2022-01-09T06:00:00Z\""), "so does the chart");
        assertTrue(html(KILLED + "?lang=en&asOf=2021-01-01T00:00:00Z").contains("Nothing had been reported by then."));
    }

    @Test
    void theTablesAreForSpreadsheets() {
        page(KILLED + "/series.csv").then().statusCode(200).contentType(containsString("text/csv"))
                .header("Content-Disposition", "attachment; filename=\"kz-total-killed.csv\"")
                .body(startsWith("\ufeffcrisis,record,source"));
        page(KILLED + "/revisions.csv?lang=ar").then().statusCode(200).contentType(containsString("text/csv"))
                .body(containsString("reason.ar"));
    }

    @ParameterizedTest
    @CsvSource({ "/casualties/nothing,404", "/casualties/nothing?asOf=2022-01-09T06:00:00Z,404",
            "/casualties/kz-total-killed?from=2&to=99,404", "/casualties/kz-total-killed?asOf=yesterday,400",
            "/casualties/%22%3E,400", "/casualties/nothing/series.csv,404", "/casualties/%0d%0a/series.csv,400" })
    void whatIsWrongIsTold(String path, int status) {
        page(path).then().statusCode(status).header("Content-Disposition", equalTo(null));
    }

    @Test
    void aTextIsNeverMarkup() {
        String hostile = "<img src=x onerror=alert(1)>\"'&amp;</bdi>";
        Map<String, String> text = Map.of("en", hostile);
        Map<String, Object> content = Map.of("group", "other", "groupDetail", text, "measure", "killed", "place",
                Map.of("name", text), "low", 3, "wording", text, "note", text);
        List<Map<String, Object>> evidence = List.of(Map.of("publisher", hostile, "quotation", hostile, "language", "en",
                "speaker", hostile));
        String record = given().spec(json("{}")).body(Map.of("crisis", newCrisis(), "source", "kz-mvd", "reportedAt",
                "2022-01-05", "status", "disputed", "reason", text, "evidence", evidence, "content", content))
                .post(V1 + "/casualties").then().statusCode(201).extract().path("record");
        given().spec(json("{}")).body(Map.of("source", "tass", "reportedAt", "2022-01-06", "content",
                Map.of("group", "total", "measure", "killed", "place", Map.of("name", text), "low", 4)))
                .post(V1 + "/casualties/" + record + "/revisions").then().statusCode(201);
        String page = html("/casualties/" + record + "?lang=en&from=1&to=2");
        assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
        assertEquals(-1, page.indexOf("<img"));
    }
}
