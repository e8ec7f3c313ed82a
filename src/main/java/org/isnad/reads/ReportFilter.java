package org.isnad.reads;

import java.util.stream.Stream;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.content.Slug;

/** A filter of revisions by who reported them and what they rest on; a null component matches all. */
public class ReportFilter {

    @QueryParam("source")
    @Slug
    @Parameter(description = "The source of the revisions.")
    public String source;

    @QueryParam("via")
    @Slug
    @Parameter(description = "A carrier of the revisions.")
    public String via;

    @QueryParam("citing")
    @Slug
    @Parameter(description = "A record that the evidence of the revisions names, such as an article.")
    public String citing;

    @QueryParam("status")
    @Parameter(description = "The status of the revisions.")
    public Status status;

    /** Whether the filter matches all revisions. */
    public boolean matchesAll() {
        return Stream.of(source, via, citing, status).allMatch(condition -> condition == null);
    }

    /** Whether a revision matches. */
    public boolean matches(RevisionHeader header) {
        return isAnyOr(source, header.source()) && isAnyOr(status, header.status())
                && (via == null || header.via().contains(via)) && (citing == null || header.cites(citing));
    }

    static boolean isAnyOr(Object condition, Object value) {
        return condition == null || condition.equals(value);
    }
}
