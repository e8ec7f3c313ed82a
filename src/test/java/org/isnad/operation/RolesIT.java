package org.isnad.operation;

import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.StreamSupport;

import org.isnad.HashChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

/** One role migrates and owns, another serves and owns nothing; and what a superuser does behind both is found out. */
class RolesIT {

    private static Postgres postgres;
    private static Instance instance;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = Postgres.start();
        postgres.run("postgres", "create role isnad_owner login password 'owner'",
                "create role isnad_app login password 'app'", "create database isnad owner isnad_owner");
        assertEquals(0, Instance.migrate(postgres.url("isnad"), "isnad_owner", "owner"));
        instance = Instance.on(postgres, "QUARKUS_DATASOURCE_JDBC_URL", postgres.url("isnad"), "QUARKUS_DATASOURCE_USERNAME",
                "isnad_app", "QUARKUS_DATASOURCE_PASSWORD", "app", "QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
    }

    @AfterAll
    static void stop() {
        instance.close();
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "update revision set recorded_by = 'me'", "delete from revision", "truncate revision cascade",
            "update record set kind = 'ARTICLE'", "delete from audit", "update api_key set role = 'ADMIN'",
            "delete from api_key", "update link set item = 9", "delete from earlier_description",
            "delete from idempotency_key", "delete from ledger", "drop table revision",
            "alter table revision disable trigger all", "create table more (id integer)",
            "delete from flyway_schema_history" })
    void theRoleThatServesMayAddAndNothingElse(String change) throws SQLException {
        String crisis = "role-" + Math.abs(change.hashCode());
        String record = instance.newRecord(instance.newCrisis(crisis), 8);
        must(201, instance.append(crisis, record, 18));
        try (Connection connection = DriverManager.getConnection(postgres.url("isnad"), "isnad_app", "app");
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(change));
            assertEquals("42501", refused.getSQLState(), refused.getMessage());
            ResultSet owned = statement.executeQuery(
                    "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'isnad_app'");
            owned.next();
            assertEquals(0, owned.getInt(1));
        }
        assertEquals(2, HashChain.verify(instance.feed(crisis)));
    }

    @Test
    void itMayEraseButNotReplaceWhatARevisionSays() throws SQLException {
        String crisis = "role-erasing";
        String record = instance.newRecord(instance.newCrisis(crisis), 8);
        must(201, instance.append(crisis, record, 18));
        try (Connection connection = DriverManager.getConnection(postgres.url("isnad"), "isnad_app", "app");
                Statement statement = connection.createStatement()) {
            for (String change : new String[] { "content = '{}'", "content = '{}', erased = 'CONTENT'",
                    "content = '{\"erased\":{}}', erased = null" }) {
                SQLException refused = assertThrows(SQLException.class,
                        () -> statement.execute("update revision set " + change + " where crisis_id = 'role-erasing'"));
                assertEquals("23001", refused.getSQLState(), refused.getMessage());
            }
        }
        must(200, instance.post("/crises/" + crisis + "/erasures",
                "{\"record\": \"" + record + "\", \"number\": 1, \"reason\": {\"en\": \"A court ordered it\"}}"));
        // The erasure has added a notice.
        assertEquals(3, HashChain.verify(instance.feed(crisis)));
        assertTrue(instance.verification(crisis).get("isIntact").asBoolean());
    }

    @Test
    void aRowThatASuperuserTamperedWithIsFound() throws Exception {
        String crisis = instance.newCrisis("tampered");
        String record = instance.newRecord(crisis, 8);
        must(201, instance.append(crisis, record, 18));
        must(201, instance.append(crisis, record, 16));
        assertTrue(instance.verification("tampered").get("isIntact").asBoolean());
        assertEquals(0, script(crisis));

        postgres.run("isnad", "alter table revision disable trigger all",
                "update revision set content = replace(content, '18', '19') where crisis_id = 'tampered' and position = 2",
                "alter table revision enable trigger all");
        JsonNode found = instance.verification("tampered");
        assertFalse(found.get("isIntact").asBoolean());
        assertEquals(1, found.get("faults").size(), found.toString());
        assertEquals(2, found.at("/faults/0/position").asInt());
        assertEquals(1, script(crisis));

        // A whole history of one's own, with its own hashes, shows in the head that others have seen.
        postgres.run("isnad", "alter table revision disable trigger all",
                "delete from idempotency_key where crisis_id = 'tampered' and position = 3",
                "delete from revision where crisis_id = 'tampered' and position = 3",
                "alter table revision enable trigger all");
        assertTrue(StreamSupport.stream(
                instance.verification("tampered").get("faults").spliterator(), false)
                .anyMatch(fault -> fault.get("position").asInt() == 3));
    }

    /** The exit code of the script that the service gives away, or what it would be where there is no Python. */
    private static int script(String crisis) throws InterruptedException {
        try {
            Path script = Files.createTempFile("verify", ".py");
            Files.writeString(script, instance.text("/verify.py"), StandardCharsets.UTF_8);
            Process process = new ProcessBuilder("python3", script.toString(), instance.url(), crisis).inheritIO().start();
            return process.waitFor();
        } catch (IOException noPython) {
            try {
                HashChain.verify(instance.feed(crisis));
                return 0;
            } catch (AssertionError broken) {
                return 1;
            }
        }
    }
}
