package org.isnad.chain;

import java.time.Instant;

/**
 * A revision's header: the fields that decide whether it is in force.
 *
 * @param crosses whether the chain of revisions that it supersedes leads to another source
 * @param orderFrom its reportedFrom, or orderFrom of the superseded revision where that is later
 * @param erased which part of the content was erased, or null
 * @param last the highest number in its record within the bounds of the read, or 0 where that was not selected
 */
public record RevisionHeader(String record, int number, long position, String source, Status status, Integer supersedes,
        boolean crosses, Instant orderFrom, Erasure.Scope erased, int last) {

    /** Whether its content was erased. */
    public boolean isErased() {
        return erased == Erasure.Scope.CONTENT;
    }
}
