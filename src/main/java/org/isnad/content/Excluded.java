package org.isnad.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/** People that a figure does not count. */
public enum Excluded {
    @JsonProperty("security-forces")
    SECURITY_FORCES,
    /** People who attacked others. */
    @JsonProperty("perpetrators")
    PERPETRATORS,
    @JsonProperty("foreigners")
    FOREIGNERS,
    @JsonProperty("missing")
    MISSING,
    /** People whose identity is not established. */
    @JsonProperty("unidentified")
    UNIDENTIFIED,
    /** People who died later of their injuries. */
    @JsonProperty("died-later")
    DIED_LATER,
    /** People who died of the consequences, such as the lack of care. */
    @JsonProperty("indirect")
    INDIRECT,
    /** Cases of a disease that are probable by its case definition. */
    @JsonProperty("probable-cases")
    PROBABLE_CASES,
    /** Cases of a disease that are suspected by its case definition. */
    @JsonProperty("suspected-cases")
    SUSPECTED_CASES,
    /** The people in excludesDetail. */
    @JsonProperty("other")
    OTHER
}
