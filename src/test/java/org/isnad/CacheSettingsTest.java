package org.isnad;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.get;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Caches that ask each time, and a header of keys for another network. */
@QuarkusTest
@TestProfile(CacheSettingsTest.Revalidating.class)
class CacheSettingsTest {

    /** No answer is fresh. */
    public static class Revalidating implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("isnad.cache.max-age", "0S", "isnad.cache.key-header", "Cache-Tag");
        }
    }

    @Test
    void withoutMaxAgeEachAnswerIsRevalidated() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        get("/casualties/" + record).then().statusCode(200).header("Cache-Control", equalTo("public, no-cache"))
                .header("Cache-Tag", equalTo("crisis-" + crisis)).header("Surrogate-Key", nullValue());
    }
}
