package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** What HTTP caches are told of an answer: how long it is fresh, when its crisis changed, and how to purge it. */
@QuarkusTest
class CachingTest {

    private static final String CURRENT = "public, max-age=2, stale-while-revalidate=8";
    private static final String REVALIDATED = "public, no-cache";

    private static List<String> reads(String crisis, String record) {
        return List.of("/casualties/" + record, "/casualties/" + record + "/revisions", "/casualties/" + record + "/claims",
                "/casualties?crisis=" + crisis, "/casualties/series?crisis=" + crisis, "/crises/" + crisis + "/snapshot",
                "/crises/" + crisis + "/timeline", "/crises/" + crisis + "/corrections", "/crises/" + crisis + "/feed",
                "/casualties/" + record + "?view=brief");
    }

    @Test
    void aCurrentAnswerIsFreshForTwoSecondsAndDatedByTheLastRevision() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        for (String path : reads(crisis, record)) {
            for (int time = 1; time <= 2; time++) {
                Response answer = get(path);
                assertEquals(CURRENT, answer.header("Cache-Control"), path);
                assertEquals(recordedAt(crisis), date(answer.header("Last-Modified")), path);
                assertEquals("crisis-" + crisis, answer.header("Surrogate-Key"), path);
                given().header("If-None-Match", answer.header("ETag")).get(V1 + path).then().statusCode(304)
                        .header("Cache-Control", CURRENT).header("Last-Modified", answer.header("Last-Modified"))
                        .header("Surrogate-Key", "crisis-" + crisis);
            }
        }
        get("/crises/" + crisis).then().header("Cache-Control", CURRENT).header("Surrogate-Key", "crisis-" + crisis);
        given().head(V1 + "/casualties/" + record).then().header("Cache-Control", CURRENT).header("Surrogate-Key",
                "crisis-" + crisis);
        for (String path : List.of("/sources", "/codes")) {
            get(path).then().header("Cache-Control", CURRENT).header("Surrogate-Key", nullValue()).header("Last-Modified",
                    nullValue());
        }
    }

    private static Instant recordedAt(String crisis) {
        String recordedAt = get("/crises/" + crisis).jsonPath().getString("recordedAt");
        return Instant.parse(recordedAt).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant date(String header) {
        assertEquals("Thu, 06 Jan 2022 12:00:00 GMT".length(), header.length(), header);
        return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    @Test
    void anErasureAndAChangedVisibilityMoveTheDateOfAFixedAnswer() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 18, "")).then().statusCode(201);
        String fixed = "/casualties/" + record + "/compare?from=1&to=2";
        get(fixed).then().header("Cache-Control", "public, max-age=60").header("Surrogate-Key", "crisis-" + crisis);
        json("{\"record\": \"%s\", \"number\": 2, \"reason\": {\"en\": \"A court order\"}}".formatted(record))
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(200);
        assertEquals(recordedAt(crisis), date(get(fixed).header("Last-Modified")));
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        get(fixed).then().statusCode(404).header("Cache-Control", "no-store").header("Surrogate-Key", nullValue())
                .header("Last-Modified", nullValue());
        writing().get(V1 + fixed).then().statusCode(200).header("Cache-Control", "private, no-store")
                .header("Surrogate-Key", nullValue()).header("Last-Modified", nullValue());
    }

    @Test
    void anAnswerThatMustBeRevalidatedIsNotFresh() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String path = "/casualties/" + record;
        get(path).then().header("Cache-Control", CURRENT);
        writing().get(V1 + path).then().header("Cache-Control", REVALIDATED).header("Surrogate-Key", "crisis-" + crisis);
        get("/crises/" + crisis + "/feed?after=0&wait=1").then().header("Cache-Control", REVALIDATED);
        get("/crises/" + crisis + "/feed?after=1&wait=1").then().header("Cache-Control", REVALIDATED);
        get("/crises/" + crisis + "/changes?since=PT24H").then().header("Cache-Control", "no-cache").header("Last-Modified",
                nullValue()).header("Surrogate-Key", "crisis-" + crisis);
    }

    @Test
    void aDateAloneIsNoValidator() {
        String crisis = newCrisis();
        String path = "/casualties/" + newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String lastModified = get(path).then().statusCode(200).extract().header("Last-Modified");
        given().header("If-Modified-Since", lastModified).get(V1 + path).then().statusCode(200)
                .body("claims[0].content.best", equalTo(8));
        given().header("If-Modified-Since", lastModified).header("If-None-Match", get(path).header("ETag")).get(V1 + path)
                .then().statusCode(304);
    }

    @Test
    void whoCannotWaitStatesAPositionOrRefusesStoredAnswers() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        Response first = get("/casualties/" + record + "?minPosition=1");
        append(record, killed(crisis, "tass", "2022-01-06", 18, "")).then().statusCode(201);
        Response second = get("/casualties/" + record + "?minPosition=2");
        assertNotEquals(first.header("ETag"), second.header("ETag"));
        given().header("Cache-Control", "no-cache").get(V1 + "/casualties/" + record).then().header("ETag",
                second.header("ETag")).header("Cache-Control", CURRENT);
    }

    @Test
    void anAnswerOfManyCrisesHasNoKeys() {
        IntStream.range(0, 21).forEach(next -> newCrisis());
        get("/search?q=CSTO").then().statusCode(200).header("Surrogate-Key", nullValue());
    }
}
