package org.isnad.chain;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which revisions of one record are in force.
 *
 * <p>
 * A revision is withdrawn if a retraction of it is not itself withdrawn; it is replaced if another revision that is not
 * withdrawn supersedes it; it stands if it is neither, and no retraction. So retracting a correction brings the
 * corrected one back, and retracting the retraction takes it away again, while correcting a correction does not revive
 * the original.
 *
 * <p>
 * A superseding revision always comes before the superseded one in {@link #NEWEST_FIRST}, so one pass decides each, and
 * the newest part of a chain is decided without the rest.
 */
public final class Standing {

    /**
     * The rule by which one claim is preferred to the others: each criterion decides among those that are equal by the last.
     */
    public static final String PREFERRED_BY = "no misquotation; undisputed; confirmed; a number before bounds before words;"
            + " the count that most sources give; newest";

    /** Newest first: by orderFrom, then by number. */
    public static final Comparator<RevisionHeader> NEWEST_FIRST = Comparator.comparing(RevisionHeader::orderFrom)
            .thenComparing(RevisionHeader::number)
            .reversed();

    private final Map<Integer, Integer> withdrawnBy = new HashMap<>();
    private final Map<Integer, Integer> replacedBy = new HashMap<>();
    private final BitSet standing = new BitSet();
    private final List<RevisionHeader> claims = new ArrayList<>();

    private Standing() {
    }

    /**
     * Decides the standing of the revisions of one record within the bounds of a read.
     *
     * @param headers the revisions in any order; if one is included, so are all within the bounds that supersede it
     */
    public static Standing of(Collection<RevisionHeader> headers) {
        Standing fold = new Standing();
        List<RevisionHeader> newestFirst = headers.stream().sorted(NEWEST_FIRST).toList();
        newestFirst.forEach(fold::add);
        fold.addClaims(newestFirst.stream().filter(header -> fold.stands(header.number())).toList());
        return fold;
    }

    /**
     * Decides whether a revision stands, and records what it withdraws or replaces. Called newest first, so that everything
     * that supersedes it was added before.
     */
    private void add(RevisionHeader header) {
        boolean withdraws = header.status() == Status.RETRACTED;
        boolean withdrawn = withdrawnBy.containsKey(header.number());
        if (header.supersedes() != null && !withdrawn) {
            (withdraws ? withdrawnBy : replacedBy).putIfAbsent(header.supersedes(), header.number());
        }
        if (!withdraws && !withdrawn && !replacedBy.containsKey(header.number())) {
            standing.set(header.number());
        }
    }

    /** The key of a claim: a source and a count. */
    private record Claimed(String source, long count) {
    }

    /** Adds the claims among the standing revisions, which are given newest first. */
    private void addClaims(List<RevisionHeader> standing) {
        Set<Claimed> claimed = new HashSet<>();
        Set<String> erasedSources = new HashSet<>();
        for (RevisionHeader header : standing) {
            if (header.isErased()) {
                // Its count is unknown, so it may replace any older claim of the source.
                erasedSources.add(header.source());
            } else if (!erasedSources.contains(header.source()) && claimed.add(new Claimed(header.source(), header.count()))) {
                claims.add(header);
            }
        }
    }

    /**
     * Returns the claims, newest first: the newest standing revision of each source for each count. A source has no claim that
     * is older than its newest standing revision with erased content.
     */
    public List<RevisionHeader> claims() {
        return claims;
    }

    /** Returns the newest claim, or empty if there is none. */
    public Optional<RevisionHeader> newest() {
        return claims.stream().findFirst();
    }

    /** Returns the number of the newest claim, or null if there is none. */
    public Integer newestNumber() {
        return newest().map(RevisionHeader::number).orElse(null);
    }

    /** Returns the number of the preferred claim, or null if there is none. */
    public Integer preferredNumber() {
        return preferred().map(RevisionHeader::number).orElse(null);
    }

    /** Returns the newest claim of a source, or empty if it has none. */
    public Optional<RevisionHeader> newestOf(String source) {
        return claims.stream().filter(claim -> claim.source().equals(source)).findFirst();
    }

    /** Returns the claim that comes first by {@link #PREFERRED_BY}, or empty if there is none. */
    public Optional<RevisionHeader> preferred() {
        Map<Long, Long> sources = claims.stream().filter(claim -> claim.status() != Status.DISPUTED && !claim.misquotes())
                .collect(groupingBy(RevisionHeader::count, counting()));
        return claims.stream().min(Comparator.comparing(RevisionHeader::misquotes)
                .thenComparing(claim -> claim.status() == Status.DISPUTED)
                .thenComparing(claim -> claim.status() != Status.CONFIRMED)
                .thenComparing(RevisionHeader::form, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(claim -> -sources.getOrDefault(claim.count(), 0L))
                .thenComparing(NEWEST_FIRST));
    }

    /** Whether a revision is in force and no retraction; false if the number is unknown. */
    public boolean stands(int number) {
        return standing.get(number);
    }

    /**
     * Whether a revision, which may be a retraction, is neither withdrawn nor replaced; true if the number is unknown.
     */
    public boolean isInForce(int number) {
        return supersededBy(number) == null;
    }

    /** Whether there were no revisions. */
    public boolean isEmpty() {
        return standing.isEmpty() && withdrawnBy.isEmpty() && replacedBy.isEmpty();
    }

    /** Whether a retraction of a revision is in force. */
    public boolean isWithdrawn(int number) {
        return withdrawnBy.containsKey(number);
    }

    /**
     * Returns the number of the newest revision that put a revision out of force, a retraction rather than a
     * replacement if there are both, or null if it is in force or the number is unknown.
     */
    public Integer supersededBy(int number) {
        return withdrawnBy.getOrDefault(number, replacedBy.get(number));
    }
}
