package org.isnad.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.content.Evidence;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Evidence that names a record of this service: a projection of the revisions. */
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
                rows.add(row);
            }
        }
        return rows;
    }

    private static final String CITATIONS = "select distinct new " + History.Citation.class.getName() + "("
            + HeaderQueries.header("r") + ", " + HeaderQueries.header("cited") + ") from CitationRow c"
            + " join RevisionRow r on r.crisisId = c.crisisId and r.position = c.position"
            + " join RevisionRow cited on cited.recordId = c.citedRecordId and cited.number = c.citedNumber where "
            + HeaderQueries.WITHIN_BOUNDS + " and ";

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<CitationRow, Key> {

        /**
         * Returns the citations of the revisions that have any of the numbers in any of the records, each once, in
         * position order of the citing ones. Both revisions are in the crisis, the citing one within the bounds.
         * Evidence that names a record without a number is left out.
         */
        List<History.Citation> of(String crisis, Collection<String> records, Collection<Integer> numbers, AsOf bounds) {
            return HeaderQueries.bind(getEntityManager().createQuery(CITATIONS
                    + "c.crisisId = :crisis and cited.crisisId = :crisis and c.citedRecordId in :records"
                    + " and c.citedNumber in :numbers order by r.position, cited.position", History.Citation.class), bounds)
                    .setParameter("crisis", crisis).setParameter("records", records).setParameter("numbers", numbers)
                    .getResultList();
        }

        /**
         * Returns the citations of a record's revisions by revisions of it within the bounds, each once, in position
         * order of the citing ones. Evidence that names a record without a number is left out.
         */
        List<History.Citation> within(String record, AsOf bounds) {
            return HeaderQueries.bind(getEntityManager().createQuery(CITATIONS
                    + "c.citedRecordId = :record and r.recordId = :record order by r.position, cited.position",
                    History.Citation.class), bounds)
                    .setParameter("record", record).getResultList();
        }

        /** Deletes the rows of a revision's evidence. */
        void deleteAt(String crisis, long position) {
            delete("crisisId = ?1 and position = ?2", crisis, position);
        }
    }
}
