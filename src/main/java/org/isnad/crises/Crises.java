package org.isnad.crises;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.CrisisStates.RecordCount;
import org.isnad.chain.Notices;
import org.isnad.chain.PastStates;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Text;
import org.isnad.descriptions.EarlierDescription;
import org.isnad.descriptions.EarlierDescription.Subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** Stores the descriptions of crises. */
@ApplicationScoped
public class Crises implements PanacheRepositoryBase<CrisisRow, String> {

    private final CrisisStates states;
    private final PastStates past;
    private final EarlierDescription.Repository earlier;
    private final Notices notices;
    private final ObjectMapper mapper;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Crises(CrisisStates states, PastStates past, EarlierDescription.Repository earlier, Notices notices, ObjectMapper mapper,
            Audit audit,
            Caller caller, Clock clock) {
        this.states = states;
        this.past = past;
        this.earlier = earlier;
        this.notices = notices;
        this.clock = clock;
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
     * Creates a crisis with an empty log that everybody may read, and logs that in the audit log, or replaces its description
     * and appends a notice of that to its log. An equal description changes nothing.
     *
     * @param reason the public reason, or null; for the notice
     * @param condition whether what is stored, or null, may be replaced
     * @return whether it was created
     * @throws Rejection FORBIDDEN if the caller's credential is restricted to other crises, CONFLICT if the time zone
     *         differs from the stored one, OUTDATED if the stored one may not be replaced
     * @throws org.hibernate.exception.ConstraintViolationException if another transaction creates the crisis at the
     *         same time
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public boolean put(Crisis crisis, Text reason, Predicate<Crisis> condition) {
        caller.requireWithin(crisis.id());
        CrisisRow row = findById(crisis.id(), LockModeType.PESSIMISTIC_WRITE);
        Crisis before = row == null ? null : parse(row);
        requireReplaceable(before, crisis, condition);
        if (before == null) {
            create(crisis);
        } else if (!before.equals(crisis)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            replace(before, crisis, now);
            notices.described(crisis.id(), Notice.Act.CRISIS_DESCRIPTION, before, crisis, reason, now);
        }
        return before == null;
    }

    /** Replaces the description of a crisis, which must exist, as another instance did. */
    @Transactional
    public void replace(Crisis before, Crisis after, Instant at) {
        earlier.add(Subject.CRISIS, after.id(), toJson(before), at);
        findById(after.id(), LockModeType.PESSIMISTIC_WRITE).description = toJson(after);
    }

    private void create(Crisis crisis) {
        CrisisRow row = new CrisisRow();
        row.id = crisis.id();
        row.description = toJson(crisis);
        persistAndFlush(row);
        audit.log("crisis-created", caller.name(), crisis.id(), crisis);
        states.create(crisis.id(), ZoneId.of(crisis.timeZone()));
    }

    private String toJson(Crisis crisis) {
        try {
            return mapper.writeValueAsString(crisis);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
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
     * Sets who may read a crisis, appends a notice of that to its log, and returns the stored visibility.
     *
     * @param reason the public reason, or null
     * @param condition whether the stored visibility may be replaced
     * @throws Rejection UNKNOWN if the caller may not read the crisis, FORBIDDEN if the caller's credential is
     *         restricted to other crises, OUTDATED if the stored visibility may not be replaced
     */
    @Transactional
    Visibility setVisibility(String crisis, Visibility visibility, Text reason, Predicate<Visibility> condition) {
        return states.setVisibility(crisis, visibility, reason, condition);
    }

    /** The description of a crisis with the state of its log and the numbers of its records. */
    record DescribedState(Crisis crisis, CrisisState state, List<RecordCount> counts) {
    }

    /** Returns all crises that the caller may read, as they were within the bounds, in the order of their ids. */
    @Transactional
    List<DescribedState> listReadable(AsOf bounds) {
        Map<String, String> then = bounds.isUnboundedInTime() ? Map.of() : earlier.at(Subject.CRISIS, bounds.earlier());
        return readableAmong(listAll(Sort.by("id")), then, bounds);
    }

    /** Returns a crisis as {@link #listReadable} does, or empty if there is none with that id that the caller may read. */
    @Transactional
    Optional<DescribedState> findReadable(String id, AsOf bounds) {
        Map<String, String> then = bounds.isUnboundedInTime() ? Map.of()
                : earlier.at(Subject.CRISIS, id, bounds.earlier()).map(description -> Map.of(id, description))
                        .orElse(Map.of());
        return readableAmong(list("id", id), then, bounds).stream().findFirst();
    }

    /**
     * Returns the crises of the rows that the caller may read, in the same order.
     *
     * @param then the earlier descriptions to return in place of the current ones, by crisis
     */
    private List<DescribedState> readableAmong(List<CrisisRow> rows, Map<String, String> then, AsOf bounds) {
        Map<String, CrisisState> byCrisis = states.of(rows.stream().map(row -> row.id).toList()).stream()
                .collect(Collectors.toMap(CrisisState::crisis, Function.identity()));
        Map<String, List<RecordCount>> counts = !bounds.isUnboundedInTime() ? Map.of()
                : states.recordCounts(byCrisis.keySet()).stream().collect(Collectors.groupingBy(RecordCount::crisis));
        List<DescribedState> readable = new ArrayList<>();
        for (CrisisRow row : rows) {
            CrisisState now = byCrisis.get(row.id);
            if (now != null) {
                Crisis crisis = parse(row.id, then.getOrDefault(row.id, row.description));
                readable.add(bounds.isUnboundedInTime()
                        ? new DescribedState(crisis, now, counts.getOrDefault(row.id, List.of()))
                        : new DescribedState(crisis, past.at(now, bounds), past.recordCounts(now, bounds)));
            }
        }
        return readable;
    }

    /**
     * Returns the description that a row stores.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    private Crisis parse(CrisisRow row) {
        return parse(row.id, row.description);
    }

    private Crisis parse(String id, String description) {
        try {
            return mapper.readValue(description, Crisis.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The stored description of crisis " + id + " is not readable", e);
        }
    }
}
