package org.isnad.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a record is about. A kind is a content record, its line here and in {@link Content}, and a resource. */
public enum Kind {
    @JsonProperty("article")
    ARTICLE("articles", Article.class),
    @JsonProperty("casualty")
    CASUALTY("casualties", CasualtyFigure.class),
    @JsonProperty("statement")
    STATEMENT("statements", Statement.class),
    @JsonProperty("reaction")
    REACTION("reactions", Reaction.class);

    private final String path;
    private final Class<? extends Content> content;

    Kind(String path, Class<? extends Content> content) {
        this.path = path;
        this.content = content;
    }

    /** The path segment under which the API serves this kind. */
    public String path() {
        return path;
    }

    /** The type of this kind's content. */
    public Class<? extends Content> content() {
        return content;
    }

    /** The kind that a content type belongs to. */
    public static Kind of(Class<? extends Content> content) {
        for (Kind kind : values()) {
            if (kind.content == content) {
                return kind;
            }
        }
        throw new IllegalArgumentException("not a kind's content: " + content);
    }
}
