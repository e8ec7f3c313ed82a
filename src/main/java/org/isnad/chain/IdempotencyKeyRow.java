package org.isnad.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The revision that answered the first request with an idempotency key. */
@Entity
@Immutable
@Table(name = "idempotency_key")
class IdempotencyKeyRow {

    /** SHA-256 of the caller's name and the key. */
    @Id
    String id;

    /** SHA-256 of the request in canonical form. */
    String request;

    @Column(name = "crisis_id")
    String crisisId;

    long position;

    /**
     * Returns a new row, which is not stored yet.
     *
     * @param request SHA-256 of the request in canonical form
     */
    static IdempotencyKeyRow of(String id, String request, String crisis, long position) {
        IdempotencyKeyRow row = new IdempotencyKeyRow();
        row.id = id;
        row.request = request;
        row.crisisId = crisis;
        row.position = position;
        return row;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<IdempotencyKeyRow, String> {
    }
}
