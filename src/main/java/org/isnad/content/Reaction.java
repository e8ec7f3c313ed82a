package org.isnad.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A reaction to a crisis by a state, an organisation or a person outside it.
 *
 * @param actor the actor that reacts
 * @param addressee the addressee, or null
 * @param stance the position that the actor takes
 * @param stanceDetail the position in words, or null; required when the stance is {@link Stance#OTHER}
 * @param wording the quotation, or null if the exact words are unknown
 * @param summary the summary in the reporter's own words, or null
 * @param unverified true if the source says that it could not verify the reaction, otherwise null
 * @param inReplyTo the id of the record to which the actor replies, or null
 * @param occurred when it happened or was in force, or null
 * @param originalLanguage the language of the reaction, or null if unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Reaction(
        @NotNull @Valid Actor actor,
        @ChangeAspect(Aspect.ATTRIBUTION) @MaxLength(300) Text addressee,
        @ChangeAspect(Aspect.TERM) @NotNull Stance stance,
        @ChangeAspect(Aspect.TERM) @MaxLength(500) Text stanceDetail,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        @ChangeAspect(Aspect.STATUS) Boolean unverified,
        @Slug String inReplyTo,
        @Valid Occurred occurred,
        @LanguageTag String originalLanguage) implements Worded {

    /** The position that a reaction takes. */
    public enum Stance {
        @JsonProperty("condemns")
        CONDEMNS,
        @JsonProperty("supports")
        SUPPORTS,
        @JsonProperty("calls-for-restraint")
        CALLS_FOR_RESTRAINT,
        @JsonProperty("offers-help")
        OFFERS_HELP,
        /** The actor denies a claim. */
        @JsonProperty("denies")
        DENIES,
        /** The actor expresses concern. */
        @JsonProperty("concerned")
        CONCERNED,
        /** The position is the one in stanceDetail. */
        @JsonProperty("other")
        OTHER
    }

    /**
     * Replaces false for unverified by null.
     *
     * @throws InvalidContent if neither wording nor summary is given, or the stance is {@link Stance#OTHER}
     *         without stanceDetail
     */
    public Reaction {
        unverified = ContentRules.trueOrNull(unverified);
        ContentRules.requireWords(wording, summary);
        ContentRules.requireDetail("stance", stance == Stance.OTHER, stanceDetail);
    }

    @Override
    public Text speakerName() {
        return actor.name();
    }
}
