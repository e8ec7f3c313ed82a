package org.isnad.feed;

import java.time.Clock;
import java.time.Instant;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.reads.EntryFilter;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;

/** The filter of a feed, and the time at which it is read; a null component matches all revisions. */
public class FeedFilter extends EntryFilter {

    @QueryParam("asOf")
    @Parameter(description = "Reads the revisions reported by this time, as in other reads.")
    public Instant asOf;

    @QueryParam("knownAt")
    @Parameter(description = "Reads the feed as it was at this time, with its last position and head; does not wait.")
    public Instant knownAt;

    @QueryParam("bom")
    @DefaultValue("false")
    @Parameter(description = "Whether CSV begins with a byte order mark, which Excel needs to recognise UTF-8.")
    public Boolean bom;

    /** Whether the filter matches all revisions that were recorded by knownAt. */
    @Override
    public boolean matchesAll() {
        return asOf == null && super.matchesAll();
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
