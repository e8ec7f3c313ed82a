package org.isnad.crises;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.access.Visibility;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.CrisisStates.RecordCount;
import org.isnad.content.Languages;
import org.isnad.content.Rejection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** The descriptions of all crises. */
@ApplicationScoped
public class Crises implements PanacheRepositoryBase<CrisisRow, String> {

    private final CrisisStates states;
    private final ObjectMapper mapper;
    private final Audit audit;
    private final Caller caller;

    Crises(CrisisStates states, ObjectMapper mapper, Audit audit, Caller caller) {
        this.states = states;
        this.mapper = mapper;
        this.audit = audit;
        this.caller = caller;
    }

    /** Returns a crisis, or empty if there is none with that id. */
    @Transactional
    public Optional<Crisis> named(String id) {
        return findByIdOptional(id).map(this::crisis);
    }

    /**
     * Creates a crisis, or replaces its description.
     *
     * @return whether it was created
     * @throws Rejection FORBIDDEN if the caller's key is for other crises, CONFLICT if the time zone would change
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
            throw Rejection.conflict("timeZone", "cannot be changed: the dates of its revisions are meant in it");
        }
        try {
            row.description = mapper.writeValueAsString(crisis);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        persistAndFlush(row);
        audit.log("crisis-described", caller.name(), crisis.id(), crisis);
        if (isNew) {
            states.create(crisis.id(), ZoneId.of(crisis.timeZone()));
        }
        return isNew;
    }

    /** Sets who may read a crisis. */
    @Transactional
    Visibility setVisibility(String crisis, Visibility visibility) {
        Visibility stored = states.setVisibility(crisis, visibility);
        audit.log("crisis-visibility-set", caller.name(), crisis, stored);
        return stored;
    }

    /** A crisis with its state. */
    record DescribedState(Crisis crisis, CrisisState state) {
    }

    /** Returns all crises that the caller may read, in the order of their ids. */
    @Transactional
    List<DescribedState> readable() {
        return described(listAll(Sort.by("id")));
    }

    /** Returns a crisis, or empty if the caller may not read it. */
    @Transactional
    Optional<DescribedState> readable(String id) {
        return described(list("id", id)).stream().findFirst();
    }

    private List<DescribedState> described(List<CrisisRow> rows) {
        Map<String, CrisisState> byCrisis = states.of(rows.stream().map(row -> row.id).toList()).stream()
                .collect(Collectors.toMap(CrisisState::crisis, Function.identity()));
        return rows.stream().filter(row -> byCrisis.containsKey(row.id))
                .map(row -> new DescribedState(crisis(row), byCrisis.get(row.id))).toList();
    }

    /** Returns the views of some crises. */
    @Transactional
    List<CrisisView> views(List<DescribedState> crises, Languages languages) {
        Map<String, List<RecordCount>> counts = states
                .recordCounts(crises.stream().map(crisis -> crisis.crisis().id()).toList()).stream()
                .collect(Collectors.groupingBy(RecordCount::crisis));
        return crises.stream().map(crisis -> CrisisView.of(crisis.crisis(), crisis.state(),
                counts.getOrDefault(crisis.crisis().id(), List.of()), languages)).toList();
    }

    private Crisis crisis(CrisisRow row) {
        try {
            return mapper.readValue(row.description, Crisis.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("crisis " + row.id + " cannot be read", e);
        }
    }
}
