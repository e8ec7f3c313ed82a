package org.isnad.chain;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.isnad.access.Opening;

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

    /** Whether its last revision came from another instance, which may have more that was recorded before now. */
    @Column(name = "is_mirror")
    boolean isMirror;

    @Enumerated(EnumType.STRING)
    Opening.Reads reads = Opening.Reads.OPEN;

    @Column(name = "opens_at")
    Instant opensAt;

    /** How often something of it was erased. */
    int erasures;

    Opening opening() {
        return new Opening(reads, opensAt);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LedgerRow, String> {
    }
}
