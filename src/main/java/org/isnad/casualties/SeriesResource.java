package org.isnad.casualties;

import java.util.ArrayList;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.casualties.Figures.FigureRevision;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.reads.Reads;
import org.isnad.web.Csv;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Serves the figures of a crisis over time. */
@Path("/api/v1/casualties/series")
@Tag(name = "Casualty figures")
public class SeriesResource {

    private final History history;
    private final Reads reads;
    private final Figures figures;

    SeriesResource(History history, Reads reads, Figures figures) {
        this.history = history;
        this.reads = reads;
        this.figures = figures;
    }

    /**
     * Returns the selected lines at the times that the parameters select, or 304 if the client has the current
     * representation in the media type that it prefers.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the crisis or the source of the filter is unknown
     */
    @GET
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE })
    @Operation(operationId = "readSeries", summary = "Read figures over time, one line per source, with gaps, corrections and retractions, as JSON for charts or as CSV")
    public RestResponse<Series> series(@Valid @BeanParam SeriesFilter filter, @BeanParam ReadParameters parameters) {
        ReadView latest = reads.ofParameter(filter.crisis, parameters);
        reads.requireSource("source", filter.source);
        parameters.preferred(MediaType.APPLICATION_JSON, Csv.TYPE);
        long position = history.position(latest);
        ReadView view = latest.upTo(position);
        return parameters.answer(Reads.validator(view, Validator.positionState(position)),
                () -> new Series(filter.crisis, position, lines(filter, view.bounds())));
    }

    /** Returns the lines that match the filter within the bounds, ordered by record, then by source. */
    private List<SeriesLine> lines(SeriesFilter filter, AsOf bounds) {
        List<SeriesLine> lines = new ArrayList<>();
        for (List<FigureRevision> revisions : figures.findByRecord(filter, bounds).values()) {
            // A record with a matching figure may also have lines that do not match.
            StepSeries.of(revisions).stream().filter(filter::matches).forEach(lines::add);
        }
        return lines;
    }
}
