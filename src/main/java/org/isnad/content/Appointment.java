package org.isnad.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An appointment to a post, or the end of one.
 *
 * @param act how the holder of the post changed
 * @param actDetail the act in words, or null; required when the act is {@link Act#OTHER}
 * @param person who was appointed, took office, resigned or was dismissed, or null if the source names nobody
 * @param post the post
 * @param formerPost the post that the person held before, or null
 * @param by who appointed or dismissed the person, or null if the source names nobody
 * @param replaces whom the person replaces, or null
 * @param wording the quotation, or null if the exact words are unknown
 * @param summary the summary in the reporter's own words, or null
 * @param unverified true if the source says that it could not verify the appointment, otherwise null
 * @param occurred when it happened, or null
 * @param originalLanguage the language of the source's words, or null if unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Appointment(
        @ChangeAspect(Aspect.TERM) @NotNull Act act,
        @ChangeAspect(Aspect.TERM) @MaxLength(300) Text actDetail,
        @ChangeAspect(Aspect.TERM) @Valid Actor person,
        @ChangeAspect(Aspect.TERM) @NotNull @MaxLength(300) Text post,
        @ChangeAspect(Aspect.TERM) @MaxLength(300) Text formerPost,
        @Valid Actor by,
        @ChangeAspect(Aspect.TERM) @Valid Actor replaces,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        @ChangeAspect(Aspect.STATUS) Boolean unverified,
        @Valid Occurred occurred,
        @LanguageTag String originalLanguage) implements Worded {

    /** How the holder of a post changes. */
    @Schema(name = "AppointmentAct")
    public enum Act {
        @JsonProperty("appointed")
        APPOINTED,
        /** The person was appointed for the time being. */
        @JsonProperty("acting")
        ACTING,
        @JsonProperty("dismissed")
        DISMISSED,
        @JsonProperty("resigned")
        RESIGNED,
        /** The person took the post without being appointed by another one. */
        @JsonProperty("assumed")
        ASSUMED,
        /** The holder changed, and the source does not say how. */
        @JsonProperty("replaced")
        REPLACED,
        /** The act is the one in actDetail. */
        @JsonProperty("other")
        OTHER
    }

    /**
     * Replaces false for unverified by null.
     *
     * @throws InvalidContent if neither wording nor summary is given, or the act is {@link Act#OTHER} without actDetail
     */
    public Appointment {
        unverified = ContentRules.trueOrNull(unverified);
        ContentRules.requireWords(wording, summary);
        ContentRules.requireDetail("act", act == Act.OTHER, actDetail);
    }

    @Override
    public Text speakerName() {
        return person == null ? null : person.name();
    }
}
