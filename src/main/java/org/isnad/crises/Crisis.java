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
 * The story that records belong to.
 *
 * @param id the slug that paths name it by
 * @param title what it is called
 * @param countries where it is, ISO 3166-1 alpha-2
 * @param timeZone the IANA time zone in which its dates are meant; fixed once it has a revision
 * @param start when it began
 * @param end when it ended, or null
 * @param otherIds what other services call it, by scheme: glide, wikidata
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Crisis(
        @NotNull @Slug String id,
        @NotNull @MaxLength(300) Text title,
        @NotEmpty @Size(max = 250) List<@NotNull @Country String> countries,
        @NotNull @Size(max = 64) String timeZone,
        @NotNull PartialDate start,
        PartialDate end,
        @Size(max = 20) SortedMap<@Pattern(regexp = "[a-z0-9-]{1,40}", message = "must be a scheme in lower case") String, @NotNull @Size(max = 200) String> otherIds) {

    public Crisis {
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new InvalidContent("timeZone", "must be an IANA time zone such as Asia/Almaty");
        }
    }
}
