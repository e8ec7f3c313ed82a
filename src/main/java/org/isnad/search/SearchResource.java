package org.isnad.search;

import static java.util.stream.Collectors.toMap;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.History;
import org.isnad.chain.LogPositions;
import org.isnad.chain.ReadBasis;
import org.isnad.chain.ReadView;
import org.isnad.content.InvalidContent;
import org.isnad.reads.OccurredFilter;
import org.isnad.reads.Reads;
import org.isnad.search.IndexFollower.Required;
import org.isnad.search.Searches.Found;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import io.quarkus.logging.Log;

/** Serves the search for words in everything that the caller may read. */
@Path("/api/v1/search")
@Tag(name = "Search")
public class SearchResource {

    private final Searches searches;
    private final IndexFollower follower;
    private final Reads reads;
    private final History history;
    private final CrisisStates states;
    private final ReadBasis basis;

    SearchResource(Searches searches, IndexFollower follower, Reads reads, History history, CrisisStates states,
            ReadBasis basis) {
        this.searches = searches;
        this.follower = follower;
        this.reads = reads;
        this.history = history;
        this.states = states;
        this.basis = basis;
    }

    /** The parameters of a search and the page that is asked for. */
    private record Search(SearchQuery query, SearchFilter filter, OccurredFilter occurred, ReadParameters parameters,
            SearchCursor cursor, int limit) {
    }

    /**
     * Returns the revisions that have all words, with an excerpt and what became of each; withdrawn ones only on request. With
     * asOf and knownAt, they are found among what had been said, and recorded, by then. If several texts have
     * words, the excerpt is of the one that has the most.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if there is no word; (503) if the index has not reached what is
     *         to be searched
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "search", summary = "Revisions with some words, in any of their forms, newest first")
    public RestResponse<SearchPage> search(
            @QueryParam("q") @NotNull @Size(max = 200) @Parameter(description = "The words, all of which a revision must have, in any of their forms; a phrase in quotation marks is found as it is written. There are no other operators.", example = "Kremlin") String q,
            @Valid @BeanParam SearchFilter filter, @BeanParam OccurredFilter occurred, @BeanParam ReadParameters parameters,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) @Parameter(description = "The maximum number of hits on a page.") Integer limit,
            @QueryParam("cursor") @Parameter(description = "The cursor of the page: `next` of the previous page. Absent for the first page.") String cursor) {
        reads.requireSources(filter);
        Search search = new Search(parse(q), filter, occurred, parameters,
                cursor == null ? null : SearchCursor.parse(cursor, parameters.fingerprint()), limit);
        Collection<ReadView> views = views(search);
        SearchIndex index = follower.await(required(search, views), all(views));
        return answer(search, index, pinned(search, index, views));
    }

    private static SearchQuery parse(String q) {
        try {
            return SearchQuery.parse(q);
        } catch (InvalidContent e) {
            throw Problem.INVALID.at(Violation.query("q", e.rule()));
        }
    }

    /** Returns the view of the crisis that is asked for, or of all that the caller may read, up to the last position. */
    private List<ReadView> views(Search search) {
        ReadParameters parameters = search.parameters;
        if (search.filter.crisis != null) {
            ReadView view = reads.ofParameter(search.filter.crisis, parameters);
            search.occurred.requireOrder(ZoneId.of(reads.state(search.filter.crisis).timeZone()));
            return List.of(upToLast(view));
        }
        if (parameters.minPosition != null) {
            throw Problem.INVALID.at(Violation.query("minPosition", "needs crisis: it is a position of one"));
        }
        search.occurred.requireOrder(ZoneOffset.UTC);
        // A new crisis changes the answer, too.
        basis.setChangeable();
        return states.readable(LogPositions.NONE).stream().map(state -> upToLast(reads.ofCrisis(state.crisis(), parameters)))
                .toList();
    }

    private ReadView upToLast(ReadView view) {
        return view.upTo(history.position(view, null));
    }

    /** Returns what the index must include: what the client has seen, what cannot change any more, and all erasures. */
    private static List<Required> required(Search search, Collection<ReadView> views) {
        List<Required> required = new ArrayList<>();
        for (ReadView view : views) {
            long seen = search.cursor == null ? Math.min(search.parameters.seenPosition(), view.bounds().position())
                    : search.cursor.positions().of(view.crisis());
            required.add(new Required(view.crisis(), view.bounds().isFixed() ? view.bounds().position() : seen,
                    view.erasures()));
        }
        return required;
    }

    private static List<Required> all(Collection<ReadView> views) {
        return views.stream().map(view -> new Required(view.crisis(), view.bounds().position(), view.erasures())).toList();
    }

    /** Returns the views up to the positions that all pages are computed from, by crisis. */
    private SortedMap<String, ReadView> pinned(Search search, SearchIndex index, Collection<ReadView> views) {
        SortedMap<String, ReadView> pinned = new TreeMap<>();
        for (ReadView view : views) {
            long reached = Math.min(index.visible(view.crisis()).position(), view.bounds().position());
            long position = search.cursor == null ? reached : search.cursor.positions().of(view.crisis());
            if (position < view.bounds().position()) {
                basis.setChangeable();
            }
            pinned.put(view.crisis(), view.upTo(Math.min(position, reached)));
        }
        return pinned;
    }

    private RestResponse<SearchPage> answer(Search search, SearchIndex index, SortedMap<String, ReadView> views) {
        return search.parameters.answer(validator(search, views), () -> {
            List<Found> found = find(search, index, views);
            return page(search, found, positions(search, views, found));
        }, page -> null);
    }

    private List<Found> find(Search search, SearchIndex index, SortedMap<String, ReadView> views) {
        try {
            return searches.find(index, search.query, search.filter, search.occurred, views);
        } catch (UncheckedIOException e) {
            Log.warnf("The search index was not read: %s", e.getMessage());
            throw Problem.UNAVAILABLE.because("The search index cannot be read");
        }
    }

    private static Validator validator(Search search, SortedMap<String, ReadView> views) {
        if (search.filter.crisis != null) {
            ReadView view = views.get(search.filter.crisis);
            return Reads.validator(view, Validator.positionState(view.bounds().position(), null));
        }
        return Validator.ofValue(views.values()).restricted(views.values().stream().anyMatch(ReadView::isRestricted));
    }

    /** Returns the positions of the crisis that was asked for, or of those in which something was found. */
    private static LogPositions positions(Search search, SortedMap<String, ReadView> views, List<Found> found) {
        if (search.filter.crisis != null) {
            return LogPositions.NONE.with(search.filter.crisis, views.get(search.filter.crisis).bounds().position());
        }
        return new LogPositions(new TreeMap<>(found.stream().map(Found::view).distinct()
                .collect(toMap(ReadView::crisis, view -> view.bounds().position()))));
    }

    private SearchPage page(Search search, List<Found> found, LogPositions positions) {
        int start = Math.min(search.cursor == null ? 0 : search.cursor.offset(), found.size());
        int end = Math.min(start + search.limit, found.size());
        String next = end == found.size() ? null
                : new SearchCursor(positions, end, search.parameters.fingerprint()).toString();
        List<Found> shown = Searches.first(end, found, search.filter).subList(start, end);
        return new SearchPage(positions.toString(), found.size(),
                searches.hits(shown, search.query, search.filter, search.parameters.languages()), next);
    }

    /**
     * The work of building the index.
     *
     * @param revisions the number of revisions to be added
     */
    @Schema(requiredProperties = "revisions")
    public record SearchRebuild(long revisions) {
    }

    /**
     * Starts rebuilding the index of the instance that answers from the log. Until that is done, it answers searches 503 with
     * the
     * position that is reached. Other instances have their own index.
     */
    @POST
    @Path("rebuild")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "rebuildSearch", summary = "Build the index of this instance anew from the log")
    public RestResponse<SearchRebuild> rebuild() {
        follower.rebuild();
        long revisions = states.allUnchecked(LogPositions.NONE).stream().mapToLong(CrisisState::position).sum();
        return RestResponse.ok(new SearchRebuild(revisions));
    }
}
