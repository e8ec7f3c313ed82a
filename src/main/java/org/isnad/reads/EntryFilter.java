package org.isnad.reads;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Kind;
import org.isnad.content.Slug;

/** A filter of the revisions of a crisis; a null component matches all. */
public class EntryFilter extends ReportFilter {

    @QueryParam("kind")
    @Parameter(description = "The kind of record.")
    public Kind kind;

    @QueryParam("record")
    @Slug
    @Parameter(description = "The record.")
    public String record;

    @Override
    public boolean matchesAll() {
        return kind == null && record == null && super.matchesAll();
    }

    @Override
    public boolean matches(RevisionHeader header) {
        return isAnyOr(kind, header.kind()) && isAnyOr(record, header.record()) && super.matches(header);
    }
}
