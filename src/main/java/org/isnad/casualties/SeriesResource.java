package org.isnad.casualties;

import java.util.List;

import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Slug;
import org.isnad.reads.Reads;
import org.isnad.web.Csv;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Figures over time. */
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

    /** The filter of a series; a null component matches all. */
    public static class SeriesFilter {

        @QueryParam("crisis")
        @NotNull
        @Slug
        @Parameter(description = "The crisis.", example = "kazakhstan-2022")
        public String crisis;

        @QueryParam("record")
        @Slug
        @Parameter(description = "The record, such as kz-security-forces-killed.")
        public String record;

        @QueryParam("group")
        @Parameter(description = "Whom the figures count.")
        public CasualtyFigure.Group group;

        @QueryParam("measure")
        @Parameter(description = "What befell them.")
        public CasualtyFigure.Measure measure;

        @QueryParam("place")
        @Pattern(regexp = "[A-Za-z0-9-]{1,20}", message = "must be the code of a place")
        @Parameter(description = "A place's code, such as KZ.")
        public String place;

        @QueryParam("basis")
        @Parameter(description = "How the figures were arrived at.")
        public CasualtyFigure.Basis basis;

        @QueryParam("source")
        @Slug
        @Parameter(description = "The source of the figures.")
        public String source;

        @QueryParam("bom")
        @DefaultValue("false")
        @Parameter(description = "Whether CSV begins with a byte order mark, by which Excel knows UTF-8.")
        public Boolean bom;

        /** Whether a line of a record with a matching figure matches itself. */
        boolean admits(SeriesLine line) {
            return matches(source, line.source()) && matches(group, line.group()) && matches(measure, line.measure())
                    && matches(place, line.place()) && matches(basis, line.basis());
        }

        private static boolean matches(Object wanted, Object value) {
            return wanted == null || wanted.equals(value);
        }
    }

    @GET
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE })
    @Transactional
    @Operation(operationId = "readSeries", summary = "Figures over time, a line for each source, with gaps and what was retracted or corrected; JSON for charts, or CSV")
    public RestResponse<Series> series(@Valid @BeanParam SeriesFilter filter, @BeanParam ReadParameters parameters) {
        ReadView whole = reads.ofParameter(filter.crisis, parameters);
        reads.requireSource("source", filter.source);
        parameters.preferred(MediaType.APPLICATION_JSON, Csv.TYPE);
        long position = history.position(filter.crisis, whole.bounds());
        ReadView view = whole.upTo(position);
        return parameters.answer(Reads.validator(view, Validator.positionState(position)),
                () -> new Series(filter.crisis, position, lines(filter, view.bounds())));
    }

    private List<SeriesLine> lines(SeriesFilter filter, AsOf bounds) {
        return figures.of(filter, bounds).values().stream().flatMap(reported -> StepSeries.of(reported).stream())
                .filter(filter::admits).toList();
    }
}
