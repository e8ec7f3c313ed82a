package org.isnad.casualties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import org.isnad.casualties.Figures.Reported;
import org.isnad.casualties.Series.EndedBy;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.casualties.Series.SeriesPoint;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;

/**
 * Builds the lines of one record: {@link Standing} after each revision. No revision comes before what it supersedes, so each
 * is added once and revokes or restores what its chain of superseded revisions leads to.
 */
final class StepSeries {

    private static final Comparator<Reported> OLDEST_FIRST = Comparator.comparing(Reported::header,
            Standing.NEWEST_FIRST.reversed());

    private final Map<Integer, Reported> reported = new HashMap<>();
    private final Map<Integer, Integer> withdrawals = new HashMap<>();
    private final Map<Integer, Integer> replacements = new HashMap<>();
    private final Map<SeriesLine, TreeSet<Reported>> standing = new HashMap<>();
    private final Map<SeriesLine, List<SeriesPoint>> points = new TreeMap<>(
            Comparator.comparing(SeriesLine::source).thenComparing(SeriesLine::toString));
    private final Standing last;

    private StepSeries(Standing last) {
        this.last = last;
    }

    /** Returns the lines of a record, all of whose revisions are given. */
    static List<SeriesLine> of(Collection<Reported> all) {
        StepSeries steps = new StepSeries(Standing.of(all.stream().map(Reported::header).toList()));
        all.stream().sorted(OLDEST_FIRST).forEach(steps::add);
        return steps.points.entrySet().stream().map(line -> line.getKey().with(line.getValue())).toList();
    }

    private void add(Reported one) {
        reported.put(one.header().number(), one);
        Map<SeriesLine, Reported> before = new HashMap<>();
        if (!one.isEmpty()) {
            before.put(one.line(), held(one.line()));
            standing.computeIfAbsent(one.line(), line -> new TreeSet<>(OLDEST_FIRST)).add(one);
        }
        supersede(one.header(), before);
        before.forEach((line, held) -> {
            Reported now = held(line);
            if (!Objects.equals(held, now)) {
                points.computeIfAbsent(line, first -> new ArrayList<>()).add(point(one, now));
            }
        });
    }

    private Reported held(SeriesLine line) {
        TreeSet<Reported> on = standing.get(line);
        return on == null || on.isEmpty() ? null : on.last();
    }

    /** Applies what a revision supersedes; a withdrawn revision supersedes nothing, which applies in turn to what it named. */
    private void supersede(RevisionHeader added, Map<SeriesLine, Reported> before) {
        RevisionHeader by = added;
        int change = 1;
        while (by.supersedes() != null && reported.containsKey(by.supersedes())) {
            Reported superseded = reported.get(by.supersedes());
            int number = superseded.header().number();
            boolean wasWithdrawn = withdrawals.getOrDefault(number, 0) > 0;
            (by.status() == Status.RETRACTED ? withdrawals : replacements).merge(number, change, Integer::sum);
            boolean isWithdrawn = withdrawals.getOrDefault(number, 0) > 0;
            if (!superseded.isEmpty()) {
                // Not putIfAbsent, which would replace the null of a line on which nothing held.
                if (!before.containsKey(superseded.line())) {
                    before.put(superseded.line(), held(superseded.line()));
                }
                if (isWithdrawn || replacements.getOrDefault(number, 0) > 0) {
                    standing.get(superseded.line()).remove(superseded);
                } else {
                    standing.get(superseded.line()).add(superseded);
                }
            }
            if (wasWithdrawn == isWithdrawn) {
                return;
            }
            by = superseded.header();
            change = isWithdrawn ? -1 : 1;
        }
    }

    private SeriesPoint point(Reported one, Reported held) {
        RevisionHeader header = one.header();
        EndedBy by = one == held ? null : new EndedBy(header.number(), header.source(), header.status());
        if (held == null) {
            return SeriesPoint.gap(header.orderFrom(), by);
        }
        int number = held.header().number();
        return new SeriesPoint(header.orderFrom(), number, held.reportedAt(), held.from(), held.until(), held.low(),
                held.best(), held.high(), held.approximate(), held.absentReason(), held.header().status(),
                last.stands(number), last.supersededBy(number), by);
    }
}
