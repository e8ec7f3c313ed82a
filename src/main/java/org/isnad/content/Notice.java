package org.isnad.content;

import java.util.Map;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An act of the operator of this service that concerns a crisis. Its source is {@link #OPERATOR}; the reason of its revision is
 * the public reason of the act.
 *
 * @param act the act
 * @param record the record that the act concerns; null for acts that concern no record
 * @param number the revision of that record that the act concerns; for erasures and rulings only
 * @param ruling whether the revision is to be preferred; for rulings only
 * @param into the record that the merged record duplicates; for mergers only
 * @param before the visibility or description before the act; for acts that change one only
 * @param after the visibility or description after it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Notice(
        @NotNull Act act,
        @Slug String record,
        @Min(1) Integer number,
        Ruling ruling,
        @Slug String into,
        Map<String, Object> before,
        Map<String, Object> after) implements Content {

    /** The id of the source of all notices. */
    public static final String OPERATOR = "operator";

    /** An act of the operator. */
    public enum Act {
        /** The content of a revision, and the quotations of it, were erased. */
        @JsonProperty("erasure")
        ERASURE,
        /** The crisis was opened, embargoed or withheld. */
        @JsonProperty("visibility")
        VISIBILITY,
        /** The description of the crisis was replaced. */
        @JsonProperty("crisis-description")
        CRISIS_DESCRIPTION,
        /** The description of a source of the crisis was replaced. */
        @JsonProperty("source-description")
        SOURCE_DESCRIPTION,
        /** An editor ruled for or against a claim. */
        @JsonProperty("ruling")
        RULING,
        /** A record was merged into another one that it duplicates. */
        @JsonProperty("merger")
        MERGER,
        /** A record is held until it has been checked: nothing of it stands. */
        @JsonProperty("hold")
        HOLD
    }

    /** The direction of a ruling. */
    public enum Ruling {
        /** The claim is preferred to all others. */
        @JsonProperty("for")
        FOR,
        /** All others are preferred to the claim, which counts as a disputed one. */
        @JsonProperty("against")
        AGAINST
    }

    /** Returns the notice of an erasure. */
    public static Notice ofErasure(String record, int number) {
        return new Notice(Act.ERASURE, record, number, null, null, Map.of(), Map.of());
    }

    /** Returns the notice of a ruling. */
    public static Notice ofRuling(String record, int number, Ruling ruling) {
        String into = null;
        return new Notice(Act.RULING, record, number, ruling, into, Map.of(), Map.of());
    }

    /** Returns the notice of a merger. */
    public static Notice ofMerger(String record, String into) {
        return new Notice(Act.MERGER, record, null, null, into, Map.of(), Map.of());
    }

    /** Returns the notice of a hold. */
    public static Notice ofHold(String record) {
        String into = null;
        return new Notice(Act.HOLD, record, null, null, into, Map.of(), Map.of());
    }

    /** Returns the notice of an act that replaced a visibility or a description. */
    public static Notice ofReplacement(Act act, Map<String, Object> before, Map<String, Object> after) {
        String record = null;
        String into = null;
        return new Notice(act, record, null, null, into, before, after);
    }

    /** Returns null: an act is in no language. */
    @Override
    @JsonIgnore
    public String originalLanguage() {
        return null;
    }

    /** Returns null: an act happens when it is reported. */
    @Override
    @JsonIgnore
    public Occurred occurred() {
        return null;
    }
}
