package org.isnad.crises;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.access.Visibility;
import org.isnad.chain.CrisisState;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.PartialDate;
import org.isnad.content.Text;
import org.isnad.crises.Crises.DescribedState;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The description of a crisis with the state of its log.
 *
 * @param id the id, used in paths
 * @param title the title
 * @param countries the ISO 3166-1 alpha-2 codes of the affected countries
 * @param timeZone the IANA time zone in which the dates of the crisis are read
 * @param start the date on which the crisis began
 * @param end the date on which the crisis ended, or null
 * @param otherIds the ids of the crisis in other services, by scheme; null if there are none
 * @param position the last position, 0 before the first revision; an append increases it
 * @param head the hash at that position; zeros before the first revision
 * @param recordedAt the time at which that revision was recorded, or the crisis was created
 * @param records the number of records by the path of their kind
 * @param erasures the number of erasures; responses from before the last one may contain erased content
 * @param visibility the visibility of the crisis, or null if it is open; an embargo is still present after its end
 * @param language the language of the title and the reason for its choice
 */
@Schema(requiredProperties = { "id", "title", "countries", "timeZone", "start", "position", "head", "recordedAt", "records",
        "erasures", "language" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CrisisView(String id, Text title, List<String> countries, String timeZone, PartialDate start, PartialDate end,
        SortedMap<String, String> otherIds, long position, String head, Instant recordedAt, SortedMap<String, Long> records,
        int erasures, Visibility visibility, Languages.Choice language) {

    /**
     * Returns the view of a crisis, with the title in the preferred language.
     *
     * @param described the crisis; a kind without a count has 0 records
     */
    static CrisisView of(DescribedState described, Languages languages) {
        Crisis crisis = described.crisis();
        CrisisState state = described.state();
        SortedMap<String, Long> records = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            records.put(kind.path(), 0L);
        }
        described.counts().forEach(count -> records.put(count.kind().path(), count.records()));
        Languages.Choice language = languages.choose(new TreeSet<>(crisis.title().tags()), null);
        boolean isOpen = state.visibility().state() == Visibility.State.OPEN;
        return new CrisisView(crisis.id(), languages.in(language, crisis.title(), null), crisis.countries(),
                crisis.timeZone(), crisis.start(), crisis.end(), crisis.otherIds(), state.position(), state.head(),
                state.recordedAt(), records, state.erasures(), isOpen ? null : state.visibility(), language);
    }
}
