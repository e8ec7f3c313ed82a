package org.isnad.content;

import java.util.function.UnaryOperator;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who speaks or reacts.
 *
 * @param name the name
 * @param role the office or function in which they speak, or null
 * @param kind what they are, or null
 * @param organisation the body that they speak for, or null
 * @param country ISO 3166-1 alpha-2, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ChangeAspect(Aspect.ATTRIBUTION)
public record Actor(
        @NotNull @MaxLength(200) Text name,
        @MaxLength(300) Text role,
        Kind kind,
        @Size(max = 200) String organisation,
        @Country String country) {

    /** What an actor is. */
    @Schema(name = "ActorKind")
    public enum Kind {
        @JsonProperty("state")
        STATE,
        @JsonProperty("intergovernmental")
        INTERGOVERNMENTAL,
        @JsonProperty("ngo")
        NGO,
        @JsonProperty("person")
        PERSON
    }

    Actor withTexts(UnaryOperator<Text> change) {
        return new Actor(change.apply(name), change.apply(role), kind, organisation, country);
    }
}
