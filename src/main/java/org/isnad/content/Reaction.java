package org.isnad.content;

import java.util.function.UnaryOperator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a state, a body or a person from outside answers what happens.
 *
 * @param actor who reacts
 * @param addressee whom it is addressed to, or null
 * @param stance the position taken
 * @param stanceDetail the position in words; needed when the stance is {@link Stance#OTHER}
 * @param wording the quotation, or null if only its sense is known
 * @param summary its sense in the words of whoever recorded it, or null
 * @param inReplyTo the record that it answers, or null
 * @param originalLanguage the language it was said in, or null if not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Reaction(
        @NotNull @Valid Actor actor,
        @ChangeAspect(Aspect.ATTRIBUTION) @MaxLength(300) Text addressee,
        @ChangeAspect(Aspect.TERM) @NotNull Stance stance,
        @ChangeAspect(Aspect.TERM) @MaxLength(500) Text stanceDetail,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        @Slug String inReplyTo,
        @LanguageTag String originalLanguage) implements Content {

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
        @JsonProperty("denies")
        DENIES,
        @JsonProperty("concerned")
        CONCERNED,
        @JsonProperty("other")
        OTHER
    }

    public Reaction {
        if (wording == null && summary == null) {
            throw new InvalidContent("wording", "must be given, or else a summary");
        }
        if (stance == Stance.OTHER && stanceDetail == null) {
            throw new InvalidContent("stanceDetail", "must say which when the stance is other");
        }
    }

    @Override
    public Reaction withTexts(UnaryOperator<Text> change) {
        return new Reaction(actor.withTexts(change), change.apply(addressee), stance, change.apply(stanceDetail),
                change.apply(wording), change.apply(summary), inReplyTo, originalLanguage);
    }
}
