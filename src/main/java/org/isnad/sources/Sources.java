package org.isnad.sources;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.access.Audit;
import org.isnad.access.Caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** All sources, by id. */
@ApplicationScoped
public class Sources implements PanacheRepositoryBase<SourceRow, String> {

    private final ObjectMapper mapper;
    private final Audit audit;
    private final Caller caller;

    Sources(ObjectMapper mapper, Audit audit, Caller caller) {
        this.mapper = mapper;
        this.audit = audit;
        this.caller = caller;
    }

    /** All sources in the order of their ids. */
    @Transactional
    public List<Source> all() {
        return listAll(Sort.by("id")).stream().map(this::source).toList();
    }

    /** A source, empty if there is none of that id. */
    @Transactional
    public Optional<Source> named(String id) {
        return findByIdOptional(id).map(this::source);
    }

    /**
     * Describes a source, anew if it is there.
     *
     * @return whether it is new
     */
    @Transactional
    public boolean put(Source source) {
        boolean isNew = findById(source.id()) == null;
        SourceRow row = isNew ? new SourceRow() : findById(source.id());
        row.id = source.id();
        try {
            row.description = mapper.writeValueAsString(source);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        persistAndFlush(row);
        audit.log("source-described", caller.name(), source.id(), source);
        return isNew;
    }

    /** Those of a revision's source and carriers (which may be null) that are no sources here. */
    @Transactional
    public List<String> unknownAmong(String source, List<String> via) {
        Set<String> named = new HashSet<>(via == null ? List.of() : via);
        named.add(source);
        List<String> unknown = new ArrayList<>(named);
        unknown.removeAll(getEntityManager().createQuery("select id from SourceRow where id in :ids", String.class)
                .setParameter("ids", named).getResultList());
        return unknown;
    }

    private Source source(SourceRow row) {
        try {
            return mapper.readValue(row.description, Source.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("source " + row.id + " cannot be read", e);
        }
    }
}
