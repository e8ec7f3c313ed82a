package org.isnad.records;

import static org.isnad.web.Validator.link;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
import org.isnad.chain.Status;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.OccurredFilter;
import org.isnad.reads.Reads;
import org.isnad.web.Cursor;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.ReadParameters;
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

    private static final Comparator<RevisionHeader> NEWEST_FIRST = Comparator.comparing(RevisionHeader::orderFrom)
            .thenComparing(RevisionHeader::position).reversed();

    private final History history;
    private final Reads reads;

    RecordReads(History history, Reads reads) {
        this.history = history;
        this.reads = reads;
    }

    /**
     * A filter of revisions; a null component matches all.
     *
     * @param content the condition on the content
     * @param occurred the condition on when it happened; if both are null, only the content of the requested page is loaded
     */
    record RevisionFilter<C extends Content>(String source, Status status, Predicate<C> content, OccurredFilter occurred) {

        /** Returns the filter without a condition on when it happened if that selects all. */
        RevisionFilter {
            occurred = occurred == null || occurred.isEmpty() ? null : occurred;
        }

        private boolean needsContent() {
            return content != null || occurred != null;
        }

        /** Whether the content of a revision of a crisis with a time zone matches; source and status are not checked. */
        private boolean matchesContent(Revision<C> revision, ZoneId zone) {
            return (content == null || content.test(revision.content()))
                    && (occurred == null || occurred.matches(revision, zone));
        }

        /** Whether source and status of a header match; the condition on the content is not checked. */
        boolean matches(RevisionHeader header) {
            return (source == null || source.equals(header.source())) && (status == null || status == header.status());
        }
    }

    /**
     * Returns a record with its claims, their spread, and the number of its revisions. The record may have no claim.
     */
    <C extends Content> RestResponse<RecordView<C>> read(Class<C> type, String id, ReadParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofRecord(record, parameters);
        RecordChain chain = requireNotEmpty(history.chain(record, view.bounds()));
        return parameters.answer(validator(view, record, chain),
                () -> recordView(record, chain, parameters.languages()),
                body -> (body.claims().isEmpty() ? body.last() : body.preferredClaim()).language());
    }

    /** Loads what is shown of a record, of which the chain is not empty. */
    private <C extends Content> RecordView<C> recordView(RecordKey record, RecordChain chain, Languages languages) {
        Standing standing = chain.standing();
        List<Revision<C>> shown = history.load(record.crisis(), chain.shown(), id -> standing, languages);
        return RecordView.of(record, chain, shown);
    }

    /**
     * Returns a page of the revisions of a record that match a filter by source and status, in number order, each with
     * its standing. The condition on the content is ignored. An unknown source is 400.
     */
    <C extends Content> RestResponse<Page<Revision<C>>> listRevisions(Class<C> type, String id, RevisionFilter<C> filter,
            ReadParameters parameters, Paging paging) {
        RecordKey record = history.record(type, id);
        reads.requireSource("source", filter.source);
        Cursor cursor = paging.cursor(parameters);
        ReadView latest = reads.ofRecord(record, parameters);
        ReadView view = cursor == null ? latest : latest.upTo(cursor.position());
        RecordChain chain = requireNotEmpty(history.chain(record, view.bounds()));
        return parameters.answer(validator(view, record, chain),
                () -> revisionPage(record.crisis(), chain, filter, parameters, paging));
    }

    /**
     * Loads the requested page of the revisions of a record that match a filter, in number order. All pages are computed from
     * the position of the chain's last revision.
     */
    private <C extends Content> Page<Revision<C>> revisionPage(String crisis, RecordChain chain, RevisionFilter<C> filter,
            ReadParameters parameters, Paging paging) {
        List<RevisionHeader> headers = chain.headers();
        List<RevisionHeader> matching = headers.stream().filter(filter::matches).toList();
        return paging.of(matching, headers.get(headers.size() - 1).position(), parameters,
                page -> history.load(crisis, page, id -> chain.standing(), parameters.languages()));
    }

    /**
     * Returns one revision of a record in the preferred language, with its standing: what has become of it by the time that
     * the parameters select.
     */
    <C extends Content> RestResponse<Revision<C>> readRevision(Class<C> type, String id, int number,
            ReadParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofRecord(record, parameters);
        RecordChain chain = history.chain(record, view.bounds());
        RevisionHeader header = chain.numbered(number);
        if (header == null) {
            throw Problem.NOT_FOUND.because(history.chain(record, AsOf.NOW).numbered(number) == null
                    ? "Unknown revision among the " + Kind.of(type).path()
                    : "The revision is not visible at the requested asOf and knownAt");
        }
        Validator validator = Reads.validator(view, Validator.revisionState(number, state(chain)))
                .linking(links(record, number, chain).toArray(String[]::new));
        return parameters.answer(validator,
                () -> history.<C> load(record.crisis(), List.of(header), seen -> chain.standing(), parameters.languages())
                        .get(0),
                Revision::language);
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
            ReadParameters parameters, Paging paging) {
        ReadView whole = reads.ofParameter(crisis, parameters);
        reads.requireSource("source", filter.source);
        ZoneId zone = ZoneId.of(reads.state(crisis).timeZone());
        if (filter.occurred != null) {
            filter.occurred.requireOrder(zone);
        }
        long position = paging.position(parameters, () -> history.position(whole, Kind.of(type)));
        ReadView view = whole.upTo(position);
        return parameters.answer(Reads.validator(view, Validator.positionState(position, Kind.of(type))),
                () -> preferredPage(type, view, filter, zone, parameters, paging));
    }

    /**
     * Loads the requested page of the preferred claims that match a filter, newest first.
     *
     * @param view the view that all pages are computed from, up to the position
     * @param zone the time zone of the crisis
     */
    private <C extends Content> Page<Revision<C>> preferredPage(Class<C> type, ReadView view, RevisionFilter<C> filter,
            ZoneId zone, ReadParameters parameters, Paging paging) {
        String crisis = view.crisis();
        AsOf bounds = view.bounds();
        Map<String, Standing> standings = RecordChain.standings(history.chains(crisis, Kind.of(type), bounds));
        List<RevisionHeader> preferred = standings.values().stream().flatMap(standing -> standing.preferred().stream())
                .filter(filter::matches).sorted(NEWEST_FIRST).toList();
        if (!filter.needsContent()) {
            return paging.of(preferred, bounds.position(), parameters,
                    page -> history.load(crisis, page, standings::get, parameters.languages()));
        }
        List<Revision<C>> matching = history.<C> load(crisis, preferred, standings::get, Languages.ALL).stream()
                .filter(revision -> filter.matchesContent(revision, zone)).toList();
        return paging.of(matching, bounds.position(), parameters,
                page -> page.stream().map(revision -> revision.in(parameters.languages())).toList());
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
