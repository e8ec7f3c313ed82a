package org.isnad.chain;

import java.time.Instant;
import java.util.List;

import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;

/**
 * A revision without its content: the fields that decide whether a read includes it and whether it is in force.
 *
 * @param record the id of the record
 * @param kind the kind of the record
 * @param number its place in the record
 * @param position its place in the crisis
 * @param source the id of the source
 * @param via the ids of the carriers, in the order in which they passed it on
 * @param status how it relates to earlier revisions
 * @param supersedes the number of the revision that it supersedes, or null
 * @param reportedFrom the first instant that its time of reporting may mean, or null if it is not known
 * @param reportedUntil the instant after the last one
 * @param orderFrom its reportedFrom, or {@link #UNKNOWN_BEGINNING}; that of the superseded revision, and the end of the
 *        one after which it was reported, where they are later
 * @param certainFrom its reportedUntil, or certainFrom of the superseded revision where that is later
 * @param recordedAt the time of recording, which never decreases with the position
 * @param contentKey the first 64 bits of the hash of its content; equal contents have equal keys
 * @param count what it counts ({@link org.isnad.content.Count#key}), or 0 if its kind counts nothing, or its content is gone
 * @param form how its number is given, or null likewise
 * @param misquotes whether its evidence says that it repeats another one wrongly
 * @param erased which part of the content was erased, or null
 * @param links the links to revisions and records that its evidence names, or that it replaces, rules on, merges, holds or
 *        erases
 */
public record RevisionHeader(String record, Kind kind, int number, long position, String source,
        List<String> via, Status status, Integer supersedes, Instant reportedFrom, Instant reportedUntil, Instant orderFrom,
        Instant certainFrom,
        Instant recordedAt,
        long contentKey, long count, CasualtyFigure.Form form, boolean misquotes, Erasure.Scope erased,
        List<Link> links) {

    /** The orderFrom of revisions of which no earliest time is known: they come before all others. */
    public static final Instant UNKNOWN_BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /** Clears count, form and misquotes of a revision with erased content, because a mirror cannot derive them. */
    public RevisionHeader {
        boolean isErased = erased == Erasure.Scope.CONTENT;
        count = isErased ? 0 : count;
        form = isErased ? null : form;
        misquotes = misquotes && !isErased;
    }

    /** Returns the content key of a content hash in hexadecimal. */
    static long contentKey(String contentHash) {
        return Long.parseUnsignedLong(contentHash, 0, 16, 16);
    }

    /** Whether its content was erased. */
    public boolean isErased() {
        return erased == Erasure.Scope.CONTENT;
    }

    /** Whether its evidence names another revision, on which it rests. */
    boolean restsOn(RevisionHeader other) {
        return links.stream().anyMatch(link -> link.isTo(Link.Type.SUPPORTS, other.record, other.number));
    }

    /** Whether its evidence names a record, or a revision of it. */
    public boolean cites(String other) {
        return links.stream().anyMatch(link -> link.isEvidence() && link.record().equals(other));
    }

    /** Whether it replaces a revision of another record. */
    public boolean replacesAny() {
        return links.stream().anyMatch(link -> link.type() == Link.Type.REPLACES);
    }

    /** Whether it supersedes another revision, or replaces it in another record. */
    boolean putsOutOfForce(RevisionHeader other) {
        boolean isSuperseding = record.equals(other.record) && supersedes != null && supersedes == other.number;
        return isSuperseding || links.stream().anyMatch(link -> link.isTo(Link.Type.REPLACES, other.record, other.number));
    }

    /** Whether the revision is within the bounds of a read. None is seen before the one that it supersedes. */
    boolean isWithin(AsOf bounds) {
        return position <= bounds.position() && !seenFrom(bounds.certain()).isAfter(bounds.asOf())
                && !recordedAt.isAfter(bounds.knownAt());
    }

    /** Returns the first asOf that includes the revision. */
    public Instant seenFrom(boolean certain) {
        return certain ? certainFrom : orderFrom;
    }
}
