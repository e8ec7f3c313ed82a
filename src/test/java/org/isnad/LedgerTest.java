package org.isnad;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.append;
import static org.isnad.Api.get;
import static org.isnad.Api.json;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.newRecord;
import static org.isnad.Api.retraction;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests through HTTP that reports are stored and read. */
@QuarkusTest
class LedgerTest {

    @Inject
    SqlStatements statements;

    @Test
    void aReportBecomesARevisionWithItsPlaces() {
        String crisis = newCrisis();
        json(killed(crisis, "kz-mvd", "2022-01-06", 8, ", \"via\": [\"tass\", \"gsv\"]")).post(V1 + "/casualties").then()
                .statusCode(201).header("Location", startsWith(V1 + "/casualties/")).header("ETag", "\"1.0\"")
                .body("position", equalTo(1)).body("number", equalTo(1)).body("via", contains("tass", "gsv"))
                .body("reportedAt", equalTo("2022-01-06")).body("reportedFrom", equalTo("2022-01-05T18:00:00Z"))
                .body("reportedUntil", equalTo("2022-01-06T18:00:00Z")).body("status", equalTo("reported"))
                .body("content.kind", equalTo("casualty")).body("content.best", equalTo(8))
                .body("recordedBy", equalTo("key:development0"));
        get("/crises/" + crisis).then().body("position", equalTo(1)).body("records.casualties", equalTo(1));
    }

    @Test
    void whatIsWrittenIsReadTheSame() {
        String crisis = newCrisis();
        Response written = json(killed(crisis, "kz-mvd", "2022-01-06", 8, "")).post(V1 + "/casualties");
        String read = get(written.path("record").toString().transform(id -> "/casualties/" + id + "/revisions/1?lang=*"))
                .asString();
        assertEquals(written.asString(), read.replace(",\"standing\":true", ""));
    }

    @Test
    void aLowerLaterNumberIsCurrentAndTheHigherStaysReadable() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 18);
        append(record, killed(crisis, "kz-mvd", "2022-01-09T05:50Z", 16,
                ", \"status\": \"corrected\", \"supersedes\": 1, \"reason\": {\"en\": \"Refined data\"}")).then()
                .statusCode(201).header("Location", V1 + "/casualties/" + record + "/revisions/2")
                .header("ETag", "\"2.0\"");
        get("/casualties/" + record).then().body("claims[0].content.best", equalTo(16)).body("claims", hasSize(1))
                .body("revisions", equalTo(2)).body("preferredBy", containsString("undisputed"));
        get("/casualties/" + record + "/revisions").then().body("items.content.best", contains(18, 16))
                .body("items.standing", contains(false, true)).body("items[0].supersededBy", equalTo(2));
        get("/casualties/" + record + "?asOf=2022-01-08T00:00:00Z").then().body("claims[0].content.best", equalTo(18));
    }

    @Test
    void aRetractedFigureIsNotCurrentAndIsReadableWithItsReason() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "gsv", "2022-01-09", 164);
        append(record, retraction(crisis, "tass", "2022-01-09T13:17:10Z", 1)).then().statusCode(201)
                .body("content", nullValue());
        get("/casualties/" + record).then().statusCode(200).body("preferred", nullValue()).body("claims", nullValue());
        get("/casualties/" + record + "/revisions").then().body("items[0].content.best", equalTo(164))
                .body("items[0].standing", equalTo(false)).body("items[0].supersededBy", equalTo(2))
                .body("items[1].reason.en", equalTo("A technical error")).body("items[1].source", equalTo("tass"));
        append(record, retraction(crisis, "gsv", "2022-01-10T08:29Z", 1)).then().statusCode(409)
                .body("violations[0].field", equalTo("supersedes"));
        append(record, retraction(crisis, "gsv", "2022-01-10T08:29Z", 2)).then().statusCode(201);
        get("/casualties/" + record).then().body("claims[0].content.best", equalTo(164));
    }

    @Test
    void sourcesAreKeptApartAndTheirSpreadIsTold() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 18);
        append(record, killed(crisis, "tass", "2022-01-10", 16, "")).then().statusCode(201);
        get("/casualties/" + record).then().body("claims.source", contains("tass", "kz-mvd"))
                .body("spread", hasSize(1)).body("spread[0].low", equalTo(16)).body("spread[0].high", equalTo(18))
                .body("spread[0].sources", equalTo(2)).body("spread[0].count.basis", equalTo("count"));
        get("/casualties/" + record + "/revisions?source=kz-mvd").then().body("items.source", contains("kz-mvd"));
    }

    @Test
    void knownAtReadsWhatWasOnFile() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 18);
        String first = get("/casualties/" + record + "/revisions/1").path("recordedAt");
        append(record, killed(crisis, "tass", "2022-01-05", 8, "")).then().statusCode(201);
        String second = get("/casualties/" + record + "/revisions/2").path("recordedAt");
        String at = "/casualties/" + record + "?knownAt=" + first;
        get(at).then().body("revisions", equalTo(1)).body("claims.source", contains("kz-mvd"));
        get("/casualties/" + record + "?knownAt=" + second).then().body("claims", hasSize(2));
        get(at + "&asOf=2022-01-05T12:00:00Z").then().statusCode(404);
        get("/casualties/" + record + "?knownAt=" + second + "&asOf=2022-01-05T12:00:00Z").then().statusCode(200)
                .body("claims[0].source", equalTo("tass"));
        get("/casualties?crisis=" + crisis + "&knownAt=" + first).then().body("position", equalTo(1));
    }

    @Test
    void theSameQuestionGetsTheSameBytesWhateverWasWrittenBetween() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06", 8);
        String knownAt = get("/casualties/" + record + "/revisions/1").path("recordedAt");
        String fixed = "asOf=2022-01-07T00:00:00Z&knownAt=" + knownAt;
        for (String path : List.of("/casualties/" + record + "?" + fixed, "/casualties/" + record + "/revisions?" + fixed,
                "/casualties?crisis=" + crisis + "&" + fixed)) {
            Response before = get(path);
            before.then().statusCode(200).header("Cache-Control", equalTo("public, max-age=60"));
            append(record, killed(crisis, "tass", "2022-01-06", 9, "")).then().statusCode(201);
            newRecord(crisis, "gsv", "2022-01-06", 3);
            Response after = get(path);
            assertEquals(before.asString(), after.asString());
            assertEquals(before.header("ETag"), after.header("ETag"));
        }
    }

    @Test
    void acceptDatetimeIsAsOf() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-09", 16, ", \"supersedes\": 1")).then().statusCode(201);
        given().header("Accept-Datetime", "Thu, 06 Jan 2022 12:00:00 GMT").get(V1 + "/casualties/" + record).then()
                .body("claims[0].content.best", equalTo(8)).header("Memento-Datetime", "Thu, 6 Jan 2022 12:00:00 GMT");
    }

    @Test
    void anUnchangedAnswerIs304() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        for (String path : List.of("/casualties/" + record, "/casualties/" + record + "/revisions",
                "/casualties/" + record + "/revisions/1", "/casualties?crisis=" + crisis, "/crises/" + crisis,
                "/crises/" + crisis + "/feed", "/crises", "/sources", "/sources/tass")) {
            String etag = get(path).then().statusCode(200).extract().header("ETag");
            Response held = given().header("If-None-Match", "\"other\", W/" + etag).get(V1 + path);
            held.then().statusCode(304).header("ETag", etag);
            assertEquals("", held.asString());
            int inRussian = given().header("If-None-Match", etag).header("Accept-Language", "ru").get(V1 + path).statusCode();
            assertEquals(path.endsWith("/feed") ? 304 : 200, inRussian,
                    "another language is another representation, but of a feed, which has all: " + path);
        }
        String etag = get("/casualties?crisis=" + crisis).header("ETag");
        append(record, killed(crisis, "tass", "2022-01-06", 9, "")).then().statusCode(201);
        given().header("If-None-Match", etag).get(V1 + "/casualties?crisis=" + crisis).then().statusCode(200);
    }

    @Test
    void ifMatchGuardsAgainstALostUpdate() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String etag = get("/casualties/" + record).header("ETag");
        String body = killed(crisis, "kz-mvd", "2022-01-06", 18, "");
        json(body).header("If-Match", etag).post(V1 + "/casualties/" + record + "/revisions").then().statusCode(201);
        json(body).header("If-Match", etag).post(V1 + "/casualties/" + record + "/revisions").then().statusCode(412)
                .contentType("application/problem+json").body("type", equalTo("urn:isnad:problem:precondition-failed"));
        json(body).header("If-Match", "*").post(V1 + "/casualties/" + record + "/revisions").then().statusCode(201);
        json(body).header("If-None-Match", "*").put(V1 + "/casualties/" + record).then().statusCode(412);
    }

    @Test
    void ofEightWritersWithTheSameIfMatchOneWins() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String etag = get("/casualties/" + record).header("ETag");
        List<Integer> statuses = atOnce(8, n -> json(killed(crisis, "kz-mvd", "2022-01-06", 10 + n, ""))
                .header("If-Match", etag).post(V1 + "/casualties/" + record + "/revisions").statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(7, statuses.stream().filter(status -> status == 412).count(), statuses.toString());
        get("/casualties/" + record).then().body("revisions", equalTo(2));
    }

    @Test
    void sixteenWritersGetNumbersAndPositionsWithoutGaps() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        List<Integer> numbers = atOnce(64,
                n -> append(record, killed(crisis, "kz-mvd", "2022-01-06", n, "")).then().statusCode(201).extract()
                        .<Integer> path("number"));
        assertEquals(new HashSet<>(IntStream.rangeClosed(2, 65).boxed().toList()), new HashSet<>(numbers));
        List<Integer> positions = get("/crises/" + crisis + "/feed?limit=1000").path("items.position");
        assertEquals(IntStream.rangeClosed(1, 65).boxed().toList(), positions);
        HashChain.verify(crisis);
    }

    @Test
    void aRepeatedKeyIsAnsweredAsTheFirstTime() throws Exception {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        String key = "key-" + crisis;
        List<String> answers = atOnce(25, n -> {
            Response answer = json(killed(crisis, "kz-mvd", "2022-01-06", 18, "")).header("Idempotency-Key", key)
                    .post(V1 + "/casualties/" + record + "/revisions");
            return answer.statusCode() + answer.header("Location") + answer.header("ETag") + answer.asString();
        });
        assertEquals(1, Set.copyOf(answers).size());
        assertTrue(answers.get(0).startsWith("201"));
        get("/casualties/" + record).then().body("revisions", equalTo(2));
        json(killed(crisis, "kz-mvd", "2022-01-06", 19, "")).header("Idempotency-Key", key)
                .post(V1 + "/casualties/" + record + "/revisions").then().statusCode(422)
                .body("violations[0].field", equalTo("Idempotency-Key"));
    }

    @Test
    void putMakesARecordOnceAndIsSafeToRepeat() throws Exception {
        String crisis = newCrisis();
        String id = "police-" + crisis;
        String body = killed(crisis, "kz-mvd", "2022-01-05", 8, "");
        List<Integer> statuses = atOnce(4, n -> json(body).put(V1 + "/casualties/" + id).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(3, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        json(killed(crisis, "kz-mvd", "2022-01-05", 9, "")).put(V1 + "/casualties/" + id).then().statusCode(409);
        get("/articles/" + id).then().statusCode(404);
        get("/crises/" + crisis).then().body("position", equalTo(1));
    }

    @Test
    void whoeverComesSecondWithTheSameIdIsToldSo() throws Exception {
        String[] crises = { newCrisis(), newCrisis() };
        for (int round = 0; round < 10; round++) {
            String id = "contested-" + round + "-" + crises[0];
            List<Integer> records = atOnce(2,
                    n -> json(killed(crises[n], "kz-mvd", "2022-01-05", 8, "")).put(V1 + "/casualties/" + id).statusCode());
            assertEquals(Set.of(201, 409), Set.copyOf(records));
            List<Integer> keys = atOnce(2, n -> json(killed(crises[n], "kz-mvd", "2022-01-05", 8, ""))
                    .header("Idempotency-Key", id).post(V1 + "/casualties").statusCode());
            assertTrue(keys.contains(201) && (keys.contains(409) || keys.contains(422)), keys.toString());
            List<Integer> sources = atOnce(4, n -> json("""
                    {"id": "%s", "name": {"en": "Contested"}, "kind": "media"}""".formatted(id)).put(V1 + "/sources/" + id)
                    .statusCode());
            assertTrue(sources.contains(201) && Set.of(200, 201, 409).containsAll(sources), sources.toString());
        }
        HashChain.verify(crises[0]);
        HashChain.verify(crises[1]);
    }

    @Test
    void aFeedReadAfterACursorYieldsEachLaterRevisionOnce() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        for (int count = 2; count <= 7; count++) {
            append(record, killed(crisis, "kz-mvd", "2022-01-06", count, "")).then().statusCode(201);
        }
        List<Integer> seen = new ArrayList<>();
        int after = 2;
        for (int page = 0; page < 4; page++) {
            Response feed = get("/crises/" + crisis + "/feed?limit=2&after=" + after);
            seen.addAll(feed.path("items.position"));
            after = feed.path("after");
        }
        assertEquals(List.of(3, 4, 5, 6, 7), seen);
        assertEquals(7, after);
    }

    @Test
    void pagesNeitherRepeatNorSkipWhileOthersWrite() {
        String crisis = newCrisis();
        List<String> records = new ArrayList<>();
        for (int n = 1; n <= 7; n++) {
            records.add(newRecord(crisis, "kz-mvd", "2022-01-0" + n, n));
        }
        List<String> seen = new ArrayList<>();
        Response page = get("/casualties?limit=3&crisis=" + crisis);
        seen.addAll(page.path("items.record"));
        String cursor = page.path("next");
        newRecord(crisis, "kz-mvd", "2022-01-20", 99);
        append(records.get(0), killed(crisis, "kz-mvd", "2022-01-21", 98, "")).then().statusCode(201);
        while (cursor != null) {
            page = get("/casualties?limit=3&crisis=" + crisis + "&cursor=" + cursor);
            page.then().body("position", equalTo(7)).body("total", equalTo(7));
            seen.addAll(page.path("items.record"));
            cursor = page.path("next");
        }
        assertEquals(7, seen.size());
        assertEquals(Set.copyOf(records), Set.copyOf(seen));
        get("/casualties?limit=2&crisis=" + crisis + "&status=reported&cursor=" + get(
                "/casualties?limit=3&crisis=" + crisis).path("next")).then().statusCode(400)
                .body("violations[0].field", equalTo("cursor"));
    }

    @Test
    void everyKindHasItsContentAndItsFilters() {
        String crisis = newCrisis();
        String head = "{\"crisis\": \"" + crisis + "\", \"source\": \"tass\", \"reportedAt\": \"2022-01-05\", \"content\": ";
        json(head + """
                {"headline": {"ar": "توكاييف يطلب المساعدة", "ru": "Токаев просит помощи"}, "originalLanguage": "ar",
                 "publishedAt": "2022-01-06", "topics": ["medtop:20000065"]}}""").post(V1 + "/articles").then().statusCode(201);
        json(head + """
                {"speaker": {"name": {"en": "Kassym-Jomart Tokayev"}, "country": "KZ"}, "topic": {"en": "participants"},
                 "wording": {"ar": "عصابات إرهابية"}, "setting": "meeting", "originalLanguage": "ru"}}""")
                .post(V1 + "/statements").then().statusCode(201);
        json(head + """
                {"actor": {"name": {"en": "United Nations"}, "kind": "intergovernmental"}, "stance": "calls-for-restraint",
                 "summary": {"en": "Restraint"}}}""").post(V1 + "/reactions").then().statusCode(201);
        String in = "?crisis=" + crisis;
        get("/articles" + in + "&topic=medtop:20000065&originalLanguage=ar").then().body("items", hasSize(1));
        get("/articles" + in + "&originalLanguage=ru").then().body("items", hasSize(0));
        get("/statements" + in + "&speaker=tokayev&country=KZ&setting=meeting").then().body("items", hasSize(1));
        get("/statements" + in + "&setting=post").then().body("items", hasSize(0));
        get("/reactions" + in + "&stance=calls-for-restraint&actorKind=intergovernmental&actor=nations").then()
                .body("items", hasSize(1));
        get("/reactions" + in + "&country=US").then().body("items", hasSize(0));
        get("/casualties" + in).then().body("items", hasSize(0)).body("position", equalTo(0));
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        get("/casualties" + in + "&group=police&measure=killed&place=KZ&basis=count&source=kz-mvd&status=reported").then()
                .body("items", hasSize(1));
        get("/casualties" + in + "&group=soldiers").then().body("items", hasSize(0));
        get("/casualties" + in + "&source=tass").then().body("items", hasSize(0));
    }

    @Test
    void theReaderGetsHisLanguageAndIsToldWhy() {
        String crisis = newCrisis();
        String record = json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"originalLanguage": "ar",
                 "headline": {"ar": "توكاييف يطلب المساعدة", "ru": "Токаев просит помощи"},
                 "credit": {"ar": "الصورة: الموقع الرسمي"}}}""".formatted(crisis)).post(V1 + "/articles").path("record");
        String path = "/articles/" + record;
        get(path).then().body("claims[0].content.headline.ar", equalTo("توكاييف يطلب المساعدة"))
                .body("claims[0].content.headline.ru", nullValue()).body("claims[0].language.chosenBy", equalTo("original"));
        given().header("Accept-Language", "de, ru-RU;q=0.9, ar;q=0.5").get(V1 + path).then()
                .body("claims[0].content.headline.ru", equalTo("Токаев просит помощи"))
                .body("claims[0].content.credit.ar", equalTo("الصورة: الموقع الرسمي"))
                .body("claims[0].language.tag", equalTo("ru")).body("claims[0].language.chosenBy", equalTo("accept-language"))
                .body("claims[0].language.available", contains("ar", "ru")).header("Vary", containsString("Accept-Language"))
                .header("Content-Language", "ru");
        get(path + "?lang=ru").then().body("claims[0].language.chosenBy", equalTo("lang"));
        get(path + "?lang=*").then().body("claims[0].content.headline.size()", equalTo(2));
        get(path + "?lang=fr").then().body("claims[0].language.chosenBy", equalTo("original"));
    }

    @Test
    void textIsKeptPointForPoint() {
        String crisis = newCrisis();
        String wording = "قُتل 8 من ضباط الشرطة — ٠٦ يناير ٢٠٢٢ ‏(الكريملِن)‎ й ё 👩‍🚒 <b>\\\"x\\\"</b>\\n\\t&amp;";
        String record = json("""
                {"crisis": "%s", "source": "tass", "reportedAt": "2022-01-06", "content": {"speaker": {"name": {"ar": "تاس"}},
                 "topic": {"en": "losses"}, "wording": {"ar": "%s"}}}""".formatted(crisis, wording)).post(V1 + "/statements")
                .then().statusCode(201).extract().path("record");
        get("/statements/" + record).then().body("claims[0].content.wording.ar",
                equalTo("قُتل 8 من ضباط الشرطة — ٠٦ يناير ٢٠٢٢ ‏(الكريملِن)‎ й ё 👩‍🚒 <b>\"x\"</b>\n\t&amp;"));
    }

    @Test
    void linksLeadToTheHistory() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        append(record, killed(crisis, "kz-mvd", "2022-01-06", 9, "")).then().statusCode(201);
        String self = V1 + "/casualties/" + record;
        assertTrue(get("/casualties/" + record).headers().getValues("Link")
                .contains("<" + self + "/revisions>; rel=\"version-history\""));
        assertTrue(get("/casualties/" + record + "/revisions/2").headers().getValues("Link")
                .contains("<" + self + "/revisions/1>; rel=\"predecessor-version\""));
        assertTrue(get("/casualties?limit=1&crisis=" + crisis).headers().getValues("Link").isEmpty());
        newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        assertTrue(get("/casualties?limit=1&crisis=" + crisis).headers().getValues("Link").stream()
                .anyMatch(link -> link.contains("rel=\"next\"") && link.contains("cursor=")));
    }

    @Test
    void aReadOfWhatIsInMemoryTakesNoStatement() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-05", 1);
        int crises = statements.ofReading("/crises/" + crisis);
        StringBuilder lines = new StringBuilder();
        for (int number = 2; number <= 1000; number++) {
            lines.append(line(record, killed(crisis, number % 2 == 0 ? "kz-mvd" : "tass", "2022-01-06", number, "")));
        }
        for (int n = 1; n <= 60; n++) {
            lines.append(line("more-" + n + "-" + crisis, killed(crisis, "kz-mvd", "2022-01-06", n, "")));
        }
        importLines(lines.toString()).then().statusCode(200).body("revisions.created", equalTo(1059));
        // The record and the content of the page: this instance has written the rest, and an import is too large to keep.
        String page = "/casualties/" + record + "/revisions?limit=50";
        assertEquals(2, statements.ofReading(page));
        assertEquals(0, statements.ofReading(page));
        assertEquals(1, statements.ofReading("/casualties/" + record + "/revisions?limit=1000"), "the content of the others");
        for (String path : List.of("/casualties/" + record, page, "/casualties/" + record + "/revisions/7",
                "/casualties/" + record + "?asOf=2022-01-05T12:00:00Z", "/casualties/" + record + "/claims",
                "/casualties?limit=50&crisis=" + crisis, "/casualties?limit=50&group=police&source=kz-mvd&crisis=" + crisis,
                "/casualties?limit=50&crisis=" + crisis + "&asOf=2022-01-07T00:00:00Z",
                "/crises/" + crisis + "/snapshot",
                "/crises/" + crisis + "/timeline?limit=1000", "/crises/" + crisis + "/corrections")) {
            statements.ofReading(path);
            assertEquals(0, statements.ofReading(path), path);
        }
        assertEquals(1, statements.ofReading("/crises/" + crisis + "/feed?limit=1000"), "the stored revisions");
        assertEquals(crises, statements.ofReading("/crises/" + crisis));
    }

    @Test
    void anImportIsAllOrNothingAndSafeToRepeat() {
        String crisis = newCrisis();
        String good = line("one-" + crisis, killed(crisis, "kz-mvd", "2022-01-05", 8, ""))
                + line("one-" + crisis, killed(crisis, "tass", "2022-01-06", 9, ""));
        importLines(good + line("one-" + crisis, retraction(crisis, "tass", "2022-01-06", 7))).then().statusCode(400)
                .body("violations[0].line", equalTo(3)).body("violations[0].field", equalTo("supersedes"));
        importLines(good + "{\"type\": \"revision\"\n").then().statusCode(400).body("violations[0].line", equalTo(3));
        importLines(good + line("two", killed(crisis, "kz-mvd", "2022-01-05", -1, ""))).then().statusCode(400)
                .body("violations.line", hasItem(3)).body("violations.field", hasItem("content.low"));
        writing().contentType("application/x-ndjson").body(good.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(V1 + "/import?dryRun=true").then().statusCode(200).body("revisions.created", equalTo(2))
                .body("dryRun", equalTo(true));
        get("/crises/" + crisis).then().body("position", equalTo(0));
        importLines(good).then().statusCode(200).body("revisions.created", equalTo(2));
        importLines(good).then().statusCode(200).body("revisions.created", equalTo(0)).body("revisions.unchanged",
                equalTo(2));
        get("/crises/" + crisis).then().body("position", equalTo(2));
        HashChain.verify(crisis);
    }

    @Test
    void anImportMayBeAnArrayAndBeginWithAByteOrderMark() {
        String crisis = newCrisis();
        String good = line("one-" + crisis, killed(crisis, "kz-mvd", "2022-01-05", 8, ""));
        String array = "[" + good + ",\n" + line("two-" + crisis, killed(crisis, "tass", "2022-01-06", 18, "")) + "]";
        writing().contentType("application/json").body(array).post(V1 + "/import").then().statusCode(200)
                .body("revisions.created", equalTo(2));
        importLines("\uFEFF" + good).then().statusCode(200).body("revisions.unchanged", equalTo(1));
        importLines("\uFEFF" + array).then().statusCode(200).body("revisions.unchanged", equalTo(2));
        writing().contentType("application/json").body("[" + good + ", 7]").post(V1 + "/import").then().statusCode(400)
                .body("violations[0].line", equalTo(2)).body("violations[0].rule", equalTo("must be an object"));
        writing().contentType("application/json").body("[" + good).post(V1 + "/import").then().statusCode(400);
        writing().contentType("application/json").body("[]").post(V1 + "/import").then().statusCode(400)
                .body("violations[0].rule", equalTo("must have at least one line"));
    }

    @Test
    void anImportNamesTheNumberThatARevisionMustGet() {
        String crisis = newCrisis();
        String record = "one-" + crisis;
        String first = line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, ", \"number\": 1"));
        importLines(first).then().statusCode(200).body("revisions.created", equalTo(1));
        importLines(first).then().statusCode(200).body("revisions.unchanged", equalTo(1));
        importLines(line(record, killed(crisis, "kz-mvd", "2022-01-05", 9, ", \"number\": 1"))).then().statusCode(409)
                .body("violations[0].field", equalTo("number"));
        importLines(line(record, killed(crisis, "kz-mvd", "2022-01-05", 9, ", \"number\": 3"))).then().statusCode(409)
                .body("violations[0].rule", containsString("gap"));
    }

    @Test
    void theFeedIsChainedByHash() {
        String crisis = newCrisis();
        String record = newRecord(crisis, "kz-mvd", "2022-01-06T12:00:00.123Z", 18);
        append(record, retraction(crisis, "tass", "2022-01-07", 1)).then().statusCode(201);
        json("""
                {"crisis": "%s", "source": "tass", "via": ["gsv"], "reportedAt": "2022-01", "reason": {"ar": "سبب"},
                 "evidence": [{"url": "https://tass.com/world/1384269", "quotation": "قُتل 8", "language": "ar"}],
                 "content": {"speaker": {"name": {"ar": "الكريملِن"}}, "topic": {"en": "ok"}, "wording": {"ru": "«да»\\n"}}}"""
                .formatted(crisis)).post(V1 + "/statements").then().statusCode(201);
        assertEquals(3, HashChain.verify(crisis));
    }

    @Test
    void crisesAndSourcesCanBeDescribedAnew() {
        String crisis = newCrisis();
        String described = """
                {"id": "%s", "title": {"en": "Unrest"}, "countries": ["KZ"], "timeZone": "%s", "start": "2022-01-02",
                 "end": "2022-01-19", "otherIds": {"wikidata": "Q1"}}""";
        json(described.formatted(crisis, "Asia/Almaty")).put(V1 + "/crises/" + crisis).then().statusCode(200)
                .body("end", equalTo("2022-01-19"));
        json(described.formatted(crisis, "Europe/Moscow")).put(V1 + "/crises/" + crisis).then().statusCode(409)
                .body("violations[0].field", equalTo("timeZone"));
        json(described.formatted("other", "Asia/Almaty")).put(V1 + "/crises/" + crisis).then().statusCode(400);
        get("/crises").then().body("items.id", hasItem(crisis));
        get("/sources?kind=police").then().body("items.id", not(hasItem("tass")));
        get("/sources/nobody").then().statusCode(404);
        get("/crises/nowhere").then().statusCode(404);
        get("/crises/nowhere/feed").then().statusCode(404);
    }

    @Test
    void anOptionalTextInNoLanguageIsAbsent() {
        // Clients that are generated from the contract send it so.
        String crisis = newCrisis();
        append(newRecord(crisis, "kz-mvd", "2022-01-05", 8), killed(crisis, "kz-mvd", "2022-01-05", 8, ", \"reason\": {}"))
                .then().statusCode(201).body("reason",
                        nullValue());
    }

    private static String line(String record, String report) {
        return report.replaceFirst("\\{", "{\"type\": \"revision\", \"record\": \"" + record + "\", ")
                .replace("\"content\": {", "\"content\": {\"kind\": \"casualty\", ").replace("\n", " ") + "\n";
    }

    private static Response importLines(String lines) {
        return writing().contentType("application/x-ndjson").body(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post(V1 + "/import");
    }

    private interface Call<T> {
        T run(int n) throws Exception;
    }

    private static <T> List<T> atOnce(int times, Call<T> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int n = 0; n < times; n++) {
                int number = n;
                calls.add(() -> call.run(number));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdown();
        }
    }
}
