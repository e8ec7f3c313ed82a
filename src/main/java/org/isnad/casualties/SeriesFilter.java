package org.isnad.casualties;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.Slug;

/** The query parameters that select the lines of a series, beside those of what they count; null selects all. */
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

    @QueryParam("source")
    @Slug
    @Parameter(description = "The id of the source of the figures.")
    public String source;

    @QueryParam("bom")
    @DefaultValue("false")
    @Parameter(description = "Whether CSV begins with a byte order mark, which Excel needs to recognise UTF-8.")
    public Boolean bom;
}
