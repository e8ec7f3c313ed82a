package org.isnad.content;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The range of the figures of several sources for one count.
 *
 * @param count what the figures count
 * @param low the lowest number that a figure admits, so 101 for "more than 100", or null if all are upper bounds alone
 * @param high the highest number that a figure admits, so 99 for "fewer than 100", or null if all are lower bounds alone
 * @param sources the number of figures, one per source
 * @param openEnded true if a figure is a bound alone, so that the actual number may lie outside the range;
 *        otherwise null
 */
@Schema(requiredProperties = { "count", "sources" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Spread(Count count, Long low, Long high, int sources, Boolean openEnded) {

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
        Map<Long, Spread> byCount = new LinkedHashMap<>();
        for (Claimed claim : claims) {
            if (claim.content instanceof CasualtyFigure figure && figure.hasFigure()) {
                byCount.merge(claim.count, of(figure), Spread::merge);
            }
        }
        return byCount.values().stream().sorted(Comparator.comparing(spread -> spread.count.basis())).toList();
    }

    /** Returns the spread of one figure. */
    private static Spread of(CasualtyFigure figure) {
        Long low = figure.minimum();
        Long high = figure.maximum();
        return new Spread(figure.count(), low, high, 1, low == null || high == null ? true : null);
    }

    /** Returns the spread of the figures of both spreads, which have the same count. */
    private Spread merge(Spread other) {
        return new Spread(count, combine(Math::min, low, other.low), combine(Math::max, high, other.high),
                sources + other.sources,
                openEnded == null ? other.openEnded : openEnded);
    }

    /** Returns the operator's result, the other number if one of them is null, and null if both are. */
    private static Long combine(BinaryOperator<Long> operator, Long one, Long other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : operator.apply(one, other);
    }
}
