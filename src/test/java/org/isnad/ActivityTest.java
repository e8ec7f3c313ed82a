package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** When a crisis was reported on: the marks of a time slider. */
@QuarkusTest
class ActivityTest {

    @Test
    void eachMinuteInWhichSomethingWasReportedIsAStep() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T10:00:10Z", 8);
        append(record, killed(crisis, "tass", "2022-01-05T10:00:40Z", 9, ""));
        append(record, retraction(crisis, "kz-mvd", "2022-01-06", 1));
        get("/crises/" + crisis + "/activity").then().statusCode(200).body("unit", equalTo("minute"))
                .body("position", equalTo(3)).body("items.revisions", contains(2, 1)).body("items.withdrawals", contains(0, 1))
                .body("items.from", contains("2022-01-05T10:00:00Z", "2022-01-05T18:00:00Z"))
                .body("items.at", contains("2022-01-05T10:00:40Z", "2022-01-05T18:00:00Z"));
    }

    @Test
    void theTimeOfAStepIncludesAllOfIt() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05T10:00:10Z", 8);
        append(record, killed(crisis, "tass", "2022-01-05T10:00:40Z", 9, ""));
        String at = get("/crises/" + crisis + "/activity").path("items[0].at");
        get("/casualties/" + record + "?asOf=" + at).then().body("claims", hasSize(2));
        get("/crises/" + crisis + "/activity?asOf=2022-01-05T10:00:20Z").then().body("items.revisions", contains(1));
    }

    @Test
    void timesOfRecordingAreStepsOfTheOtherClock() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String recordedAt = get("/casualties/" + record + "/revisions/1").path("recordedAt");
        get("/crises/" + crisis + "/activity?clock=recorded").then().body("items.at", contains(recordedAt));
        get("/crises/" + newCrisis() + "/activity").then().body("items", empty());
        get("/crises/" + crisis + "/activity?clock=none").then().statusCode(400).body("violations.field", contains("clock"));
        get("/crises/nothing/activity").then().statusCode(404);
    }

    @Test
    void manyTimesMakeLongerSteps() {
        String crisis = newCrisis();
        LocalDate first = LocalDate.of(2020, 1, 1);
        String lines = IntStream.range(0, 600).mapToObj(day -> killed(crisis, "tass", first.plusDays(day).toString(), day,
                ", \"type\": \"revision\", \"record\": \"" + crisis.substring(7, 20) + "-" + day + "\"")
                .replace("\"group\"", "\"kind\": \"casualty\", \"group\"").replace("\n", " "))
                .collect(Collectors.joining("\n"));
        writing().contentType("application/x-ndjson").body(lines.getBytes(StandardCharsets.UTF_8)).post(Api.V1 + "/import")
                .then().statusCode(200);
        var activity = get("/crises/" + crisis + "/activity").then().body("unit", equalTo("month")).body("items", hasSize(20))
                .extract().jsonPath();
        assertEquals(600, activity.getList("items.revisions", Integer.class).stream().mapToInt(Integer::intValue).sum());
    }
}
