package org.isnad.casualties;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.isnad.chain.Appended;
import org.isnad.chain.Revision;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The numbers of all casualty figures: a projection of the chain, which holds nothing that the chain does not. */
@ApplicationScoped
class Figures implements PanacheRepositoryBase<FigureRow, FigureRow.Place> {

    void onAppended(@Observes Appended appended) {
        project(appended.revision()).ifPresent(this::persist);
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
}
