package org.isnad.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The certainty that a source states for its own figure. */
public enum Certainty {
    /** The source expects to revise the figure, such as a preliminary count. */
    @JsonProperty("provisional")
    PROVISIONAL,
    /** The source holds the figure likely and has not established it. */
    @JsonProperty("probable")
    PROBABLE
}
