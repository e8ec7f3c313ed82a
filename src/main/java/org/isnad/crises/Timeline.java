package org.isnad.crises;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.History.Found;
import org.isnad.chain.History.Search;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.content.Kind;
import org.isnad.content.Slug;
import org.isnad.web.Answer;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers what was said in a crisis in the order in which it was said. */
@ApplicationScoped
class Timeline {

    private final History history;

    Timeline(History history) {
        this.history = history;
    }

    /** What of a timeline is wanted; what is null is not asked for. */
    static class Filter {

        @QueryParam("kind")
        @Parameter(description = "The kind of record.")
        public Kind kind;

        @QueryParam("source")
        @Slug
        @Parameter(description = "The source of the revisions.")
        public String source;

        @QueryParam("status")
        @Parameter(description = "Their status.")
        public Status status;

        @QueryParam("from")
        @Parameter(description = "What was said at or after this time, as far as is known when it was said.")
        public Instant from;

        @QueryParam("to")
        @Parameter(description = "What was said before this time, likewise.")
        public Instant to;

        @QueryParam("certain")
        @DefaultValue("false")
        @Parameter(description = "Only what was certainly said between from and to: \"January 2022\" is not certainly after the 6th.")
        public Boolean certain;

        Search search() {
            if (from != null && to != null && !from.isBefore(to)) {
                throw Problem.INVALID.at(Violation.query("from", "must be before to"));
            }
            return new Search(kind, source, status == null ? null : Set.of(status), from, to, certain);
        }
    }

    /** The revisions of all kinds, by the beginning of what reportedAt may mean, but never before what they supersede. */
    @Transactional
    RestResponse<Page<TimelineItem>> of(String crisis, Filter filter, Question question, Paging paging) {
        Search search = filter.search();
        history.requireCrisis(crisis);
        history.requireSource("source", filter.source);
        AsOf open = history.asOf(question, crisis);
        long position = paging.position(question, () -> history.position(crisis, open));
        AsOf asOf = open.upTo(position);
        return question.answer(Answer.ofPosition(position, open.isFixed()), () -> {
            Found found = history.reported(crisis, search, asOf, paging.after(question), paging.limit);
            Map<String, Standing> standings = history.standing(found.heads(), asOf);
            List<TimelineItem> items = history.load(crisis, found.heads(), standings::get, question.languages()).stream()
                    .map(revision -> new TimelineItem(revision.reportedAt().precision(), revision)).toList();
            return paging.found(items, found.total(), position, question);
        });
    }
}
