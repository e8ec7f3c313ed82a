package org.isnad.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Aspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A single difference between two revisions.
 *
 * @param path the JSON Pointer (RFC 6901) of the changed value in a revision with all its languages
 * @param aspect the aspect of the report that the change concerns
 * @param material whether the change alters the claim
 * @param from the old value as JSON, or null if the value was added, or if wording has the parts of the text
 * @param to the new value as JSON, or null if the value was removed, or likewise
 * @param number the numeric difference; null except for numbers, bounds and whether a bound is exclusive
 * @param wording the word-level difference; null except for a text in one language
 */
@Schema(requiredProperties = { "path", "aspect", "material" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String path,
        Aspect aspect,
        boolean material,
        @Schema(description = "The old value as JSON.") Object from,
        @Schema(description = "The new value as JSON.") Object to,
        Shift number,
        TextDiff wording) {

    /** The way in which a bound changed. */
    @Schema(name = "BoundChange")
    public enum Bound {
        @JsonProperty("added")
        ADDED,
        @JsonProperty("dropped")
        DROPPED,
        @JsonProperty("raised")
        RAISED,
        @JsonProperty("lowered")
        LOWERED;

        /** Returns the way in which a bound changed; the bounds must differ, and null is an absent one. */
        static Bound of(Long from, Long to) {
            if (from == null) {
                return ADDED;
            }
            if (to == null) {
                return DROPPED;
            }
            return to > from ? RAISED : LOWERED;
        }
    }

    /**
     * The numeric difference between two figures or bounds.
     *
     * @param bound the way in which the bound changed, or null if the number is not a bound
     * @param comparable whether both figures have the same count; if false, delta and percent are null
     * @param delta the new number minus the old one, or null if either is absent
     * @param percent the delta in per cent of the old number, to one decimal, or null if that is absent or 0
     */
    @Schema(name = "NumberShift", requiredProperties = "comparable")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shift(Bound bound, boolean comparable, @Schema(minimum = "-10000000000", maximum = "10000000000") Long delta,
            BigDecimal percent) {

        /**
         * Returns the difference between two numbers or bounds, without delta and percent if either is null or
         * they are not comparable.
         *
         * @param bound the way in which the bound changed, or null if the number is not a bound
         */
        static Shift between(Bound bound, boolean comparable, Long from, Long to) {
            if (!comparable || from == null || to == null) {
                return new Shift(bound, comparable, null, null);
            }
            long delta = to - from;
            return new Shift(bound, comparable, delta, percent(delta, from));
        }

        /** Returns a delta in per cent of a base, to one decimal, or null if the base is 0. */
        private static BigDecimal percent(long delta, long base) {
            if (base == 0) {
                return null;
            }
            return BigDecimal.valueOf(delta).multiply(BigDecimal.valueOf(100)).divide(BigDecimal.valueOf(base), 1,
                    RoundingMode.HALF_UP);
        }
    }

    /** Returns a change without a numeric or word-level difference. */
    static Change of(String path, Aspect aspect, boolean material, Object from, Object to) {
        return new Change(path, aspect, material, from, to, null, null);
    }

    /** Returns a material change of a number or bound, or of whether a bound is exclusive. */
    static Change ofNumber(String path, Aspect aspect, Object from, Object to, Shift number) {
        return new Change(path, aspect, true, from, to, number, null);
    }

    /** Returns a change of a text in one language, which is material if its aspect is. */
    static Change ofText(String path, Aspect aspect, TextDiff wording) {
        return of(path, aspect, aspect.isMaterial(), null, null).with(wording);
    }

    private Change with(TextDiff newWording) {
        return new Change(path, aspect, material, from, to, number, newWording);
    }

    /** Returns the aspects that the change concerns: besides its own, those of the numbers and terms of a text. */
    Stream<Aspect> allAspects() {
        boolean isReworded = material && wording != null;
        Aspect ofNumbers = isReworded && !wording.numbers().isEmpty() ? Aspect.NUMBER : aspect;
        Aspect ofTerms = isReworded && !wording.terms().isEmpty() ? Aspect.TERM : aspect;
        return Stream.of(aspect, ofNumbers, ofTerms);
    }
}
