package org.isnad.content;

import java.math.BigDecimal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A place.
 *
 * @param name the name that the source uses
 * @param code the code of the place in a code list, or null
 * @param codeList the list that contains the code, or null if there is no code
 * @param point the coordinates, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ChangeAspect(Aspect.PLACE)
public record Place(
        @NotNull @MaxLength(200) Text name,
        @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{1,19}", message = "must be a code of capital letters, digits and hyphens, such as KZ-75") String code,
        CodeList codeList,
        @Valid Point point) {

    /** A list of place codes. */
    public enum CodeList {
        /** The code is a country code. */
        @JsonProperty("iso-3166-1")
        ISO_3166_1,
        /** The code is that of a subdivision of a country. Only its form and its country are checked. */
        @JsonProperty("iso-3166-2")
        ISO_3166_2,
        /** The code is a P-code, which humanitarian organisations assign to places. Only its form is checked. */
        @JsonProperty("p-code")
        P_CODE
    }

    /**
     * A point in WGS 84.
     *
     * @param lat the latitude in degrees, north positive
     * @param lon the longitude in degrees, east positive
     * @param precision the distance in metres within which the place lies from the point, or null if unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PlacePoint")
    public record Point(
            @NotNull @DecimalMin("-90") @DecimalMax("90") BigDecimal lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") BigDecimal lon,
            @Min(1) @Max(20_000_000) Integer precision) {
    }

    /**
     * @throws InvalidContent if only one of code and codeList is given, or the code is not one of ISO 3166-1, or does not have
     *         the form of ISO 3166-2 with a country of ISO 3166-1
     */
    public Place {
        if ((code == null) != (codeList == null)) {
            throw new InvalidContent(code == null ? "code" : "codeList", "is required: code and codeList are given together");
        }
        if (codeList == CodeList.ISO_3166_1 && !Country.CODES.contains(code)) {
            throw new InvalidContent("code", "must be an ISO 3166-1 alpha-2 country code");
        }
        if (codeList == CodeList.ISO_3166_2 && !isSubdivision(code)) {
            throw new InvalidContent("code", "must be a country code and one to three letters or digits, such as KZ-75");
        }
    }

    private static boolean isSubdivision(String code) {
        return code.matches("[A-Z]{2}-[A-Z0-9]{1,3}") && Country.CODES.contains(code.substring(0, 2));
    }

    /** Whether the code of the place is a text, or its name in any language contains it, ignoring differences of spelling. */
    public boolean isNamed(String codeOrPartOfName) {
        return codeOrPartOfName.equals(code) || name.containsIgnoringSpelling(codeOrPartOfName);
    }
}
