package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** One address may not hold all the places of those who wait for news. */
@QuarkusTest
@TestProfile(WaitingLimitTest.Two.class)
class WaitingLimitTest {

    /** Two places. */
    public static class Two implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("isnad.limits.waiting-per-address", "2");
        }
    }

    @Test
    void theThirdIsToldSoUntilAnotherHasItsAnswer() {
        String crisis = Api.newCrisis();
        List<CompletableFuture<Response>> two = Stream
                .generate(() -> CompletableFuture.supplyAsync(() -> get("/crises/" + crisis + "/feed?wait=30"))).limit(2)
                .toList();
        long begin = System.nanoTime();
        while (!given().get("/q/metrics").asString().contains("isnad_feed_waiting 2.0")) {
            assertTrue(System.nanoTime() - begin < 60_000_000_000L, "They do not wait");
        }
        get("/crises/" + crisis + "/feed?wait=30").then().statusCode(429).body("type",
                equalTo("urn:isnad:problem:too-many-requests"));
        Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        two.forEach(answer -> assertEquals(200, answer.join().statusCode()));
        get("/crises/" + crisis + "/feed?after=1&wait=1").then().statusCode(200);
    }
}
