package org.isnad.formats;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.isnad.Api;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.Key;
import org.jbibtex.LaTeXParser;
import org.jbibtex.LaTeXPrinter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests citations: BibTeX, read by JBibTeX, and CSL-JSON, against the names and types of its specification. */
@QuarkusTest
class CitationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BIBTEX = "application/x-bibtex";
    private static final String CSL_JSON = "application/vnd.citationstyles.csl+json";
    private static final String REVISION = "/casualties/kz-security-forces-killed/revisions/6";

    @BeforeEach
    void sampleIsThere() {
        Api.importSample();
    }

    private static Response cite(String revision, String query, String type) {
        return given().accept(type).urlEncodingEnabled(false).get(V1 + revision + "/citation" + query).then().statusCode(200)
                .contentType(startsWith(type)).extract().response();
    }

    private static String field(BibTeXEntry entry, String name) throws Exception {
        String tex = entry.getField(new Key(name)).toUserString();
        return new LaTeXPrinter().print(new LaTeXParser().parse(new StringReader(tex)));
    }

    private static BibTeXEntry entry(Response bibtex) throws Exception {
        BibTeXDatabase database = new BibTeXParser().parse(new StringReader(bibtex.asString()));
        assertEquals(1, database.getEntries().size());
        return database.getEntries().values().iterator().next();
    }

    @Test
    void aCitationAsTextHasAddressSourceLicenceHashAndTheTimeOfReading() {
        String text = cite(REVISION, "?lang=en", "text/plain").asString();
        get(REVISION + "/citation?lang=en").then().contentType(startsWith("text/plain"));
        String source = get("/sources/kz-mvd?lang=en").path("name.en");
        assertTrue(text.startsWith(source + ", “"), text);
        assertTrue(text.contains("/api/v1" + REVISION), text);
        assertTrue(text.contains("ni:///sha-256;"), text);
        assertTrue(text.contains(Instant.now().atZone(ZoneOffset.UTC).toLocalDate().getYear() + "-"), text);
        assertTrue(text.contains("Licence: "), text);
        Instant read = Instant.parse(text.replaceFirst("(?s).*; read ", "").replaceFirst("(?s)\\).*", ""));
        assertTrue(!read.isAfter(Instant.now()) && read.isAfter(Instant.now().minusSeconds(600)), text);
        String address = text.replaceFirst("(?s).*(http://[^ ]+).*", "$1");
        given().get(address).then().statusCode(200).body("number", equalTo(6));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/casualties/kz-total-killed/revisions/2", "/casualties/kz-total-killed/revisions/4",
            "/statements/kz-tokayev-on-participants/revisions/1" })
    void everyRevisionIsCitedInEveryLanguage(String revision) throws Exception {
        for (String language : List.of("ar", "ru", "en")) {
            BibTeXEntry entry = entry(cite(revision, "?lang=" + language, BIBTEX));
            assertTrue(field(entry, "url").endsWith("/api/v1" + revision), field(entry, "url"));
            assertEquals(LocalDate.now(ZoneOffset.UTC).toString(), field(entry, "urldate"));
            assertTrue(field(entry, "note").contains("ni:///sha-256;"), field(entry, "note"));
            JsonNode csl = MAPPER.readTree(cite(revision, "?lang=" + language, CSL_JSON).asByteArray());
            assertEquals(csl.at("/0/author/0/literal").asText(), field(entry, "author"));
            assertEquals(csl.at("/0/title").asText(), field(entry, "title"));
            assertCsl(csl);
        }
    }

    /** The variables of CSL 1.0.2 that this service has, with the type of each. */
    private static final Map<String, String> CSL = Map.ofEntries(Map.entry("id", "STRING"), Map.entry("type", "STRING"),
            Map.entry("title", "STRING"), Map.entry("author", "ARRAY"), Map.entry("issued", "OBJECT"),
            Map.entry("accessed", "OBJECT"), Map.entry("version", "STRING"), Map.entry("publisher", "STRING"),
            Map.entry("URL", "STRING"), Map.entry("language", "STRING"), Map.entry("license", "STRING"),
            Map.entry("note", "STRING"));

    private static void assertCsl(JsonNode items) {
        assertTrue(items.isArray() && items.size() == 1);
        items.get(0).properties()
                .forEach(field -> assertEquals(CSL.get(field.getKey()), field.getValue().getNodeType().toString(),
                        field.getKey()));
        assertTrue(Set.of("article-newspaper", "entry").contains(items.at("/0/type").asText()));
        for (String date : List.of("issued", "accessed")) {
            JsonNode parts = items.at("/0/" + date + "/date-parts/0");
            assertTrue(parts.isMissingNode() || parts.size() >= 1 && parts.size() <= 3, items.toString());
            assertTrue(parts.valueStream().allMatch(JsonNode::isInt), items.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{unbalanced", "100% \\input{evil} $x_1^2$ #1 & ~", "}\n@misc{other, title={x}}", "مقتل {18} شخصا",
            "«убито» \"16\"\n\nстрок" })
    void aHostileTitleDoesNotBreakTheEntry(String hostile) throws Exception {
        String crisis = newCrisis();
        String report = MAPPER
                .writeValueAsString(Map.of("crisis", crisis, "source", "tass", "reportedAt", "2022-01-07", "content",
                        Map.of("headline", Map.of("en", hostile), "originalLanguage", "en")));
        String record = json(report).post(V1 + "/articles").then().statusCode(201).extract().path("record");
        BibTeXEntry entry = entry(cite("/articles/" + record + "/revisions/1", "", BIBTEX));
        assertEquals(hostile.replaceAll("\\s+", " ").replaceAll("[{}]", "").strip(),
                field(entry, "title").replaceAll("[{}]", "").strip());
    }

    @Test
    void aReadingOfThePastHappenedThen() {
        String knownAt = Instant.now().toString();
        String query = "?knownAt=" + knownAt + "&lang=ru";
        Response first = cite(REVISION, query, "text/plain");
        assertTrue(first.asString().contains("read " + knownAt), first.asString());
        given().urlEncodingEnabled(false).accept("text/plain").header("If-None-Match", first.header("ETag"))
                .get(V1 + REVISION + "/citation" + query)
                .then()
                .statusCode(304);
        assertEquals(first.asString(), cite(REVISION, query, "text/plain").asString());
        first.then().header("Vary", containsString("Accept")).header("ETag", matchesPattern("\"s[0-9a-f]+\\.[0-9a-f]+\""));
        get("/casualties/kz-security-forces-killed/revisions/99/citation").then().statusCode(404)
                .contentType("application/problem+json");
        get(REVISION + "/citation?knownAt=2022-01-01T00:00:00Z").then().statusCode(404);
        given().accept("application/pdf").get(V1 + REVISION + "/citation").then().statusCode(406);
    }
}
