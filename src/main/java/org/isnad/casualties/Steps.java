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
import org.isnad.casualties.Series.By;
import org.isnad.casualties.Series.Line;
import org.isnad.casualties.Series.Point;
import org.isnad.chain.Head;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;

/**
 * What held on each line of one record, and since when: {@link Standing} told step by step. A revision comes after what it
 * supersedes, so that each is added once and undoes or restores what it leads to.
 */
final class Steps {

    private static final Comparator<Reported> OLDEST_FIRST = Comparator.comparing(Reported::head,
            Standing.NEWEST_FIRST.reversed());

    private final Map<Integer, Reported> reported = new HashMap<>();
    private final Map<Integer, Integer> withdrawals = new HashMap<>();
    private final Map<Integer, Integer> replacements = new HashMap<>();
    private final Map<Line, TreeSet<Reported>> standing = new HashMap<>();
    private final Map<Line, List<Point>> points = new TreeMap<>(
            Comparator.comparing(Line::source).thenComparing(Line::toString));
    private final Standing last;

    private Steps(Standing last) {
        this.last = last;
    }

    /** The lines of a record, all of whose revisions are given. */
    static List<Line> of(Collection<Reported> all) {
        Steps steps = new Steps(Standing.of(all.stream().map(Reported::head).toList()));
        all.stream().sorted(OLDEST_FIRST).forEach(steps::add);
        return steps.points.entrySet().stream().map(line -> line.getKey().with(line.getValue())).toList();
    }

    private void add(Reported one) {
        reported.put(one.head().number(), one);
        Map<Line, Reported> before = new HashMap<>();
        if (!one.saysNothing()) {
            before.put(one.line(), held(one.line()));
            standing.computeIfAbsent(one.line(), line -> new TreeSet<>(OLDEST_FIRST)).add(one);
        }
        supersede(one.head(), before);
        before.forEach((line, held) -> {
            Reported now = held(line);
            if (!Objects.equals(held, now)) {
                points.computeIfAbsent(line, first -> new ArrayList<>()).add(point(one, now));
            }
        });
    }

    private Reported held(Line line) {
        TreeSet<Reported> on = standing.get(line);
        return on == null || on.isEmpty() ? null : on.last();
    }

    /** Lays a revision's supersedes upon what it names; a withdrawn revision supersedes nothing, and so on down. */
    private void supersede(Head added, Map<Line, Reported> before) {
        Head by = added;
        int change = 1;
        while (by.supersedes() != null && reported.containsKey(by.supersedes())) {
            Reported superseded = reported.get(by.supersedes());
            int number = superseded.head().number();
            boolean wasWithdrawn = withdrawals.getOrDefault(number, 0) > 0;
            (by.status() == Status.RETRACTED ? withdrawals : replacements).merge(number, change, Integer::sum);
            boolean isWithdrawn = withdrawals.getOrDefault(number, 0) > 0;
            if (!superseded.saysNothing()) {
                // Not putIfAbsent: it takes the null of a line on which nothing held for none.
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
            by = superseded.head();
            change = isWithdrawn ? -1 : 1;
        }
    }

    private Point point(Reported one, Reported held) {
        Head head = one.head();
        By by = one == held ? null : new By(head.number(), head.source(), head.status());
        if (held == null) {
            return new Point(head.orderFrom(), null, null, null, null, null, null, null, null, null, null, null, null, by);
        }
        int number = held.head().number();
        return new Point(head.orderFrom(), number, held.reportedAt(), held.from(), held.until(), held.low(), held.best(),
                held.high(), held.approximate(), held.absentReason(), held.head().status(), last.stands(number),
                last.supersededBy(number), by);
    }
}
