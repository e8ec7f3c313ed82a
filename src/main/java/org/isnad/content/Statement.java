package org.isnad.content;

import java.util.function.UnaryOperator;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody said in an official capacity.
 *
 * @param speaker who said it
 * @param topic what it is about
 * @param wording the quotation, or null if only its sense is known
 * @param summary its sense in the words of whoever recorded it, or null
 * @param setting how it was said, or null
 * @param originalLanguage the language it was said in, or null if not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Statement(
        @NotNull @Valid Actor speaker,
        @ChangeAspect(Aspect.TERM) @NotNull @MaxLength(300) Text topic,
        @ChangeAspect(Aspect.QUOTATION) @MaxLength(5_000) Text wording,
        @MaxLength(5_000) Text summary,
        Setting setting,
        @LanguageTag String originalLanguage) implements Content {

    /** How a statement was made. */
    public enum Setting {
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
        @JsonProperty("post")
        POST,
        @JsonProperty("decree")
        DECREE,
        @JsonProperty("document")
        DOCUMENT,
        @JsonProperty("other")
        OTHER
    }

    public Statement {
        if (wording == null && summary == null) {
            throw new InvalidContent("wording", "must be given, or else a summary");
        }
    }

    @Override
    public Statement withTexts(UnaryOperator<Text> change) {
        return new Statement(speaker.withTexts(change), change.apply(topic), change.apply(wording), change.apply(summary),
                setting, originalLanguage);
    }
}
