package org.isnad;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** The service on a real PostgreSQL, started for the tests: what runs on H2 must run on it unchanged. */
public class OnPostgres implements QuarkusTestProfile {

    @Override
    public String getConfigProfile() {
        return "test,postgresql";
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Server.class));
    }

    /** A PostgreSQL of its own on a free port, gone after the tests; one role owns and migrates, another serves. */
    public static class Server implements QuarkusTestResourceLifecycleManager {

        private EmbeddedPostgres server;

        @Override
        public Map<String, String> start() {
            try {
                server = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
                try (Connection connection = server.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create role isnad_owner login password 'owner'");
                    statement.execute("create role isnad_app login password 'app'");
                    statement.execute("create database isnad owner isnad_owner");
                }
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
            return Map.of("quarkus.datasource.jdbc.url",
                    server.getJdbcUrl("postgres", "isnad").replaceFirst("[?].*", "")
                            + "?options=-c%20lock_timeout=10s%20-c%20statement_timeout=10s",
                    "quarkus.datasource.username", "isnad_app", "quarkus.datasource.password", "app",
                    "quarkus.flyway.username", "isnad_owner", "quarkus.flyway.password", "owner",
                    "quarkus.flyway.placeholders.application", "isnad_app",
                    "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "60");
        }

        @Override
        public void stop() {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
