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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.isnad.chain.Decisions.Ruling;
import org.isnad.content.Notice;

/**
 * The standing of the revisions of one record: which of them are in force.
 *
 * <p>
 * A revision is withdrawn if a retraction of it is not itself withdrawn; it is replaced if another revision that is not
 * withdrawn supersedes it; it stands if it is neither, and no retraction. So retracting a correction brings the
 * corrected one back, and retracting the retraction takes it away again, while correcting a correction does not revive
 * the original.
 *
 * <p>
 * Revisions of other records may replace a revision, too ({@link Decisions}), and nothing of a merged or held record stands.
 *
 * <p>
 * A superseding revision always comes before the superseded one in {@link #NEWEST_FIRST}, so one pass decides each, and
 * the newest part of a chain is decided without the rest.
 */
public final class Standing {

    /**
     * The rule by which one claim is preferred to the others: each criterion decides among those that are equal by the last.
     */
    public static final String PREFERRED_BY = "ruled for by an editor and not against; no misquotation; undisputed; confirmed;"
            + " a number before bounds before unproven figures before words; the count that most sources give; newest";

    /** Newest first: by orderFrom, then by number. */
    public static final Comparator<RevisionHeader> NEWEST_FIRST = Comparator.comparing(RevisionHeader::orderFrom)
            .thenComparing(RevisionHeader::number)
            .reversed();

    private final Decisions decisions;
    private final Map<Integer, RevisionId> replacedElsewhere;
    private final Map<Integer, Integer> withdrawnBy = new HashMap<>();
    private final Map<Integer, Integer> replacedBy = new HashMap<>();
    private final BitSet standing = new BitSet();
    private final List<RevisionHeader> claims = new ArrayList<>();

    private Standing(Decisions decisions) {
        this.decisions = decisions;
        this.replacedElsewhere = decisions.replacedBy();
    }

    /** Decides the standing of the revisions of one record that no other record concerns, as {@link #of} does. */
    public static Standing of(Collection<RevisionHeader> headers) {
        return of(headers, Decisions.NONE);
    }

    /**
     * Decides the standing of the revisions of one record within the bounds of a read.
     *
     * @param headers the revisions in any order; if one is included, so are all within the bounds that supersede it
     * @param decisions the effects of revisions of other records within the bounds
     */
    static Standing of(Collection<RevisionHeader> headers, Decisions decisions) {
        Standing fold = new Standing(decisions);
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
        boolean isReplaced = replacedBy.containsKey(header.number()) || replacedElsewhere.containsKey(header.number());
        if (!withdraws && !withdrawn && !isReplaced && !isSuspended()) {
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
        Map<Long, Long> sources = claims.stream().filter(claim -> !isDisputed(claim) && !claim.misquotes())
                .collect(groupingBy(RevisionHeader::count, counting()));
        return claims.stream().min(Comparator.comparing((RevisionHeader claim) -> !isRuled(claim, Notice.Ruling.FOR))
                .thenComparing(claim -> isRuled(claim, Notice.Ruling.AGAINST))
                .thenComparing(RevisionHeader::misquotes)
                .thenComparing(this::isDisputed)
                .thenComparing(claim -> claim.status() != Status.CONFIRMED)
                .thenComparing(RevisionHeader::form, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(claim -> -sources.getOrDefault(claim.count(), 0L))
                .thenComparing(NEWEST_FIRST));
    }

    /** Whether a claim is disputed by its source, or an editor ruled against it. */
    public boolean isDisputed(RevisionHeader claim) {
        return claim.status() == Status.DISPUTED || isRuled(claim, Notice.Ruling.AGAINST);
    }

    private boolean isRuled(RevisionHeader claim, Notice.Ruling ruling) {
        Ruling on = decisions.rulings().get(claim.number());
        return on != null && on.ruling() == ruling;
    }

    /** Returns the rulings in force on claims, in number order. */
    public List<Ruling> rulings() {
        return claims.stream().map(claim -> decisions.rulings().get(claim.number())).filter(Objects::nonNull)
                .sorted(Comparator.comparing(Ruling::number)).toList();
    }

    /** Whether the record was merged into another one, so that none of its revisions stands. */
    public boolean isMerged() {
        return decisions.mergedInto() != null;
    }

    /** Whether the record was merged into another one or is held, so that none of its revisions stands. */
    public boolean isSuspended() {
        return isMerged() || heldBy() != null;
    }

    /** Returns the record of the notice that holds the record until it has been checked, or null. */
    public String heldBy() {
        return decisions.heldBy();
    }

    /** Returns the id of the record that this one was merged into, or null. */
    public String mergedInto() {
        return decisions.mergedInto();
    }

    /** Whether a revision is in force and no retraction; false if the number is unknown. */
    public boolean stands(int number) {
        return standing.get(number);
    }

    /**
     * Whether a revision, which may be a retraction, is neither withdrawn nor replaced; true if the number is unknown.
     */
    public boolean isInForce(int number) {
        return supersededBy(number) == null && replacedElsewhereBy(number) == null;
    }

    /** Returns the revision of another record that replaces a revision, or null if there is none. */
    public RevisionId replacedElsewhereBy(int number) {
        return replacedElsewhere.get(number);
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
     * Returns the number of the newest revision of the record that put a revision out of force, a retraction rather than a
     * replacement if there are both, or null if it is in force or the number is unknown.
     */
    public Integer supersededBy(int number) {
        return withdrawnBy.getOrDefault(number, replacedBy.get(number));
    }
}
