package org.isnad.content;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The range of the figures of several sources on one basis.
 *
 * @param basis the basis of the figures
 * @param low the lowest lower end of a figure, or null if all figures are upper bounds alone
 * @param high the highest upper end of a figure, or null if all figures are lower bounds alone
 * @param sources the number of figures on this basis, one per source
 * @param openEnded true if a figure is a bound alone, so that the actual number may lie outside the range;
 *        otherwise null
 */
@Schema(requiredProperties = { "basis", "sources" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Spread(CasualtyFigure.Basis basis, Long low, Long high, int sources, Boolean openEnded) {

    /**
     * Returns one spread for each basis of the claims, in the order in which the bases are declared; empty if there
     * is no figure. Claims without a figure, claims of other kinds and nulls are ignored.
     *
     * @param claims the claims, at most one per source, because each figure counts as one source
     */
    public static List<Spread> over(Collection<? extends Content> claims) {
        Map<CasualtyFigure.Basis, Spread> byBasis = new EnumMap<>(CasualtyFigure.Basis.class);
        for (Content claim : claims) {
            if (claim instanceof CasualtyFigure figure && figure.hasFigure()) {
                byBasis.merge(figure.basis(), of(figure), Spread::merge);
            }
        }
        return List.copyOf(byBasis.values());
    }

    /** Returns the spread of one figure; the best figure replaces a missing bound. */
    private static Spread of(CasualtyFigure figure) {
        Long low = figure.low() != null ? figure.low() : figure.best();
        Long high = figure.high() != null ? figure.high() : figure.best();
        return new Spread(figure.basis(), low, high, 1, low == null || high == null ? true : null);
    }

    /** Returns the spread of the figures of both spreads, which have the same basis. */
    private Spread merge(Spread other) {
        return new Spread(basis, combine(Math::min, low, other.low), combine(Math::max, high, other.high),
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
