package org.isnad;

import java.io.IOException;
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

    /** A PostgreSQL of its own on a free port, gone after the tests. */
    public static class Server implements QuarkusTestResourceLifecycleManager {

        private EmbeddedPostgres server;

        @Override
        public Map<String, String> start() {
            try {
                server = EmbeddedPostgres.builder().setServerConfig("max_connections", "60").start();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return Map.of("quarkus.datasource.jdbc.url",
                    server.getJdbcUrl("postgres", "postgres")
                            + "&options=-c%20lock_timeout=10s%20-c%20statement_timeout=8s",
                    "quarkus.datasource.username", "postgres", "quarkus.datasource.password", "postgres");
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
