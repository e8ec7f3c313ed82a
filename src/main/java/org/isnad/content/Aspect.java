package org.isnad.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a change between two reports is about. */
public enum Aspect {
    /** How many. */
    @JsonProperty("number")
    NUMBER(true),
    /** How few or how many at the least or most, or how exactly. */
    @JsonProperty("bound")
    BOUND(true),
    /** Whether a figure is given at all: from unknown to known, or back. */
    @JsonProperty("known")
    KNOWN(true),
    /** By which rule it was counted. Figures counted by different rules do not compare. */
    @JsonProperty("counting-rule")
    COUNTING_RULE(true),
    /** What somebody or something is called or counted as: rioters, terrorist gangs. */
    @JsonProperty("term")
    TERM(true),
    /** Words that are quoted. */
    @JsonProperty("quotation")
    QUOTATION(true),
    /** Words of whoever wrote it down. */
    @JsonProperty("text")
    TEXT(true),
    /** Where. */
    @JsonProperty("place")
    PLACE(true),
    /** What time it is about. */
    @JsonProperty("time")
    TIME(true),
    /** Who says it or reacts, and who passed it on. */
    @JsonProperty("attribution")
    ATTRIBUTION(true),
    /** What the report is to those before it. */
    @JsonProperty("status")
    STATUS(true),
    /** Whether anything is said: withdrawn, or said again. */
    @JsonProperty("withdrawal")
    WITHDRAWAL(true),
    /** What it rests on. */
    @JsonProperty("evidence")
    EVIDENCE(false),
    /** The same in another language. */
    @JsonProperty("translation")
    TRANSLATION(false),
    /** Spelling, an address, a setting: what is claimed stays the same. */
    @JsonProperty("minor")
    MINOR(false);

    private final boolean isMaterial;

    Aspect(boolean isMaterial) {
        this.isMaterial = isMaterial;
    }

    /** Whether a change of this alters what is claimed. */
    public boolean isMaterial() {
        return isMaterial;
    }

    /** Whether figures that differ in this count different things. */
    public boolean decidesWhatIsCounted() {
        return this == TERM || this == PLACE || this == COUNTING_RULE;
    }
}
