package org.isnad.sources;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;
import org.isnad.content.Rejection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;

/** The stored sources. */
@ApplicationScoped
public class Sources implements PanacheRepositoryBase<SourceRow, String> {

    private final ObjectMapper mapper;
    private final Audit audit;
    private final Caller caller;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Sources(ObjectMapper mapper, Audit audit, Caller caller) {
        this.mapper = mapper;
        this.audit = audit;
        this.caller = caller;
    }

    /** Returns all sources, ordered by id. */
    @Transactional
    public List<Source> listSources() {
        return listAll(Sort.by("id")).stream().map(this::toSource).toList();
    }

    /** Returns the source with an id; empty if the id is unknown. */
    @Transactional
    public Optional<Source> findSource(String id) {
        return findByIdOptional(id).map(this::toSource);
    }

    /**
     * Creates a source or replaces its description, logs the change in the audit log, and returns whether the
     * source is new.
     *
     * @param condition whether what is stored, or null, may be replaced
     * @throws Rejection OUTDATED if it may not
     * @throws org.hibernate.exception.ConstraintViolationException if another transaction creates the source at the
     *         same time
     */
    @Transactional
    public boolean put(Source source, Predicate<Source> condition) {
        SourceRow row = findById(source.id(), LockModeType.PESSIMISTIC_WRITE);
        boolean isNew = row == null;
        if (!condition.test(isNew ? null : toSource(row))) {
            throw Rejection.outdated("The description of the source has changed; read it again");
        }
        if (isNew) {
            row = new SourceRow();
            row.id = source.id();
        }
        try {
            row.description = mapper.writeValueAsString(source);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        persistAndFlush(row);
        audit.log("source-described", caller.name(), source.id(), source);
        return isNew;
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
        try {
            return mapper.readValue(row.description, Source.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("source " + row.id + " cannot be read", e);
        }
    }
}
