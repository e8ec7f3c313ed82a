package org.isnad.chain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Newest first: by orderFrom, then by number. */
    public static final Comparator<RevisionHeader> NEWEST_FIRST = Comparator.comparing(RevisionHeader::orderFrom)
            .thenComparing(RevisionHeader::number)
            .reversed();

    private final Map<Integer, Integer> withdrawnBy = new HashMap<>();
    private final Map<Integer, Integer> replacedBy = new HashMap<>();
    private final BitSet standing = new BitSet();
    private final Map<String, RevisionHeader> newestBySource = new LinkedHashMap<>();
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
        headers.stream().sorted(NEWEST_FIRST).forEach(fold::add);
        fold.newestBySource.values().stream().filter(header -> !header.isErased()).forEach(fold.claims::add);
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
            newestBySource.putIfAbsent(header.source(), header);
        }
    }

    /** Returns the newest claim, or empty if there is none. */
    public Optional<RevisionHeader> current() {
        return claims.stream().findFirst();
    }

    /**
     * Returns the newest standing revision of each source, newest first. A source whose newest one had its content
     * erased has no claim.
     */
    public List<RevisionHeader> claims() {
        return claims;
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
