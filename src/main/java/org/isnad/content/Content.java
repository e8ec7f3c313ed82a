package org.isnad.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;

/**
 * The content of a revision. Components of content types may be added, but never removed or given another meaning, because
 * every acknowledged revision must stay readable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind", requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public interface Content {

    /** Returns the kind of this content. */
    @JsonProperty(value = "kind", access = JsonProperty.Access.READ_ONLY)
    default Kind kind() {
        return Kind.of(getClass());
    }

    /** Returns the BCP 47 tag of the language in which the content was said or written, or null if it is unknown. */
    String originalLanguage();

    /** Returns the time at which the reported event happened or was in force, or null if it is not stated. */
    Occurred occurred();

    /** Returns the name of the speaker, the actor or who else the content concerns, or null if it has none. */
    default Text speakerName() {
        return null;
    }

    /** Returns the stance of the actor, or null if the kind has none. */
    default Reaction.Stance stance() {
        return null;
    }

    /** Returns the codes that say what the content is about, such as a type or a state, by the names of their components. */
    default Map<String, Enum<?>> codes() {
        return RecordFields.codes(this);
    }

    /** Returns the text that stands for the content where there is no space for more, or null if there is none. */
    default Text words() {
        return null;
    }

    /** Returns the count of the figure, or null if the kind has no figures. */
    default Count count() {
        return null;
    }

    /** Returns the form of the figure, or null if the kind has no figures. */
    default CasualtyFigure.Form form() {
        return null;
    }

    /**
     * Returns this content with each text, including those of nested records, replaced by the operator's result.
     * The operator is called in the order of the record components, with null for an absent text of a record that is given.
     *
     * @throws InvalidContent if the result violates a rule of the content type's constructor
     */
    default Content withTexts(UnaryOperator<Text> change) {
        return RecordFields.withTexts(this, change);
    }

    /**
     * Returns the texts, including those of nested records, in the order of the record components; absent texts are
     * null elements.
     */
    default List<Text> texts() {
        List<Text> texts = new ArrayList<>();
        withTexts(text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }
}
