package org.isnad;

import static io.restassured.RestAssured.given;
import static org.isnad.Api.V1;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import org.apache.commons.lang3.StringUtils;
import org.isnad.content.Kind;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

/** Every operation, for every caller, on an open and on an embargoed crisis. An operation that is missing here fails it. */
@QuarkusTest
class AccessMatrixTest {

    private static final String NOW = "2022-01-07T10:00:00Z";

    /** Who calls. The reader's key names the crisis; the second reporter's source and the second editor's crisis are others. */
    private enum Who {
        ANONYMOUS,
        READER,
        REPORTER,
        REPORTER_OF_ANOTHER,
        EDITOR,
        EDITOR_ELSEWHERE,
        ADMIN
    }

    /** What is expected of each, in the order of {@link Who}: on an open crisis, and on an embargoed one. */
    private enum Rule {
        /** Everybody, whatever crises there are. */
        PUBLIC("200 200 200 200 200 200 200", "200 200 200 200 200 200 200"),
        /** A read of a crisis that a path names: closed, it is not there. */
        READ("200 200 200 200 200 200 200", "404 200 404 404 200 404 200"),
        /** The same where a parameter names it. */
        READ_BY_PARAMETER("200 200 200 200 200 200 200", "400 200 400 400 200 400 200"),
        /** A new record: its crisis stands in the body. */
        CREATE("401 403 201 403 201 403 201", "401 403 400 400 201 400 201"),
        /** A preview of a new record. */
        PREVIEW("401 403 200 403 200 403 200", "401 403 400 400 200 400 200"),
        /** A revision more: its record stands in the path. */
        APPEND("401 403 201 403 201 403 201", "401 403 404 404 201 404 201"),
        /** The visibility of a crisis, read. */
        EDIT("401 403 403 403 200 200 200", "401 403 403 403 200 404 200"),
        /** The same, set. */
        CLOSE("401 403 403 403 200 403 200", "401 403 403 403 200 404 200"),
        /** A webhook: its crisis stands in the body; it needs an editor. */
        SUBSCRIBE("401 403 403 403 201 403 201", "401 403 403 403 201 400 201"),
        /** A webhook of an admin: to others it does not exist. */
        OWN("401 403 403 403 404 404 200", "401 403 403 403 404 404 200"),
        /** A ruling: its crisis stands in the body. */
        RULE("401 403 403 403 201 403 201", "401 403 403 403 201 400 201"),
        /** An act on a record that is refused to those who may do it. */
        ACT_REFUSED("401 403 403 403 400 403 400", "401 403 403 403 400 400 400"),
        /** A ruling that was lifted before. */
        LIFT_AGAIN("401 403 403 403 409 403 409", "401 403 403 403 409 404 409"),
        /** A description of a crisis. */
        DESCRIBE("401 403 403 403 200 403 200", "401 403 403 403 200 403 200"),
        /** Editors may; the operation concerns no crisis. */
        EDITORS("401 403 403 403 200 200 200", "401 403 403 403 200 200 200"),
        /** Everybody with a credential. */
        CREDENTIAL("401 200 200 200 200 200 200", "401 200 200 200 200 200 200"),
        /** Only admins may. */
        ADMINS("401 403 403 403 403 403 200", "401 403 403 403 403 403 200");

        private final String open;
        private final String embargoed;

        Rule(String open, String embargoed) {
            this.open = open;
            this.embargoed = embargoed;
        }

        String expected(boolean isEmbargoed) {
            return isEmbargoed ? embargoed : open;
        }
    }

    /** A call of an operation; # in path and body stands for what is new each time. */
    private record Call(Rule rule, String method, String path, String body) {
    }

    private final Map<String, Call> calls = new LinkedHashMap<>();

    private void read(Rule rule, String operation, String path) {
        calls.put(operation, new Call(rule, "GET", path, null));
    }

    private void write(Rule rule, String operation, String method, String path, String body) {
        calls.put(operation, new Call(rule, method, path, body));
    }

    private void kind(String crisis, Kind kind) {
        String path = kind.path();
        String one = StringUtils.capitalize(kind.jsonName());
        String many = StringUtils.capitalize(path);
        String body = report(crisis, Api.sampleContent(kind));
        String record = made(path, body);
        json(body).post(V1 + "/" + path + "/" + record + "/revisions").then().statusCode(201);
        String at = "/" + path + "/" + record;
        read(Rule.READ_BY_PARAMETER, "list" + many, "/" + path + "?crisis=" + crisis);
        write(Rule.CREATE, "create" + one, "POST", "/" + path, body);
        read(Rule.READ, "compare" + many, "/" + path + "/compare?from=" + record + "/1&to=" + record + "/2");
        read(Rule.READ, "read" + one, at);
        write(Rule.CREATE, "put" + one, "PUT", "/" + path + "/matrix-#", body);
        read(Rule.READ, "read" + one + "Claims", at + "/claims");
        read(Rule.READ, "compare" + one, at + "/compare?from=1&to=2");
        read(Rule.READ, "list" + one + "Revisions", at + "/revisions");
        write(Rule.APPEND, "append" + one + "Revision", "POST", at + "/revisions", body);
        read(Rule.READ, "read" + one + "Revision", at + "/revisions/1");
        read(Rule.READ, "cite" + one + "Revision", at + "/revisions/1/citation");
        if (kind == Kind.ARTICLE) {
            read(Rule.READ, "listArticleFacts", at + "/facts");
        }
    }

    /** Only the service appends notices; editors make it do so. */
    private void notices(String crisis) {
        String record = made("casualties", Api.killed(crisis, "tass", NOW, 8, ""));
        String reason = ", \"reason\": {\"en\": \"x\"}}";
        String ruling = "{\"crisis\": \"" + crisis + "\", \"record\": \"" + record
                + "\", \"number\": 1, \"ruling\": \"for\"" + reason;
        String notice = made("notices/rulings", ruling);
        String at = "/notices/" + notice;
        read(Rule.READ_BY_PARAMETER, "listNotices", "/notices?crisis=" + crisis);
        read(Rule.READ, "compareNotices", "/notices/compare?from=" + notice + "/1&to=" + notice + "/2");
        read(Rule.READ, "readNotice", at);
        read(Rule.READ, "readNoticeClaims", at + "/claims");
        read(Rule.READ, "compareNotice", at + "/compare?from=1&to=2");
        read(Rule.READ, "listNoticeRevisions", at + "/revisions");
        read(Rule.READ, "readNoticeRevision", at + "/revisions/1");
        read(Rule.READ, "citeNoticeRevision", at + "/revisions/1/citation");
        json("{\"reason\": {\"en\": \"x\"}}").post(V1 + at + "/lifting").then().statusCode(201);
        write(Rule.RULE, "createRuling", "POST", "/notices/rulings", ruling);
        write(Rule.ACT_REFUSED, "createMerger", "POST", "/notices/mergers",
                "{\"crisis\": \"" + crisis + "\", \"record\": \""
                        + record + "\", \"into\": \"" + record + "\"" + reason);
        write(Rule.ACT_REFUSED, "createHold", "POST", "/notices/holds",
                "{\"crisis\": \"" + crisis + "\", \"record\": \"nothing\"" + reason);
        write(Rule.LIFT_AGAIN, "liftNotice", "POST", at + "/lifting", "{\"reason\": {\"en\": \"x\"}}");
    }

    /** The admin owns it. Its receiver does not exist. */
    private void webhooks(String crisis) {
        String body = "{\"url\": \"https://receiver.example/\", \"crisis\": \"" + crisis + "\"}";
        String key = AccessTest.key("\"role\": \"admin\"");
        List<String> ids = new ArrayList<>();
        for (int count = 0; count < 2; count++) {
            ids.add(Api.with(key).contentType("application/json").body(body).post(V1 + "/webhooks").then().statusCode(201)
                    .extract().path("webhook.id"));
        }
        String at = "/webhooks/" + ids.get(0);
        write(Rule.SUBSCRIBE, "makeWebhook", "POST", "/webhooks", body);
        read(Rule.EDITORS, "listWebhooks", "/webhooks");
        read(Rule.OWN, "readWebhook", at);
        read(Rule.OWN, "listWebhookDeliveries", at + "/deliveries");
        write(Rule.OWN, "putWebhookState", "PUT", at + "/state", "{\"state\": \"paused\"}");
        write(Rule.OWN, "replayWebhook", "POST", at + "/replay", "{\"after\": \"" + crisis + ":1\"}");
        write(Rule.OWN, "rotateWebhookSecret", "POST", at + "/secret", "{}");
        write(Rule.OWN, "pingWebhook", "POST", at + "/ping", null);
        write(Rule.OWN, "deleteWebhook", "DELETE", "/webhooks/" + ids.get(1), null);
    }

    private static String report(String crisis, String content) {
        return "{\"crisis\": \"" + crisis + "\", \"source\": \"tass\", \"reportedAt\": \"" + NOW + "\", \"content\": " + content
                + "}";
    }

    private static String made(String path, String body) {
        return json(body).post(V1 + "/" + path).then().statusCode(201).extract().path("record");
    }

    private void operations(String crisis) {
        calls.clear();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NOTICE) {
                kind(crisis, kind);
            }
        }
        notices(crisis);
        webhooks(crisis);
        String killed = Api.killed(crisis, "tass", NOW, 8, "");
        String at = "/crises/" + crisis;
        String described = "{\"id\": \"" + crisis
                + "\", \"title\": {\"en\": \"x\"}, \"countries\": [\"KZ\"], \"timeZone\": \"Asia/Almaty\", \"start\": \"2022\"}";
        // Not a source of the sample, which other tests import.
        String source = "{\"id\": \"matrix-agency\", \"name\": {\"en\": \"Matrix\"}, \"kind\": \"news-agency\"}";
        json(source).put(V1 + "/sources/matrix-agency");
        read(Rule.PUBLIC, "listCrises", "/crises");
        read(Rule.PUBLIC, "readCombinedFeed", "/feed?limit=1");
        read(Rule.PUBLIC, "listCodes", "/codes");
        read(Rule.PUBLIC, "listSources", "/sources");
        read(Rule.PUBLIC, "readSource", "/sources/tass");
        write(Rule.PUBLIC, "check", "POST", "/check", "{\"items\": [{\"record\": \"nothing\", \"number\": 1}]}");
        read(Rule.READ, "readCrisis", at);
        read(Rule.READ, "readSnapshot", at + "/snapshot");
        read(Rule.READ, "listChanges", at + "/changes?from=2022-01-01T00:00:00Z&to=2022-02-01T00:00:00Z");
        read(Rule.READ, "listCorrections", at + "/corrections");
        read(Rule.READ, "readTimeline", at + "/timeline");
        read(Rule.READ, "readActivity", at + "/activity");
        read(Rule.READ, "readFeed", at + "/feed");
        read(Rule.READ, "exportCrisis", at + "/export");
        read(Rule.READ, "listErasures", at + "/erasures");
        read(Rule.READ_BY_PARAMETER, "readSeries", "/casualties/series?crisis=" + crisis);
        read(Rule.EDIT, "readVisibility", at + "/visibility");
        write(Rule.CLOSE, "putVisibility", "PUT", at + "/visibility", visibility.toString());
        write(Rule.DESCRIBE, "putCrisis", "PUT", at, described);
        write(Rule.EDITORS, "putSource", "PUT", "/sources/matrix-agency", source);
        write(Rule.EDITORS, "importLines", "POST", "/import?dryRun=true", "{\"type\": \"source\", " + source.substring(1));
        read(Rule.PUBLIC, "readImportTemplate", "/import/template.csv?kind=casualty");
        read(Rule.ADMINS, "verifyCrisis", at + "/verification");
        write(Rule.ADMINS, "eraseRevision", "POST", at + "/erasures",
                "{\"record\": \"" + made("casualties", report(crisis, killed.substring(killed.indexOf("\"content\": ") + 11)
                        .replaceFirst("}\\s*$", ""))) + "\", \"number\": 1, \"reason\": {\"en\": \"x\"}}");
        read(Rule.READ_BY_PARAMETER, "search", "/search?q=Kazakhstan&crisis=" + crisis);
        write(Rule.ADMINS, "rebuildSearch", "POST", "/search/rebuild", null);
        write(Rule.PREVIEW, "previewReport", "POST", "/previews",
                killed.replace("\"group\"", "\"kind\": \"casualty\", \"group\""));
        read(Rule.CREDENTIAL, "readCaller", "/caller");
        read(Rule.ADMINS, "listKeys", "/keys");
        read(Rule.ADMINS, "readKey", "/keys/development0");
        write(Rule.ADMINS, "makeKey", "POST", "/keys", "{\"name\": \"matrix\", \"role\": \"editor\"}");
        write(Rule.ADMINS, "revokeKey", "DELETE", "/keys/" + AccessTest.key("\"role\": \"editor\"").substring(6, 18), null);
        read(Rule.ADMINS, "readAudit", "/audit");
    }

    private JsonNode visibility;

    @Test
    void eachMayDoWhatItsRoleSays() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<String> wrong = new ArrayList<>();
        for (boolean isEmbargoed : new boolean[] { false, true }) {
            String crisis = newCrisis();
            visibility = isEmbargoed ? mapper.createObjectNode().put("state", "embargoed").put("until",
                    Instant.now().plus(Duration.ofHours(1)).toString()) : mapper.createObjectNode().put("state", "open");
            operations(crisis);
            requireAll();
            json(visibility.toString()).put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
            Map<Who, String> keys = Map.of(Who.READER, AccessTest.key("\"role\": \"reader\", \"crises\": [\"" + crisis + "\"]"),
                    Who.REPORTER, AccessTest.key("\"role\": \"reporter\", \"sources\": [\"tass\"]"), Who.REPORTER_OF_ANOTHER,
                    AccessTest.key("\"role\": \"reporter\", \"sources\": [\"gsv\"]"), Who.EDITOR,
                    AccessTest.key("\"role\": \"editor\""), Who.EDITOR_ELSEWHERE,
                    AccessTest.key("\"role\": \"editor\", \"crises\": [\"elsewhere\"]"), Who.ADMIN, Api.KEY);
            calls.forEach((operation, call) -> {
                String[] expected = call.rule.expected(isEmbargoed).split(" ");
                for (Who who : Who.values()) {
                    int status = status(call, keys.get(who));
                    boolean isMade = operation.equals("makeKey") && status == 201;
                    if (status != Integer.parseInt(expected[who.ordinal()]) && !isMade) {
                        wrong.add(operation + " by " + who + (isEmbargoed ? " embargoed" : "") + ": " + status + ", not "
                                + expected[who.ordinal()]);
                    }
                }
            });
        }
        assertEquals("", String.join("\n", wrong));
    }

    private void requireAll() throws Exception {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(Path.of("openapi/openapi.yaml").toFile());
        assertEquals(new TreeSet<>(document.get("paths").findValuesAsText("operationId")), new TreeSet<>(calls.keySet()));
    }

    private static int status(Call call, String key) {
        RequestSpecification request = given().urlEncodingEnabled(false);
        if (key != null) {
            request.header("X-API-Key", key);
        }
        String once = UUID.randomUUID().toString();
        if (call.body != null) {
            request.contentType(call.path.startsWith("/import") ? "application/x-ndjson" : "application/json")
                    .body(call.body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return request.request(call.method, V1 + call.path.replace("#", once)).statusCode();
    }
}
