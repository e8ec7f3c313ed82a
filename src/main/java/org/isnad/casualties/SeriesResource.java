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
import org.isnad.casualties.Series.Line;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Slug;
import org.isnad.web.Answer;
import org.isnad.web.Csv;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Figures over time. */
@Path("/api/v1/casualties/series")
@Tag(name = "Casualty figures")
public class SeriesResource {

    private final History history;
    private final Figures figures;

    SeriesResource(History history, Figures figures) {
        this.history = history;
        this.figures = figures;
    }

    /** Which figures are wanted; what is null is not asked for. */
    public static class Filter {

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

        /** Whether a line of a record with a wanted figure is itself wanted. */
        boolean admits(Line line) {
            return (source == null || source.equals(line.source())) && (group == null || group == line.group())
                    && (measure == null || measure == line.measure()) && (place == null || place.equals(line.place()))
                    && (basis == null || basis == line.basis());
        }
    }

    @GET
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE })
    @Transactional
    @Operation(operationId = "readSeries", summary = "Figures over time, a line for each source, with gaps and what was retracted or corrected; JSON for charts, or CSV")
    public RestResponse<Series> series(@Valid @BeanParam Filter filter, @BeanParam Question question) {
        history.requireCrisisParameter(filter.crisis);
        history.requireSource("source", filter.source);
        question.preferred(MediaType.APPLICATION_JSON, Csv.TYPE);
        AsOf open = history.asOf(question, filter.crisis);
        long position = history.position(filter.crisis, open);
        return question.answer(Answer.ofPosition(position, open.isFixed()),
                () -> new Series(filter.crisis, position, lines(filter, open.upTo(position))));
    }

    private List<Line> lines(Filter filter, AsOf asOf) {
        return figures.of(filter, asOf).values().stream().flatMap(reported -> Steps.of(reported).stream())
                .filter(filter::admits).toList();
    }
}
