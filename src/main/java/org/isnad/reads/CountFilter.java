package org.isnad.reads;

import java.util.List;
import java.util.stream.Stream;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Count;
import org.isnad.content.Slug;

/** The query parameters that select figures by what they count; null selects all. */
public class CountFilter extends PlaceFilter {

    @QueryParam("group")
    @Parameter(description = "The group of people that the figures count.")
    public CasualtyFigure.Group group;

    @QueryParam("measure")
    @Parameter(description = "The measure that the figures count, such as killed or injured.")
    public CasualtyFigure.Measure measure;

    @QueryParam("basis")
    @Parameter(description = "The basis of the figures, such as a count or an estimate.")
    public CasualtyFigure.Basis basis;

    @QueryParam("period")
    @Pattern(regexp = Count.PERIOD, message = Count.PERIOD_RULE)
    @Parameter(description = "The span that is counted, such as 2022-01-05/2022-01-06, or cumulative.")
    public String period;

    @QueryParam("phase")
    @Slug
    @Parameter(description = "The phase of the crisis with which the count began anew.")
    public String phase;

    /** Whether it selects all figures. */
    public boolean isEmpty() {
        return Stream.of(group, measure, place, basis, period, phase).allMatch(value -> value == null);
    }

    /** Whether it selects a figure, which is in all of its languages. */
    public boolean matches(CasualtyFigure figure) {
        Count count = figure.count();
        return matches(group, count.group()) && matches(measure, count.measure()) && matches(basis, count.basis())
                && count.isIn(period, phase) && matchesAny(List.of(figure.place()));
    }

    /** Whether a value is the expected one; every value matches null. */
    private static boolean matches(Object expected, Object value) {
        return expected == null || expected.equals(value);
    }
}
