package org.isnad.chain;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.isnad.access.Visibility;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The state of a crisis's log as stored; an append locks this row until it commits. */
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

    /** Whether the last revision came from another instance, which may have more that was recorded before now. */
    @Column(name = "is_mirror")
    boolean isMirror;

    @Enumerated(EnumType.STRING)
    @Column(name = "visibility")
    Visibility.State visibilityState;

    @Column(name = "visible_at")
    Instant visibleAt;

    int erasures;

    @Version
    long version;

    /**
     * Returns the row of a new crisis, at position 0 and open to everybody; it is not stored yet.
     *
     * @param now when the crisis was created, in microseconds
     */
    static LedgerRow empty(String crisis, ZoneId zone, Instant now) {
        LedgerRow row = new LedgerRow();
        row.crisisId = crisis;
        row.timeZone = zone.getId();
        row.head = Canonical.NO_HASH;
        row.recordedAt = now;
        row.visibilityState = Visibility.State.OPEN;
        return row;
    }

    Visibility visibility() {
        return new Visibility(visibilityState, visibleAt);
    }

    /** Sets who may read the crisis; the end of an embargo is truncated to microseconds. */
    void setVisibility(Visibility visibility) {
        visibilityState = visibility.state();
        visibleAt = visibility.until() == null ? null : visibility.until().truncatedTo(ChronoUnit.MICROS);
    }

    CrisisState state() {
        return new CrisisState(crisisId, timeZone, position, head, recordedAt, visibility(), erasures, isMirror, version);
    }

    /**
     * Takes position, hash and recordedAt from a revision that was appended at the next position, and clears isMirror, which
     * {@link Mirror} sets again.
     */
    void advance(RevisionRow appended) {
        position = appended.position;
        head = appended.hash;
        recordedAt = appended.recordedAt;
        isMirror = false;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LedgerRow, String> {

        /**
         * Returns the row of a crisis, locked until the transaction ends, or empty if there is none. The session must
         * not hold the row yet: Hibernate locks a row that it holds without reading it anew.
         */
        Optional<LedgerRow> lock(String crisis) {
            return Optional.ofNullable(findById(crisis, LockModeType.PESSIMISTIC_WRITE));
        }

        /**
         * Returns the row of a crisis after in-flight appends have ended, and holds later ones back until the transaction ends.
         * The crisis must exist, and the session must not hold the row yet, as for {@link #lock}.
         */
        LedgerRow lockShared(String crisis) {
            return findById(crisis, LockModeType.PESSIMISTIC_READ);
        }

        /** Returns the rows of some crises, in no particular order; unknown crises are absent. */
        List<LedgerRow> named(Collection<String> crises) {
            return list("crisisId in ?1", crises);
        }
    }
}
