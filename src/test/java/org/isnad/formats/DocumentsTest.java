package org.isnad.formats;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.geojson.Feature;
import org.geojson.FeatureCollection;
import org.geojson.GeoJsonObject;
import org.geojson.MultiPoint;
import org.geojson.Point;
import org.isnad.Api;
import org.isnad.content.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/**
 * Tests GeoJSON, read by geojson-jackson; JSON-LD, expanded by Titanium; and ninjs, against the names and types of its
 * specification.
 */
@QuarkusTest
class DocumentsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String GEO_JSON = "application/geo+json";
    private static final String JSON_LD = "application/ld+json";
    private static final String NINJS = "application/ninjs+json";
    private static final String SAMPLE = "/crises/kazakhstan-2022";
    private static final String SCHEMA = "http://schema.org/";

    /** The part of the context of schema.org that decides how these documents are expanded. */
    private static final String CONTEXT = """
            {"@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"},
             "license": {"@type": "@id"}, "isBasedOn": {"@type": "@id"}, "exampleOfWork": {"@type": "@id"},
             "parentItem": {"@type": "@id"}, "datePublished": {"@type": "http://schema.org/Date"}}}""";

    @BeforeEach
    void sampleIsThere() {
        Api.importSample();
    }

    private static Response read(String path, String type) {
        return given().accept(type).urlEncodingEnabled(false).get(V1 + path).then().statusCode(200)
                .contentType(startsWith(type)).extract().response();
    }

    private static JsonNode tree(String path, String type) throws IOException {
        return MAPPER.readTree(read(path, type).asByteArray());
    }

    /** Makes a crisis with a figure in Almaty, one without a point, and a later figure in Aktau; returns the first record. */
    private static String located(String crisis) {
        String almaty = Api.killed(crisis, "tass", "2022-01-07", 8, "").replace("\"code\"",
                "\"point\": {\"lat\": 43.25, \"lon\": 76.9, \"precision\": 5000}, \"code\"");
        json(Api.killed(crisis, "gsv", "2022-01-07", 7, "")).post(V1 + "/casualties").then().statusCode(201);
        json(almaty.replace("43.25", "43.65").replace("76.9", "51.17").replace("tass", "kz-mvd")).post(V1 + "/casualties")
                .then().statusCode(201);
        return json(almaty).post(V1 + "/casualties").then().statusCode(201).extract().path("record");
    }

    @Test
    void everyListHasItsLocatedItemsOnTheMap() throws IOException {
        String crisis = newCrisis();
        String record = located(crisis);
        for (String list : List.of("/casualties?crisis=" + crisis, "/crises/" + crisis + "/timeline",
                "/crises/" + crisis + "/feed")) {
            FeatureCollection map = MAPPER.readValue(read(list, GEO_JSON).asByteArray(), FeatureCollection.class);
            assertEquals(2, map.getFeatures().size(), list);
            Feature feature = map.getFeatures().stream().filter(other -> other.getId().contains(record)).findFirst()
                    .orElseThrow();
            assertEquals(76.9, ((Point) feature.getGeometry()).getCoordinates().getLongitude());
            assertEquals(43.25, ((Point) feature.getGeometry()).getCoordinates().getLatitude());
            assertEquals("tass", feature.getProperty("source"));
            assertEquals(8, feature.<Integer> getProperty("best"));
            given().get(feature.getId()).then().statusCode(200).body("record", equalTo(record));
        }
    }

    @Test
    void aRevisionIsAFeatureAndARecordHasOneForEachClaim() throws IOException {
        String record = located(newCrisis());
        GeoJsonObject feature = MAPPER.readValue(read("/casualties/" + record + "/revisions/1", GEO_JSON).asByteArray(),
                GeoJsonObject.class);
        assertTrue(((Feature) feature).getGeometry() instanceof Point);
        JsonNode properties = tree("/casualties/" + record + "/revisions/1?lang=ru", GEO_JSON).get("properties");
        assertEquals("ТАСС", properties.get("sourceName").asText());
        assertEquals(1, MAPPER.readValue(read("/casualties/" + record, GEO_JSON).asByteArray(), FeatureCollection.class)
                .getFeatures().size());
        JsonNode unlocated = tree("/casualties/kz-total-killed/revisions/1", GEO_JSON);
        assertTrue(unlocated.get("geometry").isNull());
    }

    @Test
    void aRevisionOfSeveralPlacesIsAMultiPoint() throws IOException {
        String crisis = newCrisis();
        ObjectNode measure = (ObjectNode) MAPPER.readTree(Api.sampleContent(Kind.MEASURE));
        ArrayNode places = measure.putArray("places");
        for (String place : List.of("Almaty 43.25 76.9", "Aktau 43.65 51.17", "Nowhere")) {
            String[] parts = place.split(" ");
            ObjectNode node = places.addObject();
            node.putObject("name").put("en", parts[0]);
            if (parts.length > 1) {
                node.putObject("point").put("lat", Double.parseDouble(parts[1])).put("lon", Double.parseDouble(parts[2]));
            }
        }
        ObjectNode report = MAPPER.createObjectNode().put("crisis", crisis).put("source", "tass").put("reportedAt",
                "2022-01-07");
        json(report.<ObjectNode> set("content", measure).toString()).post(V1 + "/measures").then().statusCode(201);
        FeatureCollection map = MAPPER.readValue(read("/measures?crisis=" + crisis, GEO_JSON).asByteArray(),
                FeatureCollection.class);
        assertEquals(2, ((MultiPoint) map.getFeatures().get(0).getGeometry()).getCoordinates().size());
    }

    /** Expands a document without the network. */
    private static List<Map<String, Object>> expanded(JsonNode document) throws JsonLdError, IOException {
        var expanded = JsonLd.expand(JsonDocument.of(new StringReader(document.toString()))).loader((address, options) -> {
            assertEquals(URI.create("https://schema.org"), address);
            return JsonDocument.of(new StringReader(CONTEXT));
        }).get();
        return MAPPER.readerForListOf(Map.class).readValue(expanded.toString());
    }

    private static JsonNode node(Map<String, Object> node) {
        return MAPPER.valueToTree(node);
    }

    @Test
    void anArticleIsANewsArticleWithTaggedTexts() throws Exception {
        JsonNode list = tree("/articles?crisis=kazakhstan-2022&lang=*&limit=1000", JSON_LD);
        List<Map<String, Object>> articles = expanded(list);
        assertEquals(get("/articles?crisis=kazakhstan-2022").<Integer> path("total"), articles.size());
        Set<String> languages = new TreeSet<>();
        for (Map<String, Object> article : articles) {
            JsonNode node = node(article);
            assertEquals(SCHEMA + "NewsArticle", node.at("/@type/0").asText());
            assertTrue(node.at("/" + name("identifier") + "/0/@value").asText().startsWith("ni:///sha-256;"), node.toString());
            assertFalse(node.at("/" + name("publisher") + "/0/" + name("name") + "/0/@value").asText().isEmpty());
            node.findValuesAsText("@language").forEach(languages::add);
            given().get(node.get("@id").asText()).then().statusCode(200);
        }
        assertTrue(languages.containsAll(Set.of("ar", "en", "ru")), languages.toString());
        assertTrue(list.toString().contains("\"license\":{\"@type\":\"CreativeWork\""));
    }

    /** Returns the name of a property in an expanded document, as a step of a JSON Pointer. */
    private static String name(String property) {
        return (SCHEMA + property).replace("~", "~0").replace("/", "~1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/casualties/kz-security-forces-killed", "/statements/kz-tokayev-on-participants",
            "/casualties/kz-total-killed/revisions", SAMPLE + "/timeline?limit=1000", SAMPLE + "/corrections", SAMPLE + "/feed",
            "/reactions?crisis=kazakhstan-2022", "/measures?crisis=kazakhstan-2022", "/disruptions?crisis=kazakhstan-2022",
            "/appointments?crisis=kazakhstan-2022" })
    void everythingElseIsAClaimWithoutARating(String path) throws Exception {
        JsonNode document = tree(path, JSON_LD);
        Set<String> types = new TreeSet<>();
        for (Map<String, Object> item : expanded(document)) {
            JsonNode node = node(item);
            types.add(node.at("/@type/0").asText());
            if (node.at("/@type/0").asText().endsWith("Claim")) {
                assertFalse(node.at("/" + name("text") + "/0/@value").asText().isEmpty(), node.toString());
                assertFalse(node.at("/" + name("text") + "/0/@language").asText().isEmpty(), node.toString());
                assertNotNull(node.get(SCHEMA + "author"));
            }
        }
        assertTrue(types.contains(SCHEMA + "Claim"), types.toString());
        assertFalse(document.toString().contains("Rating"));
        assertFalse(document.toString().contains("claimInterpreter"));
    }

    @Test
    void aCorrectionTellsWhyAndARetractionIsAComment() throws Exception {
        JsonNode corrected = node(expanded(tree("/casualties/kz-security-forces-killed/revisions/6?lang=en", JSON_LD)).get(0));
        JsonNode comment = corrected.at("/" + name("correction") + "/0");
        assertEquals(SCHEMA + "CorrectionComment", comment.at("/@type/0").asText());
        assertFalse(comment.at("/" + name("text") + "/0/@value").asText().isEmpty());
        String retracted = tree("/casualties/kz-total-killed/revisions/4", JSON_LD).at("/parentItem/@id").asText();
        given().get(retracted).then().statusCode(200).body("number", equalTo(2));
        JsonNode withdrawn = tree("/casualties/kz-total-killed/revisions/2", JSON_LD);
        assertEquals("superseded", withdrawn.get("creativeWorkStatus").asText());
        assertEquals("Claim", withdrawn.get("@type").asText());
    }

    @Test
    void aStatementIsAClaimOfItsSpeakerInItsLanguage() throws Exception {
        JsonNode claim = node(expanded(tree("/statements/kz-tokayev-on-participants/revisions/1?lang=ar", JSON_LD)).get(0));
        assertEquals("ar", claim.at("/" + name("text") + "/0/@language").asText());
        assertEquals(SCHEMA + "Person", claim.at("/" + name("author") + "/0/@type/0").asText());
        assertTrue(claim.has(SCHEMA + "appearance"), claim.toString());
    }

    @Test
    void whoStatesAFactIsItsAuthorNotWhomItIsAbout() throws IOException {
        JsonNode list = tree("/appointments?crisis=kazakhstan-2022", JSON_LD);
        for (JsonNode claim : list.get("@graph")) {
            assertEquals(claim.at("/publisher/@id"), claim.at("/author/@id"), claim.toString());
        }
    }

    @Test
    void anArticleInSectionsHasItsParts() throws IOException {
        String crisis = newCrisis();
        String report = """
                {"crisis": "%s", "source": "gsv", "reportedAt": "2022-01-06", "content": {"originalLanguage": "ar",
                 "headline": {"ar": "كازاخستان"}, "summary": {"en": "Ours"}, "isSummaryOurs": true, "authors": [{"ar": "مراسل"}],
                 "sections": [{"heading": {"ar": "الخلفية"}, "text": {"ar": "نص"}}, {"heading": {"ar": "ردود الفعل"}}]}}"""
                .formatted(crisis);
        String path = "/articles/" + json(report).post(V1 + "/articles").then().statusCode(201).extract().path("record");
        JsonNode article = tree(path + "/revisions/1?lang=*", JSON_LD);
        assertEquals("الخلفية", article.at("/hasPart/0/headline/@value").asText());
        assertEquals("نص", article.at("/hasPart/0/text/@value").asText());
        assertEquals("مراسل", article.at("/author/0/name/@value").asText());
        assertEquals("Ours", article.at("/description/@value").asText());
        assertFalse(article.has("abstract"));
        JsonNode item = tree(path, NINJS);
        assertNinjs(item);
        assertEquals(List.of("الخلفية", "نص", "ردود الفعل"), item.get("bodies").findValuesAsText("value"));
        assertEquals("مراسل", item.get("by").asText());
    }

    /** The properties of a ninjs 3.0 item that this service has, with the type of each. */
    private static final Map<String, String> ITEM = Map.ofEntries(Map.entry("uri", "STRING"), Map.entry("standard", "OBJECT"),
            Map.entry("type", "STRING"), Map.entry("representationType", "STRING"), Map.entry("version", "STRING"),
            Map.entry("versionCreated", "STRING"), Map.entry("contentCreated", "STRING"), Map.entry("pubStatus", "STRING"),
            Map.entry("language", "STRING"), Map.entry("descriptions", "ARRAY"), Map.entry("headlines", "ARRAY"),
            Map.entry("bodies", "ARRAY"), Map.entry("by", "STRING"), Map.entry("subjects", "ARRAY"),
            Map.entry("renditions", "ARRAY"), Map.entry("infoSources", "ARRAY"), Map.entry("usageTerms", "STRING"),
            Map.entry("copyrightHolder", "STRING"), Map.entry("altIds", "ARRAY"));

    /** The properties of the items of the lists, and which of them are required. */
    private static final Map<String, List<Set<String>>> PARTS = Map.of("descriptions",
            List.of(Set.of("role", "contentType", "value"), Set.of("value")), "headlines",
            List.of(Set.of("role", "contentType", "value"), Set.of("value")), "bodies",
            List.of(Set.of("role", "contentType", "charCount", "wordCount", "value"), Set.of("value")), "subjects",
            List.of(Set.of("name", "rel", "uri", "literal"), Set.of()), "renditions",
            List.of(Set.of("name", "uri", "href", "contentType", "title"), Set.of("name")), "infoSources",
            List.of(Set.of("name", "role", "uri", "literal"), Set.of()), "altIds", List.of(Set.of("role", "value"), Set.of()));

    private static void assertNinjs(JsonNode item) {
        assertTrue(URI.create(item.get("uri").asText()).isAbsolute());
        assertTrue(Set.of("text", "audio", "video", "picture", "graphic", "composite").contains(item.get("type").asText()));
        assertTrue(Set.of("full", "partial").contains(item.get("representationType").asText()));
        assertTrue(Set.of("usable", "withheld", "canceled").contains(item.get("pubStatus").asText()));
        OffsetDateTime.parse(item.get("versionCreated").asText());
        item.properties().forEach(field -> {
            assertEquals(ITEM.get(field.getKey()), field.getValue().getNodeType().toString(), field.getKey());
            if (field.getValue().isArray()) {
                field.getValue().forEach(part -> assertPart(field.getKey(), part));
            }
        });
    }

    private static void assertPart(String list, JsonNode part) {
        Set<String> names = new TreeSet<>();
        part.fieldNames().forEachRemaining(names::add);
        assertTrue(PARTS.get(list).get(0).containsAll(names), list + " has " + names);
        assertTrue(names.containsAll(PARTS.get(list).get(1)), list + " has only " + names);
        assertTrue(part.valueStream().allMatch(JsonNode::isTextual), part.toString());
    }

    @Test
    void anArticleIsAnItemOfNinjs() throws IOException {
        List<String> records = get("/articles?crisis=kazakhstan-2022&limit=1000").path("items.record");
        List<String> languages = new ArrayList<>();
        for (String record : records) {
            JsonNode item = tree("/articles/" + record, NINJS);
            assertNinjs(item);
            languages.add(item.get("language").asText());
            assertNinjs(tree("/articles/" + record + "/revisions/1?lang=ar", NINJS));
        }
        assertTrue(languages.containsAll(List.of("ar", "en")), languages.toString());
        String record = records.get(0);
        JsonNode revision = MAPPER.readTree(get("/articles/" + record + "/revisions/1?lang=en").asByteArray());
        JsonNode item = tree("/articles/" + record + "/revisions/1?lang=en", NINJS);
        assertEquals(revision.at("/content/headline/en").asText(), item.at("/headlines/0/value").asText());
        assertTrue(item.get("uri").asText().endsWith("/api/v1/articles/" + record));
        assertEquals("1", item.get("version").asText());
    }

    @Test
    void onlyArticlesAreNinjs() {
        given().accept(NINJS).get(V1 + "/casualties/kz-total-killed").then().statusCode(406)
                .contentType("application/problem+json");
        given().accept(NINJS + ", application/json;q=0.5").get(V1 + "/casualties/kz-total-killed").then().statusCode(200)
                .contentType("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = { GEO_JSON, JSON_LD, NINJS })
    void aDocumentIsConditionalAndNamesTheHostThatWasAsked(String type) {
        String path = "/articles/" + get("/articles?crisis=kazakhstan-2022&limit=1").path("items[0].record");
        Response answer = read(path, type);
        given().accept(type).header("If-None-Match", answer.header("ETag")).get(V1 + path).then().statusCode(304);
        for (int time = 0; time < 2; time++) {
            String elsewhere = given().accept(type).header("Host", "news.example").get(V1 + path).asString();
            assertFalse(elsewhere.contains("localhost"), elsewhere);
            String here = given().accept(type).get(V1 + path).asString();
            assertFalse(here.contains("news.example"), here);
        }
        given().accept(type).get(V1 + path + "-unknown").then().statusCode(404).contentType("application/problem+json");
    }
}
