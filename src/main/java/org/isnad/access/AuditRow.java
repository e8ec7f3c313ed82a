package org.isnad.access;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored form of an audit entry. */
@Entity
@Immutable
@Table(name = "audit")
class AuditRow {

    @Id
    String id;

    Instant at;

    @Column(name = "by_whom")
    String by;

    String act;

    String subject;

    /** The detail as a JSON object. */
    String detail;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<AuditRow, String> {
    }
}
