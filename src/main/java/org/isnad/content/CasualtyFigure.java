package org.isnad.content;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

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
 * @param lowExclusive true if the source says "more than" low, null if it says "at least"
 * @param best the best figure, or null if there is none
 * @param high the upper bound, or null if there is none
 * @param highExclusive true if the source says "fewer than" high, null if it says "at most"
 * @param approximate true if the source calls the figure approximate, otherwise null
 * @param certainty how certain the source calls the figure, or null if it states the figure without reservation
 * @param unverified true if the source says that it could not verify the figure, otherwise null
 * @param absentReason the reason for the absence of a figure; null if low, best or high is given
 * @param wording the source's own words, or null
 * @param basis the basis of the figure, {@link Basis#COUNT} if it is given as null; a spread never mixes bases
 * @param occurred the period of the count, when it happened to the group; null or without a beginning for a count since the
 *        beginning of the crisis or of the phase
 * @param phase the phase of the crisis with which the count began anew, such as {@code second-wave}, or null
 * @param excludes the people that are not counted, sorted and without duplicates, or null. Figures with another counting rule
 *        count something else
 * @param excludesDetail the counting rule in words, or null; required if excludes contains {@link Excluded#OTHER}. The words
 *        belong to the count in that case and if excludes is null; otherwise they only describe the codes
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
        @ChangeAspect(Aspect.BOUND) Boolean lowExclusive,
        @ChangeAspect(Aspect.NUMBER) @Min(0) @Max(MAX_FIGURE) Long best,
        @ChangeAspect(Aspect.BOUND) @Min(0) @Max(MAX_FIGURE) Long high,
        @ChangeAspect(Aspect.BOUND) Boolean highExclusive,
        @ChangeAspect(Aspect.BOUND) Boolean approximate,
        @ChangeAspect(Aspect.STATUS) Certainty certainty,
        @ChangeAspect(Aspect.STATUS) Boolean unverified,
        @ChangeAspect(Aspect.KNOWN) AbsentReason absentReason,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(1_000) Text wording,
        @ChangeAspect(Aspect.COUNTING_RULE) Basis basis,
        @Valid Occurred occurred,
        @ChangeAspect(Aspect.TIME) @Slug String phase,
        @ChangeAspect(Aspect.COUNTING_RULE) @Size(max = 20) List<@NotNull Excluded> excludes,
        @ChangeAspect(Aspect.COUNTING_RULE) @MaxLength(1_000) Text excludesDetail,
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

    /** The form in which a figure is stated, from the firmest on. */
    public enum Form {
        /** One number, perhaps within bounds. */
        NUMBER,
        /** Bounds without a number, such as "at least 25". */
        BOUND,
        /** A number or bounds that the source calls probable, or could not verify. */
        UNPROVEN,
        /** No number, but words or the reason why there is none. */
        WORDS
    }

    /**
     * Replaces a null basis by {@link Basis#COUNT}, false in flags by null, and an empty list by null; sorts excludes.
     *
     * @throws InvalidContent if the bounds and the best figure are not in ascending order or contradict each other; if an
     *         exclusive bound is absent; if an absentReason is given together with a figure; if neither figure, absentReason
     *         nor wording is given; or if the group is {@link Group#OTHER} without groupDetail, or excludes contains
     *         {@link Excluded#OTHER} without excludesDetail
     */
    public CasualtyFigure {
        basis = basis == null ? Basis.COUNT : basis;
        lowExclusive = ContentRules.trueOrNull(lowExclusive);
        highExclusive = ContentRules.trueOrNull(highExclusive);
        approximate = ContentRules.trueOrNull(approximate);
        unverified = ContentRules.trueOrNull(unverified);
        excludes = sorted(excludes);
        new Bounds(low, lowExclusive, high, highExclusive).requireConsistent(best);
        boolean hasFigure = anyGiven(low, best, high);
        if (hasFigure && absentReason != null) {
            throw new InvalidContent("absentReason", "must be absent when a figure is given");
        }
        if (!hasFigure && absentReason == null && wording == null) {
            throw new InvalidContent("absentReason", "is required when neither a figure nor a wording is given");
        }
        ContentRules.requireDetail("group", group == Group.OTHER, groupDetail);
        if (excludes != null && excludes.contains(Excluded.OTHER) && excludesDetail == null) {
            throw new InvalidContent("excludesDetail", "is required when excludes contains other");
        }
    }

    /** Returns the codes in the order of their declaration without duplicates; null for none. Null elements come first. */
    private static List<Excluded> sorted(List<Excluded> excludes) {
        if (excludes == null || excludes.isEmpty()) {
            return null;
        }
        return excludes.stream().distinct().sorted(Comparator.nullsFirst(Comparator.naturalOrder())).toList();
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
        if (!hasFigure()) {
            return Form.WORDS;
        }
        if (certainty == Certainty.PROBABLE || unverified != null) {
            return Form.UNPROVEN;
        }
        return best != null || Objects.equals(minimum(), maximum()) ? Form.NUMBER : Form.BOUND;
    }

    private Bounds bounds() {
        return new Bounds(low, lowExclusive, high, highExclusive);
    }

    /** Returns the lowest number that the figure admits, so 101 for "more than 100"; null if it has only an upper bound. */
    public Long minimum() {
        return low == null ? best : bounds().lowest();
    }

    /** Returns the highest number that the figure admits, so 99 for "fewer than 100"; null if it has only a lower bound. */
    public Long maximum() {
        return high == null ? best : bounds().highest();
    }

    /** Whether low, best or high is given. */
    public boolean hasFigure() {
        return anyGiven(low, best, high);
    }

    /** Returns the source's words if it gives no number, or else null. */
    @Override
    public Text words() {
        return hasFigure() ? null : wording;
    }
}
