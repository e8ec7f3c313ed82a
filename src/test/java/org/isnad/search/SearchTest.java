package org.isnad.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.isnad.Api.V1;
import static org.isnad.Api.json;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.isnad.Api;
import org.isnad.SqlStatements;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** Tests that whoever types what they remember finds it, as anybody could have found it at any instant. */
@QuarkusTest
class SearchTest {

    private static final String FIRST = "2022-01-05T00:00:00Z";
    private static final String BETWEEN = "2022-01-06T00:00:00Z";
    private static final String SECOND = "2022-01-07T00:00:00Z";

    @Inject
    SqlStatements statements;

    /** A line of a table: what is typed, and a text. */
    private record Pair(String language, String typed, String text) {
    }

    private static List<Pair> table(String name) {
        try (InputStream file = SearchTest.class.getResourceAsStream("/search/" + name + ".tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t")).map(parts -> new Pair(parts[0], parts[1], parts[2])).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String article(String language, String text) {
        return "{\"kind\": \"article\", \"originalLanguage\": \"" + language + "\", \"headline\": {\"" + language + "\": \""
                + text + "\"}}";
    }

    /** Returns the line of an import; {@code more} has further fields, each with a comma before it. */
    private static String line(String crisis, String record, String reportedAt, String content, String more) {
        return "{\"type\": \"revision\", \"crisis\": \"" + crisis + "\", \"record\": \"" + record
                + "\", \"source\": \"tass\", \"reportedAt\": \"" + reportedAt + "\", \"content\": " + content + more + "}";
    }

    private static void importLines(List<String> lines) {
        writing().contentType("application/x-ndjson").body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import").then().statusCode(200);
    }

    /** Searches in a crisis, with all that was acknowledged. */
    private static Response search(String crisis, String q, Object... parameters) {
        long position = given().get(V1 + "/crises/" + crisis).then().extract().jsonPath().getLong("position");
        return search(Map.of("crisis", crisis, "minPosition", position), q, parameters);
    }

    private static Response search(Map<String, ?> parameters, String q, Object... more) {
        var request = given().queryParams(parameters).queryParam("q", q);
        for (int at = 0; at < more.length; at += 2) {
            request.queryParam(more[at].toString(), more[at + 1]);
        }
        return request.get(V1 + "/search");
    }

    private static List<String> found(Response answer) {
        answer.then().statusCode(200);
        List<String> found = new ArrayList<>();
        answer.jsonPath().<Map<String, Object>> getList("items.revision")
                .forEach(hit -> found.add(hit.get("record") + "/" + hit.get("number") + (hit.get("standing").equals(true)
                        ? "+"
                        : "")));
        return found;
    }

    /** Imports each text twice: once it replaces another one, once another one replaces it. */
    private static void importPairs(String crisis, List<Pair> pairs) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < pairs.size(); at++) {
            Pair pair = pairs.get(at);
            String text = article(pair.language, pair.text);
            String other = article("en", "Nothing to see");
            String amends = ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"en\": \"Mended\"}";
            lines.add(line(crisis, crisis + "-new-" + at, FIRST, other, ""));
            lines.add(line(crisis, crisis + "-old-" + at, FIRST, text, ""));
            lines.add(line(crisis, crisis + "-new-" + at, SECOND, text, amends));
            lines.add(line(crisis, crisis + "-old-" + at, SECOND, other, amends));
        }
        importLines(lines);
    }

    @Test
    void whatIsHardToFindIsFoundNowAndAsOfATime() {
        String crisis = newCrisis();
        List<Pair> pairs = table("found");
        importPairs(crisis, pairs);
        List<String> missed = new ArrayList<>();
        for (int at = 0; at < pairs.size(); at++) {
            String typed = pairs.get(at).typed;
            List<String> now = found(search(crisis, typed, "limit", 100));
            List<String> then = found(search(crisis, typed, "limit", 100, "asOf", BETWEEN));
            if (!now.contains(crisis + "-new-" + at + "/2+") || !now.contains(crisis + "-old-" + at + "/1")
                    || !then.contains(crisis + "-old-" + at + "/1+") || then.contains(crisis + "-new-" + at + "/2+")) {
                missed.add(pairs.get(at) + ": " + now + ", " + then);
            }
        }
        assertEquals(40, pairs.size());
        assertEquals("", String.join("\n", missed));
    }

    @Test
    void wordsThatMerelyLookAlikeAreKeptApart() {
        String crisis = newCrisis();
        List<Pair> pairs = table("apart");
        importPairs(crisis, pairs);
        List<String> wrong = new ArrayList<>();
        for (int at = 0; at < pairs.size(); at++) {
            if (found(search(crisis, pairs.get(at).typed, "limit", 100)).contains(crisis + "-new-" + at + "/2+")) {
                wrong.add(pairs.get(at).toString());
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void aHitHasAnExcerptWithHighlightsAndWhatSupersededIt() {
        String crisis = newCrisis();
        String text = "😀 " + "слово ".repeat(30) + "Сообщили о погибших в Алма-Ате, " + "слово ".repeat(30);
        importLines(List.of(line(crisis, crisis, FIRST, article("ru", text), ""),
                line(crisis, crisis, SECOND, article("ru", "Другое"),
                        ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"ru\": \"Ошибка\"}")));
        ValidatableResponse hit = search(crisis, "погибло Алмаата").then().statusCode(200).body("total", equalTo(1))
                .body("items[0].revision.standing", equalTo(false)).body("items[0].supersededBy.number", equalTo(2))
                .body("items[0].supersededBy.status", equalTo("corrected")).body("items[0].withdrawn", equalTo(false))
                .body("items[0].excerpt.field", equalTo("content.headline")).body("items[0].excerpt.language", equalTo("ru"))
                .body("items[0].excerpt.highlights.text", contains("погибших", "Алма-Ате"));
        int start = hit.extract().path("items[0].excerpt.highlights[0].start");
        int end = hit.extract().path("items[0].excerpt.highlights[0].end");
        assertEquals("погибших", text.substring(start, end));
        int from = hit.extract().path("items[0].excerpt.start");
        int to = hit.extract().path("items[0].excerpt.end");
        assertEquals(text.substring(from, to), hit.extract().path("items[0].excerpt.text"));
    }

    @Test
    void whatIsWithdrawnIsFoundOnlyWhenAskedFor() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST, article("en", "A helicopter crashed"), "")));
        assertEquals(List.of(crisis + "/1+"), found(search(crisis, "helicopters")));
        json(Api.retraction(crisis, "tass", SECOND, 1)).post(V1 + "/articles/" + crisis + "/revisions").then().statusCode(201);
        assertEquals(List.of(), found(search(crisis, "helicopters")));
        assertEquals(List.of(crisis + "/1+"), found(search(crisis, "helicopters", "asOf", BETWEEN)));
        search(crisis, "helicopters", "withdrawn", true).then().body("items[0].withdrawn", equalTo(true))
                .body("items[0].supersededBy.status", equalTo("retracted"));
        // The reason of the retraction.
        assertEquals(List.of(crisis + "/2"), found(search(crisis, "technical errors")));
    }

    @Test
    void everyTextIsSearched() {
        String crisis = newCrisis();
        importLines(List.of(
                line(crisis, crisis + "-s", FIRST,
                        """
                                {"kind": "statement", "speaker": {"name": {"en": "Zarathustra"}, "role": {"en": "Plenipotentiary"},
                                 "organisation": "Quorum Lodge"}, "topic": {"en": "Saffron"}, "wording": {"en": "We bequeath", "ru": "Завещаем"},
                                 "originalLanguage": "ru"}"""
                                .replace("\n", ""),
                        ", \"evidence\": [{\"publisher\": \"Gazetteer\", \"quotation\": \"verily\", \"language\": \"en\"}]"),
                line(crisis, crisis + "-a", SECOND,
                        """
                                {"kind": "article", "originalLanguage": "en", "summary": {"en": "Marmalade"}, "body": {"en": "Gooseberry"},
                                 "credit": {"en": "Photographer Xu"}}"""
                                .replace("\n", ""),
                        "")));
        for (String word : List.of("zarathustra", "plenipotentiary", "lodge", "saffron", "bequeath", "завещать", "gazetteer",
                "verily")) {
            assertEquals(List.of(crisis + "-s/1+"), found(search(crisis, word)), word);
        }
        for (String word : List.of("marmalade", "gooseberries", "photographers")) {
            assertEquals(List.of(crisis + "-a/1+"), found(search(crisis, word)), word);
        }
        assertEquals(List.of(crisis + "-s/1+"), found(search(crisis, "bequeath saffron")));
        assertEquals(List.of(), found(search(crisis, "bequeath marmalade")));
        assertEquals(List.of(crisis + "-s/1+"), found(search(crisis, "завещаем", "language", "ru")));
        assertEquals(List.of(), found(search(crisis, "завещаем", "language", "en")));
        assertEquals(List.of(), found(search(crisis, "saffron", "kind", "article")));
        assertEquals(List.of(), found(search(crisis, "saffron", "source", "gsv")));
        assertEquals(List.of(crisis + "-s/1+"), found(search(crisis, "saffron", "source", "tass", "status", "reported")));
    }

    @Test
    void aPhraseIsFoundAsItIsWritten() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis + "-1", FIRST, article("en", "Security forces of the state"), ""),
                line(crisis, crisis + "-2", SECOND, article("en", "Forces of state security"), "")));
        assertEquals(List.of(crisis + "-2/1+", crisis + "-1/1+"), found(search(crisis, "security force")));
        assertEquals(List.of(crisis + "-1/1+"), found(search(crisis, "\"security forces\"")));
        assertEquals(List.of(crisis + "-1/1+"), found(search(crisis, "«SECURITY FORCES» state")));
        assertEquals(List.of(), found(search(crisis, "\"security force\"")));
        assertEquals(List.of(crisis + "-2/1+", crisis + "-1/1+"), found(search(crisis, "the state of \"forces")));
    }

    @Test
    void relevancePutsTheTextThatIsAsTypedFirst() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis + "-1", FIRST, article("en", "Protests"), ""),
                line(crisis, crisis + "-2", SECOND, article("en", "They protested for long in many places"), "")));
        assertEquals(List.of(crisis + "-2/1+", crisis + "-1/1+"), found(search(crisis, "protests")));
        assertEquals(List.of(crisis + "-1/1+", crisis + "-2/1+"), found(search(crisis, "protests", "sort", "relevance")));
    }

    @Test
    void whatWasKnownIsFoundByThen() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis + "-1", FIRST, article("en", "A curfew"), "")));
        String knownAt = given().get(V1 + "/crises/" + crisis + "/feed").then().extract().path("items[0].recordedAt");
        importLines(List.of(line(crisis, crisis + "-2", FIRST, article("en", "The curfew"), "")));
        assertEquals(2, found(search(crisis, "curfew")).size());
        String fixed = search(crisis, "curfew", "knownAt", knownAt).then()
                .body("items.revision.record", contains(crisis + "-1"))
                .extract().asString();
        importLines(List.of(line(crisis, crisis + "-1", SECOND, article("en", "No curfew"), "")));
        assertEquals(fixed, search(Map.of("crisis", crisis), "curfew", "knownAt", knownAt).asString());
    }

    @Test
    void pagesStayTheSameWhileAppendsGoOn() {
        String crisis = newCrisis();
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < 25; at++) {
            lines.add(line(crisis, crisis + "-" + at, "2022-01-0" + (1 + at % 9), article("en", "Checkpoint " + at), ""));
        }
        importLines(lines);
        List<String> whole = found(search(crisis, "checkpoint", "limit", 100));
        List<String> paged = new ArrayList<>();
        Response page = search(crisis, "checkpoint", "limit", 10);
        while (true) {
            paged.addAll(found(page));
            page.then().body("total", equalTo(25));
            String cursor = page.path("next");
            if (cursor == null) {
                break;
            }
            importLines(List.of(line(crisis, crisis + "-more-" + paged.size(), "2022-01-04",
                    article("en", "Another checkpoint"), "")));
            search(crisis, "checkpoint").then().statusCode(200);
            page = search(Map.of("crisis", crisis, "limit", 10, "cursor", cursor), "checkpoint");
        }
        assertEquals(whole, paged);
        search(Map.of("crisis", crisis, "cursor", "x"), "checkpoint").then().statusCode(400)
                .body("violations[0].field", equalTo("cursor"));
    }

    @Test
    void allCrisesAreSearchedAndPagedTogether() {
        String one = newCrisis();
        String other = newCrisis();
        String word = "ptarmigan" + Long.toString(System.nanoTime(), 36);
        importLines(
                List.of(line(one, one, FIRST, article("en", word), ""), line(other, other, SECOND, article("en", word), "")));
        search(one, word).then().statusCode(200);
        search(other, word).then().statusCode(200);
        Response first = search(Map.of("limit", 1), word);
        assertEquals(List.of(other + "/1+"), found(first));
        first.then().body("position", containsString(one + ":1"));
        importLines(List.of(line(one, one, SECOND, article("en", word + " again"), "")));
        search(one, word).then().statusCode(200);
        Response next = search(Map.of("limit", 1, "cursor", first.<String> path("next")), word);
        assertEquals(List.of(one + "/1+"), found(next));
        next.then().body("next", nullValue()).body("total", equalTo(2));
    }

    @Test
    void whatIsErasedIsNotFound() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis + "-1", FIRST, article("en", "An informant named Bartholomew"), ""),
                line(crisis, crisis + "-2", FIRST, article("en", "Someone"), ", \"evidence\": [{\"record\": \"" + crisis
                        + "-1\", \"number\": 1, \"quotation\": \"Bartholomew said\", \"language\": \"en\"}]")));
        assertEquals(2, found(search(crisis, "bartholomew")).size());
        json("{\"record\": \"" + crisis + "-1\", \"number\": 1, \"reason\": {\"en\": \"By a court\"}}")
                .post(V1 + "/crises/" + crisis + "/erasures").then().statusCode(200);
        assertEquals(List.of(), found(search(crisis, "bartholomew")));
        assertEquals(List.of(), found(search(crisis, "bartholomew", "asOf", BETWEEN)));
        assertEquals(List.of(crisis + "-2/1+"), found(search(crisis, "someone")));
    }

    @Test
    void aRestrictedCrisisIsFoundByThoseWhoMayReadIt() {
        String crisis = newCrisis();
        String word = "capercaillie" + Long.toString(System.nanoTime(), 36);
        importLines(List.of(line(crisis, crisis, FIRST, article("en", word), "")));
        assertEquals(List.of(crisis + "/1+"), found(search(crisis, word)));
        json("{\"state\": \"withheld\"}").put(V1 + "/crises/" + crisis + "/visibility").then().statusCode(200);
        search(Map.of(), word).then().statusCode(200).body("items", empty()).body("total", equalTo(0))
                .body("position", equalTo("0"));
        search(Map.of("crisis", crisis), word).then().statusCode(400);
        writing().queryParam("q", word).get(V1 + "/search").then().statusCode(200).body("items.crisis", hasItem(crisis))
                .header("Cache-Control", containsString("no-store"));
    }

    @Test
    void badInputIsAnswered400OrTakenAsPlainWords() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST, article("en", "AND OR NOT near fuzzy"), "")));
        for (String bad : List.of("", " ", "***", "\"\"", "!?", "x".repeat(10_000), "a ".repeat(99), "()", "٭", "\u0000",
                "«»")) {
            search(Map.of("crisis", crisis), bad).then().statusCode(400).body("violations[0].field", equalTo("q"));
        }
        for (String plain : List.of("fuzzy~2", "near AND fuzzy", "NOT fuzzy", "+fuzzy -near", "headline:fuzzy", "fuzzy\"",
                "\"near fuzzy", "(fuzzy", "/(a+)+$/ fuzzy", "fuzzy*", "\u0000fuzzy", "[a TO z]", "fuzzy^9999", "{!lucene}fuzzy",
                "\ud83d\ude00 fuzzy", "\\", "fuzzy\u200f", "' OR 1=1 --", "%25", "a".repeat(200), "\"a b\" \"c", "ﷺ",
                "fu\u0301zzy", "ـــ fuzzy")) {
            int status = search(Map.of("crisis", crisis), plain).statusCode();
            assertEquals(true, status == 200 || status == 400, plain + ": " + status);
        }
        assertEquals(List.of(crisis + "/1+"), found(search(crisis, "fuzzy* \u0000near")));
        search(Map.of("crisis", "nothing"), "x").then().statusCode(400).body("violations[0].field", equalTo("crisis"));
        search(Map.of("source", "nobody"), "x").then().statusCode(400).body("violations[0].field", equalTo("source"));
        search(Map.of("minPosition", 1), "x").then().statusCode(400).body("violations[0].field", equalTo("minPosition"));
        search(Map.of("language", "klingon!"), "x").then().statusCode(400);
        search(Map.of("asOf", "2999-01-01T00:00:00Z"), "x").then().statusCode(400);
        search(Map.of("fuzzy", "true"), "x").then().statusCode(400);
    }

    @Test
    void aSearchAsksTheDatabaseNothing() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST, article("en", "Quiet"), "")));
        found(search(crisis, "quiet"));
        assertEquals(0, statements.ofReading("/search?q=quiet&crisis=" + crisis));
        assertEquals(0, statements.ofReading("/search?q=quiet&asOf=" + BETWEEN + "&crisis=" + crisis));
    }

    @Test
    void anUnchangedAnswerIs304() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST, article("en", "Quiet"), "")));
        assertEquals(List.of(crisis + "/1+"), found(search(crisis, "quiet")));
        String own = search(Map.of("crisis", crisis), "quiet").header("ETag");
        given().header("If-None-Match", own).queryParams("crisis", crisis, "q", "quiet").get(V1 + "/search").then()
                .statusCode(304);
    }

    @Test
    void eventsAreSelectedByWhenTheyHappened() {
        String crisis = newCrisis();
        String content = article("en", "A march").replace("\"headline\"",
                "\"occurred\": {\"from\": \"2022-01-03\", \"until\": \"2022-01-03\"}, \"headline\"");
        importLines(List.of(line(crisis, crisis, FIRST, content, ""),
                line(crisis, crisis + "-2", FIRST, article("en", "The march"), "")));
        assertEquals(List.of(crisis + "/1+"), found(search(crisis, "march", "occurredFrom", "2022-01-03")));
        assertEquals(List.of(), found(search(crisis, "march", "occurredFrom", "2022-01-04")));
        search(crisis, "march", "occurredFrom", "2022-01-04", "occurredUntil", "2022-01-03").then().statusCode(400);
    }

    @Test
    void aRebuiltIndexFindsTheSame() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST, article("en", "Barricades"), "")));
        List<String> before = found(search(crisis, "barricade"));
        given().post(V1 + "/search/rebuild").then().statusCode(401);
        writing().post(V1 + "/search/rebuild").then().statusCode(200);
        assertEquals(before, found(search(crisis, "barricade")));
    }

    /** Keyboards of Persian, Urdu, Sindhi, Kurdish and Uyghur have other letters for the same sounds. */
    @Test
    void lettersOfOtherKeyboardsAreTheSame() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST,
                article("ar", "أعلنت هيئة الطوارئ في جمهورية كازاخستان أن المستشفى والمدرسة أغلقا"), "")));
        for (String typed : List.of("ھيئة", "ہیئة", "جمہوریہ", "جمھورية", "ڪازاخستان", "کازاخستان", "المستشفے", "المستشفی",
                "المدرسە", "هيئة")) {
            assertEquals(List.of(crisis + "/1+"), found(search(crisis, typed)), typed);
        }
    }

    @Test
    void filtersByNameFoldAsTheSearchDoes() {
        String crisis = newCrisis();
        importLines(List.of(line(crisis, crisis, FIRST,
                "{\"kind\": \"statement\", \"speaker\": {\"name\": {\"ar\": \"الكريملِن\", \"ru\": \"Пётр Дягилев\"}}, \"topic\": {\"en\": \"x\"}, \"summary\": {\"en\": \"y\"}}",
                "")));
        for (String speaker : List.of("الكريملن", "الكريملِن", "ﺍﻟﻜﺮﻳﻤﻠﻦ", "الکریملن", "петр дягилев")) {
            given().queryParams("crisis", crisis, "speaker", speaker).get(V1 + "/statements").then().statusCode(200)
                    .body("items.record", containsInAnyOrder(crisis));
            assertEquals(List.of(crisis + "/1+"), found(search(crisis, speaker)), speaker);
        }
    }
}
