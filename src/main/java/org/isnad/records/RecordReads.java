package org.isnad.records;

import static java.util.stream.Collectors.toMap;
import static org.isnad.web.Validator.link;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;
import org.isnad.reads.Reads;
import org.isnad.reads.RecordViews;
import org.isnad.reads.ReportFilter;
import org.isnad.reads.ViewParameters;
import org.isnad.reads.ViewParameters.Include;
import org.isnad.web.Cursor;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Reads records of any kind. The number of SQL statements of a read does not depend on the number of revisions.
 *
 * <p>
 * Each read is 304 if the client has the current representation. It is 404 if the record does not exist among those of
 * its kind, or the caller may not read it, or nothing of it is within asOf and knownAt.
 */
@ApplicationScoped
class RecordReads {

    static final Comparator<RevisionHeader> NEWEST_FIRST = Comparator.comparing(RevisionHeader::orderFrom)
            .thenComparing(RevisionHeader::position).reversed();

    private final History history;
    private final Reads reads;
    private final RecordViews views;
    private final Briefs briefs;

    RecordReads(History history, Reads reads, RecordViews views, Briefs briefs) {
        this.history = history;
        this.views = views;
        this.reads = reads;
        this.briefs = briefs;
    }

    /**
     * Returns a record with its claims, their spread, and the number of its revisions. The record may have no claim.
     */
    <C extends Content> RestResponse<RecordView<C>> read(Class<C> type, String id, ViewParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofRecord(record, parameters);
        RecordChain chain = requireNotEmpty(history.chain(record, view.bounds()));
        return briefs.answer(parameters, view, validator(view, record, chain),
                () -> this.<C> recordView(record, chain, parameters.languages()).with(parameters::select),
                body -> (body.claims().isEmpty() ? body.last() : body.preferredClaim()).language(),
                body -> briefs.complete(List.of(Brief.of(body)), parameters.languages()).get(0));
    }

    /** Loads what is shown of a record, of which the chain is not empty. */
    private <C extends Content> RecordView<C> recordView(RecordKey record, RecordChain chain, Languages languages) {
        SortedMap<String, RecordChain> alone = new TreeMap<>(Map.of(record.record(), chain));
        return views.<C> load(record.crisis(), alone, languages).get(0);
    }

    /**
     * Returns a page of the revisions of a record that match a filter, in number order, each with its standing. An unknown
     * source is 400.
     */
    <C extends Content> RestResponse<Page<Revision<C>>> listRevisions(Class<C> type, String id, ReportFilter filter,
            ViewParameters parameters, Paging paging) {
        RecordKey record = history.record(type, id);
        reads.requireSources(filter);
        Cursor cursor = paging.cursor(parameters);
        ReadView latest = reads.ofRecord(record, parameters);
        ReadView view = cursor == null ? latest : latest.upTo(cursor.position());
        RecordChain chain = requireNotEmpty(history.chain(record, view.bounds()));
        Integer preferred = chain.standing().preferredNumber();
        return briefs.answer(parameters, view, validator(view, record, chain),
                () -> revisionPage(record.crisis(), chain, filter, parameters, paging), page -> null,
                page -> briefs.page(page, page.items().stream().map(Brief::of)
                        .map(brief -> brief.preferred(Integer.valueOf(brief.number()).equals(preferred))).toList(),
                        parameters.languages()));
    }

    /**
     * Loads the requested page of the revisions of a record that match a filter, in number order. All pages are computed from
     * the position of the chain's last revision.
     */
    private <C extends Content> Page<Revision<C>> revisionPage(String crisis, RecordChain chain, ReportFilter filter,
            ViewParameters parameters, Paging paging) {
        List<RevisionHeader> headers = chain.headers();
        List<RevisionHeader> matching = headers.stream().filter(filter::matches).toList();
        return paging.of(matching, headers.get(headers.size() - 1).position(), parameters,
                page -> history.<C> load(crisis, page, id -> chain.standing(), parameters.languages()).stream()
                        .map(parameters::select).toList());
    }

    /**
     * Returns one revision of a record in the preferred language, with its standing: what has become of it by the time that
     * the parameters select.
     */
    <C extends Content> RestResponse<Revision<C>> readRevision(Class<C> type, String id, int number,
            ViewParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofRecord(record, parameters);
        RecordChain chain = history.chain(record, view.bounds());
        RevisionHeader header = requireNumbered(history, record, chain, number);
        Validator validator = Reads.validator(view, Validator.revisionState(number, state(chain)))
                .linking(links(record, number, chain).toArray(String[]::new));
        Integer preferred = chain.standing().preferredNumber();
        return briefs.answer(parameters, view, validator,
                () -> history.<C> load(record.crisis(), List.of(header), seen -> chain.standing(), parameters.languages())
                        .get(0),
                Revision::language,
                revision -> briefs.complete(List.of(Brief.of(revision).preferred(Integer.valueOf(number).equals(preferred))),
                        parameters.languages()).get(0));
    }

    /** Returns the revision of a chain with a number; fails with 404 if there is none. */
    static RevisionHeader requireNumbered(History history, RecordKey record, RecordChain chain, int number) {
        RevisionHeader header = chain.numbered(number);
        if (header == null) {
            throw Problem.NOT_FOUND.because(history.chain(record, AsOf.NOW).numbered(number) == null
                    ? "Unknown revision among the " + record.kind().path()
                    : "The revision is not visible at the requested asOf and knownAt");
        }
        return header;
    }

    /** Returns links from a revision to the record, to all of its revisions, and to those before and after it (RFC 5829). */
    private static List<String> links(RecordKey record, int number, RecordChain chain) {
        String self = "/api/v1/" + record.kind().path() + "/" + record.record();
        List<String> links = new ArrayList<>(
                List.of(link("latest-version", self), link("version-history", self + "/revisions")));
        if (number > 1) {
            links.add(link("predecessor-version", self + "/revisions/" + (number - 1)));
        }
        if (number < chain.lastNumber()) {
            links.add(link("successor-version", self + "/revisions/" + (number + 1)));
        }
        return links;
    }

    /**
     * Returns a page of the preferred claims of the records of one kind in a crisis that match a filter, newest first. A record
     * whose preferred claim does not match is left out. A crisis or source that is unknown is 400.
     */
    <C extends Content> RestResponse<Page<Revision<C>>> listPreferred(Class<C> type, String crisis, RevisionFilter<C> filter,
            ViewParameters parameters, Paging paging) {
        ReadView whole = reads.ofParameter(crisis, parameters);
        reads.requireSources(filter.reports());
        ZoneId zone = ZoneId.of(reads.state(crisis).timeZone());
        if (filter.occurred() != null) {
            filter.occurred().requireOrder(zone);
        }
        long position = paging.position(parameters, () -> history.position(whole, Kind.of(type)));
        ReadView view = whole.upTo(position);
        return briefs.answer(parameters, view, Reads.validator(view, Validator.positionState(position, Kind.of(type))),
                () -> preferredPage(type, view, filter, zone, parameters, paging), page -> null,
                page -> briefs.page(page, briefs(view, page, parameters), parameters.languages()));
    }

    /**
     * Loads the requested page of the preferred claims that match a filter, newest first.
     *
     * @param view the view that all pages are computed from, up to the position
     * @param zone the time zone of the crisis
     */
    private <C extends Content> Page<Revision<C>> preferredPage(Class<C> type, ReadView view, RevisionFilter<C> filter,
            ZoneId zone, ViewParameters parameters, Paging paging) {
        String crisis = view.crisis();
        AsOf bounds = view.bounds();
        SortedMap<String, RecordChain> chains = history.chains(crisis, Kind.of(type), bounds);
        Map<String, Standing> standings = RecordChain.standings(chains);
        List<RevisionHeader> preferred = chains.values().stream().flatMap(chain -> listed(chain, parameters))
                .filter(filter.reports()::matches).sorted(NEWEST_FIRST).toList();
        if (!filter.needsContent()) {
            return paging.of(preferred, bounds.position(), parameters,
                    page -> history.<C> load(crisis, page, standings::get, parameters.languages()).stream()
                            .map(parameters::select).toList());
        }
        List<Revision<C>> matching = history.<C> load(crisis, preferred, standings::get, Languages.ALL).stream()
                .filter(revision -> filter.matchesContent(revision, zone)).toList();
        return paging.of(matching, bounds.position(), parameters,
                page -> page.stream().map(revision -> parameters.select(revision.in(parameters.languages()))).toList());
    }

    /** Returns the preferred claim of a record, or else its last revision if that is asked for and the record is not merged. */
    private static Stream<RevisionHeader> listed(RecordChain chain, ViewParameters parameters) {
        Standing standing = chain.standing();
        if (standing.preferred().isPresent() || standing.isMerged() || !parameters.includes(Include.RETRACTED)) {
            return standing.preferred().stream();
        }
        return chain.shown().stream();
    }

    /** Returns the brief views of the records on a page, in the order of the page. */
    private <C extends Content> List<Brief> briefs(ReadView view, Page<Revision<C>> page, ViewParameters parameters) {
        List<String> records = page.items().stream().map(Revision::record).toList();
        SortedMap<String, RecordChain> chains = history.chains(view.crisis(), records, view.bounds());
        Map<String, Brief> briefs = views.<C> load(view.crisis(), chains, parameters.languages()).stream().map(Brief::of)
                .collect(toMap(Brief::record, brief -> brief));
        return records.stream().map(briefs::get).toList();
    }

    private static String state(RecordChain chain) {
        return Validator.numberState(chain.lastNumber(), chain.decidedAt());
    }

    /** Returns the same chain; fails with 404 if it is empty. */
    private static RecordChain requireNotEmpty(RecordChain chain) {
        if (chain.isEmpty()) {
            throw Problem.NOT_FOUND.because("The record has no revision at the requested asOf and knownAt");
        }
        return chain;
    }

    /**
     * Returns the validator of a representation of a record, with links to the record, its revisions and the list of
     * its kind.
     *
     * @param chain the revisions of the record within the view
     */
    private static Validator validator(ReadView view, RecordKey record, RecordChain chain) {
        String kind = "/api/v1/" + record.kind().path();
        String self = kind + "/" + record.record();
        return Reads.validator(view, state(chain)).linking(link("version-history", self + "/revisions"),
                link("latest-version", self), link("collection", kind + "?crisis=" + record.crisis()));
    }
}
