package org.isnad.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.isnad.compare.Agreement.AttributedFigure;
import org.isnad.compare.Agreement.CompatibleSet;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.CasualtyFigure.Basis;
import org.isnad.content.Place;
import org.isnad.content.Spread.Verdict;
import org.isnad.content.Text;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AgreementTest {

    /** Above all numbers that the figures here name. */
    private static final long FAR = 30;

    @Property(tries = 3000)
    void itIsWhatTryingEveryNumberAndEverySetFinds(@ForAll("claims") List<AttributedFigure> claims) {
        Agreement agreement = Agreement.byCount(claims).get(0);

        Set<Set<String>> possible = new HashSet<>();
        for (long truth = 0; truth <= FAR; truth++) {
            long number = truth;
            possible.add(
                    claims.stream().filter(one -> fits(one.figure(), number)).map(AttributedFigure::source)
                            .collect(Collectors.toSet()));
        }
        Set<Set<String>> largest = possible.stream().filter(set -> !set.isEmpty() && possible.stream()
                .noneMatch(other -> other.size() > set.size() && other.containsAll(set))).collect(Collectors.toSet());
        assertEquals(largest, agreement.sets().stream().map(set -> Set.copyOf(set.sources())).collect(Collectors.toSet()));
        assertEquals(largest.size(), agreement.sets().size());
        for (CompatibleSet set : agreement.sets()) {
            List<Long> fitting = LongStream.rangeClosed(0, FAR).boxed().filter(number -> claims.stream()
                    .filter(one -> set.sources().contains(one.source())).allMatch(one -> fits(one.figure(), number))).toList();
            assertEquals(fitting.get(0), set.low() == null ? 0 : set.low());
            assertEquals(fitting.get(fitting.size() - 1), set.high() == null ? FAR : set.high());
        }
        boolean isOne = claims.stream().map(one -> LongStream.rangeClosed(0, FAR).boxed()
                .filter(number -> fits(one.figure(), number)).toList()).distinct().count() == 1;
        assertEquals(claims.size() == 1 ? null
                : isOne ? Verdict.AGREE : largest.size() == 1 ? Verdict.OVERLAP : Verdict.CONFLICT, agreement.verdict());
        List<Long> bounds = new ArrayList<>();
        claims.forEach(one -> {
            CasualtyFigure figure = one.figure();
            bounds.add(figure.lowExclusive() == null ? figure.low() : Long.valueOf(figure.low() + 1));
            bounds.add(figure.best());
            bounds.add(figure.highExclusive() == null ? figure.high() : Long.valueOf(figure.high() - 1));
        });
        bounds.removeIf(bound -> bound == null);
        assertEquals(claims.stream().map(AttributedFigure::source).sorted().toList(), agreement.sources());
        assertTrue(agreement.low() == null || bounds.contains(agreement.low()));
        assertTrue(agreement.high() == null || bounds.contains(agreement.high()));
    }

    @Example
    void sixteenEighteenAndAtLeastSeventeen() {
        Agreement agreement = Agreement.byCount(List.of(given("a", 16L, 16L, 16L), given("b", 18L, 18L, 18L),
                given("c", 17L, null, null))).get(0);
        assertEquals(Verdict.CONFLICT, agreement.verdict());
        assertEquals(List.of(List.of("a"), List.of("b", "c")), agreement.sets().stream().map(CompatibleSet::sources).toList());
        assertEquals(new BigDecimal("1.13"), agreement.ratio());
        assertEquals(true, agreement.openEnded());
    }

    @Example
    void moreThanAHundredIsNotAHundredAndAtLeastAHundredMayBe() {
        AttributedFigure hundred = given("kz-mvd", 100L, 100L, 100L);
        AttributedFigure atLeast = given("un", 100L, null, null);
        AttributedFigure moreThan = given("tsaplienko", 100L, true, null, null, null);
        AttributedFigure fewerThan = given("afp", null, null, null, 101L, true);
        assertEquals(Verdict.OVERLAP, Agreement.byCount(List.of(hundred, atLeast, fewerThan)).get(0).verdict());
        Agreement conflict = Agreement.byCount(List.of(hundred, moreThan)).get(0);
        assertEquals(Verdict.CONFLICT, conflict.verdict());
        assertEquals(101, conflict.sets().get(1).low());
        assertEquals(Verdict.CONFLICT, Agreement.byCount(List.of(fewerThan, moreThan)).get(0).verdict());
    }

    @Example
    void otherBasesAndOtherCountingRulesAreNotMeasuredAgainstEachOther() {
        CasualtyFigure killed = given("x", 26L, 26L, 26L).figure();
        CasualtyFigure apart = new CasualtyFigure(killed.group(), null, killed.measure(), killed.place(), 67L, null, 67L, 67L,
                null, null, null, null, null, null, null, null, null, null,
                Text.of("en", "Violators, 142, are counted apart"), null, null);
        CasualtyFigure names = new CasualtyFigure(killed.group(), null, killed.measure(), killed.place(), 20L, null, 20L, 20L,
                null, null, null, null, null, null, Basis.LIST_OF_NAMES, null, null, null, null, null, null);
        List<Agreement> agreements = Agreement
                .byCount(List.of(attributed("a", "a", killed), attributed("b", "b", apart),
                        attributed("c", "c", names)));
        assertEquals(List.of(List.of("a"), List.of("b"), List.of("c")), agreements.stream().map(Agreement::sources).toList());
        agreements.forEach(agreement -> assertNull(agreement.verdict()));
    }

    @Example
    void whatIsRepeatedHasOneOriginator() {
        AttributedFigure ministry = given("ministry", 18L, 18L, 18L);
        Agreement agreement = Agreement
                .byCount(List.of(ministry, attributed("agency", "ministry", ministry.figure()))).get(0);
        assertEquals(2, agreement.sources().size());
        assertEquals(1, agreement.originators());
    }

    private static AttributedFigure attributed(String source, String originator, CasualtyFigure figure) {
        return new AttributedFigure(source, originator, figure.count().key(), figure);
    }

    private static boolean fits(CasualtyFigure figure, long number) {
        return (figure.low() != null ? isAbove(number, figure.low(), figure.lowExclusive())
                : figure.best() == null || number >= figure.best())
                && (figure.high() != null ? isAbove(-number, -figure.high(), figure.highExclusive())
                        : figure.best() == null || number <= figure.best());
    }

    private static boolean isAbove(long number, long bound, Boolean exclusive) {
        return exclusive == null ? number >= bound : number > bound;
    }

    @Provide
    Arbitrary<List<AttributedFigure>> claims() {
        Arbitrary<Long> bound = Arbitraries.longs().between(1, 20).injectNull(0.4);
        return Combinators.combine(bound, bound, bound).as((one, two, three) -> LongStream.of(one == null ? -1 : one,
                two == null ? -1 : two, three == null ? -1 : three).sorted().toArray())
                .filter(sorted -> sorted[2] > 0).map(AgreementTest::figure).list().ofMinSize(1).ofMaxSize(7).map(figures -> {
                    List<AttributedFigure> given = new ArrayList<>();
                    figures.forEach(figure -> given.add(attributed("s" + given.size(), "s" + given.size(), figure)));
                    return given;
                });
    }

    /** Three numbers, two with a bound alone, one as a figure or, if odd, as a lower or upper bound. */
    private static CasualtyFigure figure(long[] sorted) {
        if (sorted[0] > 0) {
            return given("x", sorted[0], sorted[1], sorted[2]).figure();
        }
        if (sorted[1] > 0) {
            return given("x", sorted[1], null, sorted[2]).figure();
        }
        return switch ((int) sorted[2] % 3) {
            case 0 -> given("x", null, sorted[2], null).figure();
            case 1 -> given("x", sorted[2], sorted[2] % 2 == 0 ? true : null, null, null, null).figure();
            default -> given("x", null, null, null, sorted[2], sorted[2] % 2 == 0 ? true : null).figure();
        };
    }

    private static AttributedFigure given(String source, Long low, Long best, Long high) {
        return given(source, low, null, best, high, null);
    }

    private static AttributedFigure given(String source, Long low, Boolean lowExclusive, Long best, Long high,
            Boolean highExclusive) {
        return attributed(source, source,
                new CasualtyFigure(CasualtyFigure.Group.POLICE, null, CasualtyFigure.Measure.KILLED,
                        new Place(Text.of("en", "Almaty"), null, null, null), low, lowExclusive, best, high, highExclusive,
                        null,
                        null, null, null, null, null, null, null, null, null, null, null));
    }
}
