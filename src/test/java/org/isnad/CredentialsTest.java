package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/** Keys and tokens of OpenID Connect side by side, good and bad. */
@QuarkusTest
@TestProfile(CredentialsTest.WithTokens.class)
class CredentialsTest {

    private static final String ISSUER = "https://issuer.example";
    private static final KeyPair PROVIDER = pair();
    private static final KeyPair OTHER = pair();

    private String crisis;

    /** A provider whose public key is known here, so that none has to run. */
    public static class WithTokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.oidc.tenant-enabled", "true", "quarkus.oidc.public-key",
                    Base64.getEncoder().encodeToString(PROVIDER.getPublic().getEncoded()), "quarkus.oidc.token.issuer", ISSUER,
                    "quarkus.oidc.token.audience", "isnad");
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtClaimsBuilder claims(String role) {
        return Jwt.claims().subject("amina").issuer(ISSUER).audience("isnad").groups(Set.of(role)).expiresIn(300)
                .claim("isnad_sources", List.of("tass"));
    }

    private static String token(String role) {
        return claims(role).sign(PROVIDER.getPrivate());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Header bearer(String token) {
        return new Header("Authorization", "Bearer " + token);
    }

    private static Header key(String key) {
        return new Header("X-API-Key", key);
    }

    static Stream<List<Header>> bad() {
        String good = token("admin");
        String[] parts = good.split("\\.");
        String claims = "{\"sub\":\"amina\",\"iss\":\"" + ISSUER
                + "\",\"aud\":\"isnad\",\"groups\":[\"admin\"],\"exp\":4102444800}";
        String last = Api.KEY.substring(0, Api.KEY.length() - 1);
        return Stream.of(
                // Keys: another secret of a known name, an unknown name, cut short, too long, other letters, nearly the same.
                List.of(key("isnad_development0_" + "A".repeat(43))), List.of(key("isnad_000000000000_" + "A".repeat(43))),
                List.of(key(last)), List.of(key(Api.KEY + "x")), List.of(key(Api.KEY.toUpperCase())), List.of(key(last + "z")),
                List.of(key("x".repeat(15_000))), List.of(key("' or '1'='1")), List.of(key("isnad_")),
                List.of(bearer("isnad_development0_" + "A".repeat(43))),
                // More than one, of one kind or of both.
                List.of(key(Api.KEY), key(Api.KEY)), List.of(key(Api.KEY), bearer(Api.KEY)),
                List.of(bearer(good), bearer(good)),
                // Other schemes.
                List.of(new Header("Authorization", "Basic " + base64("admin:admin"))),
                List.of(new Header("Authorization", Api.KEY)), List.of(new Header("Authorization", "Bearer")),
                // Tokens: unsigned, signed by another, by the public key as a secret, altered, expired, for others, cut short.
                List.of(bearer(base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64(claims) + ".")),
                List.of(bearer(claims("admin").sign(OTHER.getPrivate()))),
                List.of(bearer(
                        claims("admin").signWithSecret(Base64.getEncoder().encodeToString(PROVIDER.getPublic().getEncoded())))),
                List.of(bearer(parts[0] + "." + base64(claims) + "." + parts[2])),
                List.of(bearer(claims("admin").expiresAt(1_600_000_000L).sign(PROVIDER.getPrivate()))),
                List.of(bearer(claims("admin").issuer("https://evil.example").sign(PROVIDER.getPrivate()))),
                List.of(bearer(claims("admin").audience("another").sign(PROVIDER.getPrivate()))),
                List.of(bearer(good.substring(0, good.length() - 20))), List.of(bearer(parts[0] + "." + parts[1])),
                List.of(bearer(good.replace('.', '!'))));
    }

    @BeforeEach
    void make() {
        crisis = newCrisis();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadCredentialIsRefusedAndNothingIsWritten(List<Header> credential) {
        Response write = given().headers(new Headers(credential)).contentType(ContentType.JSON)
                .body(killed(crisis, "tass", "2022-01-05", 8, "")).post(V1 + "/casualties");
        Response read = given().headers(new Headers(credential)).get(V1 + "/crises/" + crisis);
        for (Response answer : List.of(write, read)) {
            answer.then().statusCode(401).contentType("application/problem+json")
                    .header("WWW-Authenticate", startsWith("Bearer realm=\"isnad\""))
                    .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                    .body("type", equalTo("urn:isnad:problem:unauthenticated"));
            assertFalse(answer.asString().contains("Exception") || answer.asString().contains("jose"), answer.asString());
        }
        get("/crises/" + crisis).then().body("position", equalTo(0));
    }

    @Test
    void aGoodTokenIsWorthWhatItsClaimsSay() {
        Response made = with("reporter", killed(crisis, "tass", "2022-01-05", 8, ""));
        made.then().statusCode(201).body("recordedBy", equalTo("subject:amina"));
        with("reporter", killed(crisis, "gsv", "2022-01-05", 8, "")).then().statusCode(403);
        with("editor", killed(crisis, "gsv", "2022-01-05", 8, "")).then().statusCode(201);
        with("cleaner", killed(crisis, "tass", "2022-01-05", 8, "")).then().statusCode(403);
        given().header(bearer(token("admin"))).get(V1 + "/keys").then().statusCode(200);
        given().header(bearer(token("editor"))).get(V1 + "/keys").then().statusCode(403);
        given().header(bearer(claims("editor").claim("isnad_crises", List.of("elsewhere")).sign(PROVIDER.getPrivate())))
                .contentType(ContentType.JSON).body(killed(crisis, "gsv", "2022-01-05", 8, "")).post(V1 + "/casualties").then()
                .statusCode(403);
        given().header(key(Api.KEY)).get(V1 + "/keys").then().statusCode(200);
        given().header(bearer(Api.KEY)).get(V1 + "/keys").then().statusCode(200);
    }

    private static Response with(String role, String body) {
        return given().header(bearer(token(role))).contentType(ContentType.JSON).body(body).post(V1 + "/casualties");
    }

    /** The medians of the two, taken in turn, differ by less than the times of one and the same do among themselves. */
    @Test
    void aKnownNameTakesNoLongerThanAnUnknownOne() {
        String known = "isnad_development0_" + "A".repeat(43);
        String unknown = "isnad_zzzzzzzzzzz0_" + "A".repeat(43);
        List<Long> ofKnown = new ArrayList<>();
        List<Long> ofUnknown = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            ofKnown.add(took(known));
            ofUnknown.add(took(unknown));
        }
        long[] known50 = sorted(ofKnown.subList(100, 300));
        long[] unknown50 = sorted(ofUnknown.subList(100, 300));
        long difference = Math.abs(known50[100] - unknown50[100]);
        long spread = known50[150] - known50[50] + unknown50[150] - unknown50[50];
        assertTrue(difference <= spread, difference + " ns between the medians, " + spread + " ns within");
    }

    private static long took(String key) {
        long begin = System.nanoTime();
        assertEquals(401, given().header(key(key)).get(V1 + "/keys").statusCode());
        return System.nanoTime() - begin;
    }

    private static long[] sorted(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
