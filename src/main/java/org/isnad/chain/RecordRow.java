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

/** A record as stored: all else about it is in its revisions. */
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

    @Column(name = "first_position")
    long firstPosition;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RecordRow, String> {

        /** Some records, with who may read their crises. */
        List<History.Subject> subjects(Collection<String> ids) {
            return getEntityManager().createQuery("select new " + History.Subject.class.getName()
                    + "(r.id, r.kind, r.crisisId, l.reads, l.opensAt, l.erasures) from RecordRow r"
                    + " join LedgerRow l on l.crisisId = r.crisisId where r.id in :ids", History.Subject.class)
                    .setParameter("ids", ids).getResultList();
        }
    }
}
