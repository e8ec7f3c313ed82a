package org.isnad.compare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Count;
import org.isnad.content.Spread;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The agreement among the figures of several sources for one count: whether they can be true together. "At least 25" and 40
 * can, 16 and 18 cannot.
 *
 * @param count what the figures count
 * @param low the lowest number that a figure admits, so 101 for "more than 100"; null if all are upper bounds alone
 * @param high the highest number that a figure admits, so 99 for "fewer than 100"; null if all are lower bounds alone
 * @param openEnded true if any figure is a lower or an upper bound alone, otherwise null
 * @param ratio the highest number divided by the lowest, to two decimals, or null if the lowest is 0
 * @param sources the ids of the sources, in ascending order
 * @param originators the number of distinct originators: sources that merely repeat one source count as that source
 * @param verdict the result of the comparison, or null if there is only one figure
 * @param sets the maximal sets of compatible sources, from low to high; there is more than one only in a conflict
 */
@Schema(requiredProperties = { "count", "sources", "originators", "sets" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Agreement(Count count, Long low, Long high, Boolean openEnded, BigDecimal ratio,
        List<String> sources, int originators, Spread.Verdict verdict, List<CompatibleSet> sets) {

    /**
     * A maximal set of sources whose figures can be true together.
     *
     * @param low the lowest number that is consistent with all of them, or null if there is no lower bound
     * @param high the highest number that is consistent with all of them, or null if there is no upper bound
     * @param sources the ids of the sources, in ascending order
     */
    @Schema(name = "AgreementSet", requiredProperties = "sources")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CompatibleSet(Long low, Long high, List<String> sources) {
    }

    /**
     * The figure of one source, seen as the interval of numbers that are consistent with it.
     *
     * @param source the id of the source
     * @param originator the id of the source that made the claim: the source itself, or the one that it repeats
     * @param count what it counts ({@link Count#key}), whatever the languages of its texts here
     * @param figure the figure; only {@link Agreement#byCount} accepts one without a number
     */
    record AttributedFigure(String source, String originator, long count, CasualtyFigure figure) {

        private static final long NO_LOWER_BOUND = Long.MIN_VALUE;
        private static final long NO_UPPER_BOUND = Long.MAX_VALUE;

        /** Returns the lowest number that the figure admits, or {@link #NO_LOWER_BOUND}. */
        private long min() {
            return figure.minimum() == null ? NO_LOWER_BOUND : figure.minimum();
        }

        /** Returns the highest number that the figure admits, or {@link #NO_UPPER_BOUND}. */
        private long max() {
            return figure.maximum() == null ? NO_UPPER_BOUND : figure.maximum();
        }

        private boolean contains(long number) {
            return min() <= number && number <= max();
        }
    }

    /**
     * Returns one agreement for each count of the figures, ordered by basis, then by the lowest source id. Figures without a
     * number are ignored.
     */
    static List<Agreement> byCount(Collection<AttributedFigure> figures) {
        Map<Long, List<AttributedFigure>> byCount = figures.stream().filter(figure -> figure.figure.hasFigure())
                .sorted(Comparator.comparing(AttributedFigure::source))
                .collect(groupingBy(AttributedFigure::count, LinkedHashMap::new, toList()));
        return byCount.values().stream().map(Agreement::of)
                .sorted(Comparator.comparing(agreement -> agreement.count.basis())).toList();
    }

    /**
     * Returns the agreement among the figures of one group.
     *
     * @param figures figures with the same count, sorted by source, at least one
     */
    private static Agreement of(List<AttributedFigure> figures) {
        Spread spread = Spread.of(figures.stream().map(AttributedFigure::figure).toList());
        int originators = (int) figures.stream().map(AttributedFigure::originator).distinct().count();
        return new Agreement(spread.count(), spread.low(), spread.high(), spread.openEnded(), ratio(figures), sources(figures),
                originators, spread.verdict(), compatibleSets(figures));
    }

    /** Returns the minimum of each figure that has one. */
    private static LongStream lowerBounds(List<AttributedFigure> figures) {
        return figures.stream().mapToLong(AttributedFigure::min).filter(min -> min != AttributedFigure.NO_LOWER_BOUND);
    }

    /** Returns the maximum of each figure that has one. */
    private static LongStream upperBounds(List<AttributedFigure> figures) {
        return figures.stream().mapToLong(AttributedFigure::max).filter(max -> max != AttributedFigure.NO_UPPER_BOUND);
    }

    private static List<String> sources(List<AttributedFigure> figures) {
        return figures.stream().map(AttributedFigure::source).toList();
    }

    /**
     * Returns the ratio of the highest to the lowest number, be it an upper or a lower bound, to two decimals, or
     * null if the lowest is 0.
     */
    private static BigDecimal ratio(List<AttributedFigure> figures) {
        long lowest = LongStream.concat(lowerBounds(figures), upperBounds(figures)).min().orElse(0);
        long highest = LongStream.concat(lowerBounds(figures), upperBounds(figures)).max().orElse(0);
        if (lowest == 0) {
            return null;
        }
        return BigDecimal.valueOf(highest).divide(BigDecimal.valueOf(lowest), 2, RoundingMode.HALF_UP);
    }

    /** Returns the greatest minimum, or NO_LOWER_BOUND if no figure has a minimum. */
    private static long greatestMin(List<AttributedFigure> figures) {
        return figures.stream().mapToLong(AttributedFigure::min).max().orElseThrow();
    }

    /** Returns the least maximum, or NO_UPPER_BOUND if no figure has a maximum. */
    private static long leastMax(List<AttributedFigure> figures) {
        return figures.stream().mapToLong(AttributedFigure::max).min().orElseThrow();
    }

    /**
     * Returns the maximal sets of figures whose intervals share a number, from low to high. A figure
     * may be in several sets.
     */
    private static List<CompatibleSet> compatibleSets(List<AttributedFigure> figures) {
        // Intervals that intersect pairwise share a number, and the greatest of their minimums is one. So every maximal set
        // consists of the intervals that contain the minimum of one of them.
        SortedMap<Long, List<AttributedFigure>> candidates = new TreeMap<>();
        for (AttributedFigure figure : figures) {
            candidates.put(figure.min(), figures.stream().filter(other -> other.contains(figure.min())).toList());
        }
        List<CompatibleSet> sets = new ArrayList<>();
        for (List<AttributedFigure> candidate : candidates.values()) {
            if (isMaximal(candidate, candidates.values())) {
                sets.add(compatibleSet(candidate));
            }
        }
        return List.copyOf(sets);
    }

    /** Whether none of some sets is a proper superset of a set. */
    private static boolean isMaximal(List<AttributedFigure> set, Collection<List<AttributedFigure>> sets) {
        return sets.stream().noneMatch(other -> other.size() > set.size() && other.containsAll(set));
    }

    /** Returns the sources of figures with the intersection of their intervals, which must not be empty. */
    private static CompatibleSet compatibleSet(List<AttributedFigure> figures) {
        long low = greatestMin(figures);
        long high = leastMax(figures);
        Long lowOrNull = low == AttributedFigure.NO_LOWER_BOUND ? null : low;
        Long highOrNull = high == AttributedFigure.NO_UPPER_BOUND ? null : high;
        return new CompatibleSet(lowOrNull, highOrNull, sources(figures));
    }
}
