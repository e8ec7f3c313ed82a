package org.isnad.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A statement made in an official capacity.
 *
 * @param speaker the speaker
 * @param topic the topic
 * @param wording the quotation, or null if the exact words are unknown
 * @param summary the summary in the reporter's own words, or null
 * @param unverified true if the source says that it could not verify the statement, otherwise null
 * @param setting the setting in which the statement was made, or null
 * @param occurred the time of the reported event, or null
 * @param originalLanguage the language of the statement, or null if unknown
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Statement(
        @NotNull @Valid Actor speaker,
        @ChangeAspect(Aspect.TERM) @NotNull @MaxLength(300) Text topic,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        @ChangeAspect(Aspect.STATUS) Boolean unverified,
        Setting setting,
        @Valid Occurred occurred,
        @LanguageTag String originalLanguage) implements Worded {

    /** The setting in which a statement was made. */
    public enum Setting {
        /** The statement is from a speech to the public. */
        @JsonProperty("address")
        ADDRESS,
        @JsonProperty("press-conference")
        PRESS_CONFERENCE,
        @JsonProperty("press-release")
        PRESS_RELEASE,
        @JsonProperty("interview")
        INTERVIEW,
        @JsonProperty("meeting")
        MEETING,
        /** The statement was posted online. */
        @JsonProperty("post")
        POST,
        @JsonProperty("decree")
        DECREE,
        /** The statement is from a written document that is neither a press release nor a decree. */
        @JsonProperty("document")
        DOCUMENT,
        @JsonProperty("other")
        OTHER
    }

    /**
     * Replaces false for unverified by null.
     *
     * @throws InvalidContent if neither wording nor summary is given
     */
    public Statement {
        unverified = ContentRules.trueOrNull(unverified);
        ContentRules.requireWords(wording, summary);
    }

    @Override
    public Text speakerName() {
        return speaker.name();
    }
}
