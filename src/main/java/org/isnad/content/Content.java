package org.isnad.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.OptBoolean;

/**
 * What a revision says. Content only grows: components may be added, never removed or given another meaning, because
 * every revision ever acknowledged must stay readable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind", requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonSubTypes({
        @JsonSubTypes.Type(value = Article.class, name = "article"),
        @JsonSubTypes.Type(value = CasualtyFigure.class, name = "casualty"),
        @JsonSubTypes.Type(value = Statement.class, name = "statement"),
        @JsonSubTypes.Type(value = Reaction.class, name = "reaction")
})
// SmallRye does not read oneOf from a sealed type: https://github.com/quarkusio/quarkus/issues/46694
@Schema(oneOf = { Article.class, CasualtyFigure.class, Statement.class,
        Reaction.class }, discriminatorProperty = "kind", discriminatorMapping = {
                @DiscriminatorMapping(value = "article", schema = Article.class),
                @DiscriminatorMapping(value = "casualty", schema = CasualtyFigure.class),
                @DiscriminatorMapping(value = "statement", schema = Statement.class),
                @DiscriminatorMapping(value = "reaction", schema = Reaction.class) })
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Content permits Article, CasualtyFigure, Statement, Reaction {

    /** The kind of this content. */
    @JsonProperty(value = "kind", access = JsonProperty.Access.READ_ONLY)
    default Kind kind() {
        return Kind.of(getClass());
    }

    /** The language in which it was said or written, a BCP 47 tag, or null if that is not known. */
    String originalLanguage();

    /** The same content with each text replaced; the operator is called with null for an absent text. */
    Content withTexts(UnaryOperator<Text> change);

    /** The texts there are, in the order of their components; an absent one is null. */
    default List<Text> texts() {
        List<Text> texts = new ArrayList<>();
        withTexts(text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }
}
