package org.isnad.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;

/** The filter of a feed; a null component matches all revisions. */
public class FeedFilter {

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

    @QueryParam("asOf")
    @Parameter(description = "Reads the revisions reported by this time, as in other reads.")
    public Instant asOf;

    @QueryParam("knownAt")
    @Parameter(description = "Reads the feed as it was at this time, with its last position and head; does not wait.")
    public Instant knownAt;

    /** Whether the filter matches all revisions that were recorded by knownAt. */
    boolean matchesAll() {
        return Stream.of(kind, source, record, status, asOf).allMatch(condition -> condition == null);
    }

    /** Whether kind, source, record and status of a header match; the times are not checked. */
    boolean matches(RevisionHeader header) {
        return isAnyOr(kind, header.kind()) && isAnyOr(source, header.source()) && isAnyOr(record, header.record())
                && isAnyOr(status, header.status());
    }

    private static boolean isAnyOr(Object condition, Object value) {
        return condition == null || condition.equals(value);
    }

    /**
     * Returns asOf.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is in the future, because the answer could still change
     */
    Instant asOf(Clock clock) {
        return ReadParameters.requirePast(Violation.query("asOf", ReadParameters.FUTURE), asOf, clock);
    }

    /**
     * Returns knownAt.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is in the future, because the answer could still change
     */
    Instant knownAt(Clock clock) {
        return ReadParameters.requirePast(Violation.query("knownAt", ReadParameters.FUTURE), knownAt, clock);
    }
}
