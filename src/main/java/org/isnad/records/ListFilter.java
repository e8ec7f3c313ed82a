package org.isnad.records;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.Slug;
import org.isnad.reads.OccurredFilter;
import org.isnad.reads.ReportFilter;

/** The query parameters that select records of any kind by the crisis and by their preferred claim; null selects all. */
public class ListFilter extends ReportFilter {

    @QueryParam("crisis")
    @NotNull
    @Slug
    @Parameter(description = "The crisis.", example = "kazakhstan-2022")
    public String crisis;

    @BeanParam
    public OccurredFilter occurred;
}
