package org.isnad.casualties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.isnad.casualties.StepSeries.Line;
import org.isnad.casualties.StepSeries.Step;
import org.isnad.chain.Headers;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StepSeriesTest {

    private static final Instant START = Instant.parse("2022-01-05T00:00:00Z");

    @Property(tries = 3000)
    void eachStepIsTheFoldOfWhatWasReportedByThen(@ForAll Random random, @ForAll boolean certain) {
        List<RevisionHeader> chain = chain(random, 1 + random.nextInt(25));
        List<RevisionHeader> inOrder = chain.stream()
                .sorted(Comparator.comparing((RevisionHeader header) -> header.seenFrom(certain))
                        .thenComparing(Standing.NEWEST_FIRST.reversed()))
                .toList();
        Map<Line, List<Integer>> expected = new HashMap<>();
        for (int end = 1; end <= inOrder.size(); end++) {
            List<RevisionHeader> prefix = inOrder.subList(0, end);
            Standing standing = Standing.of(prefix);
            prefix.stream().filter(StepSeriesTest::hasContent).map(StepSeriesTest::line).distinct().forEach(line -> {
                Integer held = prefix.stream()
                        .filter(one -> hasContent(one) && line(one).equals(line) && standing.stands(one.number()))
                        .max(Standing.NEWEST_FIRST.reversed())
                        .filter(newest -> prefix.stream().noneMatch(one -> one.isErased() && standing.stands(one.number())
                                && one.source().equals(line.source()) && Standing.NEWEST_FIRST.compare(one, newest) < 0))
                        .map(RevisionHeader::number).orElse(null);
                List<Integer> steps = expected.computeIfAbsent(line, first -> new ArrayList<>());
                if (steps.isEmpty() ? held != null : !Objects.equals(steps.get(steps.size() - 1), held)) {
                    steps.add(held);
                }
            });
        }
        expected.values().removeIf(List::isEmpty);
        List<RevisionHeader> shuffled = new ArrayList<>(chain);
        Collections.shuffle(shuffled, random);

        Map<Line, List<Integer>> actual = new HashMap<>();
        StepSeries.of(shuffled, List.of(), certain).forEach((line, steps) -> actual.put(line, numbers(steps)));

        assertEquals(expected, actual);
    }

    @Example
    void aRetractedCorrectionBringsBackTheFigureAndARetractedFigureLeavesAGap() {
        Map<Line, List<Step>> lines = StepSeries
                .of(List.of(reported(1, "a", Status.REPORTED, null, 1, 1), reported(2, "a", Status.CORRECTED, 1, 2, 1),
                        reported(3, "b", Status.RETRACTED, 2, 3, 0), reported(4, "b", Status.RETRACTED, 1, 4, 0)), List.of(),
                        false);
        assertEquals(1, lines.size());
        List<Step> steps = lines.get(new Line("a", 1));
        assertEquals(Arrays.asList(1, 2, 1, null), numbers(steps));
        assertEquals("b", steps.get(3).cause().source());
    }

    @Example
    void aLongRunOfRetractionsOfRetractionsIsNoRecursion() {
        List<RevisionHeader> chain = new ArrayList<>(List.of(reported(1, "a", Status.REPORTED, null, 0, 1)));
        for (int number = 2; number <= 10_000; number++) {
            chain.add(reported(number, "a", Status.RETRACTED, number - 1, number, 0));
        }
        List<Step> steps = assertTimeout(Duration.ofSeconds(30), () -> StepSeries.of(chain, List.of(), false))
                .get(new Line("a", 1));
        assertEquals(10_000, steps.size());
        assertEquals(null, steps.get(9_999).current());
    }

    private static List<RevisionHeader> chain(Random random, int length) {
        List<RevisionHeader> chain = new ArrayList<>();
        for (int number = 1; number <= length; number++) {
            Status status = number == 1 ? Status.REPORTED : Status.values()[random.nextInt(5)];
            boolean must = status == Status.CORRECTED || status == Status.RETRACTED;
            Integer supersedes = number > 1 && (must || random.nextInt(3) == 0)
                    ? Integer.valueOf(1 + random.nextInt(number - 1))
                    : null;
            int hour = random.nextInt(6);
            if (supersedes != null) {
                hour = Math.max(hour, (int) Duration.between(START, chain.get(supersedes - 1).orderFrom()).toHours());
            }
            RevisionHeader header = reported(number, "s" + random.nextInt(3), status, supersedes, hour, 1 + random.nextInt(2));
            Instant certain = header.reportedUntil().plus(Duration.ofHours(random.nextInt(6)));
            if (supersedes != null && chain.get(supersedes - 1).certainFrom().isAfter(certain)) {
                certain = chain.get(supersedes - 1).certainFrom();
            }
            chain.add(Headers.certainFrom(random.nextInt(8) == 0 ? Headers.erased(header) : header, certain));
        }
        return chain;
    }

    private static RevisionHeader reported(int number, String source, Status status, Integer supersedes, int hour, int count) {
        return Headers.header(number, source, status, supersedes, START.plus(Duration.ofHours(hour)),
                status == Status.RETRACTED ? 0 : count);
    }

    private static boolean hasContent(RevisionHeader header) {
        return header.status() != Status.RETRACTED && !header.isErased();
    }

    private static Line line(RevisionHeader header) {
        return new Line(header.source(), header.count());
    }

    private static List<Integer> numbers(List<Step> steps) {
        List<Integer> numbers = new ArrayList<>();
        steps.forEach(step -> numbers.add(step.current() == null ? null : step.current().number()));
        return numbers;
    }
}
