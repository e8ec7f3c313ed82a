package org.isnad;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** PostgreSQL itself refuses to change what was acknowledged, even for the owner of the tables. */
@QuarkusTest
@TestProfile(OnPostgres.class)
class AppendOnlyPostgresTest {

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ParameterizedTest
    @ValueSource(strings = { "update revision set content = '{}'", "update revision set recorded_by = 'me' where number = 1",
            "delete from revision", "truncate revision cascade", "update record set kind = 'ARTICLE'", "delete from record" })
    void aChangeIsRefusedAndNothingIsChanged(String change) throws SQLException {
        String crisis = Api.newCrisis();
        String record = Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        try (Connection connection = DriverManager.getConnection(url, "isnad_owner", "owner");
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(change));
            assertTrue(refused.getMessage().contains("append-only"), refused.getMessage());
        }
        Api.get("/casualties/" + record).then().body("claims[0].content.best", equalTo(8));
        HashChain.verify(crisis);
    }
}
