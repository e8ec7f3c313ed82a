package org.isnad.casualties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import org.isnad.casualties.Figures.FigureRevision;
import org.isnad.casualties.Series.EndedBy;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.casualties.Series.SeriesPoint;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;

/**
 * Builds the lines of one record: for each source and each count (group, measure, place and basis), the figure that was current
 * from each change on. A figure is current while it is the newest that stands. The {@link Standing} of the record is computed
 * incrementally, revision by revision in the order of reporting. No revision comes before the one that it supersedes, so each
 * is
 * added once, and adding it changes the standing of the revisions along its chain of superseded revisions only.
 */
final class StepSeries {

    private static final Comparator<FigureRevision> OLDEST_FIRST = Comparator.comparing(FigureRevision::header,
            Standing.NEWEST_FIRST.reversed());

    private final Map<Integer, FigureRevision> revisions = new HashMap<>();

    /** The number of retractions in force of each revision, by its number. */
    private final Map<Integer, Integer> withdrawals = new HashMap<>();

    /** The number of replacements in force of each revision, by its number. */
    private final Map<Integer, Integer> replacements = new HashMap<>();

    /** The standing revisions of each line, by the line without points. */
    private final Map<SeriesLine, TreeSet<FigureRevision>> standing = new HashMap<>();
    private final Map<SeriesLine, List<SeriesPoint>> points = new TreeMap<>(
            Comparator.comparing(SeriesLine::source).thenComparing(SeriesLine::toString));

    /** The standing of the record after all revisions, which the points state. */
    private final Standing finalStanding;

    private StepSeries(Standing finalStanding) {
        this.finalStanding = finalStanding;
    }

    /**
     * Returns the lines of a record, ordered by source, each with a point for every change of its current revision.
     * Revisions without content have no line of their own.
     *
     * @param revisions all revisions of the record within the bounds of the read, in any order
     */
    static List<SeriesLine> of(Collection<FigureRevision> revisions) {
        StepSeries series = new StepSeries(Standing.of(revisions.stream().map(FigureRevision::header).toList()));
        revisions.stream().sorted(OLDEST_FIRST).forEach(series::add);
        return series.points.entrySet().stream().map(line -> line.getKey().withPoints(line.getValue())).toList();
    }

    /**
     * Adds a revision, and appends a point to each line whose current revision changes. Every revision that comes
     * earlier in the order of reporting must have been added before.
     */
    private void add(FigureRevision revision) {
        revisions.put(revision.number(), revision);
        Map<SeriesLine, FigureRevision> previous = new HashMap<>();
        if (revision.hasContent()) {
            previous.put(revision.line(), current(revision.line()));
            standing.computeIfAbsent(revision.line(), line -> new TreeSet<>(OLDEST_FIRST)).add(revision);
        }
        supersede(revision.header(), previous);
        for (Map.Entry<SeriesLine, FigureRevision> entry : previous.entrySet()) {
            FigureRevision current = current(entry.getKey());
            if (!Objects.equals(entry.getValue(), current)) {
                points.computeIfAbsent(entry.getKey(), line -> new ArrayList<>()).add(point(revision, current));
            }
        }
    }

    /** Returns the newest standing revision of a line that has content, or null if there is none. */
    private FigureRevision current(SeriesLine line) {
        TreeSet<FigureRevision> revisionsOfLine = standing.get(line);
        return revisionsOfLine == null || revisionsOfLine.isEmpty() ? null : revisionsOfLine.last();
    }

    /**
     * Withdraws or replaces the revision that an added one supersedes. If this withdraws or restores it, the effect of that
     * revision on the one that it supersedes in turn is undone or redone, and so on along the chain.
     *
     * @param previous receives the current revision of each affected line before the change
     */
    private void supersede(RevisionHeader added, Map<SeriesLine, FigureRevision> previous) {
        RevisionHeader by = added;
        int change = 1;
        while (by.supersedes() != null && revisions.containsKey(by.supersedes())) {
            FigureRevision superseded = revisions.get(by.supersedes());
            boolean wasWithdrawn = isWithdrawn(superseded);
            Map<Integer, Integer> counts = by.status() == Status.RETRACTED ? withdrawals : replacements;
            counts.merge(superseded.number(), change, Integer::sum);
            if (superseded.hasContent()) {
                updateStanding(superseded, previous);
            }
            if (wasWithdrawn == isWithdrawn(superseded)) {
                return;
            }
            by = superseded.header();
            change = wasWithdrawn ? 1 : -1;
        }
    }

    private boolean isWithdrawn(FigureRevision revision) {
        return withdrawals.getOrDefault(revision.number(), 0) > 0;
    }

    private boolean isReplaced(FigureRevision revision) {
        return replacements.getOrDefault(revision.number(), 0) > 0;
    }

    /**
     * Adds a revision to the standing ones of its line, or removes it if it is withdrawn or replaced.
     *
     * @param previous receives the current revision of the line before the change, or null if there was none, unless it
     *        contains the line already
     */
    private void updateStanding(FigureRevision revision, Map<SeriesLine, FigureRevision> previous) {
        SeriesLine line = revision.line();
        // putIfAbsent would overwrite the null of a line that had no current revision.
        if (!previous.containsKey(line)) {
            previous.put(line, current(line));
        }
        if (isWithdrawn(revision) || isReplaced(revision)) {
            standing.get(line).remove(revision);
        } else {
            standing.get(line).add(revision);
        }
    }

    /**
     * Returns the point at which the current revision of a line changes: at the orderFrom of the cause.
     *
     * @param cause the revision that was added
     * @param current the new current revision, or null for a gap
     */
    private SeriesPoint point(FigureRevision cause, FigureRevision current) {
        RevisionHeader header = cause.header();
        EndedBy by = cause == current ? null : new EndedBy(header.number(), header.source(), header.status());
        FigureRow figure = current == null ? FigureRow.NONE : current.figure();
        Optional<RevisionHeader> shown = Optional.ofNullable(current).map(FigureRevision::header);
        Optional<Integer> number = shown.map(RevisionHeader::number);
        return new SeriesPoint(header.orderFrom(), number.orElse(null), figure.reportedAt,
                shown.map(RevisionHeader::reportedFrom).orElse(null), shown.map(RevisionHeader::reportedUntil).orElse(null),
                figure.low, figure.best, figure.high, figure.approximate, figure.absentReason,
                shown.map(RevisionHeader::status).orElse(null), number.map(finalStanding::stands).orElse(null),
                number.map(finalStanding::supersededBy).orElse(null), by);
    }
}
