package org.isnad.chain;

import java.util.ArrayList;
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
 * withdrawn supersedes it; it stands if it is neither, and no retraction. So retracting a correction brings the corrected
 * one back, and retracting the retraction takes it away again, while correcting a correction does not revive the original.
 *
 * <p>
 * What supersedes a revision always comes before it in {@link #NEWEST_FIRST}, so one pass decides each, and the newest
 * part of a chain is decided without the rest.
 */
public final class Standing {

    /** Newest first: by when it was reported, or what it replaces was; then by number. */
    public static final Comparator<Head> NEWEST_FIRST = Comparator.comparing(Head::orderFrom).thenComparing(Head::number)
            .reversed();

    private final Map<Integer, Integer> withdrawnBy = new HashMap<>();
    private final Map<Integer, Integer> replacedBy = new HashMap<>();
    private final List<Head> standing = new ArrayList<>();

    private Standing() {
    }

    /** The standing of the revisions of one record that a read may see, in any order. */
    public static Standing of(Collection<Head> heads) {
        Standing fold = new Standing();
        heads.stream().sorted(NEWEST_FIRST).forEach(fold::add);
        return fold;
    }

    /** The standing of several records. */
    public static Map<String, Standing> byRecord(Map<String, ? extends Collection<Head>> heads) {
        Map<String, Standing> standings = new HashMap<>();
        heads.forEach((record, chain) -> standings.put(record, of(chain)));
        return standings;
    }

    private void add(Head head) {
        boolean withdraws = head.status() == Status.RETRACTED;
        boolean withdrawn = withdrawnBy.containsKey(head.number());
        if (head.supersedes() != null && !withdrawn) {
            (withdraws ? withdrawnBy : replacedBy).putIfAbsent(head.supersedes(), head.number());
        }
        if (!withdraws && !withdrawn && !replacedBy.containsKey(head.number())) {
            standing.add(head);
        }
    }

    /** The newest claim. */
    public Optional<Head> current() {
        return claims().stream().findFirst();
    }

    /** The newest of each source that stands, newest first; none of a source whose newest was erased. */
    public List<Head> claims() {
        Map<String, Head> bySource = new LinkedHashMap<>();
        standing.forEach(head -> bySource.putIfAbsent(head.source(), head));
        return bySource.values().stream().filter(head -> !head.isErased()).toList();
    }

    /** Whether a revision is in force. */
    public boolean stands(int number) {
        return standing.stream().anyMatch(head -> head.number() == number);
    }

    /** Whether a revision among them is at work: neither withdrawn nor replaced, be it a claim or a retraction. */
    public boolean isInForce(int number) {
        return supersededBy(number) == null;
    }

    /** Whether there was nothing to decide. */
    public boolean isEmpty() {
        return standing.isEmpty() && withdrawnBy.isEmpty() && replacedBy.isEmpty();
    }

    /** Whether a retraction of the revision is in force. */
    public boolean isWithdrawn(int number) {
        return withdrawnBy.containsKey(number);
    }

    /** What put a revision out of force, a retraction before a replacement; null if nothing did. */
    public Integer supersededBy(int number) {
        return withdrawnBy.getOrDefault(number, replacedBy.get(number));
    }
}
