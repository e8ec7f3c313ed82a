package org.isnad.casualties;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.content.CasualtyFigure;

/** The figure of one revision as stored, so that a series is read without its contents. */
@Entity
@Immutable
@IdClass(FigureRow.Key.class)
@Table(name = "figure")
class FigureRow {

    /** Has no values: the figure in a gap. */
    static final FigureRow NONE = new FigureRow();

    /** The primary key: the crisis and position of the revision. */
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

    /** When the figure was reported, as precisely as it is known. */
    @Column(name = "reported_at")
    String reportedAt;

    /** The group of people; the column is not called group, which is a reserved word in SQL. */
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
}
