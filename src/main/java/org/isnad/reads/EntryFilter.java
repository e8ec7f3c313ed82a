package org.isnad.reads;

import java.util.stream.Stream;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.content.Slug;

/** A filter of the revisions of a crisis; a null component matches all. */
public class EntryFilter {

    @QueryParam("kind")
    @Parameter(description = "The kind of record.")
    public Kind kind;

    @QueryParam("source")
    @Slug
    @Parameter(description = "The source of the revisions.")
    public String source;

    @QueryParam("record")
    @Slug
    @Parameter(description = "The record.")
    public String record;

    @QueryParam("status")
    @Parameter(description = "The status of the revisions.")
    public Status status;

    /** Whether the filter matches all revisions. */
    public boolean matchesAll() {
        return Stream.of(kind, source, record, status).allMatch(condition -> condition == null);
    }

    /** Whether a revision with these fields matches. */
    public boolean matches(Kind ofKind, String ofSource, String ofRecord, Status ofStatus) {
        return isAnyOr(kind, ofKind) && isAnyOr(source, ofSource) && isAnyOr(record, ofRecord) && isAnyOr(status, ofStatus);
    }

    /** Whether the kind, source, record and status of a revision match. */
    public boolean matches(RevisionHeader header) {
        return matches(header.kind(), header.source(), header.record(), header.status());
    }

    private static boolean isAnyOr(Object condition, Object value) {
        return condition == null || condition.equals(value);
    }
}
