package org.isnad.sources;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Country;
import org.isnad.content.InvalidContent;
import org.isnad.content.MaxLength;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.isnad.content.WebAddress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A person, organization or document that makes or carries claims.
 *
 * @param id the slug that revisions refer to
 * @param name the name in one or more languages
 * @param kind the kind of source
 * @param country the ISO 3166-1 alpha-2 code of the country, or null
 * @param url the address of the website, or null
 * @param licence the terms under which the texts of the source may be used, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        @NotNull @Slug String id,
        @NotNull @MaxLength(300) Text name,
        @NotNull Kind kind,
        @Country String country,
        @WebAddress String url,
        @Size(max = 300) String licence) {

    /** @throws InvalidContent if the id is of digits alone, which a comparison would read as the number of a revision */
    public Source {
        if (id != null && id.matches("[0-9]+")) {
            throw new InvalidContent("id", "must not be of digits alone");
        }
    }

    /** The kind of a source. */
    @Schema(name = "SourceKind")
    public enum Kind {
        @JsonProperty("government")
        GOVERNMENT,
        @JsonProperty("ministry")
        MINISTRY,
        /** The government of another country than that of the crisis. */
        @JsonProperty("foreign-government")
        FOREIGN_GOVERNMENT,
        @JsonProperty("head-of-state")
        HEAD_OF_STATE,
        @JsonProperty("head-of-government")
        HEAD_OF_GOVERNMENT,
        @JsonProperty("court")
        COURT,
        /** A prosecutor or another body that investigates. */
        @JsonProperty("investigator")
        INVESTIGATOR,
        @JsonProperty("emergency-service")
        EMERGENCY_SERVICE,
        @JsonProperty("police")
        POLICE,
        @JsonProperty("military")
        MILITARY,
        @JsonProperty("hospital")
        HOSPITAL,
        @JsonProperty("intergovernmental")
        INTERGOVERNMENTAL,
        @JsonProperty("ngo")
        NGO,
        /** A society or body of the Red Cross and Red Crescent Movement. */
        @JsonProperty("red-cross-red-crescent")
        RED_CROSS_RED_CRESCENT,
        @JsonProperty("news-agency")
        NEWS_AGENCY,
        @JsonProperty("media")
        MEDIA,
        @JsonProperty("journalist")
        JOURNALIST,
        @JsonProperty("witness")
        WITNESS,
        @JsonProperty("document")
        DOCUMENT,
        @JsonProperty("anonymous-official")
        ANONYMOUS_OFFICIAL,
        @JsonProperty("reference-work")
        REFERENCE_WORK,
        /** The operator of a service such as this one, in its notices. */
        @JsonProperty("operator")
        OPERATOR
    }
}
