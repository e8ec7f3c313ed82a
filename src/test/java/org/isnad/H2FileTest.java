package org.isnad;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import javax.sql.DataSource;

/** What may befall the H2 file of a running service does not close it for good. */
@QuarkusTest
@TestProfile(H2FileTest.OnAFile.class)
class H2FileTest {

    @Inject
    DataSource database;

    /** On a file with the settings of production. */
    public static class OnAFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of("isnad.data-directory", Files.createTempDirectory("isnad-h2").toString(),
                        "quarkus.datasource.jdbc.url", "${%prod.quarkus.datasource.jdbc.url}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedWhileItWritesHarmsNobody() throws SQLException {
        String crisis = Api.newCrisis();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            Thread.currentThread().interrupt();
            statement.execute("create table interrupted as select x, repeat('x', 1000) from system_range(1, 10000)");
        } finally {
            Thread.interrupted();
        }
        assertEquals(200, Api.get("/crises/" + crisis).statusCode());
        Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
    }

    @Test
    void aDatabaseThatWasClosedIsReadyAgainByItself() throws Exception {
        String crisis = Api.newCrisis();
        Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        }
        long end = System.nanoTime() + 30_000_000_000L;
        while (given().get("/q/health/ready").statusCode() != 200 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(200, Api.get("/crises/" + crisis).statusCode());
        Api.newRecord(crisis, "kz-mvd", "2022-01-05", 18);
        assertEquals(2, HashChain.verify(crisis));
    }
}
