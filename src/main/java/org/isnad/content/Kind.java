package org.isnad.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The kinds of records. This is the only list of kinds: JSON, the contract, filters and tests derive from it. A new kind needs
 * a content record, an entry here, a resource and a sentence in each language.
 */
public enum Kind {
    @JsonProperty("article")
    ARTICLE("article", "articles", "an article", Article.class),
    @JsonProperty("casualty")
    CASUALTY("casualty", "casualties", "a casualty figure", CasualtyFigure.class),
    @JsonProperty("statement")
    STATEMENT("statement", "statements", "a statement", Statement.class),
    @JsonProperty("reaction")
    REACTION("reaction", "reactions", "a reaction", Reaction.class),
    @JsonProperty("measure")
    MEASURE("measure", "measures", "an emergency measure", EmergencyMeasure.class),
    @JsonProperty("disruption")
    DISRUPTION("disruption", "disruptions", "a disruption", Disruption.class),
    @JsonProperty("appointment")
    APPOINTMENT("appointment", "appointments", "an appointment", Appointment.class),
    /** The acts of the operator. Only the service appends them. */
    @JsonProperty("notice")
    NOTICE("notice", "notices", "a notice", Notice.class);

    private final String name;
    private final String path;
    private final String phrase;
    private final Class<? extends Content> content;

    Kind(String name, String path, String phrase, Class<? extends Content> content) {
        this.name = name;
        this.path = path;
        this.phrase = phrase;
        this.content = content;
    }

    /** Returns the name of the kind in JSON. */
    public String jsonName() {
        return name;
    }

    /** Returns the path segment under which the API serves the kind. */
    public String path() {
        return path;
    }

    /** Returns the name of one record with the indefinite article, such as "a statement", for the contract. */
    public String phrase() {
        return phrase;
    }

    /** Returns the type of the kind's content. */
    public Class<? extends Content> content() {
        return content;
    }

    /**
     * Returns the kind of a content type.
     *
     * @throws IllegalArgumentException if the type belongs to no kind
     */
    public static Kind of(Class<? extends Content> content) {
        for (Kind kind : values()) {
            if (kind.content == content) {
                return kind;
            }
        }
        throw new IllegalArgumentException("not a kind's content: " + content);
    }
}
