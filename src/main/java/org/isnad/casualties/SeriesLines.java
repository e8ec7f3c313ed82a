package org.isnad.casualties;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.casualties.Series.EndedBy;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.casualties.Series.SeriesPoint;
import org.isnad.casualties.StepSeries.Step;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;
import org.isnad.reads.CountFilter;

/** Builds the lines of a series: the steps come from the headers in memory, and the figures from the contents. */
@ApplicationScoped
class SeriesLines {

    private final History history;

    SeriesLines(History history) {
        this.history = history;
    }

    /** The steps of one source for one count in a record, at least one. */
    private record Line(String record, String source, Standing standing, boolean certain, List<Step> steps) {

        /** Returns a revision of the line. */
        RevisionHeader first() {
            return steps.get(0).current();
        }

        /** Returns the revisions that are current at some time. */
        Stream<RevisionHeader> shown() {
            return steps.stream().map(Step::current).filter(Objects::nonNull);
        }
    }

    /** Returns the lines that match both filters within the bounds, ordered by record, then by source. */
    List<SeriesLine> of(SeriesFilter filter, CountFilter counts, AsOf bounds) {
        List<Line> lines = lines(filter, bounds);
        Map<Long, Revision<CasualtyFigure>> firsts = history.whole(filter.crisis, lines.stream().map(Line::first).toList());
        lines.removeIf(line -> !counts.matches(figure(line.first(), firsts)));
        Map<Long, Revision<CasualtyFigure>> shown = history.whole(filter.crisis, lines.stream().flatMap(Line::shown).toList());
        return lines.stream().map(line -> new SeriesLine(line.record, line.source, figure(line.first(), shown).count(),
                line.steps.stream().map(step -> point(step, line, shown)).toList())).toList();
    }

    /** Returns the lines of records that are neither merged nor held and match a filter, ordered by record, then by source. */
    private List<Line> lines(SeriesFilter filter, AsOf bounds) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, RecordChain> record : history.chains(filter.crisis, Kind.CASUALTY, bounds).entrySet()) {
            Standing standing = record.getValue().standing();
            if (!standing.isSuspended() && (filter.record == null || filter.record.equals(record.getKey()))) {
                StepSeries.of(record.getValue().headers(), record.getValue().replacements(), bounds.certain())
                        .forEach((line, steps) -> lines
                                .add(new Line(record.getKey(), line.source(), standing, bounds.certain(), steps)));
            }
        }
        lines.removeIf(line -> filter.source != null && !filter.source.equals(line.source));
        lines.sort(Comparator.comparing(Line::record).thenComparing(Line::source));
        return lines;
    }

    private static CasualtyFigure figure(RevisionHeader header, Map<Long, Revision<CasualtyFigure>> revisions) {
        return revisions.get(header.position()).content();
    }

    private static SeriesPoint point(Step step, Line line, Map<Long, Revision<CasualtyFigure>> revisions) {
        RevisionHeader cause = step.cause();
        EndedBy by = cause.equals(step.current()) ? null
                : new EndedBy(cause.record(), cause.number(), cause.source(), cause.status());
        Instant seen = cause.seenFrom(line.certain);
        Instant at = seen.equals(RevisionHeader.UNKNOWN_BEGINNING) ? null : seen;
        if (step.current() == null) {
            return SeriesPoint.gap(at, by);
        }
        int number = step.current().number();
        return SeriesPoint.of(at, revisions.get(step.current().position()), line.standing.stands(number),
                line.standing.supersededBy(number), line.standing.replacedElsewhereBy(number), by);
    }
}
