package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Tests that feeds of a service with a public address have that address and are answered from memory. */
@QuarkusTest
@TestProfile(PublicAddressTest.Public.class)
class PublicAddressTest {

    /** With a public address behind a path. */
    public static class Public implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("isnad.public.url", "https://news.example/isnad/");
        }
    }

    @Inject
    MeterRegistry meters;

    @Test
    void feedsAreAnsweredFromMemoryUntilTheCrisisChanges() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        for (String format : List.of("atom", "json")) {
            String path = V1 + "/crises/" + crisis + "/feed." + format;
            String etag = given().get(path).then().statusCode(200).extract().header("ETag");
            double before = remembered();
            given().header("Host", "evil.example").get(path).then().statusCode(200).header("ETag", equalTo(etag));
            given().header("If-None-Match", etag).get(path).then().statusCode(304);
            assertEquals(before + 2, remembered());
            append(record, killed(crisis, "tass", "2022-01-06", 10, "")).then().statusCode(201);
            given().header("If-None-Match", etag).get(path).then().statusCode(200);
        }
        String path = "/crises/" + crisis + "/feed.atom";
        assertEquals("https://news.example/isnad" + V1 + path, Atom.read(crisis, "").link("self"));
        Api.get(path.replace(".atom", ".json")).then().body("items[0].url",
                equalTo("https://news.example/isnad" + V1 + "/casualties/" + record + "/revisions/3"));
    }

    private double remembered() {
        return meters.counter("isnad.reads", "outcome", "remembered").count();
    }
}
