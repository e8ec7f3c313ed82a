package org.isnad.chain;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The relation of a revision to earlier ones. */
public enum Status {
    /** The source reports it. */
    @JsonProperty("reported")
    REPORTED,
    /** The source confirms an earlier report, its own or another's. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** The report is contested. */
    @JsonProperty("disputed")
    DISPUTED,
    /** It replaces a wrong revision; requires supersedes and a reason. */
    @JsonProperty("corrected")
    CORRECTED,
    /** It withdraws a revision and has no content; requires supersedes and a reason. */
    @JsonProperty("retracted")
    RETRACTED
}
