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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Log;
import org.isnad.chain.PastStates;
import org.isnad.chain.ReadBasis;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.content.Slug;
import org.isnad.reads.Reads;
import org.isnad.web.ConditionalRequest;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Listed;
import org.isnad.web.Portions;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Serves the revisions of a crisis in position order, with long polling. */
@Path("/api/v1/crises/{crisis}/feed")
@Tag(name = "Feed")
public class FeedResource {

    private final PastStates past;
    private final Log log;
    private final Reads reads;
    private final ReadBasis basis;
    private final LongPolls longPolls;
    private final Clock clock;

    FeedResource(PastStates past, Log log, Reads reads, ReadBasis basis, LongPolls longPolls, Clock clock) {
        this.past = past;
        this.log = log;
        this.reads = reads;
        this.basis = basis;
        this.longPolls = longPolls;
        this.clock = clock;
    }

    /**
     * A page of a feed.
     *
     * @param crisis the id of the crisis
     * @param position the last position of the crisis, at knownAt if that is given
     * @param head the hash at the last position
     * @param after the {@code after} of the next request: the position up to which all matching revisions have been answered
     * @param items the matching revisions in all their languages, in position order
     */
    @Schema(requiredProperties = { "crisis", "position", "head", "after", "items" })
    public record Feed(String crisis, long position, String head, long after, List<Revision<Content>> items)
            implements
                Listed {

        @Override
        public String pinnedTo() {
            return Long.toString(position);
        }
    }

    /**
     * Returns the matching revisions after a position, or 304 if the client has the current representation. Without later
     * revisions in the crisis, waits until one is recorded or the service shuts down, but no longer than {@code wait} seconds;
     * the items may then be empty. After a wait, the answer is 401 if the caller's key is no longer valid.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis, also after a wait
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many requests of the address or credential
     *         are waiting
     */
    @GET
    @Blocking
    @Produces({ MediaType.APPLICATION_JSON, Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD })
    @Operation(operationId = "readFeed", summary = "The revisions after a position, in position order, without gaps unless filtered; with wait, by long polling")
    public Uni<RestResponse<Feed>> read(@PathParam("crisis") @Slug String crisis,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "The last position that the client has.") Long after,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) @Parameter(description = "The maximum number of revisions.") Integer limit,
            @QueryParam("wait") @DefaultValue("0") @Min(0) @Max(60) @Parameter(description = "The maximum number of seconds to wait if there is no revision after that position.") Integer wait,
            @Valid @BeanParam FeedFilter filter, @BeanParam ConditionalRequest parameters) {
        reads.requireSources(filter);
        CrisisState state = state(crisis, filter, parameters);
        if (wait == 0 || filter.knownAt != null || state.position() > after) {
            return Uni.createFrom().item(answer(state, after, limit, filter, parameters));
        }
        Predicate<CrisisState> isNew = changed -> changed.crisis().equals(crisis) && changed.position() > after;
        return longPolls.answerAfter(isNew, Duration.ofSeconds(wait), () -> isNew.test(state(crisis, filter, parameters)),
                () -> answer(state(crisis, filter, parameters), after, limit, filter, parameters));
    }

    /** Returns the state of the crisis at knownAt of the filter, or the current one. */
    private CrisisState state(String crisis, FeedFilter filter, ConditionalRequest parameters) {
        return past.at(reads.state(crisis, parameters), filter.knownAt(clock));
    }

    /** Returns the feed up to the position of a state, or 304 if the client has the current representation. */
    private RestResponse<Feed> answer(CrisisState state, long after, int limit, FeedFilter filter,
            ConditionalRequest parameters) {
        // The feed shows what is stored, to whoever verifies it.
        basis.setChangeable();
        parameters.negotiate(state.position());
        Validator validator = reads.validator(state, Validator.positionState(state.position(), null));
        return parameters.answer(validator,
                () -> parameters.isWhole() ? whole(state, after, filter) : feed(state, after, limit, filter));
    }

    private Feed feed(CrisisState state, long after, int limit, FeedFilter filter) {
        List<Revision<Content>> items = items(state, after, limit, filter);
        long last = items.size() < limit ? Math.max(after, state.position()) : items.get(limit - 1).position();
        return new Feed(state.crisis(), state.position(), state.head(), last, items);
    }

    /** Returns the rest of the feed after a position, whose revisions are loaded in portions. */
    private Feed whole(CrisisState state, long after, FeedFilter filter) {
        List<RevisionHeader> headers = log.headers(state, after, bounds(state, filter), filter::matches, Integer.MAX_VALUE);
        List<Revision<Content>> items = Portions.of(headers, part -> log.at(state, positions(part)));
        return new Feed(state.crisis(), state.position(), state.head(), Math.max(after, state.position()), items);
    }

    private AsOf bounds(CrisisState state, FeedFilter filter) {
        return AsOf.of(filter.asOf(clock), false, null).upTo(state.position());
    }

    private static List<Long> positions(List<RevisionHeader> headers) {
        return headers.stream().map(RevisionHeader::position).toList();
    }

    private List<Revision<Content>> items(CrisisState state, long after, int limit, FeedFilter filter) {
        if (filter.matchesAll()) {
            return log.between(state.crisis(), after, state.position(), limit);
        }
        return log.at(state, positions(log.headers(state, after, bounds(state, filter), filter::matches, limit)));
    }
}
