package org.isnad.access;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.InvalidContent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The visibility of a crisis, which applies to all of it, including past revisions, feeds, comparisons and counts.
 *
 * @param state the group of callers that may read the crisis
 * @param until the end of the embargo; null in other states
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Visibility(@NotNull State state, Instant until) {

    public static final Visibility OPEN = new Visibility(State.OPEN, null);

    /** The state of a visibility. */
    @Schema(name = "VisibilityState")
    public enum State {
        /** Everybody may read the crisis. */
        @JsonProperty("open")
        OPEN,
        /**
         * Until the end of the embargo, the crisis can be read by those who can read a withheld one, and by callers whose
         * credential names the crisis. After that, everybody can read it.
         */
        @JsonProperty("embargoed")
        EMBARGOED,
        /**
         * The crisis can be read by editors and admins only. If their credential is restricted to certain crises, it must
         * name this one.
         */
        @JsonProperty("withheld")
        WITHHELD
    }

    /** @throws InvalidContent if until is missing from an embargo, or given for another state */
    public Visibility {
        if (state == State.EMBARGOED && until == null) {
            throw new InvalidContent("until", "is required for the state embargoed");
        }
        if (state != null && state != State.EMBARGOED && until != null) {
            throw new InvalidContent("until", "is only for the state embargoed");
        }
    }

    /** Whether everybody may read the crisis at the given time: it is open, or its embargo has ended. */
    public boolean isOpen(Instant now) {
        return state == State.OPEN || state == State.EMBARGOED && !now.isBefore(until);
    }
}
