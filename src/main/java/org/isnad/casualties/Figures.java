package org.isnad.casualties;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.chain.AsOf;
import org.isnad.chain.ContentErased;
import org.isnad.chain.History;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.RevisionsAppended;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The projection of casualty figures into a table, which can be rebuilt from the revisions. */
@ApplicationScoped
class Figures implements PanacheRepositoryBase<FigureRow, FigureRow.Key> {

    private final History history;
    private final StatelessSession rows;

    Figures(History history, StatelessSession rows) {
        this.history = history;
        this.rows = rows;
    }

    /** Stores the figures of those appended revisions that have one, in the transaction of the appends. */
    void onAppended(@Observes RevisionsAppended appended) {
        rows.insertMultiple(appended.revisions().stream().map(Figures::project).flatMap(Optional::stream).toList());
    }

    /** Deletes the figure of an erased revision, in the transaction of the erasure. */
    void onErased(@Observes ContentErased erased) {
        delete("crisisId = ?1 and position = ?2", erased.crisis(), erased.position());
    }

    /** Returns the row of a revision, without storing it; empty if it is of another kind, a retraction or erased. */
    static Optional<FigureRow> project(Revision<? extends Content> revision) {
        if (!(revision.content() instanceof CasualtyFigure figure)) {
            return Optional.empty();
        }
        FigureRow row = new FigureRow();
        row.crisisId = revision.crisis();
        row.position = revision.position();
        row.recordId = revision.record();
        row.number = revision.number();
        row.sourceId = revision.source();
        row.reportedAt = revision.reportedAt().value();
        row.people = figure.group();
        row.measure = figure.measure();
        row.placeCode = figure.place().code();
        row.basis = figure.basis();
        row.low = figure.low();
        row.best = figure.best();
        row.high = figure.high();
        row.approximate = figure.approximate();
        row.absentReason = figure.absentReason();
        return Optional.of(row);
    }

    /** A revision of a casualty record with its figure, which is null if the revision is a retraction or erased. */
    record FigureRevision(RevisionHeader header, FigureRow figure) {

        int number() {
            return header.number();
        }

        /** Whether the revision is neither a retraction nor erased; its content may state that there is no figure. */
        boolean hasContent() {
            return figure != null;
        }

        /** Returns the line to which the figure belongs, without points. The revision must have content. */
        SeriesLine line() {
            return SeriesLine.empty(header.record(), header.source(), figure.people, figure.measure, figure.placeCode,
                    figure.basis);
        }
    }

    /**
     * Returns the revisions within the bounds, by record, of each record that has a figure, also one outside the
     * bounds, with the filter's crisis, record, group, measure, place and basis. All revisions of such a record are
     * returned, in number order. The source of the filter is ignored, because revisions of other sources may supersede those of
     * the source. Executes one SQL statement, which reads no contents.
     */
    SortedMap<String, List<FigureRevision>> findByRecord(SeriesFilter filter, AsOf bounds) {
        Map<String, Map<Integer, FigureRow>> figures = findFigures(filter);
        SortedMap<String, List<FigureRevision>> revisions = new TreeMap<>();
        history.chains(filter.crisis, figures.keySet(), bounds).forEach((record, chain) -> {
            Map<Integer, FigureRow> byNumber = figures.get(record);
            revisions.put(record, chain.headers().stream()
                    .map(header -> new FigureRevision(header, byNumber.get(header.number()))).toList());
        });
        return revisions;
    }

    /** Returns all figures of each record that has one with the filter's components, by record and number. */
    @Transactional
    Map<String, Map<Integer, FigureRow>> findFigures(SeriesFilter filter) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("crisisId", filter.crisis);
        parameters.put("recordId", filter.record);
        parameters.put("people", filter.group);
        parameters.put("measure", filter.measure);
        parameters.put("placeCode", filter.place);
        parameters.put("basis", filter.basis);
        parameters.values().removeIf(Objects::isNull);
        String condition = parameters.keySet().stream().map(column -> "f." + column + " = :" + column)
                .collect(joining(" and "));
        // The subquery selects each record once, so that figures are joined by index. Without it, PostgreSQL chooses a nested
        // loop over all rows as long as it has no statistics of a large import.
        return list("select f from (select distinct f.recordId as id from FigureRow f where " + condition + ") w"
                + " join FigureRow f on f.recordId = w.id", parameters).stream()
                .collect(groupingBy(row -> row.recordId, toMap(row -> row.number, Function.identity())));
    }
}
