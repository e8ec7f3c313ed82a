package org.isnad.chain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Standing by its definition, word for word and at any cost. */
public record NaiveStanding(List<RevisionHeader> heads) {

    boolean withdrawn(RevisionHeader head) {
        return heads.stream().anyMatch(
                other -> supersedes(other, head) && other.status() == Status.RETRACTED && !withdrawn(other));
    }

    boolean replaced(RevisionHeader head) {
        return heads.stream().anyMatch(
                other -> supersedes(other, head) && other.status() != Status.RETRACTED && !withdrawn(other));
    }

    boolean stands(RevisionHeader head) {
        return head.status() != Status.RETRACTED && !withdrawn(head) && !replaced(head);
    }

    /** The claims, newest first: what stands, and no later standing one of its source counts the same or may have. */
    public List<RevisionHeader> claims() {
        return heads.stream().filter(head -> stands(head) && !head.isErased())
                .filter(head -> heads.stream().noneMatch(other -> stands(other) && other.source().equals(head.source())
                        && byAge().compare(other, head) > 0 && (other.isErased() || other.count() == head.count())))
                .sorted(byAge().reversed()).toList();
    }

    /** What is left of the claims when each criterion in turn has left the best. */
    public Optional<RevisionHeader> preferred() {
        List<RevisionHeader> left = claims();
        left = best(left, head -> head.misquotes() ? 1 : 0);
        left = best(left, head -> head.status() == Status.DISPUTED ? 1 : 0);
        left = best(left, head -> head.status() == Status.CONFIRMED ? 0 : 1);
        left = best(left, head -> head.form().ordinal());
        left = best(left, head -> -(int) claims().stream()
                .filter(other -> other.count() == head.count() && other.status() != Status.DISPUTED && !other.misquotes())
                .count());
        return left.stream().findFirst();
    }

    private static List<RevisionHeader> best(List<RevisionHeader> heads, ToIntFunction<RevisionHeader> rank) {
        int best = heads.stream().mapToInt(rank).min().orElse(0);
        return heads.stream().filter(head -> rank.applyAsInt(head) == best).toList();
    }

    private static Comparator<RevisionHeader> byAge() {
        return Comparator.comparing(RevisionHeader::orderFrom).thenComparing(RevisionHeader::number);
    }

    private static boolean supersedes(RevisionHeader other, RevisionHeader head) {
        return other.supersedes() != null && other.supersedes() == head.number();
    }
}
