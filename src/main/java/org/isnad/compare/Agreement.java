package org.isnad.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.CasualtyFigure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether the figures of several sources, on one basis and by one counting rule, can be true together. "At least 25" can be
 * with 40; 16 cannot be with 18.
 *
 * @param basis how the figures were arrived at
 * @param low the lowest bound or figure; null if all are upper bounds
 * @param high the highest bound or figure; null if all are lower bounds
 * @param openEnded true if a figure among them is a bound alone, so that the truth may lie beyond
 * @param ratio the highest to the lowest figure, to two decimals; null if either is missing or 0
 * @param sources who gives the figures, by id
 * @param originators how many of them do not merely repeat another
 * @param verdict whether they agree; null if there is but one
 * @param sets the largest sets of sources that can be right together, from low to high: one unless they conflict
 */
@Schema(requiredProperties = { "basis", "sources", "originators", "sets" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Agreement(CasualtyFigure.Basis basis, Long low, Long high, Boolean openEnded, BigDecimal ratio,
        List<String> sources, int originators, Verdict verdict, List<Together> sets) {

    /** Whether figures can be true together. */
    @Schema(name = "AgreementVerdict")
    public enum Verdict {
        /** They are the same. */
        @JsonProperty("agree")
        AGREE,
        /** They differ, but one number fits them all. */
        @JsonProperty("overlap")
        OVERLAP,
        /** No number fits them all. */
        @JsonProperty("conflict")
        CONFLICT
    }

    /**
     * Sources that can be right together.
     *
     * @param low the least number that fits them all; null for no lower bound
     * @param high the greatest; null for no upper bound
     * @param sources who they are, by id
     */
    @Schema(name = "AgreementSet", requiredProperties = "sources")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Together(Long low, Long high, List<String> sources) {
    }

    /**
     * @param source who gives it
     * @param originator whose it is: the same, or who is repeated
     */
    record Given(String source, String originator, CasualtyFigure figure) {

        private long from() {
            return figure.low() != null ? figure.low() : figure.best() != null ? figure.best() : Long.MIN_VALUE;
        }

        private long to() {
            return figure.high() != null ? figure.high() : figure.best() != null ? figure.best() : Long.MAX_VALUE;
        }
    }

    /** The agreement among figures, for each basis and counting rule in the order of the bases; absent figures do not count. */
    static List<Agreement> over(Collection<Given> given) {
        List<List<Given>> comparable = new ArrayList<>();
        given.stream().filter(one -> one.figure.hasFigure()).sorted(Comparator.comparing(Given::source))
                .forEach(one -> comparable.stream().filter(group -> Differ.countTheSame(group.get(0).figure, one.figure))
                        .findFirst().orElseGet(() -> {
                            List<Given> group = new ArrayList<>();
                            comparable.add(group);
                            return group;
                        }).add(one));
        return comparable.stream().map(Agreement::among)
                .sorted(Comparator.comparing(Agreement::basis).thenComparing(agreement -> agreement.sources.get(0))).toList();
    }

    private static Agreement among(List<Given> given) {
        List<Long> bounds = given.stream().flatMap(one -> List.of(one.from(), one.to()).stream())
                .filter(bound -> bound != Long.MIN_VALUE && bound != Long.MAX_VALUE).toList();
        Long low = given.stream().map(Given::from).filter(from -> from != Long.MIN_VALUE).min(Comparator.naturalOrder())
                .orElse(null);
        Long high = given.stream().map(Given::to).filter(to -> to != Long.MAX_VALUE).max(Comparator.naturalOrder())
                .orElse(null);
        boolean open = given.stream().anyMatch(one -> one.from() == Long.MIN_VALUE || one.to() == Long.MAX_VALUE);
        return new Agreement(given.get(0).figure.basis(), low, high, open ? true : null, ratio(bounds),
                given.stream().map(Given::source).toList(), (int) given.stream().map(Given::originator).distinct().count(),
                verdict(given), together(given));
    }

    private static BigDecimal ratio(List<Long> bounds) {
        long lowest = bounds.stream().min(Comparator.naturalOrder()).orElse(0L);
        long highest = bounds.stream().max(Comparator.naturalOrder()).orElse(0L);
        return lowest == 0 ? null : BigDecimal.valueOf(highest).divide(BigDecimal.valueOf(lowest), 2, RoundingMode.HALF_UP);
    }

    private static Verdict verdict(List<Given> given) {
        if (given.size() == 1) {
            return null;
        }
        if (given.stream().map(one -> List.of(one.from(), one.to())).distinct().count() == 1) {
            return Verdict.AGREE;
        }
        return given.stream().mapToLong(Given::from).max().getAsLong() <= given.stream().mapToLong(Given::to).min().getAsLong()
                ? Verdict.OVERLAP
                : Verdict.CONFLICT;
    }

    /**
     * Intervals of which each two meet have a number in common, and it may be taken where one of them begins; a set found so
     * is as large as can be unless another holds it.
     */
    private static List<Together> together(List<Given> given) {
        Map<Long, List<Given>> fitting = new TreeMap<>();
        for (Given one : given) {
            fitting.put(one.from(), given.stream().filter(other -> other.from() <= one.from() && one.from() <= other.to())
                    .toList());
        }
        return fitting.values().stream()
                .filter(set -> fitting.values().stream()
                        .noneMatch(other -> other.size() > set.size() && other.containsAll(set)))
                .map(set -> new Together(bound(set, Given::from, true), bound(set, Given::to, false),
                        set.stream().map(Given::source).toList()))
                .toList();
    }

    private static Long bound(List<Given> set, Function<Given, Long> of, boolean greatest) {
        Comparator<Long> order = Comparator.naturalOrder();
        long bound = set.stream().map(of).max(greatest ? order : order.reversed()).orElseThrow();
        return bound == Long.MIN_VALUE || bound == Long.MAX_VALUE ? null : bound;
    }
}
