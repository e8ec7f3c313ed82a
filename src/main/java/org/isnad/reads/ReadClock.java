package org.isnad.reads;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The clock to which instants of a request refer. */
@Schema(name = "Clock")
public enum ReadClock {
    /** The instants are times of reporting. */
    @JsonProperty("reported")
    REPORTED,
    /** The instants are times of recording. */
    @JsonProperty("recorded")
    RECORDED
}
