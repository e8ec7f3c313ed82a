package org.isnad.chain;

import java.time.Instant;

/**
 * What standing is decided by: a revision without its content.
 *
 * @param orderFrom its reportedFrom, or that of the revision it supersedes where this is later
 * @param last the highest number in its record that the read may see, or 0 where that was not asked for
 */
public record Head(String record, int number, long position, String source, Status status, Integer supersedes,
        boolean crosses, Instant orderFrom, int last) {
}
