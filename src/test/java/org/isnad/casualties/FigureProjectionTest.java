package org.isnad.casualties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;

import jakarta.inject.Inject;

import org.isnad.Api;
import org.isnad.chain.History;
import org.junit.jupiter.api.Test;

import io.quarkus.panache.common.Sort;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class FigureProjectionTest {

    @Inject
    Figures figures;

    @Inject
    History history;

    @Test
    @TestTransaction
    void theProjectionIsWhatTheChainSays() {
        String crisis = Api.newCrisis();
        String record = Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        Api.append(record, Api.killed(crisis, "tass", "2022-01-06", 18, "").replace("\"low\": 18, ", ""));
        Api.append(record, Api.retraction(crisis, "tass", "2022-01-07", 2)).then().statusCode(201);
        Api.append(record, Api.killed(crisis, "tass", "2022-01-06", 18, "").replace("\"low\": 18, \"best\": 18, \"high\": 18",
                "\"absentReason\": \"withheld\"")).then().statusCode(201);

        List<FigureRow> rebuilt = history.between(crisis, 0, Long.MAX_VALUE, 1000).stream()
                .flatMap(revision -> Figures.project(revision).stream()).toList();

        assertFalse(rebuilt.isEmpty());
        assertEquals(3, rebuilt.size(), "a retraction has no figure");
        assertEquals(columns(rebuilt), columns(figures.list("crisisId", Sort.by("position"), crisis)));
    }

    private static List<List<Object>> columns(List<FigureRow> rows) {
        return rows.stream().map(FigureProjectionTest::columns).toList();
    }

    private static List<Object> columns(FigureRow row) {
        return Arrays.asList(row.crisisId, row.position, row.recordId, row.number, row.sourceId, row.reportedAt, row.people,
                row.measure, row.placeCode, row.basis, row.low, row.best, row.high, row.approximate, row.absentReason);
    }
}
