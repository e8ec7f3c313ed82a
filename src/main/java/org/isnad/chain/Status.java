package org.isnad.chain;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a revision is to those before it. */
public enum Status {
    /** The source says so. */
    @JsonProperty("reported")
    REPORTED,
    /** The source says so again, or what another said. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** What it says is contested. */
    @JsonProperty("disputed")
    DISPUTED,
    /** It takes the place of a revision that was wrong; needs supersedes and a reason. */
    @JsonProperty("corrected")
    CORRECTED,
    /** It withdraws a revision and says nothing itself; needs supersedes and a reason. */
    @JsonProperty("retracted")
    RETRACTED
}
