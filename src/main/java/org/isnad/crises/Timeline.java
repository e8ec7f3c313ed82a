package org.isnad.crises;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;
import org.isnad.reads.EntryFilter;
import org.isnad.reads.ReadClock;
import org.isnad.reads.Reads;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
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
    static class TimelineFilter extends EntryFilter {

        @QueryParam("from")
        @Parameter(description = "Revisions that may have been reported at or after this time: reportedUntil is later; with certain, reportedFrom is not earlier.")
        public Instant from;

        @QueryParam("to")
        @Parameter(description = "Revisions that may have been reported before this time: reportedFrom is earlier; with certain, reportedUntil is not later.")
        public Instant to;

        /** Fails with 400 if both from and to are given and from is not before to. */
        void requireOrder() {
            if (from != null && to != null && !from.isBefore(to)) {
                throw Problem.INVALID.at(Violation.query("from", "must be before to"));
            }
        }

        /**
         * Whether a revision matches.
         *
         * @param certain whether it must certainly have been reported between from and to
         */
        boolean matches(RevisionHeader header, boolean certain) {
            return matches(header) && (certain ? isCertainlyBetween(header) : mayBeBetween(header));
        }

        private boolean isCertainlyBetween(RevisionHeader header) {
            boolean isAfterFrom = from == null || header.reportedFrom() != null && !header.reportedFrom().isBefore(from);
            return isAfterFrom && (to == null || !header.reportedUntil().isAfter(to));
        }

        private boolean mayBeBetween(RevisionHeader header) {
            boolean isBeforeTo = to == null || header.reportedFrom() == null || header.reportedFrom().isBefore(to);
            return isBeforeTo && (from == null || header.reportedUntil().isAfter(from));
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
        filter.requireOrder();
        ReadView whole = reads.ofCrisis(crisis, parameters);
        reads.requireSources(filter);
        long position = paging.position(parameters, () -> history.position(whole, filter.kind));
        ReadView view = whole.upTo(position);
        return briefs.answer(parameters, view, Reads.validator(view, Validator.positionState(position, filter.kind)),
                () -> page(view, filter, parameters, paging), page -> null,
                page -> briefs.page(page, page.items().stream().map(TimelineItem::revision).map(Brief::of).toList(),
                        parameters.languages()));
    }

    /**
     * Returns when the crisis was reported on, or its reports were recorded, or 304 if the client has the current
     * representation. Revisions that are not in
     * force are included.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Activity> activity(String crisis, ReadClock clock, ReadParameters parameters) {
        ReadView whole = reads.ofCrisis(crisis, parameters);
        long position = history.position(whole, null);
        ReadView view = whole.upTo(position);
        ZoneId zone = ZoneId.of(reads.state(crisis).timeZone());
        return parameters.answer(Reads.validator(view, Validator.positionState(position, null)),
                () -> Activity.of(position, history.asReported(crisis, header -> true, view.bounds()), clock, zone));
    }

    /** Returns the requested page of the matching revisions of a view, in the order of reporting. */
    private Page<TimelineItem> page(ReadView view, TimelineFilter filter, ViewParameters parameters, Paging paging) {
        List<RevisionHeader> matching = history.asReported(view.crisis(), header -> filter.matches(header, parameters.certain),
                view.bounds());
        return paging.of(matching, view.bounds().position(), parameters, headers -> items(view, headers, parameters));
    }

    /** Returns some revisions of a view with their standing, in the order given. */
    private List<TimelineItem> items(ReadView view, List<RevisionHeader> headers, ViewParameters parameters) {
        Set<String> records = headers.stream().map(RevisionHeader::record).collect(toSet());
        Map<String, Standing> standings = RecordChain.standings(history.chains(view.crisis(), records, view.bounds()));
        return history.load(view.crisis(), headers, standings::get, parameters.languages()).stream()
                .map(revision -> new TimelineItem(revision.reportedAt().precision(), parameters.select(revision))).toList();
    }
}
