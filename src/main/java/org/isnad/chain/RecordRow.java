package org.isnad.chain;

import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.content.Kind;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** A record as stored; all else about it is in its revisions. */
@Entity
@Immutable
@Table(name = "record")
class RecordRow {

    @Id
    String id;

    @Column(name = "crisis_id")
    String crisisId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    /** Returns the row of a new record, which is not stored yet. */
    static RecordRow of(RecordKey key) {
        RecordRow row = new RecordRow();
        row.id = key.record();
        row.crisisId = key.crisis();
        row.kind = key.kind();
        return row;
    }

    RecordKey key() {
        return new RecordKey(id, kind, crisisId);
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RecordRow, String> {

        /** Returns some records in no particular order; unknown ids are absent. */
        List<RecordRow> named(Collection<String> ids) {
            return list("id in ?1", ids);
        }

        /**
         * Returns how many records of each kind some crises have, in no particular order; kinds without records
         * are absent.
         */
        List<CrisisStates.RecordCount> counts(Collection<String> crises) {
            return getEntityManager().createQuery(
                    "select crisisId, kind, count(*) from RecordRow where crisisId in :crises group by crisisId, kind",
                    CrisisStates.RecordCount.class).setParameter("crises", crises).getResultList();
        }
    }
}
