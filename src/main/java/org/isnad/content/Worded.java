package org.isnad.content;

/** A content that gives the words of a source, a summary of them, or both. */
public interface Worded extends Content {

    /** Returns the quotation, or null if the exact words are unknown. */
    Text wording();

    /** Returns the summary in the reporter's own words, or null. */
    Text summary();

    @Override
    default Text words() {
        return wording() == null ? summary() : wording();
    }
}
