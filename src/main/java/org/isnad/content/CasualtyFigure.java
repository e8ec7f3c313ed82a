package org.isnad.content;

import java.util.function.UnaryOperator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many people, as one source gives it. Unknown is absent, never 0: "at least 25" is low alone, "dozens" is wording
 * alone, and a source that gives no figure says why in {@code absentReason}.
 *
 * @param group whom it counts
 * @param groupDetail whom exactly; needed when the group is {@link Group#OTHER}
 * @param measure what befell them
 * @param place where
 * @param low the lower bound, or null
 * @param best the figure given, or null
 * @param high the upper bound, or null
 * @param approximate true if the source says "about"
 * @param absentReason why there is no figure; only without low, best and high
 * @param wording the source's own words, or null
 * @param basis how it was arrived at; figures on different bases never share a spread
 * @param period the time it is about, or null for a count since the beginning
 * @param excludes the counting rule in words: what is left out or brought in, or null
 * @param originalLanguage the language of the source's words, or null if not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CasualtyFigure(
        @ChangeAspect(Aspect.TERM) @NotNull Group group,
        @ChangeAspect(Aspect.TERM) @MaxLength(200) Text groupDetail,
        @ChangeAspect(Aspect.TERM) @NotNull Measure measure,
        @NotNull @Valid Place place,
        @ChangeAspect(Aspect.BOUND) @Min(0) @Max(MOST) Long low,
        @ChangeAspect(Aspect.NUMBER) @Min(0) @Max(MOST) Long best,
        @ChangeAspect(Aspect.BOUND) @Min(0) @Max(MOST) Long high,
        @ChangeAspect(Aspect.BOUND) Boolean approximate,
        @ChangeAspect(Aspect.KNOWN) AbsentReason absentReason,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(1_000) Text wording,
        @ChangeAspect(Aspect.COUNTING_RULE) Basis basis,
        @ChangeAspect(Aspect.TIME) @Valid Period period,
        @ChangeAspect(Aspect.COUNTING_RULE) @MaxLength(1_000) Text excludes,
        @LanguageTag String originalLanguage) implements Content {

    /** More than all people alive; a larger figure is a slip. */
    private static final long MOST = 10_000_000_000L;

    /** Whom a figure counts. Groups overlap and are never summed. */
    public enum Group {
        @JsonProperty("civilians")
        CIVILIANS,
        @JsonProperty("children")
        CHILDREN,
        @JsonProperty("protesters")
        PROTESTERS,
        @JsonProperty("police")
        POLICE,
        @JsonProperty("soldiers")
        SOLDIERS,
        @JsonProperty("security-forces")
        SECURITY_FORCES,
        @JsonProperty("militants")
        MILITANTS,
        @JsonProperty("health-workers")
        HEALTH_WORKERS,
        @JsonProperty("journalists")
        JOURNALISTS,
        @JsonProperty("total")
        TOTAL,
        @JsonProperty("other")
        OTHER
    }

    /** What befell the people counted. */
    public enum Measure {
        @JsonProperty("killed")
        KILLED,
        @JsonProperty("injured")
        INJURED,
        @JsonProperty("missing")
        MISSING,
        @JsonProperty("detained")
        DETAINED,
        @JsonProperty("displaced")
        DISPLACED,
        @JsonProperty("evacuated")
        EVACUATED,
        @JsonProperty("hospitalised")
        HOSPITALISED,
        @JsonProperty("infected")
        INFECTED,
        @JsonProperty("affected")
        AFFECTED
    }

    /** How a figure was arrived at. */
    public enum Basis {
        @JsonProperty("count")
        COUNT,
        @JsonProperty("list-of-names")
        LIST_OF_NAMES,
        @JsonProperty("identified")
        IDENTIFIED,
        @JsonProperty("estimate")
        ESTIMATE,
        @JsonProperty("forecast")
        FORECAST,
        @JsonProperty("missing-reports")
        MISSING_REPORTS,
        /** Several measures in one number, such as dead and injured together. */
        @JsonProperty("combined")
        COMBINED
    }

    /** Why a source gives no figure. */
    public enum AbsentReason {
        @JsonProperty("not-reported")
        NOT_REPORTED,
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("withheld")
        WITHHELD
    }

    /**
     * The time that a figure is about.
     *
     * @param start its first day or moment, or null for a cumulative count
     * @param end its last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Period(PartialDate start, @NotNull PartialDate end) {
    }

    public CasualtyFigure {
        basis = basis == null ? Basis.COUNT : basis;
        approximate = Boolean.TRUE.equals(approximate) ? true : null;
        if (above(low, high)) {
            throw new InvalidContent("low", "must not be above high");
        }
        if (above(low, best)) {
            throw new InvalidContent("low", "must not be above best");
        }
        if (above(best, high)) {
            throw new InvalidContent("best", "must not be above high");
        }
        boolean given = low != null || best != null || high != null;
        if (given && absentReason != null) {
            throw new InvalidContent("absentReason", "must not be given beside a figure");
        }
        if (!given && absentReason == null && wording == null) {
            throw new InvalidContent("absentReason", "must say why there is no figure, unless the wording does");
        }
        if (group == Group.OTHER && groupDetail == null) {
            throw new InvalidContent("groupDetail", "must say which when the group is other");
        }
    }

    private static boolean above(Long one, Long other) {
        return one != null && other != null && one > other;
    }

    /** Whether a number is given at all, be it a bound. */
    public boolean hasFigure() {
        return low != null || best != null || high != null;
    }

    @Override
    public CasualtyFigure withTexts(UnaryOperator<Text> change) {
        return new CasualtyFigure(group, change.apply(groupDetail), measure,
                new Place(change.apply(place.name()), place.code(), place.codeList()), low, best, high, approximate,
                absentReason, change.apply(wording), basis, period, change.apply(excludes), originalLanguage);
    }
}
