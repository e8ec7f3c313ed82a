package org.isnad.imports;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The choices of the client for one import.
 *
 * @param isTable whether the body is CSV instead of JSON
 * @param dryRun whether to validate and count only, and to store nothing
 * @param keep which lines are stored if some are refused
 * @param onConflict what happens to a crisis or source that is stored with another description
 */
record ImportOptions(boolean isTable, boolean dryRun, Keep keep, OnConflict onConflict) {

    /** The import of JSON that is stored as a whole or refused. */
    static final ImportOptions ALL_OR_NOTHING = new ImportOptions(false, false, Keep.ALL, OnConflict.REFUSE);

    /** The lines that are stored if some lines are refused. */
    public enum Keep {
        /** No line is stored if one is refused. */
        @JsonProperty("all")
        ALL,
        /** The lines that are not refused are stored. */
        @JsonProperty("valid")
        VALID
    }

    /** The action for a crisis or source that exists with a different description. */
    public enum OnConflict {
        /** The line is refused. */
        @JsonProperty("refuse")
        REFUSE,
        /** The stored description stays. */
        @JsonProperty("keep")
        KEEP,
        /** The imported description replaces the stored one. */
        @JsonProperty("update")
        UPDATE
    }

    /** Whether the valid lines are stored although others are refused. */
    boolean keepsValid() {
        return keep == Keep.VALID;
    }
}
