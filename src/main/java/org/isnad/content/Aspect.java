package org.isnad.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The aspect of a report that a change affects. */
public enum Aspect {
    /** The best figure, or a number within a text. */
    @JsonProperty("number")
    NUMBER(true),
    /** The lower or upper bound of a figure, or whether the figure is approximate. */
    @JsonProperty("bound")
    BOUND(true),
    /** Whether a figure is given at all: the change is from unknown to known, or back. */
    @JsonProperty("known")
    KNOWN(true),
    /** The basis of a figure, or what it excludes. Figures with different counting rules are not comparable. */
    @JsonProperty("counting-rule")
    COUNTING_RULE(true),
    /** The term for a group, measure, topic or position, such as "rioters" or "terrorist gangs". */
    @JsonProperty("term")
    TERM(true),
    /** Quoted words. */
    @JsonProperty("quotation")
    QUOTATION(true),
    /** The author's own words, as opposed to quoted words. */
    @JsonProperty("text")
    TEXT(true),
    @JsonProperty("place")
    PLACE(true),
    /** A date or period that the report states, or reportedAt. */
    @JsonProperty("time")
    TIME(true),
    /** The actor or source to which a claim is attributed, or the carriers. */
    @JsonProperty("attribution")
    ATTRIBUTION(true),
    /** The status of the revision, such as confirmed or disputed. */
    @JsonProperty("status")
    STATUS(true),
    /** Whether there is content at all: a claim was withdrawn, or made again. */
    @JsonProperty("withdrawal")
    WITHDRAWAL(true),
    @JsonProperty("evidence")
    EVIDENCE(false),
    /** A text in another language, or the origin of a translation. */
    @JsonProperty("translation")
    TRANSLATION(false),
    /** Spelling, a URL or a setting: the claim is unchanged. */
    @JsonProperty("minor")
    MINOR(false);

    private final boolean isMaterial;

    Aspect(boolean isMaterial) {
        this.isMaterial = isMaterial;
    }

    /** Whether a change of this aspect alters the claim. */
    public boolean isMaterial() {
        return isMaterial;
    }
}
