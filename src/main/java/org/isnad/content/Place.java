package org.isnad.content;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A place.
 *
 * @param name the name that the source uses
 * @param code the code of the place in a code list, or null
 * @param codeList the list that contains the code, or null if there is no code
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ChangeAspect(Aspect.PLACE)
public record Place(
        @NotNull @MaxLength(200) Text name,
        @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{1,19}", message = "must be a code of capital letters, digits and hyphens, such as KZ-75") String code,
        CodeList codeList) {

    /** A list of place codes. */
    public enum CodeList {
        /** The code is a country code. */
        @JsonProperty("iso-3166-1")
        ISO_3166_1,
        /** The code is that of a subdivision of a country. */
        @JsonProperty("iso-3166-2")
        ISO_3166_2,
        /** The code is a P-code, which humanitarian organisations assign to places. */
        @JsonProperty("p-code")
        P_CODE
    }

    /** @throws InvalidContent if only one of code and codeList is given */
    public Place {
        if ((code == null) != (codeList == null)) {
            throw new InvalidContent(code == null ? "code" : "codeList", "is required: code and codeList are given together");
        }
    }
}
