package org.isnad.casualties;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.isnad.chain.Decisions.Replacement;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;

/**
 * Finds the steps of one record: for each source and each count, the revision that was current from each change on. A revision
 * is current while it is the newest that stands. The {@link Standing} of the record is computed incrementally, revision by
 * revision in the order in which they are seen. No revision comes before the one that it supersedes, so each is added once, and
 * adding it changes the standing of the revisions along its chain of superseded revisions only.
 */
final class StepSeries {

    private static final Comparator<RevisionHeader> OLDEST_FIRST = Standing.NEWEST_FIRST.reversed();

    private final Map<Integer, RevisionHeader> revisions = new HashMap<>();

    /** The number of retractions in force of each revision, by its number. */
    private final Map<Integer, Integer> withdrawals = new HashMap<>();

    /** The number of replacements in force of each revision, by its number. */
    private final Map<Integer, Integer> replacements = new HashMap<>();

    private final Map<Line, TreeSet<RevisionHeader>> standing = new LinkedHashMap<>();

    /** The standing revisions with erased content, by source: what they counted is unknown, so each ends all older figures. */
    private final Map<String, TreeSet<RevisionHeader>> erased = new HashMap<>();
    private final Map<Line, List<Step>> steps = new LinkedHashMap<>();

    private StepSeries() {
    }

    /**
     * The key of a line: a source and a count.
     *
     * @param count what the figures count ({@link org.isnad.content.Count#key})
     */
    record Line(String source, long count) {
    }

    /**
     * A change of the current revision of a line.
     *
     * @param cause the revision that was added, or one of another record; the change is when it is seen
     * @param current the new current revision, or null for a gap
     */
    record Step(RevisionHeader cause, RevisionHeader current) {
    }

    /**
     * Returns the steps of each line of a record in the order of reporting; the lines are in the order of their first ones.
     * Revisions without content have no line of their own.
     *
     * @param revisions all revisions of the record within the bounds of the read, in any order
     * @param replacements the begins and ends of replacements by revisions of other records, in any order
     * @param certain whether each is seen from when it was certainly reported, rather than from when it may have been
     */
    static Map<Line, List<Step>> of(Collection<RevisionHeader> revisions, List<Replacement> replacements, boolean certain) {
        StepSeries series = new StepSeries();
        Comparator<RevisionHeader> seenFirst = Comparator.comparing((RevisionHeader revision) -> revision.seenFrom(certain));
        Comparator<RevisionHeader> acrossRecords = seenFirst.thenComparing(RevisionHeader::position);
        Deque<Replacement> pending = new ArrayDeque<>(replacements.stream()
                .sorted(Comparator.comparing(Replacement::cause, acrossRecords)).toList());
        for (RevisionHeader revision : revisions.stream().sorted(seenFirst.thenComparing(OLDEST_FIRST)).toList()) {
            while (!pending.isEmpty() && acrossRecords.compare(pending.peek().cause(), revision) < 0) {
                series.replace(pending.pop());
            }
            series.add(revision);
        }
        pending.forEach(series::replace);
        return series.steps;
    }

    /** Adds the begin or the end of a replacement by a revision of another record. */
    private void replace(Replacement replacement) {
        Map<Line, RevisionHeader> previous = new LinkedHashMap<>();
        replacements.merge(replacement.number(), replacement.begins() ? 1 : -1, Integer::sum);
        updateStanding(revisions.get(replacement.number()), previous);
        addSteps(replacement.cause(), previous);
    }

    private static Line line(RevisionHeader revision) {
        return new Line(revision.source(), revision.count());
    }

    /**
     * Adds a revision, and a step to each line whose current revision changes. Every revision that is seen earlier must have
     * been added before.
     */
    private void add(RevisionHeader revision) {
        revisions.put(revision.number(), revision);
        Map<Line, RevisionHeader> previous = new LinkedHashMap<>();
        if (revision.status() != Status.RETRACTED) {
            updateStanding(revision, previous);
        }
        supersede(revision, previous);
        addSteps(revision, previous);
    }

    /** Adds a step to each line whose current revision changed. */
    private void addSteps(RevisionHeader cause, Map<Line, RevisionHeader> previous) {
        for (Map.Entry<Line, RevisionHeader> before : previous.entrySet()) {
            RevisionHeader current = current(before.getKey());
            if (!Objects.equals(before.getValue(), current)) {
                steps.computeIfAbsent(before.getKey(), line -> new ArrayList<>()).add(new Step(cause, current));
            }
        }
    }

    /** Returns the newest standing revision of a line, or null if there is none, or a newer one of its source was erased. */
    private RevisionHeader current(Line line) {
        RevisionHeader newest = newest(standing.get(line));
        RevisionHeader newestErased = newest(erased.get(line.source));
        boolean isEnded = newest != null && newestErased != null && OLDEST_FIRST.compare(newestErased, newest) > 0;
        return isEnded ? null : newest;
    }

    private static RevisionHeader newest(TreeSet<RevisionHeader> revisions) {
        return revisions == null || revisions.isEmpty() ? null : revisions.last();
    }

    /**
     * Withdraws or replaces the revision that an added one supersedes. If this withdraws or restores it, the effect of that
     * revision on the one that it supersedes in turn is undone or redone, and so on along the chain.
     *
     * @param previous receives the current revision of each affected line before the change
     */
    private void supersede(RevisionHeader added, Map<Line, RevisionHeader> previous) {
        RevisionHeader by = added;
        int change = 1;
        while (by.supersedes() != null && revisions.containsKey(by.supersedes())) {
            RevisionHeader superseded = revisions.get(by.supersedes());
            boolean wasWithdrawn = isWithdrawn(superseded);
            Map<Integer, Integer> counts = by.status() == Status.RETRACTED ? withdrawals : replacements;
            counts.merge(superseded.number(), change, Integer::sum);
            if (superseded.status() != Status.RETRACTED) {
                updateStanding(superseded, previous);
            }
            if (wasWithdrawn == isWithdrawn(superseded)) {
                return;
            }
            by = superseded;
            change = wasWithdrawn ? 1 : -1;
        }
    }

    private boolean isWithdrawn(RevisionHeader revision) {
        return withdrawals.getOrDefault(revision.number(), 0) > 0;
    }

    private boolean isReplaced(RevisionHeader revision) {
        return replacements.getOrDefault(revision.number(), 0) > 0;
    }

    /**
     * Adds a revision to the standing ones of its line, or to the erased ones of its source, or removes it if it is withdrawn
     * or replaced.
     *
     * @param previous receives the current revision of each affected line before the change, or null if there was none, unless
     *        it contains the line already
     */
    private void updateStanding(RevisionHeader revision, Map<Line, RevisionHeader> previous) {
        for (Line line : affectedLines(revision)) {
            // putIfAbsent would overwrite the null of a line that had no current revision.
            if (!previous.containsKey(line)) {
                previous.put(line, current(line));
            }
        }
        TreeSet<RevisionHeader> standingOnes = revision.isErased()
                ? erased.computeIfAbsent(revision.source(), source -> new TreeSet<>(OLDEST_FIRST))
                : standing.computeIfAbsent(line(revision), line -> new TreeSet<>(OLDEST_FIRST));
        if (isWithdrawn(revision) || isReplaced(revision)) {
            standingOnes.remove(revision);
        } else {
            standingOnes.add(revision);
        }
    }

    private List<Line> affectedLines(RevisionHeader revision) {
        return revision.isErased() ? standing.keySet().stream().filter(line -> line.source.equals(revision.source())).toList()
                : List.of(line(revision));
    }
}
