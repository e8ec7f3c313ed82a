package org.isnad.chain;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.isnad.content.Slug;

/**
 * The record and the number of a revision.
 *
 * @param record the record
 * @param number the number of the revision in that record
 */
public record RevisionId(@NotNull @Slug String record, @NotNull @Min(1) Integer number) {

    @Override
    public String toString() {
        return record + ":" + number;
    }

    /** Returns the id that {@link #toString} returns as the text. */
    static RevisionId parse(String text) {
        int colon = text.lastIndexOf(':');
        return new RevisionId(text.substring(0, colon), Integer.valueOf(text.substring(colon + 1)));
    }
}
