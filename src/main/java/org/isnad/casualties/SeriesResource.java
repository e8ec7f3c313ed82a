package org.isnad.casualties;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.content.Kind;
import org.isnad.reads.CountFilter;
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
    private final SeriesLines lines;

    SeriesResource(History history, Reads reads, SeriesLines lines) {
        this.history = history;
        this.reads = reads;
        this.lines = lines;
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
    public RestResponse<Series> series(@Valid @BeanParam SeriesFilter filter, @Valid @BeanParam CountFilter counts,
            @Valid @BeanParam ReadParameters parameters) {
        ReadView latest = reads.ofParameter(filter.crisis, parameters);
        reads.requireSource("source", filter.source);
        parameters.preferred(MediaType.APPLICATION_JSON, Csv.TYPE);
        long position = history.position(latest, Kind.CASUALTY);
        ReadView view = latest.upTo(position);
        return parameters.answer(Reads.validator(view, Validator.positionState(position, Kind.CASUALTY)),
                () -> new Series(filter.crisis, position, lines.of(filter, counts, view.bounds())));
    }
}
