package org.isnad.content;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far the figures of several sources reach, on one basis.
 *
 * @param basis how the figures were arrived at
 * @param low the lowest of their lows; null if all are upper bounds
 * @param high the highest of their highs; null if all are lower bounds
 * @param sources how many sources give a figure on this basis
 * @param openEnded true if a figure among them is a bound alone, so that the truth may lie beyond
 */
@Schema(requiredProperties = { "basis", "sources" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Spread(CasualtyFigure.Basis basis, Long low, Long high, int sources, Boolean openEnded) {

    /** The spreads over some claims, by basis; claims that give no figure, or are of other kinds, do not count. */
    public static List<Spread> over(Collection<? extends Content> claims) {
        Map<CasualtyFigure.Basis, Spread> byBasis = new EnumMap<>(CasualtyFigure.Basis.class);
        for (Content claim : claims) {
            if (claim instanceof CasualtyFigure figure && figure.hasFigure()) {
                byBasis.merge(figure.basis(), of(figure), Spread::and);
            }
        }
        return List.copyOf(byBasis.values());
    }

    private static Spread of(CasualtyFigure figure) {
        Long low = figure.low() != null ? figure.low() : figure.best();
        Long high = figure.high() != null ? figure.high() : figure.best();
        return new Spread(figure.basis(), low, high, 1, low == null || high == null ? true : null);
    }

    private Spread and(Spread other) {
        return new Spread(basis, of(Math::min, low, other.low), of(Math::max, high, other.high), sources + other.sources,
                openEnded == null ? other.openEnded : openEnded);
    }

    private static Long of(BinaryOperator<Long> rule, Long one, Long other) {
        return one == null ? other : other == null ? one : rule.apply(one, other);
    }
}
