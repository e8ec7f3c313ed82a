package org.isnad.crises;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.access.Opening;
import org.isnad.chain.Chain;
import org.isnad.chain.Ledger;
import org.isnad.content.Kind;
import org.isnad.web.Conditional;
import org.isnad.web.Languages;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** All crises, by id. */
@ApplicationScoped
public class Crises implements PanacheRepositoryBase<CrisisRow, String> {

    private final Chain chain;
    private final Ledger ledger;
    private final ObjectMapper mapper;
    private final Audit audit;
    private final Caller caller;

    Crises(Chain chain, Ledger ledger, ObjectMapper mapper, Audit audit, Caller caller) {
        this.chain = chain;
        this.ledger = ledger;
        this.mapper = mapper;
        this.audit = audit;
        this.caller = caller;
    }

    /** A crisis, empty if there is none of that id. */
    @Transactional
    public Optional<Crisis> named(String id) {
        return findByIdOptional(id).map(this::crisis);
    }

    /**
     * Describes a crisis, anew if it is there.
     *
     * @return whether it is new
     */
    @Transactional
    public boolean put(Crisis crisis) {
        caller.requireWithin(crisis.id());
        CrisisRow row = findById(crisis.id());
        boolean isNew = row == null;
        if (isNew) {
            row = new CrisisRow();
            row.id = crisis.id();
        } else if (!crisis(row).timeZone().equals(crisis.timeZone())) {
            throw Problem.CONFLICT
                    .at(Violation.body("timeZone", "cannot be changed: the dates of its revisions are meant in it"));
        }
        try {
            row.description = mapper.writeValueAsString(crisis);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        persistAndFlush(row);
        audit.log("crisis-described", caller.name(), crisis.id(), crisis);
        if (isNew) {
            chain.open(crisis.id(), ZoneId.of(crisis.timeZone()));
        }
        return isNew;
    }

    /** Says who may read a crisis. */
    @Transactional
    Opening open(String crisis, Opening opening) {
        Opening kept = chain.open(crisis, opening);
        audit.log("crisis-opening-set", caller.name(), crisis, kept);
        return kept;
    }

    /** All crises that the caller may read, and how far they have come, in the order of their ids. */
    @Transactional
    List<CrisisView> views(Reading question) {
        return views(listAll(Sort.by("id")), question, question.languages());
    }

    /** A crisis and how far it has come. */
    @Transactional
    CrisisView view(String id, Conditional question, Languages languages) {
        return views(list("id", id), question, languages).stream().findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis"));
    }

    private List<CrisisView> views(List<CrisisRow> rows, Conditional question, Languages languages) {
        List<String> ids = rows.stream().map(row -> row.id).toList();
        Map<String, Ledger.State> states = ledger.states(ids, question).stream()
                .collect(Collectors.toMap(Ledger.State::crisis, Function.identity()));
        Map<String, List<Ledger.Count>> counts = ledger.counts(ids).stream()
                .collect(Collectors.groupingBy(Ledger.Count::crisis));
        return rows.stream().filter(row -> states.containsKey(row.id)).map(this::crisis).map(
                crisis -> view(crisis, states.get(crisis.id()), counts.getOrDefault(crisis.id(), List.of()), languages))
                .toList();
    }

    private static CrisisView view(Crisis crisis, Ledger.State state, List<Ledger.Count> counts, Languages languages) {
        SortedMap<String, Long> records = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            records.put(kind.path(), 0L);
        }
        counts.forEach(count -> records.put(count.kind().path(), count.records()));
        Languages.Choice language = languages.choose(new TreeSet<>(crisis.title().tags()), null);
        return new CrisisView(crisis.id(), languages.in(language, crisis.title(), null), crisis.countries(),
                crisis.timeZone(), crisis.start(), crisis.end(), crisis.otherIds(), state.position(), state.head(),
                state.recordedAt(), records, state.erasures(),
                state.opening().reads() == Opening.Reads.OPEN ? null : state.opening(), language);
    }

    private Crisis crisis(CrisisRow row) {
        try {
            return mapper.readValue(row.description, Crisis.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("crisis " + row.id + " cannot be read", e);
        }
    }
}
