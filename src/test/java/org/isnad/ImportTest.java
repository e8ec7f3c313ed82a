package org.isnad;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.isnad.content.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Import by people who have lines or a spreadsheet: names for lines, conflicts, all faults at once, tables. */
@QuarkusTest
class ImportTest {

    private static final String HEADER = "record;ref;crisis;source;reportedAt;status;supersedes;reason.ru;evidence[0].ref;"
            + "content.kind;content.group;content.measure;content.place.name.ru;content.place.name.ar;content.best;"
            + "content.approximate;content.wording.ru\r\n";

    private String crisis;
    private String record;

    @BeforeEach
    void makeCrisis() {
        crisis = newCrisis();
        record = "police-" + crisis;
    }

    @Test
    void laterLinesNameEarlierOnesByRef() {
        String lines = line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, ", \"ref\": \"первое\""))
                + line("relay-" + crisis, killed(crisis, "gsv", "2022-01-05", 8,
                        ", \"evidence\": [{\"ref\": \"первое\", \"quotation\": \"قُتل 8\", \"language\": \"ar\"}]"))
                + line(record, killed(crisis, "tass", "2022-01-06", 18, corrected("\"первое\"")));
        for (String body : List.of(lines, "[" + lines.strip().replace("}\n{", "},\n{") + "]")) {
            importLines("", body).then().statusCode(200).body("items.record", contains(record, "relay-" + crisis, record))
                    .body("items.number", contains(1, 1, 2)).body("items.position", contains(1, 2, 3))
                    .body("items[0].ref", equalTo("первое"));
        }
        get("/casualties/" + record + "/revisions/2").then().body("supersedes", equalTo(1));
        get("/casualties/relay-" + crisis + "/revisions/1").then().body("evidence[0].record", equalTo(record))
                .body("evidence[0].number", equalTo(1)).body("evidence[0].quotation", equalTo("قُتل 8"));
        get("/crises/" + crisis).then().body("position", equalTo(3));
    }

    @Test
    void aRefThatNamesNoEarlierLineOfTheRecordIsRefused() {
        String lines = line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, corrected("\"later\"")))
                + line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, ", \"ref\": \"later\""))
                + line(record, killed(crisis, "tass", "2022-01-05", 9, ", \"ref\": \"later\""))
                + line(record, killed(crisis, "tass", "2022-01-05", 9, ", \"ref\": \"7\""))
                + line("other-" + crisis, killed(crisis, "tass", "2022-01-06", 9, corrected("\"later\"")))
                + line(record, killed(crisis, "tass", "2022-01-06", 9, ", \"evidence\": [{\"ref\": \"7\"}]"));
        importLines("", lines).then().statusCode(400).body("violations.line", contains(1, 3, 4, 5, 6))
                .body("violations.field", contains("supersedes", "ref", "ref", "supersedes", "evidence[0].ref"))
                .body("violations.rule", contains("must be a number or the ref of an earlier line of the import",
                        "is the ref of line 2 already",
                        "must be a text of at most 100 characters that is not of digits alone",
                        "names line 2, which is of the record " + record, "names line 4, which is refused"));
        get("/crises/" + crisis).then().body("position", equalTo(0));
    }

    @Test
    void allFaultsOfAllLinesAreAnswered() {
        String lines = line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, "").replace("\"best\": 8", "\"best\": \"восемь\"")
                .replace("\"police\"", "\"martians\"").replace("2022-01-05", "5.1.2022"))
                + line(record, killed(crisis, "nobody", "2022-01-05", 8, ", \"via\": [\"nobody\", \"tass\"]"))
                + "{\"type\": \"revision\"\n" + line(record, killed(crisis, "tass", "2022-01-05", 8, ", \"number\": 7"));
        importLines("", lines).then().statusCode(400).body("detail", equalTo("7 rules are violated"))
                .body("violations.line", contains(1, 1, 1, 2, 2, 3, 4))
                .body("violations.field",
                        contains("reportedAt", "content.group", "content.best", "source", "via[0]", "", "number"))
                .body("violations[2].rule", equalTo("must be a whole number, not text"));
        String bad = line(record, killed(crisis, "kz-mvd", "2022-01-05", -1, ""));
        importLines("", bad.repeat(2_000)).then().statusCode(400).body("violations.size()", equalTo(1_002))
                .body("detail", containsString("the following lines were not checked"));
    }

    @Test
    void validLinesMayBeKept() {
        String lines = line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, ""))
                + line(record, killed(crisis, "nobody", "2022-01-05", 9, ", \"ref\": \"bad\""))
                + line(record, killed(crisis, "tass", "2022-01-06", 18, ""))
                + line(record, killed(crisis, "tass", "2022-01-06", 19, corrected("2")))
                + line("other-" + crisis, killed(crisis, "tass", "2022-01-06", 20, corrected("\"bad\"")));
        importLines("?keep=valid&dryRun=true", lines).then().statusCode(200).body("refused", equalTo(3));
        get("/crises/" + crisis).then().body("position", equalTo(0));
        importLines("?keep=valid", lines).then().statusCode(200).body("lines", equalTo(5)).body("refused", equalTo(3))
                .body("revisions.created", equalTo(2))
                .body("items.outcome", contains("created", "refused", "created", "refused", "refused"))
                .body("items[1].violations[0].field", equalTo("source"))
                // Revision 2 would be another one than the client means.
                .body("items[3].violations[0].field", equalTo("supersedes"))
                .body("items[3].violations[0].rule", startsWith("is uncertain, because line 2"))
                .body("items[4].violations[0].rule", equalTo("names line 2, which is refused"));
        get("/casualties/" + record + "/revisions").then().body("items.number", contains(1, 2)).body("items.source",
                contains("kz-mvd", "tass"));
        HashChain.verify(crisis);
    }

    @Test
    void aCrisisOfAnotherTimeZoneIsRefusedWithoutTheOthers() {
        String described = "{\"type\": \"crisis\", \"id\": \"%s\", \"title\": {\"en\": \"Almaty\"}, \"countries\": [\"KZ\"],"
                + " \"timeZone\": \"Europe/Moscow\", \"start\": \"2022-01-02\"}\n";
        importLines("?keep=valid&onConflict=update", described.formatted(crisis)
                + line(record, killed(crisis, "kz-mvd", "2022-01-05", 8, ""))).then().statusCode(200)
                .body("items.outcome", contains("refused", "created"))
                .body("items[0].violations[0].field", equalTo("timeZone"));
        get("/crises/" + crisis).then().body("position", equalTo(1)).body("timeZone", equalTo("Asia/Almaty"));
    }

    @Test
    void aSourceThatIsStoredOtherwiseIsRefusedKeptOrUpdated() {
        String id = "agency-" + crisis;
        String source = "{\"type\": \"source\", \"id\": \"" + id + "\", \"name\": {\"ru\": \"%s\"}, \"kind\": \"%s\"%s}\n";
        importLines("", source.formatted("Интерфакс", "news-agency", "")).then().statusCode(200).body("sources.created",
                equalTo(1)).body("items[0].id", equalTo(id));
        String other = source.formatted("Интерфакс-Казахстан", "media", ", \"country\": \"KZ\"");
        importLines("", other).then().statusCode(409).body("violations.field", contains("country", "kind", "name.ru"))
                .body("violations[2].rule",
                        startsWith("differs from the source " + id + " as stored, which has \"Интерфакс\""));
        importLines("?onConflict=keep", other).then().statusCode(200).body("items[0].outcome", equalTo("kept"));
        get("/sources/" + id + "?lang=ru").then().body("name.ru", equalTo("Интерфакс")).body("country", nullValue());
        importLines("?onConflict=update", other).then().statusCode(200).body("items[0].outcome", equalTo("updated"))
                .body("sources.updated", equalTo(1));
        get("/sources/" + id + "?lang=ru").then().body("name.ru", equalTo("Интерфакс-Казахстан"));
        importLines("?onConflict=replace", other).then().statusCode(400).body("violations[0].rule",
                equalTo("must be one of refuse, keep, update"));
    }

    @Test
    void aSpreadsheetIsImported() {
        String table = "\uFEFF" + HEADER + "# a comment;;\r\n"
                + row("mvd", "kz-mvd", "2022-01-05", "", "", "", "8", "TRUE", "\"погибли;\r\n8 «человек»\"") + ";;;\r\n"
                + row("", "tass", "2022-01-06", "corrected", "mvd", "mvd", "18", "", "")
                + row("", "tass", "2022-01-07", "retracted", "2", "", "", "", "").replaceFirst(
                        "police;killed;Алма-Ата;ألما آتا",
                        ";;;");
        importTable(table).then().statusCode(200).body("items.line", contains(3, 5, 6)).body("items.number", contains(1, 2, 3));
        importTable(table.replace("\r\n", "\n")).then().statusCode(200).body("revisions.unchanged", equalTo(3));
        get("/casualties/" + record + "/revisions/1?lang=*").then().body("content.place.name.ar", equalTo("ألما آتا"))
                .body("content.wording.ru", equalTo("погибли;\n8 «человек»")).body("content.approximate", equalTo(true))
                .body("content.low", nullValue());
        get("/casualties/" + record + "/revisions/2").then().body("supersedes", equalTo(1)).body("evidence[0].record",
                equalTo(record));
    }

    @ParameterizedTest
    @CsvSource({ ";", "','", "'\t'" })
    void theSeparatorIsThatOfTheHeader(String separator) {
        String table = HEADER + row("", "kz-mvd", "2022-01-05", "", "", "", "8", "", "");
        importTable(table.replace(";", separator)).then().statusCode(200).body("revisions.created", equalTo(1));
    }

    @Test
    void aPointOfATableHasAPointOrAComma() {
        String header = HEADER.replace("\r\n", ";content.place.point.lat;content.place.point.lon\r\n");
        String row = row("", "kz-mvd", "2022-01-05", "", "", "", "8", "", "").replace("\r\n", ";43.25;\"76,95\"\r\n");
        importTable(header + row).then().statusCode(200).body("revisions.created", equalTo(1));
        get("/casualties/" + record).then().body("claims[0].content.place.point.lat", equalTo(43.25f))
                .body("claims[0].content.place.point.lon", equalTo(76.95f));
        importTable(header + row.replace("43.25", "north")).then().statusCode(400)
                .body("violations[0].field", equalTo("content.place.point.lat"))
                .body("violations[0].rule", equalTo("must be a number, not text"));
        assertTrue(get("/import/template.csv?kind=casualty").asString().contains("content.place.point.lon"));
    }

    @Test
    void aFaultOfATableNamesRowAndColumn() {
        String table = HEADER + row("", "kz-mvd", "05.01.2022", "", "", "", "восемь", "", "") + "\r\n"
                + row("", "nobody", "2022-01-05", "", "", "later", "8", "", "") + row("", "tass", "2022-01-05", "", "", "", "8",
                        "", ";x");
        importTable(table).then().statusCode(400).body("violations.line", contains(2, 2, 4, 5)).body("violations.field",
                contains("reportedAt", "content.best", "evidence[0].ref", "")).body("violations[3].rule",
                        equalTo("has a value in column 18, which has no name in the header"));
        importTable("record;source;Источник;via[0];via[0]\r\n").then().statusCode(400).body("violations.line", contains(1, 1))
                .body("violations.field", contains("Источник", "via[0]"));
        importTable("record;source\r\n\"x;tass\r\n").then().statusCode(400).body("violations[0].rule",
                containsString("quotation mark"));
        importTable("").then().statusCode(400);
        importTable("record\r\n").then().statusCode(400).body("violations[0].rule", equalTo("must have at least one line"));
        importTable("a..b;.;a.;[0];via[0][0];content.place.name.en.x\r\n").then().statusCode(400).body("violations",
                hasSize(6));
    }

    @Test
    void aTableMayHoldSourcesAndSeveralKinds() {
        String id = "ria-" + crisis;
        String table = "type,id,name.ru,kind,record,crisis,source,reportedAt,content.kind,content.speaker.name.ru,content.topic.ru,"
                + "content.wording.ru\nsource," + id + ",РИА Новости,news-agency\n,,,,speech-" + crisis + "," + crisis + ","
                + id
                + ",2022-01-07,statement,Токаев,Обращение,\"«Стрелять без предупреждения»\"\n";
        importTable(table).then().statusCode(200).body("sources.created", equalTo(1)).body("revisions.created", equalTo(1));
        get("/statements/speech-" + crisis + "/revisions/1?lang=ru").then().body("content.speaker.name.ru", equalTo("Токаев"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aTemplateIsATableOfThisKind(Kind kind) {
        Response answer = get("/import/template.csv?languages=ar,ru&separator=semicolon&kind=" + kind.jsonName());
        answer.then().statusCode(200).header("Content-Disposition", containsString(kind.path() + ".csv"));
        String template = new String(answer.asByteArray(), StandardCharsets.UTF_8);
        assertTrue(template.startsWith("\uFEFFrecord;ref;crisis;source;"), template);
        List<String> columns = Arrays.asList(template.split("\r\n")[0].replace("\"", "").split(";"));
        assertTrue(columns.containsAll(List.of("via[0]", "reason.ar", "evidence[0].ref", "content.kind")), template);
        assertEquals(columns.size(), columns.stream().distinct().count());
        // All its columns are known, and the second row is a comment.
        importTable(template).then().statusCode(400).body("violations.rule", hasItem("must have at least one line"));
        get("/import/template.csv?kind=" + kind.jsonName() + "&languages=xx").then().statusCode(400).body("violations[0].field",
                equalTo("languages"));
    }

    private String row(String ref, String source, String reportedAt, String status, String supersedes, String evidence,
            String best, String approximate, String wording) {
        return String.join(";", record, ref, crisis, source, reportedAt, status, supersedes, status.isEmpty() ? "" : "Опечатка",
                evidence, "casualty", "police", "killed", "Алма-Ата", "ألما آتا", best, approximate, wording) + "\r\n";
    }

    private static String corrected(String supersedes) {
        return ", \"status\": \"corrected\", \"supersedes\": " + supersedes + ", \"reason\": {\"ru\": \"Опечатка\"}";
    }

    private static String line(String record, String report) {
        return report.replaceFirst("\\{", "{\"type\": \"revision\", \"record\": \"" + record + "\", ")
                .replace("\"content\": {", "\"content\": {\"kind\": \"casualty\", ").replace("\n", " ") + "\n";
    }

    private static Response importLines(String query, String lines) {
        return writing().contentType("application/x-ndjson").body(lines.getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import" + query);
    }

    private static Response importTable(String table) {
        return writing().contentType("text/csv").body(table.getBytes(StandardCharsets.UTF_8)).post(V1 + "/import");
    }
}
