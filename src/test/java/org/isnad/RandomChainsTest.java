package org.isnad;

import static org.isnad.Api.V1;
import static org.isnad.Api.get;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** Tests asOf and knownAt on random chains against a model that filters and folds in plain loops. */
@QuarkusTest
class RandomChainsTest {

    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 1);
    private static final String[] SOURCES = { "kz-mvd", "tass", "gsv" };

    /** The precisions of times of reports, all in UTC. */
    private enum Precision {
        HOUR,
        DAY,
        MORNING,
        EVENING,
        TWO_DAYS,
        ON_OR_BEFORE,
        ON_OR_AFTER,
        ABOUT,
        UNKNOWN
    }

    /** A revision of the model. */
    private record Report(int number, String source, String status, Integer supersedes, int day, int hour, Precision precision,
            Integer after) {

        Report(int number, String source, String status, Integer supersedes, int day, int hour, boolean exact) {
            this(number, source, status, supersedes, day, hour, exact ? Precision.HOUR : Precision.DAY, null);
        }

        /** The first instant, or one before all others. */
        Instant from() {
            return switch (precision) {
                case HOUR -> at(day, hour);
                case DAY, TWO_DAYS, ON_OR_AFTER -> at(day, 0);
                case MORNING -> at(day, 6);
                case EVENING -> at(day, 18);
                case ABOUT -> at(day - 1, 0);
                case ON_OR_BEFORE, UNKNOWN -> Instant.MIN;
            };
        }

        /** The instant after the last; what is recorded today ends after every day of the model. */
        Instant until() {
            return switch (precision) {
                case HOUR -> from().plusSeconds(60);
                case MORNING -> at(day, 12);
                case DAY, EVENING, ON_OR_BEFORE -> at(day + 1, 0);
                case TWO_DAYS, ABOUT -> at(day + 2, 0);
                case ON_OR_AFTER, UNKNOWN -> Instant.MAX;
            };
        }

        private static Instant at(int day, int hour) {
            return FIRST_DAY.plusDays(day).atTime(hour, 0).toInstant(ZoneOffset.UTC);
        }

        String time() {
            LocalDate date = FIRST_DAY.plusDays(day);
            String at = switch (precision) {
                case HOUR -> from().toString().replace(":00:00Z", ":00Z");
                case TWO_DAYS -> date + "/" + date.plusDays(1);
                case ON_OR_BEFORE -> "../" + date;
                case ON_OR_AFTER -> date + "/..";
                case ABOUT -> date + "~";
                case UNKNOWN -> "unknown";
                default -> date.toString();
            };
            return "\"" + at + "\""
                    + (precision == Precision.MORNING || precision == Precision.EVENING
                            ? ", \"partOfDay\": \"" + precision.name().toLowerCase(Locale.ROOT) + "\""
                            : "")
                    + (precision == Precision.UNKNOWN ? ", \"reportedAtNote\": {\"ru\": \"листовка без даты\"}" : "")
                    + (after == null ? "" : ", \"after\": " + after);
        }

        boolean retracts() {
            return status.equals("retracted");
        }

        /** Every fifth figure counts something else. */
        String basis() {
            return number % 5 == 0 ? "estimate" : "count";
        }
    }

    @Test
    void claimsAreThoseOfTheModel() {
        Random random = new Random(20220105);
        String crisis = Api.newCrisis();
        writing().contentType("application/json").body("""
                {"id": "%s-utc", "title": {"en": "UTC"}, "countries": ["KZ"], "timeZone": "UTC", "start": "2022"}"""
                .formatted(crisis)).put(V1 + "/crises/" + crisis + "-utc").then().statusCode(201);
        crisis = crisis + "-utc";
        for (int chain = 0; chain < 40; chain++) {
            String record = "chain-" + chain + "-" + crisis;
            List<Report> reports = chain % 4 == 0 ? withdrawals(random) : chain % 4 == 1 ? crossings(random) : reports(random);
            keep(crisis, record, reports);
            for (int day = -1; day <= 6; day += 1 + random.nextInt(2)) {
                Instant asOf = day < 0 ? null : FIRST_DAY.plusDays(day).atTime(9, 0).toInstant(ZoneOffset.UTC);
                compare(record, reports, asOf, false);
                if (chain % 2 == 0) {
                    compare(record, reports, asOf, true);
                }
            }
        }
        assertTrue(HashChain.verify(crisis) > 40);
    }

    private static List<Report> reports(Random random) {
        List<Report> reports = new ArrayList<>();
        int length = 1 + random.nextInt(30);
        for (int number = 1; number <= length; number++) {
            String status = number == 1 ? "reported"
                    : List.of("reported", "confirmed", "disputed", "corrected", "retracted").get(random.nextInt(5));
            Integer supersedes = number > 1
                    && (status.equals("corrected") || status.equals("retracted") || random.nextInt(3) == 0)
                            ? Integer.valueOf(1 + random.nextInt(number - 1))
                            : null;
            if (status.equals("retracted") && withdrawn(supersedes, reports)) {
                status = "corrected";
            }
            reports.add(timed(new Report(number, SOURCES[random.nextInt(SOURCES.length)], status, supersedes, random.nextInt(6),
                    random.nextInt(24), random.nextBoolean()), reports, random));
        }
        return reports;
    }

    /** The same report, perhaps with a less usual time, and perhaps after an earlier one, if that did not begin later. */
    private static Report timed(Report of, List<Report> earlier, Random random) {
        Precision precision = random.nextBoolean() ? of.precision
                : Precision.values()[random.nextInt(Precision.values().length)];
        Report report = new Report(of.number, of.source, of.status, of.supersedes, of.day, of.hour, precision, null);
        int after = random.nextInt(2 * of.number);
        boolean fits = after > 0 && after < of.number && order(earlier.get(after - 1), earlier).isBefore(report.until());
        return fits ? new Report(of.number, of.source, of.status, of.supersedes, of.day, of.hour, precision, after) : report;
    }

    /**
     * One source's words, withdrawn by another that then says much more: the withdrawal lies below what is read of that one.
     */
    private static List<Report> crossings(Random random) {
        List<Report> reports = new ArrayList<>();
        int said = 2 + random.nextInt(3);
        for (int number = 1; number <= said; number++) {
            reports.add(new Report(number, "tass", "reported", null, 0, number, true));
        }
        reports.add(new Report(said + 1, "gsv", random.nextBoolean() ? "retracted" : "corrected", said, 1, 0, false));
        if (random.nextBoolean()) {
            reports.add(new Report(said + 2, "kz-mvd", "retracted", said + 1, 1, 1, true));
        }
        for (int more = 0; more < 12; more++) {
            reports.add(new Report(reports.size() + 1, random.nextInt(4) == 0 ? "kz-mvd" : "gsv", "reported", null,
                    2 + random.nextInt(3), 0, false));
        }
        return reports;
    }

    /** Long runs of withdrawals by one source, which reach below the depth that the first query reads. */
    private static List<Report> withdrawals(Random random) {
        List<Report> reports = new ArrayList<>();
        reports.add(new Report(1, "tass", "reported", null, 0, 0, false));
        int pairs = 5 + random.nextInt(10);
        for (int pair = 0; pair < pairs; pair++) {
            int number = reports.size() + 1;
            reports.add(new Report(number, "tass", "reported", null, 1 + random.nextInt(3), 0, false));
            reports.add(new Report(number + 1, "tass", "retracted", number, 4, 0, false));
        }
        return reports;
    }

    private static void keep(String crisis, String record, List<Report> reports) {
        StringBuilder lines = new StringBuilder();
        for (Report report : reports) {
            lines.append("""
                    {"type": "revision", "crisis": "%s", "record": "%s", "number": %d, "source": "%s", "reportedAt": %s, \
                    "status": "%s"%s%s%s}
                    """.formatted(crisis, record, report.number, report.source, report.time(), report.status,
                    report.supersedes == null ? "" : ", \"supersedes\": " + report.supersedes,
                    report.supersedes != null ? ", \"reason\": {\"en\": \"random\"}" : "",
                    report.retracts() ? ""
                            : """
                                    , "content": {"kind": "casualty", "group": "police", "measure": "killed", "place": \
                                    {"name": {"en": "Almaty"}}, "basis": "%s", "best": %d}""".formatted(report.basis(),
                                    report.number)));
        }
        writing().contentType("application/x-ndjson").body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post(V1 + "/import").then().statusCode(200);
    }

    private static void compare(String record, List<Report> reports, Instant asOf, boolean certain) {
        List<Report> seen = reports.stream()
                .filter(report -> asOf == null || !(certain ? certain(report, reports) : order(report, reports)).isAfter(asOf))
                .toList();
        String bounds = "certain=" + certain + (asOf == null ? "" : "&asOf=" + asOf);
        Response answer = get("/casualties/" + record + "?" + bounds);
        if (seen.isEmpty()) {
            assertEquals(404, answer.statusCode());
            return;
        }
        Map<String, Report> newest = new HashMap<>();
        for (Report report : seen) {
            if (stands(report, seen)) {
                newest.merge(report.source + report.basis(), report, (one, other) -> newer(one, other, reports));
            }
        }
        List<Report> claims = new ArrayList<>(newest.values());
        claims.sort((one, other) -> newer(one, other, reports) == one ? -1 : 1);
        Supplier<String> asked = () -> record + " as of " + asOf + " " + certain + ": " + reports;
        assertEquals(claims.stream().map(Report::number).toList(), answer.path("claims") == null ? List.of()
                : answer.path("claims.number"), asked);
        assertEquals(claims.stream().map(Report::number).findFirst().orElse(null), answer.path("newest"), asked);
        assertEquals(preferred(claims), answer.path("preferred"), asked);
        assertEquals(seen.size(), answer.<Integer> path("revisions"), asked);
        List<Boolean> standing = get("/casualties/" + record + "/revisions?limit=1000&" + bounds)
                .path("items.standing");
        assertEquals(seen.stream().map(report -> stands(report, seen)).toList(), standing);
        Report any = seen.get(reports.size() % seen.size());
        Response address = get("/casualties/" + record + "/revisions/" + any.number + "?" + bounds);
        assertEquals(stands(any, seen), address.path("standing"), asked);
        assertEquals(supersededBy(any, seen, reports), address.path("supersededBy"), asked);
        Response brief = get("/casualties/" + record + "?view=brief&" + bounds);
        Integer last = seen.get(seen.size() - 1).number;
        assertEquals(claims.isEmpty() ? last : answer.<Integer> path("preferred"), brief.path("number"), asked);
        assertEquals(!claims.isEmpty(), brief.path("preferred"), asked);
    }

    /** The newest retraction in force of a report, or else the newest replacement that is not withdrawn. */
    private static Integer supersededBy(Report report, List<Report> seen, List<Report> reports) {
        List<Report> superseding = seen.stream().filter(other -> other.supersedes != null && other.supersedes == report.number)
                .filter(other -> !withdrawn(other.number, seen)).toList();
        List<Report> retractions = superseding.stream().filter(Report::retracts).toList();
        return (retractions.isEmpty() ? superseding : retractions).stream()
                .reduce((one, other) -> newer(one, other, reports)).map(Report::number).orElse(null);
    }

    private static Integer preferred(List<Report> claims) {
        List<Report> left = claims;
        for (Predicate<Report> better : List.<Predicate<Report>> of(report -> !report.status.equals("disputed"),
                report -> report.status.equals("confirmed"))) {
            left = left.stream().anyMatch(better) ? left.stream().filter(better).toList() : left;
        }
        return left.stream().max(Comparator.comparing((Report report) -> claims.stream().filter(
                other -> other.basis().equals(report.basis()) && !other.status.equals("disputed")).count())
                .thenComparing(report -> -claims.indexOf(report))).map(Report::number).orElse(null);
    }

    private static boolean withdrawn(int number, List<Report> seen) {
        return seen.stream().anyMatch(other -> other.retracts() && other.supersedes == number
                && !withdrawn(other.number, seen));
    }

    private static boolean stands(Report report, List<Report> seen) {
        return !report.retracts() && !withdrawn(report.number, seen)
                && seen.stream().noneMatch(other -> !other.retracts() && other.supersedes != null
                        && other.supersedes == report.number && !withdrawn(other.number, seen));
    }

    private static Report newer(Report one, Report other, List<Report> reports) {
        int order = order(one, reports).compareTo(order(other, reports));
        return order > 0 || order == 0 && one.number > other.number ? one : other;
    }

    private static Instant certain(Report report, List<Report> reports) {
        if (report.supersedes == null) {
            return report.until();
        }
        Instant before = certain(reports.get(report.supersedes - 1), reports);
        return before.isAfter(report.until()) ? before : report.until();
    }

    private static Instant order(Report report, List<Report> reports) {
        Instant order = report.from();
        if (report.supersedes != null) {
            order = later(order, order(reports.get(report.supersedes - 1), reports));
        }
        if (report.after != null) {
            Report previous = reports.get(report.after - 1);
            order = later(order, order(previous, reports));
            order = previous.until().isBefore(report.until()) ? later(order, previous.until()) : order;
        }
        return order;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
