package org.isnad.casualties;

import java.time.Instant;
import java.util.Objects;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.content.CasualtyFigure;

/** The numbers of one revision as stored. */
@Entity
@Immutable
@IdClass(FigureRow.Key.class)
@Table(name = "figure")
class FigureRow {

    /** The primary key: crisis and position of the revision. */
    record Key(String crisisId, long position) {
    }

    @Id
    @Column(name = "crisis_id")
    String crisisId;

    @Id
    long position;

    @Column(name = "record_id")
    String recordId;

    int number;

    @Column(name = "source_id")
    String sourceId;

    @Column(name = "reported_from")
    Instant reportedFrom;

    /** The group; "group" is reserved in SQL. */
    @Enumerated(EnumType.STRING)
    CasualtyFigure.Group people;

    @Enumerated(EnumType.STRING)
    CasualtyFigure.Measure measure;

    @Column(name = "place_code")
    String placeCode;

    @Enumerated(EnumType.STRING)
    CasualtyFigure.Basis basis;

    Long low;

    Long best;

    Long high;

    Boolean approximate;

    @Enumerated(EnumType.STRING)
    @Column(name = "absent_reason")
    CasualtyFigure.AbsentReason absentReason;

    @Override
    public boolean equals(Object other) {
        return other instanceof FigureRow row && position == row.position && number == row.number
                && crisisId.equals(row.crisisId) && recordId.equals(row.recordId) && sourceId.equals(row.sourceId)
                && reportedFrom.equals(row.reportedFrom) && people == row.people && measure == row.measure
                && Objects.equals(placeCode, row.placeCode) && basis == row.basis && Objects.equals(low, row.low)
                && Objects.equals(best, row.best) && Objects.equals(high, row.high)
                && Objects.equals(approximate, row.approximate) && absentReason == row.absentReason;
    }

    @Override
    public int hashCode() {
        return Objects.hash(crisisId, position);
    }
}
