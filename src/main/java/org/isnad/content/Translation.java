package org.isnad.content;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The origin of a revision's texts in one language if they are translations.
 *
 * @param language the language of the translation
 * @param from the language of the translated texts
 * @param number the number of the revision of the same record whose texts were translated, or null for this revision
 * @param by the method of translation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Translation(
        @NotNull @LanguageTag String language,
        @NotNull @LanguageTag String from,
        @Min(1) Integer number,
        @NotNull Method by) {

    /** The method of translation. */
    @Schema(name = "TranslationMethod")
    public enum Method {
        @JsonProperty("human")
        HUMAN,
        @JsonProperty("machine")
        MACHINE
    }

    /** @throws InvalidContent if both languages are the same */
    public Translation {
        if (language != null && language.equals(from)) {
            throw new InvalidContent("from", "must differ from language");
        }
    }
}
