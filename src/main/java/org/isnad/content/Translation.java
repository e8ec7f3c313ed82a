package org.isnad.content;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the texts of a revision in one language come from, if they are translations.
 *
 * @param language the language translated into
 * @param from the language translated from
 * @param number the revision of the same record whose texts were translated, or null for this one
 * @param by who translated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Translation(
        @NotNull @LanguageTag String language,
        @NotNull @LanguageTag String from,
        @Min(1) Integer number,
        @NotNull Method by) {

    /** Who translated. */
    @Schema(name = "TranslationMethod")
    public enum Method {
        @JsonProperty("human")
        HUMAN,
        @JsonProperty("machine")
        MACHINE
    }

    public Translation {
        if (language != null && language.equals(from)) {
            throw new InvalidContent("from", "must be another language");
        }
    }
}
