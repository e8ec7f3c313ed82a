package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** What was so at an instant, as far as the times of reports tell. Days are those of Almaty, six hours ahead of UTC. */
@QuarkusTest
class AtAnInstantTest {

    private static final String CORRECTED = ", \"status\": \"corrected\", \"supersedes\": %d, \"reason\": {\"ru\": \"уточнено\"}";

    @Test
    void whatIsCertainIsWhatEndedBefore() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T18:11Z", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, CORRECTED.formatted(1))).then().statusCode(201);
        append(record, killed(crisis, "tass", "2022-01", 16, "")).then().statusCode(201);
        String noon = "asOf=2022-01-06T06:00:00Z";
        String certain = noon + "&certain=true";
        get("/casualties/" + record + "?" + noon).then().body("revisions", equalTo(3))
                .body("claims.content.best", contains(18, 16));
        get("/casualties/" + record + "?" + certain).then().body("revisions", equalTo(1))
                .body("claims.content.best", contains(8));
        get("/casualties?" + certain + "&crisis=" + crisis).then().body("items.content.best", contains(8));
        get("/casualties/" + record + "/revisions?" + certain).then().body("items.number", contains(1))
                .body("items.standing", contains(true));
        get("/casualties/" + record + "/revisions/2?" + certain).then().statusCode(404);
        get("/casualties/" + record + "/claims?" + certain).then().body("revisions", equalTo(1))
                .body("claims.revision.number", contains(1));
        get("/crises/" + crisis + "/snapshot?" + certain).then().body("records.casualties[0].revisions", equalTo(1));
        get("/crises/" + crisis + "/timeline?" + certain).then().body("items.revision.number", contains(1));
        get("/casualties/series?" + certain + "&crisis=" + crisis).then().body("lines.points.flatten().best", contains(8))
                .body("lines.points.flatten().at", contains("2022-01-05T18:12:00Z"));
    }

    @Test
    void changesAndComparisonsAreCertainToo() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T18:11Z", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, CORRECTED.formatted(1))).then().statusCode(201);
        String day = "from=2022-01-05T18:12:00Z&to=2022-01-06T12:00:00Z";
        get("/crises/" + crisis + "/changes?certain=true&" + day).then().body("items", hasSize(0));
        get("/crises/" + crisis + "/changes?certain=true&" + day.replace("06T12", "06T18")).then()
                .body("items[0].from.content.best", equalTo(8)).body("items[0].to.content.best", equalTo(18));
        String compared = "/casualties/" + record + "/compare?from=2022-01-06T12:00:00Z&to=2022-01-06T18:00:00Z";
        get(compared + "&certain=true").then().body("from.revision.number", equalTo(1)).body("to.revision.number", equalTo(2));
        get(compared).then().body("from.revision.number", equalTo(2)).body("to.revision.number", equalTo(2));
        get("/casualties/" + record + "?certain=perhaps&asOf=2022-01-06T12:00:00Z").then().statusCode(400)
                .body("violations[0].field", equalTo("certain"));
    }
}
