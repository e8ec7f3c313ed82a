package org.isnad.chain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

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

    public Optional<RevisionHeader> current() {
        return heads.stream().filter(this::stands)
                .filter(head -> Integer.valueOf(head.number()).equals(claims().get(head.source()))).max(byAge());
    }

    public Map<String, Integer> claims() {
        Map<String, RevisionHeader> newest = new HashMap<>();
        heads.stream().filter(this::stands)
                .forEach(head -> newest.merge(head.source(), head, BinaryOperator.maxBy(byAge())));
        Map<String, Integer> numbers = new HashMap<>();
        newest.forEach((source, head) -> {
            if (!head.isErased()) {
                numbers.put(source, head.number());
            }
        });
        return numbers;
    }

    private static Comparator<RevisionHeader> byAge() {
        return Comparator.comparing(RevisionHeader::orderFrom).thenComparing(RevisionHeader::number);
    }

    private static boolean supersedes(RevisionHeader other, RevisionHeader head) {
        return other.supersedes() != null && other.supersedes() == head.number();
    }
}
