package org.isnad.content;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where something happened.
 *
 * @param name the place as named
 * @param code its code in a list, or null
 * @param codeList the list that the code is from; given exactly when the code is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ChangeAspect(Aspect.PLACE)
public record Place(
        @NotNull @MaxLength(200) Text name,
        @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{1,19}", message = "must be a code in capitals, such as KZ-75") String code,
        CodeList codeList) {

    /** The lists that place codes are taken from. */
    public enum CodeList {
        @JsonProperty("iso-3166-1")
        ISO_3166_1,
        @JsonProperty("iso-3166-2")
        ISO_3166_2,
        @JsonProperty("p-code")
        P_CODE
    }

    public Place {
        if ((code == null) != (codeList == null)) {
            throw new InvalidContent(code == null ? "code" : "codeList", "must be given together with its counterpart");
        }
    }
}
