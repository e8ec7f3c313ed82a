package org.isnad.syndication;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;

import org.isnad.chain.AsOf;
import org.isnad.chain.Canonical;
import org.isnad.chain.CrisisState;
import org.isnad.chain.History;
import org.isnad.chain.Log;
import org.isnad.chain.ReadBasis;
import org.isnad.chain.ReadView;
import org.isnad.chain.RevisionHeader;
import org.isnad.changes.RecordChanges;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.CountFilter;
import org.isnad.reads.Reads;
import org.isnad.syndication.FeedDocument.Addresses;
import org.isnad.web.LanguageParameters;
import org.isnad.web.Ni;
import org.isnad.web.Problem;
import org.isnad.web.PublicAddress;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers requests for the documents of feeds. */
@ApplicationScoped
class Documents {

    /** The parameters that select a representation of a feed, not the feed. */
    private static final Set<String> NO_FILTERS = Set.of(DocumentQuery.ARCHIVE, DocumentQuery.LIMIT, "lang", "minPosition");

    /** The beginnings of the parameters that the address of another document of the feed does not take over. */
    private static final List<String> NO_ADDRESS = List.of(DocumentQuery.ARCHIVE + "=", "minPosition=");

    private final Reads reads;
    private final ReadBasis basis;
    private final Log log;
    private final History history;
    private final Entries entries;
    private final CrisisTitleRow.Repository titles;
    private final PublicAddress address;

    Documents(Reads reads, ReadBasis basis, Log log, History history, Entries entries, CrisisTitleRow.Repository titles,
            PublicAddress address) {
        this.reads = reads;
        this.basis = basis;
        this.log = log;
        this.history = history;
        this.entries = entries;
        this.titles = titles;
        this.address = address;
    }

    /**
     * A feed at a state of its crisis.
     *
     * @param matching the positions of its entries
     * @param selects whether a revision is an entry
     */
    private record Feed(CrisisState state, List<Long> matching, Predicate<RevisionHeader> selects) {
    }

    /**
     * Returns the requested document of a feed, or 304 if the client has the current representation.
     *
     * @param write writes the document in the requested format
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the source is unknown, (404) if the archive is
     */
    <T> RestResponse<T> answer(String crisis, DocumentQuery query, CountFilter counts, LanguageParameters parameters,
            UriInfo uri, Function<FeedDocument, T> write) {
        CrisisState state = reads.state(crisis, parameters);
        reads.requireSources(query);
        query.requireNoShortArchive();
        if (address.url().isEmpty()) {
            // The addresses in the answer are those of the host that this client has asked, which is not part of its key.
            basis.setChangeable();
        }
        Languages languages = parameters.languages();
        if (query.archive == null) {
            return parameters.answer(reads.validator(state, Validator.positionState(state.position(), null)), () -> {
                Feed feed = feed(state, query, counts);
                return write.apply(document(feed, newest(feed, query.limit), query, languages, uri));
            });
        }
        Feed feed = feed(state, query, counts);
        Window window = archive(feed, query.archive);
        boolean isLast = query.archive == Window.archives(feed.matching);
        Validator validator = reads.validator(state, Validator.windowState(window.upTo(), List.of(named(state), isLast)));
        return parameters.answer(validator, () -> write.apply(document(feed, window, query, languages, uri)));
    }

    private Feed feed(CrisisState state, DocumentQuery query, CountFilter counts) {
        Predicate<RevisionHeader> isCounted = counts.isEmpty() ? any -> true : counted(state, counts);
        Predicate<RevisionHeader> selects = header -> query.matches(header) && isCounted.test(header);
        return new Feed(state, positions(state, selects), selects);
    }

    /** Returns the filter of figures whose count matches, of which the first one with each count is examined. */
    private Predicate<RevisionHeader> counted(CrisisState state, CountFilter counts) {
        Set<Long> seen = new HashSet<>();
        List<Long> first = positions(state, header -> header.count() != 0 && seen.add(header.count()));
        Set<Long> matching = log.at(state, first).stream().map(revision -> (CasualtyFigure) revision.content())
                .filter(counts::matches).map(figure -> figure.count().key()).collect(Collectors.toSet());
        return header -> matching.contains(header.count());
    }

    private List<Long> positions(CrisisState state, Predicate<RevisionHeader> filter) {
        return log.headers(state, 0, AsOf.NOW.upTo(state.position()), filter, Integer.MAX_VALUE).stream()
                .map(RevisionHeader::position).toList();
    }

    /** Returns the window of the subscription document, or of a shorter one if there is a limit. */
    private static Window newest(Feed feed, Integer limit) {
        long position = feed.state.position();
        return limit == null ? Window.ofSubscription(feed.matching, position)
                : Window.ofNewest(limit, feed.matching, position);
    }

    private static Window archive(Feed feed, int archive) {
        if (archive > Window.archives(feed.matching)) {
            throw Problem.NOT_FOUND.because("Unknown archive");
        }
        return Window.ofArchive(archive, feed.matching);
    }

    /** Returns the last position at which a source may have been renamed: the names in an archive are the current ones. */
    private long named(CrisisState state) {
        return history.position(new ReadView(state.crisis(), AsOf.NOW.upTo(state.position()), false, state.erasures()),
                Kind.NOTICE);
    }

    private FeedDocument document(Feed feed, Window window, DocumentQuery query, Languages languages, UriInfo uri) {
        String crisis = feed.state.crisis();
        List<Entry> all = entries.of(crisis, window, feed.selects, languages);
        List<Entry> shown = query.limit == null ? all : newest(all, window);
        Instant updated = shown.stream().map(Entry::updated).max(Comparator.naturalOrder()).orElse(feed.state.recordedAt());
        Map<String, List<String>> filters = new TreeMap<>(uri.getQueryParameters());
        filters.keySet().removeAll(NO_FILTERS);
        Phrase title = Phrase.of(titles.title(crisis), languages);
        String values = filters.values().stream().flatMap(List::stream).collect(Collectors.joining(", "));
        return new FeedDocument(crisis, Ni.of(Canonical.hash("isnad feed " + crisis + " " + filters)),
                new Phrase(title.language(), title.text() + (values.isEmpty() ? "" : " (" + values + ")")),
                RecordChanges.language(languages), updated, addresses(feed, query, uri), shown);
    }

    /** Returns the entries that were recorded in a window, without the earlier ones that they changed. */
    private static List<Entry> newest(List<Entry> entries, Window window) {
        return entries.stream().filter(entry -> entry.revision().position() > window.after()).toList();
    }

    private Addresses addresses(Feed feed, DocumentQuery query, UriInfo uri) {
        Integer archive = query.archive;
        String base = address.base(uri.getRequestUri());
        int last = Window.archives(feed.matching);
        int before = archive == null ? last : archive - 1;
        String previous = before == 0 || query.limit != null ? null : base + target(uri, before);
        boolean hasNext = archive != null && archive != last;
        String next = hasNext ? base + target(uri, archive + 1) : null;
        return new Addresses(base, base + target(uri, archive), base + target(uri, null), previous, next);
    }

    /** Returns the path and query of a document of the requested feed; the archive is null for the subscription document. */
    private static String target(UriInfo uri, Integer archive) {
        String query = uri.getRequestUri().getRawQuery();
        Stream<String> kept = Stream.ofNullable(query).flatMap(whole -> Stream.of(whole.split("&")))
                .filter(parameter -> NO_ADDRESS.stream().noneMatch(parameter::startsWith));
        Stream<String> added = Stream.ofNullable(archive).map(number -> DocumentQuery.ARCHIVE + "=" + number);
        String target = Stream.concat(kept, added).collect(Collectors.joining("&"));
        return uri.getRequestUri().getRawPath() + (target.isEmpty() ? "" : "?" + target);
    }
}
