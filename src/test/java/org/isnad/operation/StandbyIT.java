package org.isnad.operation;

import static org.isnad.operation.Instance.must;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import org.isnad.operation.Instance.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads from a real hot standby that streams from the primary, and stands still when it is told to. */
class StandbyIT {

    private static Postgres primary;
    private static Postgres standby;
    private static Instance instance;
    private static String crisis;
    private static String record;

    @BeforeAll
    static void start() {
        primary = Postgres.start();
        // Migrates, so that the standby has a schema from the beginning.
        Instance.on(primary).close();
        standby = primary.standby();
        instance = Instance.on(primary, "QUARKUS_DATASOURCE_READS_JDBC_URL", standby.url("postgres"),
                "QUARKUS_DATASOURCE_READS_PASSWORD", "postgres");
        crisis = instance.newCrisis("standby");
        record = instance.newRecord(crisis, 0);
    }

    @AfterAll
    static void stop() {
        instance.close();
        standby.close();
        primary.close();
    }

    @BeforeEach
    void replayed() {
        standby.run("postgres", "select pg_wal_replay_resume()");
        long position = position();
        Eventually.within(Duration.ofSeconds(10), "replayed", () -> currentPosition() == position);
    }

    @Test
    void readsAreTheStandbys() {
        standStill();
        long before = position();
        must(201, instance.append(crisis, record, 1));
        assertEquals(before, currentPosition(), "whoever has not seen it does not see it yet");
        goOn();
        Eventually.within(Duration.ofSeconds(5), "replayed", () -> currentPosition() == before + 1);
    }

    @Test
    void whoHasWrittenItSeesIt() {
        standStill();
        int position = must(201, instance.append(crisis, record, 2)).get("position").asInt();
        assertEquals(position,
                must(200, instance.get("/casualties/" + record + "?minPosition=" + position)).at("/current/position").asInt());
        assertEquals(position, must(200, instance.get("/crises/" + crisis + "/feed?minPosition=" + position)).get("position")
                .asInt());
        assertEquals(position, must(200, instance.get("/casualties?crisis=" + crisis + "&minPosition=" + position))
                .get("position").asInt());
    }

    @Test
    void whoHasSeenItDoesNotGoBack() {
        int seen = must(201, instance.append(crisis, record, 3)).get("position").asInt();
        for (String path : new String[] { "/casualties/" + record, "/crises/" + crisis + "/feed", "/crises/" + crisis,
                "/crises/" + crisis + "/snapshot" }) {
            Answered answered = instance.get(path + (path.contains("?") ? "&" : "?") + "minPosition=" + seen);
            String etag = must(200, answered) == null ? null : answered.headers().get("ETag");
            assertEquals(304, instance.get(path, "If-None-Match", etag).status(), path);
        }
        standStill();
        must(201, instance.append(crisis, record, 4));
        String etag = instance.get("/casualties/" + record + "?minPosition=" + (seen + 1)).headers().get("ETag");
        assertEquals(304, instance.get("/casualties/" + record, "If-None-Match", etag).status());
        goOn();
    }

    @Test
    void withoutTheStandbyThePrimaryAnswers() {
        standby.stop();
        for (int read = 0; read < 20; read++) {
            Answered answered = instance.get("/casualties/" + record);
            assertTrue(answered.status() == 200 || read == 0 && answered.status() == 503, read + ": " + answered);
        }
        assertEquals(200, instance.status("/q/health/ready"));
        must(201, instance.append(crisis, record, 5));
        standby.again();
        // It is tried again after a while, and then found.
        Eventually.within(Duration.ofSeconds(20), "read from the standby", () -> {
            must(200, instance.get("/casualties/" + record));
            return connections(standby) > 0;
        });
    }

    private static void standStill() {
        standby.run("postgres", "select pg_wal_replay_pause()");
    }

    private static void goOn() {
        standby.run("postgres", "select pg_wal_replay_resume()");
    }

    private static int currentPosition() {
        return must(200, instance.get("/crises/" + crisis)).get("position").asInt();
    }

    private static long position() {
        return one(primary, "select position from ledger where crisis_id = '" + crisis + "'");
    }

    private static long connections(Postgres postgres) {
        return one(postgres, "select count(*) from pg_stat_activity where application_name = 'isnad reads'");
    }

    private static long one(Postgres postgres, String sql) {
        try (Connection connection = postgres.connect("postgres");
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
