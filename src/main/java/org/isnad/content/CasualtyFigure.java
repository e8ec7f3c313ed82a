package org.isnad.content;

import java.util.function.UnaryOperator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A number of people as stated by one source. An unknown number is absent, never 0: "at least 25" is low alone,
 * "dozens" is wording alone, and a source without a figure gives the reason in {@code absentReason}.
 *
 * @param group the group that is counted
 * @param groupDetail the group in words, or null; required when the group is {@link Group#OTHER}
 * @param measure what happened to the group
 * @param place the place
 * @param low the lower bound, or null if there is none
 * @param best the best figure, or null if there is none
 * @param high the upper bound, or null if there is none
 * @param approximate true if the source calls the figure approximate, otherwise null
 * @param absentReason the reason for the absence of a figure; null if low, best or high is given
 * @param wording the source's own words, or null
 * @param basis the basis of the figure, {@link Basis#COUNT} if it is given as null; a spread never mixes bases
 * @param occurred the period of the count, when it happened to the group; null or without a beginning for a count since the
 *        beginning of the crisis or of the phase
 * @param phase the phase of the crisis with which the count began anew, such as {@code second-wave}, or null
 * @param excludes the counting rule in words, or null: the people that are excluded or included. Figures with another rule
 *        count something else
 * @param note what a reader should know of the figure, such as what the source left open; not part of the claim; or null
 * @param originalLanguage the language of the source's words, or null if unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CasualtyFigure(
        @ChangeAspect(Aspect.TERM) @NotNull Group group,
        @ChangeAspect(Aspect.TERM) @MaxLength(200) Text groupDetail,
        @ChangeAspect(Aspect.TERM) @NotNull Measure measure,
        @NotNull @Valid Place place,
        @ChangeAspect(Aspect.BOUND) @Min(0) @Max(MAX_FIGURE) Long low,
        @ChangeAspect(Aspect.NUMBER) @Min(0) @Max(MAX_FIGURE) Long best,
        @ChangeAspect(Aspect.BOUND) @Min(0) @Max(MAX_FIGURE) Long high,
        @ChangeAspect(Aspect.BOUND) Boolean approximate,
        @ChangeAspect(Aspect.KNOWN) AbsentReason absentReason,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(1_000) Text wording,
        @ChangeAspect(Aspect.COUNTING_RULE) Basis basis,
        @Valid Occurred occurred,
        @ChangeAspect(Aspect.TIME) @Slug String phase,
        @ChangeAspect(Aspect.COUNTING_RULE) @MaxLength(1_000) Text excludes,
        @ChangeAspect(Aspect.MINOR) @MaxLength(1_000) Text note,
        @LanguageTag String originalLanguage) implements Content {

    /** More than the world population: a larger figure is an input error. */
    private static final long MAX_FIGURE = 10_000_000_000L;

    /** The group that is counted. Groups overlap and are never summed. */
    public enum Group {
        @JsonProperty("civilians")
        CIVILIANS,
        @JsonProperty("children")
        CHILDREN,
        @JsonProperty("women")
        WOMEN,
        @JsonProperty("foreigners")
        FOREIGNERS,
        @JsonProperty("protesters")
        PROTESTERS,
        @JsonProperty("police")
        POLICE,
        @JsonProperty("soldiers")
        SOLDIERS,
        /** The group is police and soldiers together. */
        @JsonProperty("security-forces")
        SECURITY_FORCES,
        @JsonProperty("militants")
        MILITANTS,
        @JsonProperty("health-workers")
        HEALTH_WORKERS,
        @JsonProperty("journalists")
        JOURNALISTS,
        /** The group is everybody. */
        @JsonProperty("total")
        TOTAL,
        /** The group is the one in groupDetail. */
        @JsonProperty("other")
        OTHER
    }

    /** The effect on the group. */
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
        /** The people were affected in any way. */
        @JsonProperty("affected")
        AFFECTED
    }

    /** The method by which a figure was obtained. */
    public enum Basis {
        @JsonProperty("count")
        COUNT,
        /** The figure is a count of names on a list. */
        @JsonProperty("list-of-names")
        LIST_OF_NAMES,
        /** The figure is a count of people whose identity is established. */
        @JsonProperty("identified")
        IDENTIFIED,
        /** The figure is a count of bodies that were found. */
        @JsonProperty("bodies")
        BODIES,
        /** The figure is a count of burials. */
        @JsonProperty("buried")
        BURIED,
        @JsonProperty("estimate")
        ESTIMATE,
        /** The figure is the result of a statistical model. */
        @JsonProperty("modelled")
        MODELLED,
        /** The figure is expected for the future. */
        @JsonProperty("forecast")
        FORECAST,
        /** The figure is a count of reports of missing people. */
        @JsonProperty("missing-reports")
        MISSING_REPORTS,
        /** The figure combines several measures, such as killed and injured. */
        @JsonProperty("combined")
        COMBINED
    }

    /** The reason why a source gives no figure. */
    public enum AbsentReason {
        /** The source reports the event without a figure. */
        @JsonProperty("not-reported")
        NOT_REPORTED,
        /** The source states that the figure is unknown. */
        @JsonProperty("unknown")
        UNKNOWN,
        /** The source knows the figure and does not publish it. */
        @JsonProperty("withheld")
        WITHHELD
    }

    /** The form in which a figure is stated. */
    public enum Form {
        /** One number, perhaps within bounds. */
        NUMBER,
        /** Bounds without a number, such as "at least 25". */
        BOUND,
        /** No number, but words or the reason why there is none. */
        WORDS
    }

    /**
     * Replaces a null basis by {@link Basis#COUNT}, and false for approximate by null.
     *
     * @throws InvalidContent if the bounds and the best figure are not in ascending order; if an absentReason is
     *         given together with a figure; if neither figure, absentReason nor wording is given; or if the group
     *         is {@link Group#OTHER} without groupDetail
     */
    public CasualtyFigure {
        basis = basis == null ? Basis.COUNT : basis;
        approximate = Boolean.TRUE.equals(approximate) ? true : null;
        requireNotAbove("low", low, "high", high);
        requireNotAbove("low", low, "best", best);
        requireNotAbove("best", best, "high", high);
        boolean hasFigure = anyGiven(low, best, high);
        if (hasFigure && absentReason != null) {
            throw new InvalidContent("absentReason", "must be absent when a figure is given");
        }
        if (!hasFigure && absentReason == null && wording == null) {
            throw new InvalidContent("absentReason", "is required when neither a figure nor a wording is given");
        }
        if (group == Group.OTHER && groupDetail == null) {
            throw new InvalidContent("groupDetail", "is required when the group is other");
        }
    }

    /** @throws InvalidContent for the lower field if both numbers are given and lower is greater than upper */
    private static void requireNotAbove(String lowerField, Long lower, String upperField, Long upper) {
        if (lower != null && upper != null && lower > upper) {
            throw new InvalidContent(lowerField, "must not be above " + upperField);
        }
    }

    private static boolean anyGiven(Long low, Long best, Long high) {
        return low != null || best != null || high != null;
    }

    @Override
    public Count count() {
        return Count.of(this);
    }

    @Override
    public Form form() {
        if (best != null || low != null && low.equals(high)) {
            return Form.NUMBER;
        }
        return hasFigure() ? Form.BOUND : Form.WORDS;
    }

    /** Whether low, best or high is given. */
    public boolean hasFigure() {
        return anyGiven(low, best, high);
    }

    @Override
    public CasualtyFigure withTexts(UnaryOperator<Text> change) {
        return new CasualtyFigure(group, change.apply(groupDetail), measure,
                new Place(change.apply(place.name()), place.code(), place.codeList()), low, best, high, approximate,
                absentReason, change.apply(wording), basis, occurred, phase, change.apply(excludes), change.apply(note),
                originalLanguage);
    }
}
