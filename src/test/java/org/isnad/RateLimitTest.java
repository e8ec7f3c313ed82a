package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** Who asks too often, or waits too many times at once, is told so and when to come back. */
@QuarkusTest
@TestProfile(RateLimitTest.Tight.class)
class RateLimitTest {

    /** Little room, which an hour gives back. */
    public static class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("isnad.limits.requests-per-address", "60", "isnad.limits.requests-per-key", "5",
                    "isnad.limits.period", "1H");
        }
    }

    @Test
    void eachLimitIsSaidAndHeld() {
        get("/crises").then().statusCode(200).header("RateLimit-Policy", equalTo("\"address\";q=60;w=3600"))
                .header("RateLimit", matchesPattern("\"address\";r=\\d+;t=\\d+"));
        Response keyed = writing().get(V1 + "/keys");
        keyed.then().statusCode(200);
        assertEquals(List.of("\"address\";q=60;w=3600", "\"key\";q=5;w=3600"), keyed.headers().getValues("RateLimit-Policy"));
        Stream.generate(() -> writing().get(V1 + "/keys")).limit(4).forEach(more -> more.then().statusCode(200));
        writing().get(V1 + "/keys").then().statusCode(429).contentType("application/problem+json")
                .header("Retry-After", matchesPattern("\\d+")).body("detail", containsString("key"))
                .body("type", equalTo("urn:isnad:problem:too-many-requests"));
        given().header("X-API-Key", "nonsense").get(V1 + "/crises").then().statusCode(401);

        Response last = Stream.generate(() -> get("/crises")).dropWhile(answer -> answer.statusCode() == 200).findFirst()
                .orElseThrow();
        last.then().statusCode(429).contentType("application/problem+json").body("type",
                equalTo("urn:isnad:problem:too-many-requests")).body("instance", equalTo(V1 + "/crises"));
        assertTrue(Integer.parseInt(last.header("Retry-After")) <= 60, last.header("Retry-After"));
        given().get("/q/health/live").then().statusCode(200);
    }
}
