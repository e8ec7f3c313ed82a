package org.isnad.casualties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.isnad.casualties.Figures.FigureRevision;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.casualties.Series.SeriesPoint;
import org.isnad.chain.Headers;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure.Basis;
import org.isnad.content.CasualtyFigure.Group;
import org.isnad.content.CasualtyFigure.Measure;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StepSeriesTest {

    private static final Instant START = Instant.parse("2022-01-05T00:00:00Z");

    @Property(tries = 3000)
    void eachStepIsTheFoldOfWhatWasReportedByThen(@ForAll Random random) {
        List<FigureRevision> chain = chain(random, 1 + random.nextInt(25));
        List<FigureRevision> inOrder = chain.stream()
                .sorted((one, other) -> Standing.NEWEST_FIRST.reversed().compare(one.header(), other.header())).toList();
        Map<SeriesLine, List<Integer>> expected = new HashMap<>();
        for (int end = 1; end <= inOrder.size(); end++) {
            List<FigureRevision> prefix = inOrder.subList(0, end);
            Standing standing = Standing.of(prefix.stream().map(FigureRevision::header).toList());
            prefix.stream().filter(one -> one.hasContent()).map(FigureRevision::line).distinct().forEach(line -> {
                Integer held = prefix.stream().filter(one -> one.hasContent() && one.line().equals(line)
                        && standing.stands(one.header().number())).reduce((older, newer) -> newer)
                        .map(one -> one.header().number()).orElse(null);
                List<Integer> steps = expected.computeIfAbsent(line, first -> new ArrayList<>());
                if (steps.isEmpty() ? held != null : !java.util.Objects.equals(steps.get(steps.size() - 1), held)) {
                    steps.add(held);
                }
            });
        }
        expected.values().removeIf(List::isEmpty);
        List<FigureRevision> shuffled = new ArrayList<>(chain);
        Collections.shuffle(shuffled, random);

        Map<SeriesLine, List<Integer>> actual = StepSeries.of(shuffled).stream()
                .collect(Collectors.toMap(line -> line.withPoints(List.of()),
                        line -> line.points().stream().map(SeriesPoint::number)
                                .collect(Collectors.toCollection(ArrayList::new))));

        assertEquals(expected, actual);
    }

    @Example
    void aRetractedCorrectionBringsBackTheFigureAndARetractedFigureLeavesAGap() {
        List<SeriesLine> lines = StepSeries
                .of(List.of(reported(1, "a", Status.REPORTED, null, 1), reported(2, "a", Status.CORRECTED, 1, 2),
                        reported(3, "b", Status.RETRACTED, 2, 3), reported(4, "b", Status.RETRACTED, 1, 4)));
        assertEquals(1, lines.size());
        List<SeriesPoint> points = lines.get(0).points();
        assertEquals(java.util.Arrays.asList(1, 2, 1, null), points.stream().map(SeriesPoint::number).toList());
        assertEquals(java.util.Arrays.asList(10L, 20L, 10L, null), points.stream().map(SeriesPoint::best).toList());
        assertEquals("b", points.get(3).by().source());
        assertEquals(4, points.get(0).supersededBy());
    }

    @Example
    void aLongRunOfRetractionsOfRetractionsIsNoRecursion() {
        List<FigureRevision> chain = new ArrayList<>(List.of(reported(1, "a", Status.REPORTED, null, 0)));
        for (int number = 2; number <= 10_000; number++) {
            chain.add(reported(number, "a", Status.RETRACTED, number - 1, number));
        }
        List<SeriesPoint> points = assertTimeout(Duration.ofSeconds(30), () -> StepSeries.of(chain)).get(0).points();
        assertEquals(10_000, points.size());
        assertEquals(null, points.get(9_999).number());
    }

    private static List<FigureRevision> chain(Random random, int length) {
        List<FigureRevision> chain = new ArrayList<>();
        for (int number = 1; number <= length; number++) {
            Status status = number == 1 ? Status.REPORTED : Status.values()[random.nextInt(5)];
            boolean must = status == Status.CORRECTED || status == Status.RETRACTED;
            Integer supersedes = number > 1 && (must || random.nextInt(3) == 0)
                    ? Integer.valueOf(1 + random.nextInt(number - 1))
                    : null;
            int hour = random.nextInt(6);
            if (supersedes != null) {
                hour = Math.max(hour, (int) Duration.between(START, chain.get(supersedes - 1).header().orderFrom()).toHours());
            }
            chain.add(reported(number, "s" + random.nextInt(3), status, supersedes, hour));
        }
        return chain;
    }

    private static FigureRevision reported(int number, String source, Status status, Integer supersedes, int hour) {
        Instant from = START.plus(Duration.ofHours(hour));
        RevisionHeader head = Headers.header(number, source, status, supersedes, from, null);
        return new FigureRevision(head, status == Status.RETRACTED ? null : figure(10L * number));
    }

    private static FigureRow figure(long best) {
        FigureRow figure = new FigureRow();
        figure.people = Group.POLICE;
        figure.measure = Measure.KILLED;
        figure.basis = Basis.COUNT;
        figure.best = best;
        return figure;
    }
}
