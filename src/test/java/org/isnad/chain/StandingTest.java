package org.isnad.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.isnad.content.CasualtyFigure.Form;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StandingTest {

    private static final Instant START = Instant.parse("2022-01-05T00:00:00Z");

    /** A report on nothing but its place in the chain; supersedes is taken modulo what there is. */
    record Report(int source, Status status, int supersedes, int hour, int count, Form form, boolean erased) {
    }

    @Property(tries = 5000)
    void theFoldIsTheDefinition(@ForAll("chains") List<RevisionHeader> chain, @ForAll Random order) {
        NaiveStanding naive = new NaiveStanding(chain);
        List<RevisionHeader> shuffled = new ArrayList<>(chain);
        Collections.shuffle(shuffled, order);

        Standing standing = Standing.of(shuffled);

        for (RevisionHeader head : chain) {
            assertEquals(naive.stands(head), standing.stands(head.number()), () -> "stands " + head.number());
            assertEquals(naive.withdrawn(head), standing.isWithdrawn(head.number()));
        }
        assertEquals(naive.claims(), standing.claims());
        assertEquals(naive.preferred(), standing.preferred());
    }

    @Property(tries = 2000)
    void whatIsReportedLaterDoesNotCountAsOfEarlier(@ForAll("chains") List<RevisionHeader> chain, @ForAll("hours") int hour,
            @ForAll boolean certain) {
        AsOf bounds = AsOf.of(START.plusSeconds(hour * 3600L), certain, null);
        List<RevisionHeader> seen = chain.stream().filter(head -> head.isWithin(bounds)).toList();
        assertEquals(new NaiveStanding(seen).claims(), Standing.of(seen).claims());
        assertTrue(seen.stream().filter(head -> head.supersedes() != null)
                .allMatch(head -> seen.contains(chain.get(head.supersedes() - 1))),
                "nothing is seen before what it supersedes");
    }

    @Property(tries = 2000)
    void aPrefixInOrderIsDecidedWithoutTheRest(@ForAll("chains") List<RevisionHeader> chain, @ForAll Random random) {
        List<RevisionHeader> ordered = chain.stream().sorted(Standing.NEWEST_FIRST).toList();
        List<RevisionHeader> prefix = ordered.subList(0, random.nextInt(ordered.size() + 1));
        Standing whole = Standing.of(chain);
        Standing part = Standing.of(prefix);
        prefix.forEach(head -> assertEquals(whole.stands(head.number()), part.stands(head.number())));
    }

    @Example
    void aLowerLaterNumberTakesTheHigherOnesPlace() {
        Standing standing = Standing.of(chain(report(0, Status.REPORTED, 0), report(0, Status.REPORTED, 1),
                report(0, Status.CORRECTED, 2)));
        assertEquals(3, standing.newest().orElseThrow().number());
        assertFalse(standing.stands(1), "correcting a correction does not revive the original");
        assertEquals(3, standing.supersededBy(2));
    }

    @Example
    void retractingACorrectionBringsBackTheCorrected() {
        Standing standing = Standing.of(chain(report(0, Status.REPORTED, 0), report(0, Status.CORRECTED, 1),
                report(1, Status.RETRACTED, 2)));
        assertTrue(standing.stands(1));
        assertFalse(standing.stands(2));
        assertFalse(standing.stands(3), "a retraction is never a claim");
    }

    @Example
    void retractingARetractionBringsBackTheRetracted() {
        Standing standing = Standing.of(chain(report(0, Status.REPORTED, 0), report(0, Status.RETRACTED, 1),
                report(0, Status.RETRACTED, 2)));
        assertTrue(standing.stands(1));
    }

    @Example
    void aDayThatSupersedesAnExactTimeOfThatDayIsNewer() {
        RevisionHeader exact = Headers.header(1, "a", Status.REPORTED, null, START.plusSeconds(10_000), null);
        RevisionHeader other = Headers.header(2, "a", Status.REPORTED, null, START.plusSeconds(9_000), null);
        RevisionHeader day = Headers.header(3, "a", Status.REPORTED, 1, exact.orderFrom(), null);
        assertEquals(3, Standing.of(List.of(exact, other, day)).newest().orElseThrow().number());
    }

    @Provide
    Arbitrary<List<RevisionHeader>> chains() {
        Arbitrary<Report> report = Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(Status.class),
                Arbitraries.integers().between(0, 11), hours(), Arbitraries.integers().between(1, 2),
                Arbitraries.of(Form.class), Arbitraries.of(false, false, false, true)).as(Report::new);
        return report.list().ofMinSize(1).ofMaxSize(12).map(reports -> chain(reports.toArray(Report[]::new)));
    }

    @Provide
    Arbitrary<Integer> hours() {
        return Arbitraries.integers().between(0, 6);
    }

    private static Report report(int source, Status status, int supersedes) {
        return new Report(source, status, supersedes, 0, 1, Form.NUMBER, false);
    }

    private static List<RevisionHeader> chain(Report... reports) {
        List<RevisionHeader> chain = new ArrayList<>();
        for (Report report : reports) {
            int number = chain.size() + 1;
            // The first cannot supersede; corrected and retracted must; of the rest, those that draw 0 do not.
            boolean must = report.status == Status.CORRECTED || report.status == Status.RETRACTED;
            Integer supersedes = number == 1 || !must && report.supersedes == 0 ? null
                    : report.supersedes < number && report.supersedes > 0 ? report.supersedes
                            : 1 + report.supersedes % (number - 1);
            Status status = supersedes == null ? Status.REPORTED : report.status;
            Instant from = START.plusSeconds(report.hour * 3600L);
            if (supersedes != null && chain.get(supersedes - 1).orderFrom().isAfter(from)) {
                from = chain.get(supersedes - 1).orderFrom();
            }
            RevisionHeader header = Headers.header(number, "source-" + report.source, status, supersedes, from, report.count,
                    report.form, report.erased ? Erasure.Scope.CONTENT : null);
            // A third of them are dated to a span of five hours.
            Instant certain = report.hour % 3 == 0 ? header.reportedUntil().plusSeconds(5 * 3600L) : header.reportedUntil();
            if (supersedes != null && chain.get(supersedes - 1).certainFrom().isAfter(certain)) {
                certain = chain.get(supersedes - 1).certainFrom();
            }
            chain.add(Headers.certainFrom(header, certain));
        }
        return chain;
    }

    @Example
    void aForecastLeavesTheTollAClaim() {
        RevisionHeader toll = Headers.header(1, "a", Status.REPORTED, null, START, 1);
        RevisionHeader forecast = Headers.header(2, "a", Status.REPORTED, null, START.plusSeconds(1), 2);
        assertEquals(List.of(forecast, toll), Standing.of(List.of(toll, forecast)).claims());
    }

    @Example
    void whatIsErasedMayHaveReplacedAnyClaimOfItsSource() {
        RevisionHeader toll = Headers.header(1, "a", Status.REPORTED, null, START, 1);
        RevisionHeader erased = Headers.header(2, "a", Status.REPORTED, null, START.plusSeconds(1), Erasure.Scope.CONTENT);
        assertEquals(List.of(), Standing.of(List.of(toll, erased)).claims());
    }

    @Example
    void whatItsSourceCouldNotVerifyIsPreferredToWordsAlone() {
        RevisionHeader bound = Headers.header(1, "ministry", Status.REPORTED, null, START, 1, Form.BOUND, null);
        RevisionHeader unproven = Headers.header(2, "agency", Status.REPORTED, null, START.plusSeconds(1), 1, Form.UNPROVEN,
                null);
        RevisionHeader words = Headers.header(3, "paper", Status.REPORTED, null, START.plusSeconds(2), 1, Form.WORDS, null);
        assertEquals(unproven, Standing.of(List.of(unproven, words)).preferred().orElseThrow());
        assertEquals(bound, Standing.of(List.of(bound, unproven, words)).preferred().orElseThrow());
    }

    @Example
    void theConfirmedNumberIsPreferredToANewerBound() {
        RevisionHeader confirmed = Headers.header(1, "prosecutor", Status.CONFIRMED, null, START, 1);
        RevisionHeader bound = Headers.header(2, "paper", Status.REPORTED, null, START.plusSeconds(1), 1, Form.BOUND, null);
        RevisionHeader disputed = Headers.header(3, "agency", Status.DISPUTED, null, START.plusSeconds(2), 1);
        Standing standing = Standing.of(List.of(confirmed, bound, disputed));
        assertEquals(disputed, standing.newest().orElseThrow());
        assertEquals(confirmed, standing.preferred().orElseThrow());
    }
}
