package org.isnad.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Caller;
import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.Log;
import org.isnad.chain.LogPositions;
import org.isnad.chain.MergedLogs;
import org.isnad.chain.PastStates;
import org.isnad.chain.ReadBasis;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.reads.Reads;
import org.isnad.web.ConditionalRequest;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Listed;
import org.isnad.web.Portions;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Serves the revisions of all crises that the caller may read, with long polling. */
@Path("/api/v1/feed")
@Tag(name = "Feed")
public class CombinedFeedResource {

    private final CrisisStates states;
    private final PastStates past;
    private final Log log;
    private final Reads reads;
    private final ReadBasis basis;
    private final LongPolls longPolls;
    private final Caller caller;
    private final CurrentIdentityAssociation identities;
    private final Clock clock;

    CombinedFeedResource(CrisisStates states, PastStates past, Log log, Reads reads, ReadBasis basis,
            LongPolls longPolls, Caller caller, CurrentIdentityAssociation identities, Clock clock) {
        this.states = states;
        this.past = past;
        this.log = log;
        this.reads = reads;
        this.basis = basis;
        this.longPolls = longPolls;
        this.caller = caller;
        this.identities = identities;
        this.clock = clock;
    }

    /**
     * A page of the feed of all crises.
     *
     * @param position the last positions of all crises that the caller may read, at knownAt if that is given, in the form of a
     *        cursor
     * @param after the cursor of the next request: the positions up to which all matching revisions have been answered
     * @param items the matching revisions in all their languages; those of one crisis in position order, those of different
     *        ones in the order in which they were recorded, as far as they are on the page
     */
    @Schema(requiredProperties = { "position", "after", "items" })
    public record CombinedFeed(String position, String after, List<Revision<Content>> items) implements Listed {

        @Override
        public String pinnedTo() {
            return position;
        }
    }

    /**
     * The parameters of a request.
     *
     * @param after the positions that the client has
     */
    private record Question(LogPositions after, int limit, FeedFilter filter, ConditionalRequest parameters) {
    }

    /**
     * Returns the matching revisions after the positions of a cursor, or 304 if the client has the current representation.
     * Without later revisions in any crisis, waits as {@link FeedResource#read} does.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if {@code after} is no cursor of this feed, or minPosition is
     *         given, because a position of one crisis tells nothing of the others; (429) if too many requests of the address or
     *         credential are waiting
     */
    @GET
    @Blocking
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "readCombinedFeed", summary = "The revisions of all crises after a cursor; with wait, by long polling")
    public Uni<RestResponse<CombinedFeed>> read(
            @QueryParam("after") @DefaultValue("0") @Parameter(description = "The after of the last answer; 0 to begin.") String after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) @Parameter(description = "The maximum number of revisions.") Integer limit,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(60) @Parameter(description = "The maximum number of seconds to wait if there is no later revision.") Integer wait,
            @Valid @BeanParam FeedFilter filter, @BeanParam ConditionalRequest parameters) {
        reads.requireSources(filter);
        if (parameters.minPosition != null) {
            throw Problem.INVALID.at(Violation.query("minPosition", "must be absent: after tells what the client has seen"));
        }
        Question question = new Question(positions(after), limit, filter, parameters);
        List<CrisisState> readable = states.readable(question.after);
        if (wait == 0 || filter.knownAt != null || hasNew(readable, question.after)) {
            return Uni.createFrom().item(answer(readable, question));
        }
        return longPolls.answerAfter(isNewAndReadable(question.after), Duration.ofSeconds(wait),
                () -> hasNew(states.readable(question.after), question.after),
                () -> answer(states.readable(question.after), question));
    }

    private static LogPositions positions(String cursor) {
        try {
            return LogPositions.parse(cursor);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID.at(Violation.query("after", "must be the after of an answer of this feed, or 0"));
        }
    }

    /** Returns whether a state is new and of a crisis that the caller of this request may read; for use on any thread. */
    private Predicate<CrisisState> isNewAndReadable(LogPositions after) {
        Caller later = caller.afterRequest(identities.getIdentity());
        return state -> isNew(state, after) && later.mayRead(state.crisis(), state.visibility());
    }

    private static boolean hasNew(List<CrisisState> states, LogPositions after) {
        return states.stream().anyMatch(state -> isNew(state, after));
    }

    private static boolean isNew(CrisisState state, LogPositions after) {
        return state.position() > after.of(state.crisis());
    }

    /** Returns the feed up to the positions of some states, or 304 if the client has the current representation. */
    private RestResponse<CombinedFeed> answer(List<CrisisState> readable, Question question) {
        // A new crisis changes the answer, too.
        basis.setChangeable();
        List<CrisisState> known = readable.stream().map(state -> past.at(state, question.filter.knownAt(clock))).toList();
        int erasures = known.stream().mapToInt(CrisisState::erasures).sum();
        question.parameters.negotiate(0);
        Validator validator = Validator.ofValue(List.of(LogPositions.of(known), erasures))
                .restricted(known.stream().anyMatch(states::isRestricted));
        return question.parameters.answer(validator, () -> feed(known, question));
    }

    private CombinedFeed feed(List<CrisisState> known, Question question) {
        FeedFilter filter = question.filter;
        AsOf bounds = AsOf.of(filter.asOf(clock), false, null);
        boolean isWhole = question.parameters.isWhole();
        int limit = isWhole ? Integer.MAX_VALUE : question.limit;
        MergedLogs merged = log.merged(known, question.after, bounds, filter::matches, limit);
        List<Revision<Content>> items = isWhole ? Portions.of(merged.entries(), log::of) : log.of(merged.entries());
        return new CombinedFeed(LogPositions.of(known).toString(), merged.end().toString(), items);
    }
}
