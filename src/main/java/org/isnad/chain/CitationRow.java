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

/** That a revision rests on a record of this service: a projection of its evidence. */
@Entity
@Immutable
@IdClass(CitationRow.Place.class)
@Table(name = "citation")
class CitationRow {

    /** Where the evidence stands. */
    record Place(String crisisId, long position, int item) {
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

    /** The rows of a revision at a position; none for evidence from elsewhere. */
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

    private static final String CITATION = "select distinct new " + History.Citation.class.getName() + "("
            + Head.of("r") + ", " + Head.of("cited") + ") from CitationRow c"
            + " join RevisionRow r on r.crisisId = c.crisisId and r.position = c.position"
            + " join RevisionRow cited on cited.recordId = c.citedRecordId and cited.number = c.citedNumber where "
            + AsOf.SEEN + " and ";

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<CitationRow, Place> {

        /** The citations in a crisis of some records' revisions of some numbers, in position order. */
        List<History.Citation> of(String crisis, Collection<String> records, Collection<Integer> numbers, AsOf asOf) {
            return asOf.bind(getEntityManager().createQuery(CITATION + "c.crisisId = :crisis and cited.crisisId = :crisis"
                    + " and c.citedRecordId in :records and c.citedNumber in :numbers order by r.position",
                    History.Citation.class))
                    .setParameter("crisis", crisis).setParameter("records", records).setParameter("numbers", numbers)
                    .getResultList();
        }

        /** The citations of a record's revisions by others of it, in position order. */
        List<History.Citation> within(String record, AsOf asOf) {
            return asOf.bind(getEntityManager().createQuery(CITATION + "c.citedRecordId = :record"
                    + " and r.recordId = :record order by r.position", History.Citation.class))
                    .setParameter("record", record).getResultList();
        }
    }
}
