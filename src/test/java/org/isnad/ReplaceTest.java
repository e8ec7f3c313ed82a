package org.isnad;

import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Nobody overwrites a description or visibility that he has not read. */
@QuarkusTest
class ReplaceTest {

    private static Response put(String path, String body, String ifMatch) {
        return writing().contentType("application/json").header("If-Match", ifMatch).body(body).put(V1 + path);
    }

    private static String source(String id, String name) {
        return "{\"id\": \"" + id + "\", \"name\": {\"ru\": \"МВД\", \"en\": \"" + name + "\"}, \"kind\": \"ministry\"}";
    }

    @Test
    void aSourceIsReplacedByWhoHasReadItInAnyLanguage() {
        String id = "ministry-" + newCrisis();
        String path = "/sources/" + id;
        put(path, source(id, "Ministry"), "*").then().statusCode(412);
        writing().contentType("application/json").body(source(id, "Ministry")).put(V1 + path).then().statusCode(201);
        String english = get(path + "?lang=en").header("ETag");
        String russian = get(path + "?lang=ru").header("ETag");
        String made = put(path, source(id, "Interior Ministry"), russian).then().statusCode(200).extract().header("ETag");
        put(path, source(id, "Ministry of the Interior"), english).then().statusCode(412)
                .body("type", equalTo("urn:isnad:problem:precondition-failed"));
        get(path + "?lang=en").then().body("name.en", equalTo("Interior Ministry"));
        put(path, source(id, "Ministry of the Interior"), "\"other\", " + made).then().statusCode(200);
        put(path, source(id, "Ministry"), "*").then().statusCode(200);
        put(path, source(id, "Ministry"), "nonsense").then().statusCode(412);
    }

    @Test
    void aSourceIsNotNamedLikeARevision() {
        writing().contentType("application/json").body(source("164", "Ministry")).put(V1 + "/sources/164").then()
                .statusCode(400).body("violations[0].field", equalTo("id"));
    }

    @Test
    void aCrisisIsReplacedWhateverWasReportedMeanwhile() {
        String crisis = newCrisis();
        String path = "/crises/" + crisis;
        String etag = get(path).header("ETag");
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String body = """
                {"id": "%s", "title": {"en": "%s"}, "countries": ["KZ"], "timeZone": "Asia/Almaty", "start": "2022"}""";
        put(path, body.formatted(crisis, "One"), etag).then().statusCode(200);
        put(path, body.formatted(crisis, "Two"), etag).then().statusCode(412);
        get(path).then().body("title.en", equalTo("One"));
    }

    @Test
    void aVisibilityIsReplacedByWhoHasReadIt() {
        String path = "/crises/" + newCrisis() + "/visibility";
        String open = writing().get(V1 + path).header("ETag");
        put(path, "{\"state\": \"withheld\"}", open).then().statusCode(200);
        put(path, "{\"state\": \"open\"}", open).then().statusCode(412);
        writing().get(V1 + path).then().body("state", equalTo("withheld"));
    }

    @Test
    void ofTwoWhoReplaceTheSameOneFails() throws Exception {
        String id = "contested-" + newCrisis();
        String path = "/sources/" + id;
        writing().contentType("application/json").body(source(id, "Ministry")).put(V1 + path).then().statusCode(201);
        String etag = get(path).header("ETag");
        ExecutorService editors = Executors.newFixedThreadPool(8);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int editor = 0; editor < 8; editor++) {
            String name = "Ministry " + editor;
            answers.add(editors.submit(() -> put(path, source(id, name), etag).statusCode()));
        }
        int replaced = 0;
        for (Future<Integer> answer : answers) {
            replaced += answer.get() == 200 ? 1 : 0;
        }
        editors.shutdown();
        assertEquals(1, replaced);
    }
}
