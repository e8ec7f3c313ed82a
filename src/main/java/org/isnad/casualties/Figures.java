package org.isnad.casualties;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.TypedQuery;

import org.isnad.casualties.Series.Line;
import org.isnad.chain.Appended;
import org.isnad.chain.AsOf;
import org.isnad.chain.ContentErased;
import org.isnad.chain.Head;
import org.isnad.chain.Revision;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The numbers of all casualty figures: a projection of the chain, which holds nothing that the chain does not. */
@ApplicationScoped
class Figures implements PanacheRepositoryBase<FigureRow, FigureRow.Place> {

    void onAppended(@Observes Appended appended) {
        project(appended.revision()).ifPresent(this::persist);
    }

    void onErased(@Observes ContentErased erased) {
        delete("crisisId = ?1 and position = ?2", erased.crisis(), erased.position());
    }

    /** The row of a revision; none if it is of another kind or a retraction. */
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
        row.reportedFrom = revision.reportedFrom();
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

    /** A revision of a casualty record with its numbers; those of a retraction, or of what was erased, are null. */
    record Reported(Head head, String reportedAt, Instant from, Instant until, CasualtyFigure.Group group,
            CasualtyFigure.Measure measure, String place, CasualtyFigure.Basis basis, Long low, Long best, Long high,
            Boolean approximate, CasualtyFigure.AbsentReason absentReason) {

        /** Whether it is a retraction, or what is left of a revision that was erased. */
        boolean saysNothing() {
            return head.status() == Status.RETRACTED || head.isErased();
        }

        /** The line that it belongs to, without points. */
        Line line() {
            return new Line(head.record(), head.source(), group, measure, place, basis, List.of());
        }
    }

    /** All revisions, by record, of the records that have a wanted figure: one statement, and no content is read. */
    SortedMap<String, List<Reported>> of(SeriesResource.Filter filter, AsOf asOf) {
        StringBuilder wanted = new StringBuilder("f.crisisId = :crisis");
        Map<String, Object> parameters = new HashMap<>(Map.of("crisis", filter.crisis));
        BiConsumer<String, Object> also = (column, value) -> {
            if (value != null) {
                wanted.append(" and f.").append(column).append(" = :").append(column);
                parameters.put(column, value);
            }
        };
        also.accept("recordId", filter.record);
        also.accept("people", filter.group);
        also.accept("measure", filter.measure);
        also.accept("placeCode", filter.place);
        also.accept("basis", filter.basis);
        // The records first and once, then their revisions, then each one's figure by the only index there is for that: before
        // PostgreSQL has statistics of a large import, it took everything else for one row and tried each with each.
        TypedQuery<Reported> query = asOf.bind(getEntityManager().createQuery("select " + Head.of("r")
                + ", r.reportedAt, r.reportedFrom, r.reportedUntil, f.people, f.measure, f.placeCode, f.basis, f.low, f.best,"
                + " f.high, f.approximate, f.absentReason"
                + " from (select distinct f.recordId as id from FigureRow f where " + wanted + ") w"
                + " join RevisionRow r on r.recordId = w.id left join FigureRow f on f.recordId = r.recordId and f.number = r.number"
                + " where r.crisisId = :crisis and "
                + AsOf.SEEN, Reported.class));
        parameters.forEach(query::setParameter);
        return query.getResultStream().collect(groupingBy(reported -> reported.head().record(), TreeMap::new, toList()));
    }
}
