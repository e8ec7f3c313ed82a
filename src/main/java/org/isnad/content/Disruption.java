package org.isnad.content;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The state of a service, facility or supply that a crisis disrupts.
 *
 * @param subject the service, facility or supply
 * @param subjectDetail the subject in words, such as the name of the facility, or null; required when the subject is
 *        {@link Subject#OTHER}
 * @param state the state of the subject
 * @param stateDetail the state in words, or null; required when the state is {@link State#OTHER}
 * @param places the places that are affected, for flights their destinations, or null if the source names none
 * @param operator the operator, such as an airline or a provider, or null
 * @param causedBy who brought the state about, or null
 * @param duration the duration in the source's words, such as "several hours", or null
 * @param wording the quotation, or null if the exact words are unknown
 * @param summary the summary in the reporter's own words, or null
 * @param unverified true if the source says that it could not verify the disruption, otherwise null
 * @param occurred when the subject was in the state, or null
 * @param originalLanguage the language of the source's words, or null if unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Disruption(
        @ChangeAspect(Aspect.TERM) @NotNull Subject subject,
        @ChangeAspect(Aspect.TERM) @MaxLength(300) Text subjectDetail,
        @ChangeAspect(Aspect.TERM) @NotNull State state,
        @ChangeAspect(Aspect.TERM) @MaxLength(300) Text stateDetail,
        @ChangeAspect(Aspect.PLACE) @Size(max = 50) List<@NotNull @Valid Place> places,
        @ChangeAspect(Aspect.TERM) @Valid Actor operator,
        @Valid Actor causedBy,
        @ChangeAspect(Aspect.TIME) @MaxLength(300) Text duration,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        @ChangeAspect(Aspect.STATUS) Boolean unverified,
        @Valid Occurred occurred,
        @LanguageTag String originalLanguage) implements Worded {

    /** The service, facility or supply that is disrupted. */
    @Schema(name = "DisruptionSubject")
    public enum Subject {
        @JsonProperty("internet")
        INTERNET,
        @JsonProperty("mobile-network")
        MOBILE_NETWORK,
        /** The subject is internet and telephone together. */
        @JsonProperty("telecommunications")
        TELECOMMUNICATIONS,
        @JsonProperty("flights")
        FLIGHTS,
        @JsonProperty("airport")
        AIRPORT,
        @JsonProperty("public-transport")
        PUBLIC_TRANSPORT,
        @JsonProperty("roads")
        ROADS,
        @JsonProperty("shops")
        SHOPS,
        @JsonProperty("banking")
        BANKING,
        @JsonProperty("public-buildings")
        PUBLIC_BUILDINGS,
        @JsonProperty("power")
        POWER,
        @JsonProperty("water")
        WATER,
        /** The subject is the one in subjectDetail. */
        @JsonProperty("other")
        OTHER
    }

    /** The state of the subject of a disruption. */
    @Schema(name = "DisruptionState")
    public enum State {
        /** The subject is not affected. */
        @JsonProperty("normal")
        NORMAL,
        /** The subject works in part, or with interruptions. */
        @JsonProperty("disrupted")
        DISRUPTED,
        /** The service is not provided. */
        @JsonProperty("suspended")
        SUSPENDED,
        @JsonProperty("cancelled-or-postponed")
        CANCELLED_OR_POSTPONED,
        @JsonProperty("closed")
        CLOSED,
        @JsonProperty("seized")
        SEIZED,
        @JsonProperty("looted")
        LOOTED,
        @JsonProperty("damaged")
        DAMAGED,
        /** The subject works again. */
        @JsonProperty("restored")
        RESTORED,
        /** The state is the one in stateDetail. */
        @JsonProperty("other")
        OTHER
    }

    /**
     * Replaces false for unverified and an empty list by null.
     *
     * @throws InvalidContent if neither wording nor summary is given, the subject is {@link Subject#OTHER} without
     *         subjectDetail, or the state is {@link State#OTHER} without stateDetail
     */
    public Disruption {
        unverified = ContentRules.trueOrNull(unverified);
        places = ContentRules.nullIfEmpty(places);
        ContentRules.requireWords(wording, summary);
        ContentRules.requireDetail("subject", subject == Subject.OTHER, subjectDetail);
        ContentRules.requireDetail("state", state == State.OTHER, stateDetail);
    }

    @Override
    public Text speakerName() {
        return operator == null ? null : operator.name();
    }
}
