package org.isnad.access;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.panache.common.Sort;

/** What was done that is no revision: nothing is ever changed or removed in it. */
@ApplicationScoped
public class Audit {

    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {
    };

    private final AuditRow.Repository rows;
    private final ObjectMapper mapper;
    private final Clock clock;

    Audit(AuditRow.Repository rows, ObjectMapper mapper, Clock clock) {
        this.rows = rows;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * An administrative act.
     *
     * @param id what names it
     * @param at when
     * @param by who
     * @param act what: key-made, key-revoked, crisis-described, source-described, crisis-opening-set, revision-erased, imported
     * @param subject to what: the id of a key, crisis or source
     * @param detail as it was asked for or is now, without secrets
     */
    @Schema(name = "AuditEntry", requiredProperties = { "id", "at", "by", "act", "subject", "detail" })
    public record Entry(String id, Instant at, String by, String act, String subject, Map<String, Object> detail) {
    }

    /** Writes an act down, in the transaction that does it. */
    @Transactional
    public void log(String act, String by, String subject, Object detail) {
        AuditRow row = new AuditRow();
        row.id = UUID.randomUUID().toString();
        row.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.by = by;
        row.act = act;
        row.subject = subject;
        row.detail = mapper.valueToTree(detail).toString();
        rows.persist(row);
    }

    /** The acts before a time (null for now), the newest first. */
    @Transactional
    List<Entry> before(Instant before, int limit) {
        Sort newest = Sort.descending("at", "id");
        return (before == null ? rows.findAll(newest) : rows.find("at < ?1", newest, before)).page(0, limit).stream()
                .map(this::entry).toList();
    }

    private Entry entry(AuditRow row) {
        try {
            return new Entry(row.id, row.at, row.by, row.act, row.subject, mapper.readValue(row.detail, DETAIL));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
