package org.isnad.crises;

import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.isnad.content.Country;
import org.isnad.content.InvalidContent;
import org.isnad.content.MaxLength;
import org.isnad.content.PartialDate;
import org.isnad.content.Slug;
import org.isnad.content.Text;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The description of a crisis: the story that records belong to.
 *
 * @param id the id, used in paths
 * @param title the title
 * @param countries the ISO 3166-1 alpha-2 codes of the affected countries
 * @param timeZone the IANA time zone in which the dates of the crisis are read; it cannot be changed
 * @param start the date on which the crisis began
 * @param end the date on which the crisis ended, or null
 * @param otherIds the ids of the crisis in other services, by scheme such as glide or wikidata; null if there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Crisis(
        @NotNull @Slug String id,
        @NotNull @MaxLength(300) Text title,
        @NotEmpty @Size(max = 250) List<@NotNull @Country String> countries,
        @NotNull @Size(max = 64) String timeZone,
        @NotNull PartialDate start,
        PartialDate end,
        @Size(max = 20) SortedMap<@Pattern(regexp = "[a-z0-9-]{1,40}", message = "must be at most 40 lower-case letters, digits and hyphens") String, @NotNull @Size(max = 200) String> otherIds) {

    public Crisis {
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new InvalidContent("timeZone", "must be an IANA time zone such as Asia/Almaty");
        }
    }
}
