package org.isnad.records;

import static org.isnad.web.Validator.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordKey;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.reads.Reads;
import org.isnad.web.Cursor;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads records of any kind, in a constant number of SQL statements each, however long their chains. */
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
     * @param contents what the content must be; null if it does not matter, in which case only a page of it is loaded
     */
    record RevisionFilter<C extends Content>(String source, Status status, Predicate<C> contents) {

        boolean matches(RevisionHeader header) {
            return (source == null || source.equals(header.source())) && (status == null || status == header.status());
        }
    }

    /** Returns a record: its current revision, and each source's claim. */
    @Transactional
    <C extends Content> RestResponse<RecordView<C>> record(Class<C> type, String id, ReadParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofCrisis(record.crisis(), parameters);
        List<RevisionHeader> headers = requireKnown(history.deciding(id, view.bounds()));
        int last = headers.get(0).last();
        return parameters.answer(validator(view, record, last), () -> {
            Standing standing = Standing.of(headers);
            List<Revision<C>> claims = history.load(record.crisis(), standing.claims(), of -> standing,
                    parameters.languages());
            return RecordView.of(record, last, claims);
        }, body -> body.current() == null ? null : body.current().language());
    }

    /** Returns a record's revisions in number order, each with its standing. */
    @Transactional
    <C extends Content> RestResponse<Page<Revision<C>>> chain(Class<C> type, String id, RevisionFilter<C> filter,
            ReadParameters parameters, Paging paging) {
        RecordKey record = history.record(type, id);
        reads.requireSource("source", filter.source);
        Cursor cursor = paging.cursor(parameters);
        ReadView view = reads.ofCrisis(record.crisis(), parameters)
                .upTo(cursor == null ? Long.MAX_VALUE : cursor.position());
        List<RevisionHeader> headers = requireKnown(history.chain(id, view.bounds()));
        long position = headers.stream().mapToLong(RevisionHeader::position).max().getAsLong();
        return parameters.answer(validator(view, record, headers.get(0).last()), () -> {
            Standing standing = Standing.of(headers);
            List<RevisionHeader> shown = headers.stream().filter(filter::matches)
                    .sorted(Comparator.comparing(RevisionHeader::number)).toList();
            return paging.of(shown, position, parameters,
                    page -> history.load(record.crisis(), page, of -> standing, parameters.languages()));
        });
    }

    /** Returns one revision, which never changes but for an erasure. */
    @Transactional
    <C extends Content> RestResponse<Revision<C>> revision(Class<C> type, String id, int number, ReadParameters parameters) {
        Revision<C> revision = history.<C> revision(id, number).filter(found -> found.kind() == Kind.of(type)).orElseThrow(
                () -> Problem.NOT_FOUND.because("Unknown revision among the " + Kind.of(type).path()));
        ReadView view = reads.ofCrisis(revision.crisis(), parameters);
        if (!view.bounds().includes(revision)) {
            throw Problem.NOT_FOUND.because("This revision was not known then");
        }
        String record = "/api/v1/" + revision.kind().path() + "/" + id;
        List<String> links = new ArrayList<>(
                List.of(link("latest-version", record), link("version-history", record + "/revisions")));
        if (number > 1) {
            links.add(link("predecessor-version", record + "/revisions/" + (number - 1)));
        }
        Validator validator = new Validator(Validator.numberState(number), true, view.isRestricted(), view.erasures(), links);
        return parameters.answer(validator, () -> revision.in(parameters.languages()), Revision::language);
    }

    /** Returns the current revisions of a kind in a crisis, newest first. */
    @Transactional
    <C extends Content> RestResponse<Page<Revision<C>>> list(Class<C> type, String crisis, RevisionFilter<C> filter,
            ReadParameters parameters, Paging paging) {
        ReadView whole = reads.ofParameter(crisis, parameters);
        reads.requireSource("source", filter.source);
        long position = paging.position(parameters, () -> history.position(crisis, whole.bounds()));
        ReadView view = whole.upTo(position);
        return parameters.answer(Reads.validator(view, Validator.positionState(position)),
                () -> page(type, crisis, filter, view.bounds(), parameters, paging));
    }

    private <C extends Content> Page<Revision<C>> page(Class<C> type, String crisis, RevisionFilter<C> filter, AsOf bounds,
            ReadParameters parameters, Paging paging) {
        Map<String, Standing> standings = Standing.byRecord(history.deciding(crisis, Kind.of(type), bounds));
        List<RevisionHeader> current = standings.values().stream().flatMap(standing -> standing.current().stream())
                .filter(filter::matches).sorted(NEWEST_FIRST).toList();
        if (filter.contents == null) {
            return paging.of(current, bounds.position(), parameters,
                    page -> history.load(crisis, page, standings::get, parameters.languages()));
        }
        List<Revision<C>> matching = history.<C> load(crisis, current, standings::get, Languages.ALL).stream()
                .filter(revision -> filter.contents.test(revision.content())).toList();
        return paging.of(matching, bounds.position(), parameters,
                page -> page.stream().map(revision -> revision.in(parameters.languages())).toList());
    }

    private static List<RevisionHeader> requireKnown(List<RevisionHeader> headers) {
        if (headers.isEmpty()) {
            throw Problem.NOT_FOUND.because("Nothing of this record was known then");
        }
        return headers;
    }

    private static Validator validator(ReadView view, RecordKey record, int last) {
        String kind = "/api/v1/" + record.kind().path();
        String self = kind + "/" + record.record();
        return Reads.validator(view, Validator.numberState(last)).linking(link("version-history", self + "/revisions"),
                link("latest-version", self), link("collection", kind + "?crisis=" + record.crisis()));
    }
}
