package org.isnad.chain;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.chain.RevisionHeader.CitedRevision;
import org.isnad.content.Evidence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Evidence that names a record of this service, whatever it says of it: a projection of the revisions. */
@Entity
@Immutable
@IdClass(CitationRow.Key.class)
@Table(name = "citation")
class CitationRow {

    /** The primary key: a revision, and the index of the evidence in it. */
    record Key(String crisisId, long position, int item) {
    }

    @Id
    @Column(name = "crisis_id")
    String crisisId;

    @Id
    long position;

    @Id
    int item;

    @Column(name = "cited_record_id")
    String citedRecordId;

    @Column(name = "cited_number")
    Integer citedNumber;

    /** Whether the revision rests on it. */
    boolean supports;

    /**
     * Returns the rows of a revision's evidence, in its order; evidence that names no record has none. Stores nothing.
     *
     * @param evidence may be null
     */
    static List<CitationRow> of(String crisis, long position, List<Evidence> evidence) {
        List<CitationRow> rows = new ArrayList<>();
        for (int item = 0; evidence != null && item < evidence.size(); item++) {
            if (evidence.get(item).record() != null) {
                CitationRow row = new CitationRow();
                row.crisisId = crisis;
                row.position = position;
                row.item = item;
                row.citedRecordId = evidence.get(item).record();
                row.citedNumber = evidence.get(item).number();
                row.supports = evidence.get(item).supports();
                rows.add(row);
            }
        }
        return rows;
    }

    /** Returns the revisions that some rows of one revision name by number and rest on, in their order. */
    static List<CitedRevision> cited(List<CitationRow> rows) {
        return rows.stream().filter(row -> row.supports && row.citedNumber != null)
                .map(row -> new CitedRevision(row.citedRecordId, row.citedNumber)).toList();
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<CitationRow, Key> {

        /** Deletes the rows of a revision's evidence. */
        void deleteAt(String crisis, long position) {
            delete("crisisId = ?1 and position = ?2", crisis, position);
        }
    }
}
