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

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;

/** The append-only log of administrative actions that no notice in the log of a crisis states. */
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
     * A logged action.
     *
     * @param id the entry's UUID
     * @param at the time of the action (UTC, microseconds)
     * @param by the name of the caller, or {@code start} for the service itself
     * @param act the action: key-made, key-revoked, crisis-created, source-created, mirror-changed, webhook-made,
     *        webhook-deleted, webhook-rotated, webhook-replayed, webhook-paused or webhook-resumed
     * @param subject the id of the key, crisis, source or webhook that the action applies to
     * @param detail the request or the resulting state, without secrets
     */
    @Schema(name = "AuditEntry", requiredProperties = { "id", "at", "by", "act", "subject", "detail" })
    public record Entry(String id, Instant at, String by, String act, String subject, Map<String, Object> detail) {
    }

    /**
     * Appends an entry with the current time, in the transaction of the logged action if there is one.
     *
     * @param act the action
     * @param by the name of the caller
     * @param subject the id of the key, crisis, source or webhook that the action applies to
     * @param detail a value that Jackson serializes to a JSON object, without secrets
     */
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

    /**
     * Returns the entries, newest first.
     *
     * @param before the time that all entries precede, or null for no bound
     * @param limit the maximum number of entries
     */
    @Transactional
    List<Entry> listEntries(Instant before, int limit) {
        Sort newestFirst = Sort.descending("at", "id");
        PanacheQuery<AuditRow> query = before == null ? rows.findAll(newestFirst) : rows.find("at < ?1", newestFirst, before);
        return query.page(0, limit).stream().map(this::toEntry).toList();
    }

    /** @throws UncheckedIOException if the stored detail is not a JSON object */
    private Entry toEntry(AuditRow row) {
        try {
            return new Entry(row.id, row.at, row.by, row.act, row.subject, mapper.readValue(row.detail, DETAIL));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
