package org.isnad.chain;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.stream.Stream;

/**
 * What standing is decided by: a revision without its content.
 *
 * @param orderFrom its reportedFrom, or that of the revision it supersedes where this is later
 * @param erased what of it was erased, or null
 * @param last the highest number in its record that the read may see, or 0 where that was not asked for
 */
public record Head(String record, int number, long position, String source, Status status, Integer supersedes,
        boolean crosses, Instant orderFrom, Erasure.Scope erased, int last) {

    /** Whether it says nothing any more. */
    public boolean isErased() {
        return erased == Erasure.Scope.CONTENT;
    }

    /** The expression that makes one of a revision in a query, which goes by this alias; {@code last} is 0. */
    public static String of(String alias) {
        return "new " + Head.class.getName() + Stream.of("recordId", "number", "position", "sourceId", "status", "supersedes",
                "crosses", "orderFrom", "erased").map(component -> alias + "." + component).collect(joining(", ", "(", ", 0)"));
    }
}
