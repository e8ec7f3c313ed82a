package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.isnad.content.Kind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The service as a client calls it. */
public final class Api {

    public static final String V1 = "/api/v1";

    /** The documented key of an admin, in development and tests. */
    public static final String KEY = "isnad_development0_this-key-is-public-and-for-development-only";

    private static final Map<String, String> SOURCES = sources("kz-mvd", "tass", "gsv");

    private Api() {
    }

    /** The sample's lines. */
    public static byte[] sample() {
        return lines("kazakhstan-2022");
    }

    private static byte[] lines(String crisis) {
        try (InputStream lines = Api.class.getResourceAsStream("/sample/" + crisis + ".ndjson")) {
            return lines.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the sample that are revisions. */
    public static List<JsonNode> sampleRevisions() {
        return new String(sample(), StandardCharsets.UTF_8).lines().map(Api::parse)
                .filter(line -> line.get("type").asText().equals("revision")).toList();
    }

    /** The content of the sample's first revision of a kind, as JSON. */
    public static String sampleContent(Kind kind) {
        return sampleRevisions().stream().map(line -> line.get("content"))
                .filter(content -> content != null && content.get("kind").asText().equals(kind.jsonName())).findFirst()
                .map(content -> ((ObjectNode) content).without("kind").toString()).orElseThrow();
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the sample in by the door that all use; once more changes nothing. */
    public static void importSample() {
        importLines("kazakhstan-2022");
    }

    /** Imports the crisis that the examples of the contract write to, which refers to sources of the sample. */
    public static void importExample() {
        importLines(ExampleCrisis.ID);
    }

    private static void importLines(String crisis) {
        byte[] lines = lines(crisis);
        writing().contentType("application/x-ndjson").body(lines).post(V1 + "/import").then().statusCode(200).body("lines",
                equalTo((int) new String(lines, StandardCharsets.UTF_8).lines().count()));
    }

    /** Sources as the sample describes them, by id: tests share the service with it. */
    private static Map<String, String> sources(String... ids) {
        String lines = new String(sample(), StandardCharsets.UTF_8);
        return Arrays.stream(ids).collect(Collectors.toMap(Function.identity(), id -> {
            String begin = "{\"type\":\"source\",";
            int at = lines.indexOf(begin + "\"id\":\"" + id + "\"");
            return "{" + lines.substring(at + begin.length(), lines.indexOf('\n', at));
        }));
    }

    /** Makes a crisis in Almaty's time zone that no other test knows, with the sources kz-mvd, tass and gsv. */
    public static String newCrisis() {
        String crisis = "almaty-" + UUID.randomUUID();
        json("""
                {"id": "%s", "title": {"en": "Almaty", "ru": "Алма-Ата", "ar": "ألما آتا"}, "countries": ["KZ"],
                 "timeZone": "Asia/Almaty", "start": "2022-01-02"}""".formatted(crisis)).put(V1 + "/crises/" + crisis).then()
                .statusCode(201);
        SOURCES.forEach((id, source) -> json(source).put(V1 + "/sources/" + id).then().statusCode(oneOf(200, 201)));
        return crisis;
    }

    /** A request with the key of an admin. */
    public static RequestSpecification writing() {
        return with(KEY);
    }

    /** A request with a key. */
    public static RequestSpecification with(String key) {
        return given().header("X-API-Key", key);
    }

    /** A request of an admin with a JSON body. */
    public static RequestSpecification json(String body) {
        return writing().contentType(ContentType.JSON).body(body);
    }

    /** A report of police killed in Kazakhstan; {@code more} holds further fields, each with a comma before it. */
    public static String killed(String crisis, String source, String reportedAt, int count, String more) {
        return """
                {"crisis": "%s", "source": "%s", "reportedAt": "%s"%s, "content": {"group": "police", "measure": "killed",
                 "place": {"name": {"en": "Kazakhstan", "ru": "Казахстан"}, "code": "KZ", "codeList": "iso-3166-1"},
                 "low": %d, "best": %d, "high": %d}}""".formatted(crisis, source, reportedAt, more, count, count, count);
    }

    /** A retraction; {@code more} as above. */
    public static String retraction(String crisis, String source, String reportedAt, int supersedes) {
        return """
                {"crisis": "%s", "source": "%s", "reportedAt": "%s", "status": "retracted", "supersedes": %d,
                 "reason": {"en": "A technical error", "ru": "Техническая ошибка"}}""".formatted(crisis, source, reportedAt,
                supersedes);
    }

    /** Makes a record of police killed and answers its id. */
    public static String newRecord(String crisis, String source, String reportedAt, int count) {
        return json(killed(crisis, source, reportedAt, count, "")).post(V1 + "/casualties").then().statusCode(201).extract()
                .path("record");
    }

    /** Appends to a casualty record. */
    public static Response append(String record, String body) {
        return json(body).post(V1 + "/casualties/" + record + "/revisions");
    }

    /** Reads below the API's root. */
    public static Response get(String path) {
        return given().urlEncodingEnabled(false).get(V1 + path);
    }
}
