package org.isnad.access;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.InvalidContent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether everybody may read a crisis: all of it, old revisions, feeds, comparisons and counts too.
 *
 * @param reads who may read
 * @param until when an embargo ends; null with other states
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Opening(@NotNull Reads reads, Instant until) {

    public static final Opening OPEN = new Opening(Reads.OPEN, null);

    /** Who may read a crisis. */
    @Schema(name = "CrisisReads")
    public enum Reads {
        /** Everybody. */
        @JsonProperty("open")
        OPEN,
        /** Until a time, editors, admins and keys that name the crisis. */
        @JsonProperty("embargoed")
        EMBARGOED,
        /** Editors and admins. */
        @JsonProperty("withheld")
        WITHHELD
    }

    public Opening {
        if (reads != null && (reads == Reads.EMBARGOED) != (until != null)) {
            throw new InvalidContent("until",
                    reads == Reads.EMBARGOED ? "must say when the embargo ends" : "is for an embargo only");
        }
    }

    /** Whether everybody may read at a time. */
    public boolean isOpen(Instant now) {
        return reads == Reads.OPEN || reads == Reads.EMBARGOED && !now.isBefore(until);
    }
}
