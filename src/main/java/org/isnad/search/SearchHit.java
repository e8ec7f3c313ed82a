package org.isnad.search;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.reads.Brief;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A revision that has what is searched for.
 *
 * @param crisis the crisis
 * @param position its position in the crisis
 * @param kind the kind of its record
 * @param recordedAt when this service recorded it
 * @param revision its brief view, with its standing
 * @param withdrawn whether a retraction of it is in force
 * @param supersededBy the revision that put it out of force, or null
 * @param excerpt the part of a text that has what is searched for
 */
@Schema(requiredProperties = { "crisis", "position", "kind", "recordedAt", "revision", "withdrawn", "excerpt" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchHit(String crisis, long position, Kind kind, Instant recordedAt, Brief revision, boolean withdrawn,
        Superseding supersededBy, Excerpt excerpt) {

    /**
     * The revision that put another one out of force.
     *
     * @param record its record
     * @param number its number
     * @param status its status: a retraction withdraws the other one, any other replaces it; null if it is of another record
     */
    @Schema(name = "SupersedingRevision", requiredProperties = { "record", "number" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Superseding(String record, int number, Status status) {
    }

    /**
     * A part of a text.
     *
     * @param field the path of the text in the revision, such as {@code content.headline}
     * @param language the BCP 47 tag of the text, or null if it has none
     * @param start the offset of the part in the text as stored, in UTF-16 code units as in JavaScript and Java
     * @param end the offset after the part
     * @param text the part
     * @param highlights the words that were found, in order
     */
    @Schema(requiredProperties = { "field", "start", "end", "text", "highlights" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Excerpt(String field, String language, int start, int end, String text, List<Highlight> highlights) {
    }

    /**
     * Words that were found.
     *
     * @param start the offset of their first character in the text as stored, in UTF-16 code units
     * @param end the offset after their last character
     * @param text the words
     */
    @Schema(requiredProperties = { "start", "end", "text" })
    public record Highlight(int start, int end, String text) {
    }
}
