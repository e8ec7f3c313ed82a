package org.isnad.crises;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.access.Opening;
import org.isnad.content.PartialDate;
import org.isnad.content.Text;
import org.isnad.web.Languages;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A crisis and how far it has come.
 *
 * @param position its last position; while it stays, nothing has changed
 * @param head the hash at that position; zeros before the first
 * @param recordedAt when that was recorded
 * @param records how many records it has, by the path of their kind
 * @param erasures how often something of it was erased: what was read of it before may be gone since
 * @param opening who may read it, and until when not all; null if all may and always might
 * @param language which language of the title is given, and why
 */
@Schema(requiredProperties = { "id", "title", "countries", "timeZone", "start", "position", "head", "recordedAt", "records",
        "erasures", "language" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CrisisView(String id, Text title, List<String> countries, String timeZone, PartialDate start, PartialDate end,
        SortedMap<String, String> otherIds, long position, String head, Instant recordedAt, SortedMap<String, Long> records,
        int erasures, Opening opening, Languages.Choice language) {
}
