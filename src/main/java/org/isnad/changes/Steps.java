package org.isnad.changes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.changes.RecordChange.Turn;

/** Follows the revisions of one record in the order of a clock. */
final class Steps {

    private final RecordChain chain;
    private final Map<Claimant, Deque<RevisionHeader>> reports = new HashMap<>();
    private final Set<Integer> withdrawn = new HashSet<>();

    private Steps(RecordChain chain) {
        this.chain = chain;
    }

    /**
     * A revision and what it changed.
     *
     * @param by the revision
     * @param of the revision that it supersedes, or else the last one of its source for the same count that was not withdrawn
     *        before; null if there is neither
     * @param effect the type of the effect of a revision of another record, otherwise null
     */
    record Step(RevisionHeader by, RevisionHeader of, Turn effect) {
    }

    /** A source that makes a claim for a count. */
    record Claimant(String source, long count) implements Comparable<Claimant> {

        private static final Comparator<Claimant> ORDER = Comparator.comparing(Claimant::source)
                .thenComparing(Claimant::count);

        /** Returns the source of a revision with what it counts. */
        static Claimant of(RevisionHeader header) {
            return new Claimant(header.source(), header.count());
        }

        @Override
        public int compareTo(Claimant other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Returns the revisions of a record in some order, each with what it changed.
     *
     * @param order an order in which no revision comes before the one that it supersedes
     */
    static List<Step> of(RecordChain chain, Comparator<RevisionHeader> order) {
        Steps steps = new Steps(chain);
        List<Step> all = new ArrayList<>();
        for (RevisionHeader header : chain.headers().stream().sorted(order).toList()) {
            all.add(new Step(header, header.supersedes() == null ? steps.lastReport(header)
                    : chain.numbered(header.supersedes()), null));
            steps.add(header);
        }
        return all;
    }

    private RevisionHeader lastReport(RevisionHeader header) {
        return reports.getOrDefault(Claimant.of(header), new ArrayDeque<>()).stream()
                .filter(report -> !withdrawn.contains(report.number())).findFirst().orElse(null);
    }

    private void add(RevisionHeader header) {
        if (header.status() == Status.RETRACTED) {
            withdraw(header.supersedes());
        } else if (!header.isErased()) {
            reports.computeIfAbsent(Claimant.of(header), claimant -> new ArrayDeque<>()).push(header);
        }
    }

    /** Withdraws a revision, which revives what it withdrew itself, and so on. */
    private void withdraw(int number) {
        boolean isWithdrawn = true;
        RevisionHeader target = chain.numbered(number);
        while (target != null) {
            if (isWithdrawn) {
                withdrawn.add(target.number());
            } else {
                withdrawn.remove(target.number());
            }
            isWithdrawn = !isWithdrawn;
            target = target.status() == Status.RETRACTED ? chain.numbered(target.supersedes()) : null;
        }
    }
}
