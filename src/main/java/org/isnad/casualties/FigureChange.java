package org.isnad.casualties;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.isnad.reads.Brief;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The change that one revision made to what is shown of a casualty record.
 *
 * @param position the position of the revision in the crisis
 * @param changed the aspects that changed; at least one
 * @param sentences the change in a sentence for each effect of the revision on the record
 * @param before the state before the revision, or null if the record is new
 * @param after the state after the revision
 * @param claims the claims that changed, in the order of their sources
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FigureChange(String crisis, long position, String record, Set<Aspect> changed, List<String> sentences,
        FigureState before,
        FigureState after, List<ClaimChange> claims) {

    /** An aspect of what is shown of a record. */
    enum Aspect {
        /** The preferred claim. */
        @JsonProperty("preferred")
        PREFERRED,
        /** The newest claim. */
        @JsonProperty("newest")
        NEWEST,
        /** The claim of a source. */
        @JsonProperty("claims")
        CLAIMS,
        /** The lowest or highest figure for the count of the preferred claim, or the number of sources. */
        @JsonProperty("spread")
        SPREAD,
        /** Whether the figures for that count agree. */
        @JsonProperty("agreement")
        AGREEMENT
    }

    /**
     * What is shown of a record.
     *
     * @param preferred the preferred claim with the spread and agreement of all claims for its count, or the last revision of a
     *        record without claims
     * @param newest the newest claim; null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FigureState(Brief preferred, Brief newest) {

        private Brief.Range spread() {
            return preferred.spread();
        }
    }

    /**
     * The change of one source's claim.
     *
     * @param from the claim before, or null if there was none
     * @param to the claim after, or null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClaimChange(Brief from, Brief to) {
    }

    /** Returns the aspects in which a state differs from the one before, which is null for a new record. */
    static Set<Aspect> changed(FigureState before, FigureState after, List<ClaimChange> claims) {
        Set<Aspect> changed = EnumSet.noneOf(Aspect.class);
        add(changed, Aspect.PREFERRED, before == null || before.preferred.number() != after.preferred.number()
                || !Objects.equals(before.preferred.preferred(), after.preferred.preferred()));
        add(changed, Aspect.NEWEST, number(before) != number(after));
        add(changed, Aspect.CLAIMS, !claims.isEmpty());
        add(changed, Aspect.SPREAD, !Objects.equals(before == null ? null : before.spread(), after.spread()));
        add(changed, Aspect.AGREEMENT, verdict(before) != verdict(after));
        return changed;
    }

    private static void add(Set<Aspect> changed, Aspect aspect, boolean isChanged) {
        if (isChanged) {
            changed.add(aspect);
        }
    }

    /** Returns the number of the newest claim, or 0 if there is none. */
    private static int number(FigureState state) {
        return state == null || state.newest == null ? 0 : state.newest.number();
    }

    /** Returns whether the figures agree, or null if there are not several. */
    private static Object verdict(FigureState state) {
        return state == null || state.spread() == null ? null : state.spread().verdict();
    }
}
