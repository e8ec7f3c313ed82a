package org.isnad.access;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.InvalidContent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who may read a crisis: all of it, including old revisions, feeds, comparisons and counts.
 *
 * @param state who may read it
 * @param until when an embargo ends; null in other states
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Visibility(@NotNull State state, Instant until) {

    public static final Visibility OPEN = new Visibility(State.OPEN, null);

    /** Who may read a crisis. */
    @Schema(name = "VisibilityState")
    public enum State {
        /** Everybody. */
        @JsonProperty("open")
        OPEN,
        /** Until a time, only editors, admins and keys that name the crisis. */
        @JsonProperty("embargoed")
        EMBARGOED,
        /** Only editors and admins. */
        @JsonProperty("withheld")
        WITHHELD
    }

    public Visibility {
        if (state == State.EMBARGOED && until == null) {
            throw new InvalidContent("until", "must be given for an embargo");
        }
        if (state != null && state != State.EMBARGOED && until != null) {
            throw new InvalidContent("until", "is for an embargo only");
        }
    }

    /** Whether everybody may read at a time. */
    public boolean isOpen(Instant now) {
        return state == State.OPEN || state == State.EMBARGOED && !now.isBefore(until);
    }
}
