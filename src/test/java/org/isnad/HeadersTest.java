package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** What every answer says to browsers. */
@QuarkusTest
class HeadersTest {

    @ParameterizedTest
    @ValueSource(strings = { "/", "/verify.py", "/api/v1/crises", "/api/v1/nothing", "/api/v1/crises?wrong=1", "/nothing",
            "/q/swagger-ui/", "/q/openapi", "/q/health" })
    void noAnswerMayBeSniffedFramedOrToldToOthers(String path) {
        given().get(path).then().header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Content-Security-Policy",
                        allOf(containsString("default-src 'none'"), containsString("frame-ancestors 'none'")))
                .header("Server", nullValue()).header("X-Powered-By", nullValue());
    }

    /** Caches give the answer to one origin to the next, too. */
    @ParameterizedTest
    @ValueSource(strings = { "/api/v1/crises", "/api/v1/nothing", "/api/v1/crises?wrong=1" })
    void anAnswerIsReadableByPagesOfAllOriginsWhicheverAsks(String path) {
        given().get(path).then().header("Access-Control-Allow-Origin", "*");
        given().header("Origin", "https://news.example").get(path).then().header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", containsString("ETag"))
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void aPageOfAnotherOriginMaySendWhatADeskSends() {
        given().header("Origin", "https://news.example").header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
                .options("/api/v1/casualties").then().statusCode(200)
                .header("Access-Control-Allow-Origin", "*").header("Access-Control-Allow-Methods", containsString("POST"))
                .header("Access-Control-Allow-Headers", "*,Authorization");
        given().get("/api/v1/crises").then().header("Access-Control-Allow-Methods", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/api/v1/crises" })
    void noScriptRunsWithinAPageOrAnAnswer(String path) {
        given().get(path).then().header("Content-Security-Policy", not(containsString("script-src 'self' 'unsafe-inline'")));
        given().get("/").then().body(not(containsString("<script>")));
    }
}
