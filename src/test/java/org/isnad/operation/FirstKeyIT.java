package org.isnad.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.isnad.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How the packaged service comes to its first admin, on how many instances a revocation holds, and what its log holds. */
class FirstKeyIT {

    private static final Pattern PRINTED = Pattern.compile("isnad_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");

    @TempDir
    Path data;

    @Test
    void aKeyIsPrintedAtTheFirstStartAndNeverAgain() {
        String key;
        try (Instance first = Instance.onH2(data, "ISNAD_ADMIN_KEY", "")) {
            Matcher printed = PRINTED.matcher(first.log());
            assertTrue(printed.find(), first.log());
            key = printed.group();
            assertEquals(200, first.get("/keys", "X-API-Key", key).status());
            first.stop();
        }
        try (Instance second = Instance.onH2(data, "ISNAD_ADMIN_KEY", "")) {
            assertFalse(PRINTED.matcher(second.log()).find(), second.log());
            assertEquals(200, second.get("/keys", "X-API-Key", key).status());
        }
    }

    @Test
    void theKeyOfDevelopmentIsRefused() throws InterruptedException {
        Instance instance = Instance.notAwaited(data, "ISNAD_ADMIN_KEY", Api.KEY);
        assertTrue(instance.awaitExit(Duration.ofSeconds(30)) != 0);
        assertTrue(instance.log().contains("The development key is public"), instance.log());
    }

    @Test
    void aRevocationHoldsOnEveryInstanceAtOnceAndTwoFirstStartsMakeOneKey() throws Exception {
        try (Postgres postgres = Postgres.start()) {
            Instance.migrate(postgres.url("postgres"), "postgres", "postgres");
            try (Instance one = Instance.on(postgres, "ISNAD_ADMIN_KEY", "");
                    Instance other = Instance.on(postgres, "ISNAD_ADMIN_KEY", "")) {
                Matcher printed = PRINTED.matcher(one.log() + other.log());
                assertTrue(printed.find());
                String admin = printed.group();
                assertFalse(printed.find(), "two keys were made");
                JsonNode made = one.post("/keys", "{\"name\": \"x\", \"role\": \"editor\"}", "X-API-Key", admin).body();
                String key = made.get("secret").asText();
                assertEquals(200, other.get("/crises", "X-API-Key", key).status());
                assertEquals(200, one.delete("/keys/" + made.at("/key/id").asText(), admin).status());
                assertEquals(401, other.get("/crises", "X-API-Key", key).status());
            }
        }
    }

    @Test
    void withTheSettingOfTheImageEveryLineOfTheLogIsJsonWithTheTraceAndWithoutSecrets() throws Exception {
        try (Instance instance = Instance.onH2(data, "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")) {
            String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
            String forged = "isnad_integration0_" + "A".repeat(43);
            instance.newCrisis("logged");
            assertEquals(401, instance.get("/crises", "X-API-Key", forged, "traceparent",
                    "00-" + trace + "-00f067aa0ba902b7-01").status());
            assertEquals(400, instance.get("/crises?%0A%7B%22level%22%3A%22ERROR%22%7D%E2%80%AE=%0D%0A").status());
            String log = instance.log();
            assertFalse(log.contains(Instance.KEY) || log.contains(forged), "a key is in the log");
            boolean isTraced = false;
            for (String line : log.lines().filter(line -> !line.isBlank()).toList()) {
                JsonNode entry = new ObjectMapper().readTree(line);
                assertTrue(entry.has("message") && entry.has("level"), line);
                isTraced |= entry.at("/mdc/traceId").asText().equals(trace);
            }
            assertTrue(isTraced, log);
            assertEquals(List.of(), log.lines().filter(line -> line.contains("\u202E")).toList());
        }
    }
}
