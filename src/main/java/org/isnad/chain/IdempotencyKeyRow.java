package org.isnad.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Which revision answered the request that first came with a key. */
@Entity
@Immutable
@Table(name = "idempotency_key")
class IdempotencyKeyRow {

    @Id
    String id;

    /** SHA-256 of the request in canonical form. */
    String request;

    @Column(name = "crisis_id")
    String crisisId;

    long position;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<IdempotencyKeyRow, String> {
    }
}
