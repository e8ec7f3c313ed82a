package org.isnad.casualties;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Slug;

/** The query parameters that select the lines of a series; null selects all. */
public class SeriesFilter {

    @QueryParam("crisis")
    @NotNull
    @Slug
    @Parameter(description = "The id of the crisis.", example = "kazakhstan-2022")
    public String crisis;

    @QueryParam("record")
    @Slug
    @Parameter(description = "The id of a record, such as kz-security-forces-killed.")
    public String record;

    @QueryParam("group")
    @Parameter(description = "The group of people that the figures count.")
    public CasualtyFigure.Group group;

    @QueryParam("measure")
    @Parameter(description = "The measure that the figures count, such as killed or injured.")
    public CasualtyFigure.Measure measure;

    @QueryParam("place")
    @Pattern(regexp = "[A-Za-z0-9-]{1,20}", message = "must be the code of a place")
    @Parameter(description = "The code of a place, such as KZ.")
    public String place;

    @QueryParam("basis")
    @Parameter(description = "The basis of the figures, such as a count or an estimate.")
    public CasualtyFigure.Basis basis;

    @QueryParam("source")
    @Slug
    @Parameter(description = "The id of the source of the figures.")
    public String source;

    @QueryParam("bom")
    @DefaultValue("false")
    @Parameter(description = "Whether CSV begins with a byte order mark, which Excel needs to recognise UTF-8.")
    public Boolean bom;

    /** Whether a line has the source, group, measure, place and basis of the filter; its record is not compared. */
    boolean matches(SeriesLine line) {
        return matches(source, line.source()) && matches(group, line.group()) && matches(measure, line.measure())
                && matches(place, line.place()) && matches(basis, line.basis());
    }

    /** Whether a value is the expected one; every value matches null. */
    private static boolean matches(Object expected, Object value) {
        return expected == null || expected.equals(value);
    }
}
