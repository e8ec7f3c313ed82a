package org.isnad.crises;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
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

/** Stores the descriptions of crises. */
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

    /** Returns the description of a crisis, whoever may read it, or empty if there is none with that id. */
    @Transactional
    public Optional<Crisis> findCrisis(String id) {
        return findByIdOptional(id).map(this::parse);
    }

    /**
     * Creates a crisis with an empty log that everybody may read, or replaces its description. Appends an entry to the
     * audit log in either case.
     *
     * @param condition whether what is stored, or null, may be replaced
     * @return whether it was created
     * @throws Rejection FORBIDDEN if the caller's credential is restricted to other crises, CONFLICT if the time zone
     *         differs from the stored one, OUTDATED if the stored one may not be replaced
     * @throws org.hibernate.exception.ConstraintViolationException if another transaction creates the crisis at the
     *         same time
     */
    @Transactional
    public boolean put(Crisis crisis, Predicate<Crisis> condition) {
        caller.requireWithin(crisis.id());
        CrisisRow row = findById(crisis.id(), LockModeType.PESSIMISTIC_WRITE);
        boolean isNew = row == null;
        requireReplaceable(isNew ? null : parse(row), crisis, condition);
        if (isNew) {
            row = new CrisisRow();
            row.id = crisis.id();
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

    /** @throws Rejection OUTDATED or CONFLICT, see {@link #put} */
    private static void requireReplaceable(Crisis stored, Crisis crisis, Predicate<Crisis> condition) {
        if (!condition.test(stored)) {
            throw Rejection.outdated("The description of the crisis has changed; read it again");
        }
        if (stored != null && !stored.timeZone().equals(crisis.timeZone())) {
            throw Rejection.conflict("timeZone", "cannot be changed: the dates of the crisis's revisions are read in it");
        }
    }

    /**
     * Sets who may read a crisis, appends an entry to the audit log, and returns the stored visibility.
     *
     * @param condition whether the stored visibility may be replaced
     * @throws Rejection UNKNOWN if the caller may not read the crisis, FORBIDDEN if the caller's credential is
     *         restricted to other crises, OUTDATED if the stored visibility may not be replaced
     */
    @Transactional
    Visibility setVisibility(String crisis, Visibility visibility, Predicate<Visibility> condition) {
        Visibility stored = states.setVisibility(crisis, visibility, condition);
        audit.log("crisis-visibility-set", caller.name(), crisis, stored);
        return stored;
    }

    /** The description of a crisis with the state of its log. */
    record DescribedState(Crisis crisis, CrisisState state) {
    }

    /** Returns all crises that the caller may read, in the order of their ids. */
    @Transactional
    List<DescribedState> listReadable() {
        return readableAmong(listAll(Sort.by("id")));
    }

    /** Returns a crisis, or empty if there is none with that id that the caller may read. */
    @Transactional
    Optional<DescribedState> findReadable(String id) {
        return readableAmong(list("id", id)).stream().findFirst();
    }

    /** Returns the crises of the rows that the caller may read, in the same order. */
    private List<DescribedState> readableAmong(List<CrisisRow> rows) {
        Map<String, CrisisState> byCrisis = states.of(rows.stream().map(row -> row.id).toList()).stream()
                .collect(Collectors.toMap(CrisisState::crisis, Function.identity()));
        return rows.stream().filter(row -> byCrisis.containsKey(row.id))
                .map(row -> new DescribedState(parse(row), byCrisis.get(row.id))).toList();
    }

    /** Returns the views of crises in the same order, with record counts and with titles in the preferred language. */
    @Transactional
    List<CrisisView> views(List<DescribedState> crises, Languages languages) {
        Map<String, List<RecordCount>> counts = states
                .recordCounts(crises.stream().map(crisis -> crisis.crisis().id()).toList()).stream()
                .collect(Collectors.groupingBy(RecordCount::crisis));
        return crises.stream().map(crisis -> CrisisView.of(crisis.crisis(), crisis.state(),
                counts.getOrDefault(crisis.crisis().id(), List.of()), languages)).toList();
    }

    /**
     * Returns the description that a row stores.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    private Crisis parse(CrisisRow row) {
        try {
            return mapper.readValue(row.description, Crisis.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The stored description of crisis " + row.id + " is not readable", e);
        }
    }
}
