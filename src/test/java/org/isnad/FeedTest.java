package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests the filters of the feed, and the feed as it was at a time. */
@QuarkusTest
class FeedTest {

    private static final String SAMPLE = "/crises/kazakhstan-2022/feed";

    @BeforeEach
    void sampleIsThere() {
        Api.importSample();
    }

    private static List<JsonNode> follow(String feed, int limit) {
        List<JsonNode> followed = new ArrayList<>();
        int after = 0;
        while (true) {
            JsonNode page = get(feed + (feed.contains("?") ? "&" : "?") + "limit=" + limit + "&after=" + after)
                    .as(JsonNode.class);
            page.get("items").forEach(followed::add);
            if (page.get("after").asInt() == page.get("position").asInt()) {
                return followed;
            }
            after = page.get("after").asInt();
        }
    }

    private static List<Integer> positions(List<JsonNode> revisions, Predicate<JsonNode> filter) {
        return revisions.stream().filter(filter).map(revision -> revision.get("position").asInt()).toList();
    }

    @Test
    void aFilteredFollowerSeesEachMatchingRevisionOnceAndReachesTheEnd() {
        List<JsonNode> all = follow(SAMPLE, 1000);
        for (int limit : new int[] { 1, 7, 1000 }) {
            assertEquals(positions(all, one -> one.get("kind").asText().equals("reaction")),
                    positions(follow(SAMPLE + "?kind=reaction", limit), one -> true));
            assertEquals(positions(all, one -> one.get("source").asText().equals("kz-mvd")
                    && one.get("status").asText().equals("corrected")),
                    positions(follow(SAMPLE + "?source=kz-mvd&status=corrected", limit), one -> true));
            assertEquals(positions(all, one -> one.get("record").asText().equals("kz-total-killed")),
                    positions(follow(SAMPLE + "?record=kz-total-killed", limit), one -> true));
        }
        assertEquals(follow(SAMPLE + "?record=kz-total-killed", 7),
                all.stream().filter(one -> one.get("record").asText().equals("kz-total-killed")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = { "kind=casualty", "source=kz-prosecutor", "via=orda", "citing=kz-total-killed",
            "record=kz-total-killed-almaty", "status=corrected",
            "record=kz-total-killed-almaty&status=corrected" })
    void theSameFilterSelectsFromTimelineAndCorrections(String filter) {
        List<Integer> selected = positions(follow(SAMPLE + "?" + filter, 1000), one -> true);
        Predicate<JsonNode> isSelected = one -> selected.contains(one.get("position").asInt());
        List<JsonNode> timeline = listed("timeline", "revision", "");
        List<JsonNode> corrections = listed("corrections", "by", "");
        for (List<JsonNode> list : List.of(timeline, corrections)) {
            assertTrue(list.stream().anyMatch(isSelected) && !list.stream().allMatch(isSelected), "selects a part");
        }
        assertEquals(positions(timeline, isSelected), positions(listed("timeline", "revision", filter), one -> true));
        assertEquals(positions(corrections, isSelected), positions(listed("corrections", "by", filter), one -> true));
    }

    /** The revisions in a list of the sample's crisis, which is on one page. */
    private static List<JsonNode> listed(String list, String revision, String filter) {
        JsonNode page = get("/crises/kazakhstan-2022/" + list + "?limit=1000&" + filter).as(JsonNode.class);
        assertEquals(page.get("total").asInt(), page.get("items").size());
        List<JsonNode> revisions = new ArrayList<>();
        page.get("items").forEach(item -> revisions.add(item.get(revision)));
        return revisions;
    }

    @Test
    void anUnmatchedRevisionAdvancesAFilteredFollower() {
        String crisis = newCrisis();
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        get("/crises/" + crisis + "/feed?source=tass&after=0").then().body("items", hasSize(0)).body("after", equalTo(1))
                .body("position", equalTo(1));
        get("/crises/" + crisis + "/feed?source=nobody").then().statusCode(400);
    }

    @Test
    void theFeedAtATimeEndsWithWhatWasRecordedByThen() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String feed = "/crises/" + crisis + "/feed";
        Response first = get(feed);
        String knownAt = "knownAt=" + first.path("items[0].recordedAt");
        append(record, retraction(crisis, "kz-mvd", "2022-01-06", 1)).then().statusCode(201);
        get(feed).then().body("position", equalTo(2)).body("head", not(equalTo(first.path("head"))));
        get(feed + "?" + knownAt).then().body("position", equalTo(1)).body("head", equalTo(first.path("head")))
                .body("items.number", contains(1)).body("after", equalTo(1));
        get(feed + "?after=1&wait=30&" + knownAt).then().body("items", hasSize(0));
        get(feed + "?knownAt=2000-01-01T00:00:00Z").then().body("position", equalTo(0)).body("items", hasSize(0));
        get(feed + "?knownAt=2999-01-01T00:00:00Z").then().statusCode(400).body("violations[0].field", equalTo("knownAt"));
    }

    @Test
    void theFeedAsReportedByATimeLeavesOutLaterReports() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-09", 18);
        append(record, killed(crisis, "tass", "2022-01-05", 8, "")).then().statusCode(201);
        get("/crises/" + crisis + "/feed?asOf=2022-01-06T00:00:00Z").then().body("items.number", contains(2))
                .body("after", equalTo(2));
        List<JsonNode> seen = follow(SAMPLE + "?asOf=2022-01-09T00:00:00Z&kind=casualty", 10);
        assertEquals(positions(follow(SAMPLE + "?kind=casualty", 1000),
                one -> seen.stream().anyMatch(other -> other.get("position").equals(one.get("position")))),
                positions(seen, one -> true));
        get(SAMPLE + "?asOf=2022-01-09T00:00:00Z&kind=casualty&limit=1000").then().body("items.kind",
                everyItem(equalTo("casualty")));
        json("{}").get("/api/v1" + SAMPLE + "?asOf=soon").then().statusCode(400);
    }
}
