package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.with;
import static org.isnad.Api.writing;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

/** Tests what a superseding revision can declare beside its status: that it withdraws a whole claim, amends, is immaterial. */
@QuarkusTest
class DeclarationsTest {

    private static String wholeClaim(String crisis, String source, String reportedAt, int supersedes) {
        return retraction(crisis, source, reportedAt, supersedes).replace("\"supersedes\"",
                "\"retracts\": \"claim\", \"supersedes\"");
    }

    private static String correcting(int supersedes, String more) {
        return ", \"supersedes\": " + supersedes + ", \"reason\": {\"en\": \"checked\"}" + more;
    }

    @Test
    void aRetractionOfTheCorrectionRevivesButOneOfTheClaimDoesNot() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        append(record, killed(crisis, "tass", "2022-01-05", 10, "")).then().statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 16, correcting(1, ", \"status\": \"corrected\""))).then()
                .statusCode(201);
        append(record, killed(crisis, "kz-mvd", "2022-01-07", 17, "")).then().statusCode(201);
        append(record, retraction(crisis, "kz-mvd", "2022-01-08", 4)).then().statusCode(201);
        get("/casualties/" + record).then().body("claims.content.best", contains(16, 10));

        append(record, wholeClaim(crisis, "kz-mvd", "2022-01-09", 3)).then().statusCode(201).body("supersedes", equalTo(3))
                .body("number", equalTo(7));
        get("/casualties/" + record).then().body("claims.content.best", contains(10)).body("revisions", equalTo(7));
        get("/casualties/" + record + "/revisions?status=retracted").then().body("items.supersedes", contains(4, 1, 3))
                .body("items.reason.en", contains("A technical error", "A technical error", "A technical error"));
        get("/casualties/" + record + "?asOf=2022-01-08T12:00:00Z").then().body("claims.content.best", contains(16, 10));
        append(record, wholeClaim(crisis, "kz-mvd", "2022-01-09", 3)).then().statusCode(409);
    }

    @Test
    void aClaimForAnotherCountStays() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 120);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 70, "").replace("\"low\"", "\"basis\": \"identified\", \"low\""))
                .then().statusCode(201);
        append(record, wholeClaim(crisis, "kz-mvd", "2022-01-09", 1)).then().statusCode(201).body("number", equalTo(3));
        get("/casualties/" + record).then().body("claims.content.best", contains(70));
    }

    @Test
    void onlyARetractionRetracts() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 16, ", \"retracts\": \"claim\"")).then().statusCode(400)
                .body("violations[0].field", equalTo("retracts"));
    }

    @Test
    void anAmendmentIsNoCorrectionOfItsSource() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 81);
        append(record, killed(crisis, "kz-mvd", "2022-01-05", 18, correcting(1, ", \"amends\": true"))).then().statusCode(201)
                .body("amends", equalTo(true)).body("status", equalTo("reported"));
        get("/casualties/" + record).then().body("claims.content.best", contains(18));
        get("/crises/" + crisis + "/corrections").then().body("items", hasSize(0));
        get("/crises/" + crisis + "/changes?from=2022-01-01T00:00:00Z&to=2022-02-01T00:00:00Z&lang=en").then()
                .body("items[0].revisions.change", hasItem("amended"))
                .body("items[0].revisions.sentence", hasItem(containsString("81 → 18, entry amended: checked")));
        get("/crises/" + crisis + "/verification").then().statusCode(401);
        writing().get(V1 + "/crises/" + crisis + "/verification").then().body("faults", hasSize(0));
        for (String other : new String[] { killed(crisis, "tass", "2022-01-05", 18, correcting(1, ", \"amends\": true")),
                killed(crisis, "kz-mvd", "2022-01-06", 18, correcting(1, ", \"amends\": true")),
                killed(crisis, "kz-mvd", "2022-01-05", 18, correcting(1, ", \"amends\": true, \"status\": \"corrected\"")),
                killed(crisis, "kz-mvd", "2022-01-05", 18, ", \"supersedes\": 1, \"amends\": true") }) {
            append(record, other).then().statusCode(400).body("violations[0].field", equalTo("amends"));
        }
    }

    @Test
    void anEditorDeclaresADifferenceImmaterial() {
        String crisis = newCrisis();
        String article = """
                {"crisis": "%s", "source": "%s", "reportedAt": "2022-01-05"%s, "content": {"headline": {"en": "%s"},
                 "originalLanguage": "en"}}""";
        String record = json(article.formatted(crisis, "tass", "", "Unrest in Alma-Ata")).post(V1 + "/articles").then()
                .statusCode(201).extract().path("record");
        String immaterial = article.formatted(crisis, "tass", ", \"supersedes\": 1, \"material\": false", "Unrest in Almaty");
        String revisions = V1 + "/articles/" + record + "/revisions";
        String key = json("{\"name\": \"TASS\", \"role\": \"reporter\", \"sources\": [\"tass\"]}").post(V1 + "/keys").then()
                .statusCode(201).extract().path("secret");
        with(key).contentType(ContentType.JSON).body(immaterial).post(revisions).then().statusCode(403)
                .body("violations[0].field", equalTo("material"));
        json(immaterial).post(revisions).then().statusCode(201).body("material", equalTo(false));
        get("/articles/" + record + "/compare?from=1&to=2").then().body("difference.material", equalTo(true))
                .body("difference.declaredMaterial", equalTo(false));
        get("/articles/" + record + "/compare?from=2&to=1").then().body("difference.declaredMaterial", nullValue());
        json(article.formatted(crisis, "gsv", ", \"supersedes\": 2, \"reason\": {\"en\": \"x\"}, \"material\": false",
                "Unrest")).post(revisions).then().statusCode(400).body("violations[0].field", equalTo("material"));
    }

    @Test
    void aDryRunWarnsWhenALineSupersedesAnotherSource() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        String line = """
                {"type": "revision", "record": "%s", "crisis": "%s", "source": "%s", "reportedAt": "2022-01-06", "supersedes": 1,\
                 "reason": {"en": "a later count"}, "content": {"kind": "casualty", "group": "police", "measure": "killed",\
                 "place": {"name": {"en": "Kazakhstan"}}, "best": 16}}
                """;
        String lines = line.formatted(record, crisis, "tass") + line.formatted(record, crisis, "kz-mvd");
        for (boolean dryRun : new boolean[] { true, false }) {
            writing().contentType("application/x-ndjson").body(lines.getBytes(StandardCharsets.UTF_8))
                    .post(V1 + "/import?dryRun=" + dryRun).then()
                    .statusCode(200)
                    .body("items.warning", contains("supersedes revision 1 of another source, kz-mvd", null));
        }
    }
}
