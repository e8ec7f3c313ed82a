package org.isnad.content;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The range of the figures of several sources for one count, and whether they can be true together: "at least 25" and 40 can,
 * 16 and 18 cannot.
 *
 * @param count what the figures count
 * @param low the lowest number that a figure admits, so 101 for "more than 100", or null if all are upper bounds alone
 * @param high the highest number that a figure admits, so 99 for "fewer than 100", or null if all are lower bounds alone
 * @param sources the number of figures, one per source
 * @param openEnded true if a figure is a bound alone, so that the actual number may lie outside the range;
 *        otherwise null
 * @param verdict whether they agree, or null if there is only one figure
 */
@Schema(requiredProperties = { "count", "sources" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Spread(Count count, Long low, Long high, int sources, Boolean openEnded, Verdict verdict) {

    /** The result of comparing figures, each seen as the interval of the numbers that it admits. */
    @Schema(name = "AgreementVerdict")
    public enum Verdict {
        /** The figures are equal. */
        @JsonProperty("agree")
        AGREE,
        /** The figures differ, but at least one number is consistent with all of them. */
        @JsonProperty("overlap")
        OVERLAP,
        /** No number is consistent with all figures. */
        @JsonProperty("conflict")
        CONFLICT
    }

    /**
     * The content of a claim.
     *
     * @param count what it counts ({@link Count#key}), whatever the languages of its texts here
     * @param content the content, of any kind, or null
     */
    public record Claimed(long count, Content content) {
    }

    /**
     * Returns one spread for each count of the claims, by basis in the order in which bases are declared, then in the order of
     * the claims; empty if there is no figure. Claims without a figure and claims of other kinds are ignored.
     *
     * @param claims the claims, at most one per source and count, because each figure counts as one source
     */
    public static List<Spread> over(Collection<Claimed> claims) {
        Map<Long, List<CasualtyFigure>> byCount = new LinkedHashMap<>();
        for (Claimed claim : claims) {
            if (claim.content instanceof CasualtyFigure figure && figure.hasFigure()) {
                byCount.computeIfAbsent(claim.count, count -> new ArrayList<>()).add(figure);
            }
        }
        return byCount.values().stream().map(Spread::of).sorted(Comparator.comparing(spread -> spread.count.basis())).toList();
    }

    /**
     * Returns the spread of figures.
     *
     * @param figures figures for the same count, at least one, each with a number
     */
    public static Spread of(List<CasualtyFigure> figures) {
        Long low = bounds(figures, CasualtyFigure::minimum).min(Comparator.naturalOrder()).orElse(null);
        Long high = bounds(figures, CasualtyFigure::maximum).max(Comparator.naturalOrder()).orElse(null);
        boolean isOpenEnded = figures.stream().anyMatch(figure -> figure.minimum() == null || figure.maximum() == null);
        return new Spread(figures.get(0).count(), low, high, figures.size(), isOpenEnded ? true : null, verdict(figures));
    }

    private static Verdict verdict(List<CasualtyFigure> figures) {
        if (figures.size() == 1) {
            return null;
        }
        CasualtyFigure first = figures.get(0);
        if (figures.stream().allMatch(figure -> Objects.equals(figure.minimum(), first.minimum())
                && Objects.equals(figure.maximum(), first.maximum()))) {
            return Verdict.AGREE;
        }
        long greatestMinimum = bounds(figures, CasualtyFigure::minimum).max(Comparator.naturalOrder()).orElse(Long.MIN_VALUE);
        long leastMaximum = bounds(figures, CasualtyFigure::maximum).min(Comparator.naturalOrder()).orElse(Long.MAX_VALUE);
        return greatestMinimum <= leastMaximum ? Verdict.OVERLAP : Verdict.CONFLICT;
    }

    /** Returns the bounds of those figures that have one. */
    private static Stream<Long> bounds(List<CasualtyFigure> figures, Function<CasualtyFigure, Long> bound) {
        return figures.stream().map(bound).filter(Objects::nonNull);
    }
}
