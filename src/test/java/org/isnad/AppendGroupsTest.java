package org.isnad;

import static org.awaitility.Awaitility.await;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import javax.sql.DataSource;

/** Appends that wait together share one transaction. */
@QuarkusTest
class AppendGroupsTest {

    private static final int WAITING = 19;
    /** Without the one by which each request is authenticated. */
    private static final int MAX_STATEMENTS = 8;

    @Inject
    SqlStatements statements;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @Test
    void anAppendTakesEightStatementsAtMost() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        assertTrue(ofAppend(record, killed(crisis, "kz-mvd", "2022-01-06", 2, ""), 201) <= MAX_STATEMENTS);
        assertTrue(ofAppend(record, retraction(crisis, "kz-mvd", "2022-01-07", 2), 201) <= MAX_STATEMENTS);
    }

    @Test
    void reportsThatWaitTogetherShareTheirStatementsAndARefusedOneTouchesNoOther() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 0);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 1, "")).then().statusCode(201);
        ExecutorService clients = Executors.newFixedThreadPool(WAITING + 1);
        List<Future<Integer>> counts = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            lock(connection, crisis);
            for (int client = 0; client <= WAITING; client++) {
                String report = client % 5 == 1 ? retraction(crisis, "kz-mvd", "2022-01-06", 1_000)
                        : killed(crisis, "kz-mvd", "2022-01-06", client, "");
                int status = client % 5 == 1 ? 400 : 201;
                counts.add(clients.submit(() -> ofAppend(record, report, status)));
            }
            await().atMost(Duration.ofSeconds(9)).pollInterval(Duration.ofMillis(10))
                    .until(() -> meters.get("isnad.append.waiting").gauge().value() == WAITING);
            connection.rollback();
        }
        int total = 0;
        for (Future<Integer> count : counts) {
            total += count.get();
        }
        clients.shutdown();
        assertTrue(total <= MAX_STATEMENTS, total + " statements");
        assertEquals(IntStream.rangeClosed(1, 18).boxed().toList(),
                get("/casualties/" + record + "/revisions?limit=100").path("items.number"));
        assertEquals(18, HashChain.verify(crisis));
    }

    private int ofAppend(String record, String report, int status) {
        return statements.of(json(report), "POST", "/casualties/" + record + "/revisions", status) - 1;
    }

    private static void lock(Connection connection, String crisis) throws SQLException {
        try (PreparedStatement lock = connection
                .prepareStatement("select * from ledger where crisis_id = ? for update")) {
            lock.setString(1, crisis);
            lock.execute();
        }
    }
}
