package org.isnad.records;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.Status;
import org.isnad.content.Slug;
import org.isnad.reads.OccurredFilter;

/** The query parameters that select records of any kind by the crisis and by their preferred claim; null selects all. */
public class ListFilter extends OccurredFilter {

    @QueryParam("crisis")
    @NotNull
    @Slug
    @Parameter(description = "The crisis.", example = "kazakhstan-2022")
    public String crisis;

    @QueryParam("source")
    @Slug
    @Parameter(description = "The source of the preferred claim.")
    public String source;

    @QueryParam("status")
    @Parameter(description = "The status of the preferred claim.")
    public Status status;
}
