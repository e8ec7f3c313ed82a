package org.isnad.sources;

import static java.util.stream.Collectors.toMap;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Text;
import org.isnad.descriptions.EarlierDescription;
import org.isnad.descriptions.EarlierDescription.Subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;

/** The stored sources. */
@ApplicationScoped
public class Sources implements PanacheRepositoryBase<SourceRow, String> {

    /** The maximum time for which another instance may show the former name of a source. */
    private static final Duration MAX_AGE_OF_NAMES = Duration.ofMinutes(1);

    private final EarlierDescription.Repository earlier;
    private final Event<SourceDescribed> described;
    private final ObjectMapper mapper;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;
    private final Cache<String, Source> descriptions = Caffeine.newBuilder().expireAfterWrite(MAX_AGE_OF_NAMES)
            .maximumSize(100_000)
            .build();
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Sources(EarlierDescription.Repository earlier, Event<SourceDescribed> described, ObjectMapper mapper, Audit audit,
            Caller caller, Clock clock) {
        this.earlier = earlier;
        this.described = described;
        this.clock = clock;
        this.mapper = mapper;
        this.audit = audit;
        this.caller = caller;
    }

    /** Returns all sources as described at a time, or now if it is null, ordered by id. */
    @Transactional
    List<Source> listSources(Instant time) {
        Map<String, String> then = time == null ? Map.of() : earlier.at(Subject.SOURCE, time);
        return listAll(Sort.by("id")).stream().map(row -> toSource(row.id, then.getOrDefault(row.id, row.description)))
                .toList();
    }

    /** Returns the source with an id as described now; empty if the id is unknown. */
    @Transactional
    public Optional<Source> findSource(String id) {
        return findByIdOptional(id).map(this::toSource);
    }

    /** Returns the source with an id as described at a time, or now if it is null; empty if the id is unknown. */
    @Transactional
    Optional<Source> findSource(String id, Instant time) {
        Optional<Source> now = findSource(id);
        return time == null || now.isEmpty() ? now
                : earlier.at(Subject.SOURCE, id, time).map(description -> toSource(id, description)).or(() -> now);
    }

    /**
     * Creates a source, and logs that in the audit log, or replaces its description and fires {@link SourceDescribed}; an
     * equal description changes nothing. Returns whether the source is new.
     *
     * @param reason the public reason, or null
     * @param condition whether what is stored, or null, may be replaced
     * @throws Rejection OUTDATED if it may not, FORBIDDEN if it is the source of notices
     * @throws org.hibernate.exception.ConstraintViolationException if another transaction creates the source at the
     *         same time
     */
    @Transactional(dontRollbackOn = Rejection.class)
    public boolean put(Source source, Text reason, Predicate<Source> condition) {
        if (source.id().equals(Notice.OPERATOR)) {
            throw Rejection.forbidden("id", "is that of the source of notices, which cannot be described anew");
        }
        SourceRow row = findById(source.id(), LockModeType.PESSIMISTIC_WRITE);
        Source before = row == null ? null : toSource(row);
        if (!condition.test(before)) {
            throw Rejection.outdated("The description of the source has changed; read it again");
        }
        if (before == null) {
            row = new SourceRow();
            row.id = source.id();
            row.description = toJson(source);
            persistAndFlush(row);
            audit.log("source-created", caller.name(), source.id(), source);
        } else if (!before.equals(source)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            replace(before, source, now);
            described.fire(new SourceDescribed(before, source, reason, now));
        }
        return before == null;
    }

    /** Replaces the description of a source, which must exist, as another instance did. */
    @Transactional
    public void replace(Source before, Source after, Instant at) {
        earlier.add(Subject.SOURCE, after.id(), toJson(before), at);
        findById(after.id(), LockModeType.PESSIMISTIC_WRITE).description = toJson(after);
        descriptions.invalidate(after.id());
    }

    private String toJson(Source source) {
        try {
            return mapper.writeValueAsString(source);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of some sources, by id; those of unknown sources are absent. Another instance may have newer ones. */
    public Map<String, Text> names(Set<String> ids) {
        Map<String, Text> names = new TreeMap<>();
        descriptions(ids).forEach((id, source) -> names.put(id, source.name()));
        return names;
    }

    /** Returns some sources as described now, by id; unknown ones are absent. Another instance may have newer ones. */
    public Map<String, Source> descriptions(Set<String> ids) {
        return descriptions.getAll(ids, missing -> QuarkusTransaction.requiringNew()
                .call(() -> list("id in ?1", Set.copyOf(missing)).stream().map(this::toSource)
                        .collect(toMap(Source::id, source -> source))));
    }

    /** Whether a source exists. Sources are never deleted, so those found are remembered. */
    public boolean isKnown(String id) {
        if (known.contains(id)) {
            return true;
        }
        boolean exists = QuarkusTransaction.requiringNew().call(() -> findByIdOptional(id).isPresent());
        if (exists) {
            known.add(id);
        }
        return exists;
    }

    /** Remembers that sources exist. They must have been committed. */
    public void remember(Collection<String> ids) {
        known.addAll(ids);
    }

    /** Returns those ids among some that no source has, in no particular order. */
    @Transactional
    public List<String> unknownAmong(Collection<String> ids) {
        Set<String> unknown = new HashSet<>(ids);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            unknown.removeAll(getEntityManager().createQuery("select id from SourceRow where id in :ids", String.class)
                    .setParameter("ids", Set.copyOf(unknown)).getResultList());
        }
        return List.copyOf(unknown);
    }

    /** @throws UncheckedIOException if the stored description is not the JSON of a source */
    private Source toSource(SourceRow row) {
        return toSource(row.id, row.description);
    }

    private Source toSource(String id, String description) {
        try {
            return mapper.readValue(description, Source.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("source " + id + " cannot be read", e);
        }
    }
}
