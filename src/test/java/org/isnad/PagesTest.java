package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** The pages as a browser without scripts gets them. */
@QuarkusTest
class PagesTest {

    private static final String SITUATION = "/crises/kazakhstan-2022";
    private static final String WORDING = "/statements/kz-tokayev-on-participants";

    @BeforeEach
    void sample() {
        Api.importSample();
    }

    private static Response page(String path) {
        return given().urlEncodingEnabled(false).accept("text/html").get(path);
    }

    private static String html(String path) {
        return page(path).then().statusCode(200).contentType(equalTo("text/html;charset=UTF-8")).extract().asString();
    }

    /** Returns every page in every language. */
    static Stream<String> pages() {
        return Stream.of("/", SITUATION, SITUATION + "?asOf=2022-01-09T12:00:00Z", SITUATION + "/timeline",
                SITUATION + "/timeline?kind=casualty&status=corrected&source=", SITUATION + "/corrections", WORDING,
                "/reactions/kz-belarus-on-kazakhstan", "/articles/kz-article-gsv-2022-01-06", "/measures/kz-state-of-emergency",
                "/disruptions/kz-almaty-airport", "/appointments/kz-mamin-dismissed", "/search", "/search?q=CSTO", "/desk",
                "/embed")
                .flatMap(path -> Stream.of("en", "ar", "ru")
                        .map(language -> path + (path.contains("?") ? "&" : "?") + "lang=" + language));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsWholeInEachLanguage(String path) {
        String language = path.substring(path.length() - 2);
        String direction = language.equals("ar") ? "rtl" : "ltr";
        page(path).then().statusCode(200).header("Content-Language", language).header("Vary", containsString("Accept-Language"))
                .body(allOf(startsWith("<!doctype html>"), containsString("<html lang=\"" + language + "\" dir=\"" + direction),
                        containsString("</html>")))
                // A text that is missing is shown by its key.
                .body(not(containsString("page."))).body(not(containsString("embedPage."))).body(not(containsString("codes.")))
                .body(not(containsString("NOT_FOUND"))).body(not(containsString(" style=\"")));
    }

    @Test
    void theSituationTellsFiguresClaimsAndWords() {
        String page = html(SITUATION + "?lang=en");
        assertTrue(page.contains("<p class=\"value\">238</p>"), "the preferred figure");
        assertTrue(page.contains("201–238") && page.contains("5 sources") && page.contains("conflict"), "the range of claims");
        assertTrue(page.contains("A terrorist war was unleashed against our country."), "a statement");
        assertTrue(page.contains("164 → more than 200, raised"), "the last change in a sentence");
        assertTrue(html(SITUATION + "/corrections?lang=en").contains("<del>164</del>"), "a retraction");
    }

    @Test
    void aPageOfThePastShowsWhatHadBeenSaidByThen() {
        String page = html(SITUATION + "?lang=ru&asOf=2022-01-09T06:00:00Z");
        assertTrue(page.contains("<p class=\"value\">164</p>"), "not yet retracted");
        assertTrue(page.contains("href=\"/casualties/kz-total-killed?lang=ru&amp;asOf=2022-01-09T06%3A00%3A00Z\""),
                "links stay in that time");
        assertTrue(html(SITUATION + "?knownAt=2022-01-09T06:00:00Z").contains("Nothing had been reported by then."),
                "not yet recorded");
    }

    @Test
    void aTextShowsItsVersionsWithTheWordsThatChanged() {
        String page = html(WORDING + "?lang=ar");
        assertTrue(page.contains("<del>عناصر المشاغبين</del><ins>عصابات إرهابية</ins>"), "in Arabic");
        assertTrue(page.contains("<del>riotous elements</del><ins>terrorist gangs</ins>"), "in English beside it");
        assertTrue(page.contains("<div lang=\"ru\" dir=\"ltr\" class=\"side\">"), "with language and direction");
    }

    @Test
    void whatIsInForceIsNotCalledOutOfForce() {
        String outOfForce = "no longer in force";
        assertFalse(html("/measures/kz-state-of-emergency?lang=en").contains(outOfForce), "superseded, as its link says");
        String timeline = html(SITUATION + "/timeline?kind=measure&lang=en");
        assertEquals(1, timeline.split(outOfForce, -1).length - 1, "the one that was extended");
    }

    @Test
    void pagesScriptsAndStylesAreCompressedForThoseWhoAcceptIt() throws IOException, InterruptedException {
        String page = html(SITUATION + "?lang=en");
        Matcher bundled = Pattern.compile("(?:src|href)=\"(/static/bundle/[^\"]+)").matcher(page);
        List<String> paths = bundled.results().map(found -> found.group(1)).toList();
        assertEquals(2, paths.size(), page);
        for (String path : Stream.concat(Stream.of(SITUATION + "?lang=en"), paths.stream()).toList()) {
            HttpResponse<byte[]> plain = answer(path, "gzip;q=0");
            assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
            HttpResponse<byte[]> compressed = answer(path, "br, gzip");
            assertEquals("gzip", compressed.headers().firstValue("Content-Encoding").orElseThrow());
            assertTrue(compressed.headers().allValues("Vary").toString().contains("Accept-Encoding"));
            assertArrayEquals(plain.body(), new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes());
        }
        assertEquals(404, answer("/static/bundle/app-AAAAAAAA.js", "gzip").statusCode());
    }

    private static HttpResponse<byte[]> answer(String path, String codings) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + RestAssured.port + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).header("Accept-Encoding", codings).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aPageThatIsUnchangedIsNotSentAgain() {
        String etag = page(SITUATION).header("ETag");
        given().header("If-None-Match", etag).get(SITUATION).then().statusCode(304).header("ETag", etag);
        String crisis = newCrisis();
        String before = page("/crises/" + crisis).header("ETag");
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        given().header("If-None-Match", before).get("/crises/" + crisis).then().statusCode(200)
                .body(containsString("<p class=\"value\">8</p>"));
    }

    @ParameterizedTest
    @CsvSource({ "'ar,en;q=0.5',ar", "'de, ru;q=0.4',ru", "fr,en", "'*',en" })
    void theBrowserChoosesTheLanguage(String accepted, String language) {
        given().header("Accept-Language", accepted).get("/").then().header("Content-Language", language);
    }

    @ParameterizedTest
    @CsvSource({ "/crises/nothing,404", "/statements/nothing,404", "/crises/kazakhstan-2022?asOf=yesterday,400",
            "/crises/kazakhstan-2022/timeline?kind=rumour,400", "/search?q=%22,400" })
    void whatIsWrongIsToldOnAPage(String path, int status) {
        page(path + (path.contains("?") ? "&" : "?") + "lang=en").then().statusCode(status)
                .contentType("text/html;charset=UTF-8").body(containsString("<h1>"));
    }

    @Test
    void whatOtherSitesAddToALinkIsIgnored() {
        page(SITUATION + "?utm_source=mail&fbclid=1&asOf=").then().statusCode(200);
    }

    @Test
    void aRecordOfLaterHasAPageOfThePast() {
        String path = "/statements/kz-tokayev-on-participants";
        assertTrue(html(path + "?lang=en&asOf=2021-01-01T00:00:00Z").contains("Nothing had been reported by then."));
        page("/statements/nothing?asOf=2021-01-01T00:00:00Z").then().statusCode(404);
    }

    @Test
    void wordsAreMarkedWhereTheyAreInAnExcerpt() {
        String crisis = newCrisis();
        String before = "The commission met again and heard what the ministries had to say of the first days. ".repeat(5);
        json(
                """
                        {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05~", "content": {"speaker": {"name": {"en": "Tokayev"}},
                         "topic": {"en": "Gangs"}, "wording": {"en": "%sThen he spoke of terrorist gangs."}}}"""
                        .formatted(crisis, before))
                .post(V1 + "/statements").then().statusCode(201);
        Api.get("/search?q=terrorist&minPosition=1&crisis=" + crisis).then().statusCode(200);
        String page = html("/search?q=terrorist&lang=en&crisis=" + crisis);
        assertTrue(page.contains("Then he spoke of <mark>terrorist</mark> gangs."), page);
        assertTrue(page.contains("about Jan 5, 2022"), "an approximate time");
        assertTrue(html("/crises/" + crisis + "?lang=en").contains("about Jan 5, 2022"), "an approximate time");
    }

    @Test
    void anotherLanguageKeepsTheSearch() {
        assertTrue(html("/search?q=CSTO&kind=statement&lang=en").contains("/search?q=CSTO&amp;kind=statement&amp;lang=ru"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "casualties|{\"group\": \"total\", \"measure\": \"killed\", \"place\": {\"name\": {\"en\": \"Almaty\"}}, \"absentReason\": \"withheld\"}",
            "statements|{\"speaker\": {\"name\": {\"en\": \"Tokayev\"}}, \"topic\": {\"en\": \"Gangs\"}, \"summary\": {\"en\": \"short\"}}",
            "articles|{\"summary\": {\"en\": \"short\"}, \"originalLanguage\": \"en\"}",
            "reactions|{\"actor\": {\"name\": {\"en\": \"UN\"}}, \"stance\": \"concerned\", \"summary\": {\"en\": \"short\"}}",
            "measures|{\"type\": \"curfew\", \"summary\": {\"en\": \"short\"}}",
            "disruptions|{\"subject\": \"internet\", \"state\": \"closed\", \"summary\": {\"en\": \"short\"}}",
            "appointments|{\"act\": \"appointed\", \"post\": {\"en\": \"minister\"}, \"summary\": {\"en\": \"short\"}}" })
    void aRecordWithOnlyWhatIsRequiredHasItsPages(String path, String content) {
        String crisis = newCrisis();
        String record = json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-05~/..", "content": %s}""".formatted(crisis, content))
                .post(V1 + "/" + path).then().statusCode(201).extract().path("record");
        for (String page : List.of("/", "/crises/" + crisis, "/crises/" + crisis + "/timeline", "/" + path + "/" + record)) {
            html(page);
        }
    }

    @Test
    void aNoticeHasNoPage() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        json("""
                {"crisis": "%s", "record": "%s", "number": 1, "ruling": "for", "reason": {"en": "It is signed"}}"""
                .formatted(crisis, record)).post(V1 + "/notices/rulings").then().statusCode(201);
        for (String page : List.of("/crises/" + crisis, "/crises/" + crisis + "/timeline")) {
            assertFalse(html(page).contains("/notices/"), page);
        }
        page("/notices/x").then().statusCode(404);
        page("/nothing/x").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/crises/kazakhstan-2022", "/search?q=Almaty", "/search?q=Reuters", "/embed", "/desk",
            "/casualties/kz-total-killed/series.csv", "/statements/kz-tokayev-on-participants", "/?asOf=1800-01-01T00:00:00Z",
            "/crises/kazakhstan-2022?asOf=1800-01-01T00:00:00Z" })
    void aPageIsPublicWhateverTheBrowserSends(String path) {
        for (String credential : List.of("Basic dXNlcjpwdw==", "Bearer x", "Negotiate x", "Bearer " + Api.KEY)) {
            given().header("Authorization", credential).get(path).then().statusCode(200);
        }
    }

    @Test
    void aLinkStaysOnThisHost() {
        String page = given().urlEncodingEnabled(false).get("//casualties;@other.example/kz-total-killed").asString();
        assertFalse(page.contains("\"//"), page);
        page("/crises/a%00b").then().statusCode(400).header("Surrogate-Key", nullValue());
    }

    @Test
    void aTableSaysWhatItDependsOn() {
        given().get("/casualties/kz-total-killed/revisions.csv").then().header("Vary", containsString("Accept-Language"))
                .header("Cache-Control", "no-cache");
    }

    @Test
    void theEvidenceOfAStatementIsShown() {
        assertTrue(html("/statements/kz-tokayev-on-participants?lang=en").contains("Evidence"));
    }

    @Test
    void aTextIsNeverMarkup() {
        String hostile = "<img src=x onerror=alert(1)>\"'&amp;</bdi>";
        String crisis = newCrisis();
        Map<String, Object> content = Map.of("speaker", Map.of("name", Map.of("en", hostile)), "topic", Map.of("en", hostile),
                "wording", Map.of("en", hostile), "originalLanguage", "en");
        String record = given().spec(json("{}")).body(Map.of("crisis", crisis, "source", "kz-mvd", "reportedAt", "2022-01-05",
                "status", "reported", "content", content)).post(V1 + "/statements").then().statusCode(201).extract()
                .path("record");
        for (String path : new String[] { "/crises/" + crisis, "/crises/" + crisis + "/timeline", "/statements/" + record }) {
            String page = html(path + "?lang=en");
            assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;"), path);
            assertEquals(-1, page.indexOf("<img"), path);
        }
    }

    @Test
    void theScriptToEmbedHasAFixedAddress() {
        given().redirects().follow(false).get("/embed.js").then().statusCode(307)
                .header("Location", containsString("/static/bundle/embed-"));
    }
}
