package org.isnad.crises;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Search;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;
import org.isnad.reads.Reads;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists the revisions of a crisis in the order of reporting. */
@ApplicationScoped
class Timeline {

    private final History history;
    private final Reads reads;
    private final Briefs briefs;

    Timeline(History history, Reads reads, Briefs briefs) {
        this.history = history;
        this.reads = reads;
        this.briefs = briefs;
    }

    /** The filter of a timeline; a null component matches all. */
    static class TimelineFilter {

        @QueryParam("kind")
        @Parameter(description = "The kind of record.")
        public Kind kind;

        @QueryParam("source")
        @Slug
        @Parameter(description = "The source of the revisions.")
        public String source;

        @QueryParam("status")
        @Parameter(description = "The status of the revisions.")
        public Status status;

        @QueryParam("from")
        @Parameter(description = "Revisions that may have been reported at or after this time: reportedUntil is later; with certain, reportedFrom is not earlier.")
        public Instant from;

        @QueryParam("to")
        @Parameter(description = "Revisions that may have been reported before this time: reportedFrom is earlier; with certain, reportedUntil is not later.")
        public Instant to;

        /**
         * Returns the filter as a search.
         *
         * @param certain whether revisions must certainly have been reported between from and to
         * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if both from and to are given and from is not
         *         before to
         */
        Search search(boolean certain) {
            if (from != null && to != null && !from.isBefore(to)) {
                throw Problem.INVALID.at(Violation.query("from", "must be before to"));
            }
            return new Search(kind, source, status == null ? null : Set.of(status), from, to, certain);
        }
    }

    /**
     * Returns the requested page of the revisions that match the filter, or 304 if the client has the current
     * representation. The order is that of reportedFrom, but no revision comes before the one that it supersedes.
     * Revisions that are not in force are included.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the source of the filter is unknown, or if both from
     *         and to are given and from is not before to
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Page<TimelineItem>> read(String crisis, TimelineFilter filter, ViewParameters parameters, Paging paging) {
        Search search = filter.search(parameters.certain);
        ReadView whole = reads.ofCrisis(crisis, parameters);
        reads.requireSource("source", filter.source);
        long position = paging.position(parameters, () -> history.position(whole, filter.kind));
        ReadView view = whole.upTo(position);
        return briefs.answer(parameters, view, Reads.validator(view, Validator.positionState(position, filter.kind)),
                () -> page(crisis, search, view.bounds(), parameters, paging), page -> null,
                page -> briefs.page(page, page.items().stream().map(TimelineItem::revision).map(Brief::of).toList(),
                        parameters.languages()));
    }

    /**
     * Returns the requested page of the revisions that match a search, in the order of reporting and with
     * their standing.
     *
     * @param bounds the bounds of the read, up to the position from which all pages are computed
     */
    private Page<TimelineItem> page(String crisis, Search search, AsOf bounds, ViewParameters parameters, Paging paging) {
        Search.Result found = history.asReported(crisis, search, bounds, paging.offset(parameters), paging.limit);
        Set<String> records = found.headers().stream().map(RevisionHeader::record).collect(toSet());
        Map<String, Standing> standings = RecordChain.standings(history.chains(crisis, records, bounds));
        List<TimelineItem> items = history.load(crisis, found.headers(), standings::get, parameters.languages()).stream()
                .map(revision -> new TimelineItem(revision.reportedAt().precision(), parameters.select(revision))).toList();
        return paging.found(items, found.total(), bounds.position(), parameters);
    }
}
