package org.isnad.chain;

import static org.isnad.web.Answer.link;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;

import org.isnad.access.Caller;
import org.isnad.access.Opening;
import org.isnad.chain.History.Subject;
import org.isnad.chain.Verification.Fault;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.web.Answer;
import org.isnad.web.Conditional;
import org.isnad.web.Cursor;
import org.isnad.web.Languages;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads what {@link Chain} has written: a constant number of SQL statements each, however long the chains. */
@ApplicationScoped
public class Ledger {

    private static final Comparator<Head> LISTED = Comparator.comparing(Head::orderFrom).thenComparing(Head::position)
            .reversed();

    private static final int PART = 500;
    private static final int MOST_FAULTS = 100;

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final Revisions revisions;
    private final History history;
    private final Codec codec;
    private final Caller caller;

    Ledger(LedgerRow.Repository ledgers, RecordRow.Repository records, Revisions revisions, History history, Codec codec,
            Caller caller) {
        this.ledgers = ledgers;
        this.records = records;
        this.revisions = revisions;
        this.history = history;
        this.codec = codec;
        this.caller = caller;
    }

    /**
     * How far a crisis has come.
     *
     * @param position its last position, 0 if nothing was recorded yet
     * @param head the hash at that position; zeros if there is none
     * @param recordedAt when that was recorded, or the crisis was opened
     * @param opening who may read it
     * @param erasures how often something of it was erased
     */
    public record State(String crisis, long position, String head, Instant recordedAt, Opening opening, int erasures) {
    }

    /**
     * What a list shows.
     *
     * @param source the source of the current revision, or null for all
     * @param status its status, or null for all
     * @param contents what its content must be, or null if that does not matter: it is then loaded for the page alone
     */
    public record Filter<C extends Content>(String source, Status status, Predicate<C> contents) {

        boolean admits(Head head) {
            return (source == null || source.equals(head.source())) && (status == null || status == head.status());
        }
    }

    /** The states of all crises, whoever may read them; outside of requests too. */
    @ActivateRequestContext
    @Transactional
    public List<State> states() {
        return ledgers.listAll().stream().map(Ledger::state).toList();
    }

    /** The states of those of some crises that the caller may read. */
    @Transactional
    public List<State> states(Collection<String> crises) {
        return ledgers.list("crisisId in ?1", crises).stream().map(Ledger::state)
                .filter(state -> caller.mayRead(state.crisis, state.opening)).toList();
    }

    /** The same, telling the question what they mean for its answer. */
    @Transactional
    public List<State> states(Collection<String> crises, Conditional question) {
        List<State> states = states(crises);
        states.forEach(state -> question.about(caller.isClosed(state.opening), state.erasures));
        return states;
    }

    private static State state(LedgerRow row) {
        return new State(row.crisisId, row.position, row.head, row.recordedAt, row.opening(), row.erasures);
    }

    /** How many records of each kind each crisis has. */
    @Transactional
    public List<Count> counts(Collection<String> crises) {
        return records.getEntityManager()
                .createQuery("select crisisId, kind, count(*) from RecordRow where crisisId in :crises group by crisisId, kind",
                        Count.class)
                .setParameter("crises", crises).getResultList();
    }

    /** A crisis's records of a kind. */
    public record Count(String crisis, Kind kind, long records) {
    }

    /** A record: its current revision, and what each source says. */
    @Transactional
    public <C extends Content> RestResponse<RecordView<C>> record(Class<C> type, String id, Question question) {
        Subject record = history.subject(type, id);
        AsOf asOf = history.asOf(question, record);
        List<Head> heads = history.heads(id, asOf);
        if (heads.isEmpty()) {
            throw Problem.NOT_FOUND.because("Nothing of this record was known then");
        }
        int last = heads.get(0).last();
        return question.answer(Answer.ofNumber(last, asOf.isFixed(), links(record)), () -> {
            Standing standing = Standing.of(heads);
            List<Revision<C>> claims = history.load(record.crisis(), standing.claims(), of -> standing,
                    question.languages());
            return RecordView.of(id, record.kind(), record.crisis(), last, claims);
        }, view -> view.current() == null ? null : view.current().language());
    }

    /** A record's chain in number order: each revision with whether it stands, and what put it out of force. */
    @Transactional
    public <C extends Content> RestResponse<Page<Revision<C>>> chain(Class<C> type, String id, String source, Status status,
            Question question, Paging paging) {
        Subject record = history.subject(type, id);
        history.requireSource("source", source);
        Cursor cursor = paging.cursor(question);
        AsOf asOf = history.asOf(question, record).upTo(cursor == null ? Long.MAX_VALUE : cursor.position());
        List<Head> heads = history.chain(id, asOf);
        if (heads.isEmpty()) {
            throw Problem.NOT_FOUND.because("Nothing of this record was known then");
        }
        long position = heads.stream().mapToLong(Head::position).max().getAsLong();
        return question.answer(Answer.ofNumber(heads.get(0).last(), asOf.isFixed(), links(record)), () -> {
            Standing standing = Standing.of(heads);
            Filter<C> filter = new Filter<>(source, status, null);
            List<Head> shown = heads.stream().filter(filter::admits).sorted(Comparator.comparing(Head::number)).toList();
            return paging.of(shown, position, question,
                    page -> history.load(record.crisis(), page, of -> standing, question.languages()));
        });
    }

    /** One revision. It never changes. */
    @Transactional
    public <C extends Content> RestResponse<Revision<C>> revision(Class<C> type, String id, int number, Question question) {
        Revision<C> revision = history.<C> revision(id, number).filter(found -> found.kind() == Kind.of(type)).orElseThrow(
                () -> Problem.NOT_FOUND.because("There is no such revision among the " + Kind.of(type).path()));
        if (!history.asOf(question, revision.crisis()).sees(revision)) {
            throw Problem.NOT_FOUND.because("This revision was not known then");
        }
        String record = "/api/v1/" + revision.kind().path() + "/" + id;
        String[] links = Stream.of(link("latest-version", record), link("version-history", record + "/revisions"),
                number == 1 ? null : link("predecessor-version", record + "/revisions/" + (number - 1)))
                .filter(Objects::nonNull).toArray(String[]::new);
        return question.answer(Answer.ofNumber(number, true, links),
                () -> revision.in(question.languages()), Revision::language);
    }

    /** The current revisions of a kind in a crisis, newest first. */
    @Transactional
    public <C extends Content> RestResponse<Page<Revision<C>>> list(Class<C> type, String crisis, Filter<C> filter,
            Question question, Paging paging) {
        history.requireCrisisParameter(crisis);
        history.requireSource("source", filter.source);
        AsOf open = history.asOf(question, crisis);
        long position = paging.position(question, () -> history.position(crisis, open));
        AsOf asOf = open.upTo(position);
        return question.answer(Answer.ofPosition(position, asOf.isFixed()), () -> {
            Map<String, Standing> standings = Standing.byRecord(history.heads(crisis, Kind.of(type), asOf));
            List<Head> current = standings.values().stream().flatMap(standing -> standing.current().stream())
                    .filter(filter::admits).sorted(LISTED).toList();
            if (filter.contents == null) {
                return paging.of(current, position, question,
                        page -> history.load(crisis, page, standings::get, question.languages()));
            }
            List<Revision<C>> admitted = history.<C> load(crisis, current, standings::get, Languages.ALL).stream()
                    .filter(revision -> filter.contents.test(revision.content())).toList();
            return paging.of(admitted, position, question,
                    page -> page.stream().map(revision -> revision.in(question.languages())).toList());
        });
    }

    /** The revisions of all kinds after a position and up to another, in position order, with all their languages. */
    @Transactional
    public List<Revision<Content>> after(String crisis, long after, long upTo, int limit) {
        return revisions.between(crisis, after, upTo, limit).stream().map(codec::revision)
                .map(revision -> revision.in(Languages.ALL)).toList();
    }

    /** What is left of the revisions of a crisis of which something was erased, in position order. */
    @Transactional
    public List<Revision<Content>> erased(String crisis) {
        return revisions.erased(crisis).stream().map(codec::revision).map(revision -> revision.in(Languages.ALL)).toList();
    }

    /** Checks all that is stored of a crisis, in parts: as long as its chain is. */
    @Transactional
    public Verification verify(String crisis) {
        LedgerRow ledger = ledgers.findByIdOptional(crisis)
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis"));
        long end = ledger.position;
        String recorded = ledger.head;
        ZoneId zone = ZoneId.of(ledger.timeZone);
        List<Fault> faults = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        String previous = Canonical.NO_HASH;
        long at = 0;
        while (at < end && faults.size() < MOST_FAULTS) {
            List<RevisionRow> part = revisions.between(crisis, at, end, PART);
            for (RevisionRow row : part) {
                at++;
                for (; at < row.position; at++) {
                    faults.add(new Fault(at, null, null, "is missing"));
                }
                for (String fault : codec.faults(row, previous, numbers.merge(row.recordId, 1, Integer::sum), zone)) {
                    faults.add(new Fault(at, row.recordId, row.number, fault));
                }
                previous = row.hash;
            }
            if (part.isEmpty()) {
                faults.add(new Fault(at + 1, null, null, "is missing, and all after it"));
                break;
            }
            revisions.getEntityManager().clear();
        }
        if (faults.isEmpty() && !previous.equals(recorded)) {
            faults.add(new Fault(end, null, null, "has not the hash that the ledger holds as the head"));
        }
        return new Verification(crisis, at, previous, faults.isEmpty(),
                faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    private static String[] links(Subject record) {
        String self = "/api/v1/" + record.kind().path() + "/" + record.record();
        return new String[] { link("version-history", self + "/revisions"), link("latest-version", self),
                link("collection", "/api/v1/" + record.kind().path() + "?crisis=" + record.crisis()) };
    }
}
