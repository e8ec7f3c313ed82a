package org.isnad.chain;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** How far a crisis has come: the row that an append locks. */
@Entity
@Table(name = "ledger")
class LedgerRow {

    @Id
    @Column(name = "crisis_id")
    String crisisId;

    @Column(name = "time_zone")
    String timeZone;

    long position;

    String head;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LedgerRow, String> {
    }
}
