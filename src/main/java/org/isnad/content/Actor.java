package org.isnad.content;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A person or body that makes a statement or reacts.
 *
 * @param name the name
 * @param role the office or function in which the actor speaks, or null
 * @param kind the kind of actor, or null
 * @param organisation the body that the actor represents, or null
 * @param country the ISO 3166-1 alpha-2 code of the actor's country, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ChangeAspect(Aspect.ATTRIBUTION)
public record Actor(
        @NotNull @MaxLength(200) Text name,
        @MaxLength(300) Text role,
        Kind kind,
        @Size(max = 200) String organisation,
        @Country String country) {

    /** The kind of an actor. */
    @Schema(name = "ActorKind")
    public enum Kind {
        @JsonProperty("state")
        STATE,
        /** The actor is an organisation of states, such as the United Nations. */
        @JsonProperty("intergovernmental")
        INTERGOVERNMENTAL,
        /** The actor is a non-governmental organisation. */
        @JsonProperty("ngo")
        NGO,
        @JsonProperty("person")
        PERSON
    }

    /**
     * Whether an actor, which may be null, has a name that contains a text in any language, ignoring differences of spelling.
     */
    public static boolean isNamed(Actor actor, String partOfName) {
        return actor != null && actor.name().containsIgnoringSpelling(partOfName);
    }
}
