package org.isnad.chain;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.isnad.content.Kind;

/**
 * A search among the revisions of a crisis; a null component matches all.
 *
 * @param statuses any of these
 * @param from revisions whose span of reporting ends after this
 * @param until revisions whose span of reporting begins before this
 * @param within whether the whole span must lie between the two
 */
public record Search(Kind kind, String source, Set<Status> statuses, Instant from, Instant until, boolean within) {

    /** One page of the headers that match a search, and the number of matching headers on all pages. */
    public record Result(long total, List<RevisionHeader> headers) {
    }

    /** Returns a search by kind, source and statuses alone. */
    public static Search of(Kind kind, String source, Set<Status> statuses) {
        return new Search(kind, source, statuses, null, null, false);
    }

    boolean matches(RevisionHeader header) {
        return (kind == null || kind == header.kind()) && (source == null || source.equals(header.source()))
                && (statuses == null || statuses.contains(header.status())) && isAfterFrom(header) && isBeforeUntil(header);
    }

    private boolean isAfterFrom(RevisionHeader header) {
        if (from == null) {
            return true;
        }
        return within ? header.reportedFrom() != null && !header.reportedFrom().isBefore(from)
                : header.reportedUntil().isAfter(from);
    }

    private boolean isBeforeUntil(RevisionHeader header) {
        if (until == null) {
            return true;
        }
        return within ? !header.reportedUntil().isAfter(until)
                : header.reportedFrom() == null || header.reportedFrom().isBefore(until);
    }
}
