package org.isnad.chain;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.chain.RevisionHeader.CitedRevision;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;
import org.isnad.content.Count;
import org.isnad.content.Kind;
import org.isnad.content.PartOfDay;

/** A revision as stored. */
@Entity
@Immutable
@IdClass(RevisionRow.Key.class)
@Table(name = "revision")
class RevisionRow {

    /** The primary key: crisis and position. */
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

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Column(name = "source_id")
    String sourceId;

    /** Slugs separated by spaces, or null. */
    String via;

    @Column(name = "reported_at")
    String reportedAt;

    /** The time zone of the report's dates, or null for that of the crisis. */
    @Column(name = "time_zone")
    String timeZone;

    @Enumerated(EnumType.STRING)
    @Column(name = "part_of_day")
    PartOfDay partOfDay;

    /** The number of the revision after which it was reported, or null; "after" is a word of SQL. */
    @Column(name = "after_number")
    Integer after;

    /** Null if it is not known. */
    @Column(name = "reported_from")
    Instant reportedFrom;

    @Column(name = "reported_until")
    Instant reportedUntil;

    @Column(name = "order_from")
    Instant orderFrom;

    @Column(name = "certain_from")
    Instant certainFrom;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "recorded_by")
    String recordedBy;

    @Enumerated(EnumType.STRING)
    Status status;

    Integer supersedes;

    String content;

    @Column(name = "content_hash")
    String contentHash;

    @Column(name = "previous_hash")
    String previousHash;

    String hash;

    /**
     * The key of the count ({@link Count#key}), or 0 if there is none. The column is named count_key because count is an SQL
     * function.
     */
    @Column(name = "count_key")
    long count;

    /** The form of the figure, or null. */
    @Enumerated(EnumType.STRING)
    CasualtyFigure.Form form;

    /** Whether any evidence has the type MISQUOTES. */
    boolean misquotes;

    /** Which part of the content was erased, or null. */
    @Enumerated(EnumType.STRING)
    Erasure.Scope erased;

    /** Sets the count and the form of a content. Leaves both unset if the content is null or its kind has no figures. */
    void setCount(Content content) {
        Count of = content == null ? null : content.count();
        if (of != null) {
            count = of.key();
            form = content.form();
        }
    }

    /** @param citations the revisions that its evidence names by number */
    RevisionHeader header(List<CitedRevision> citations) {
        return new RevisionHeader(recordId, kind, number, position, sourceId, status, supersedes, reportedFrom, reportedUntil,
                orderFrom, certainFrom, recordedAt, RevisionHeader.contentKey(contentHash), count, form, misquotes, erased,
                citations);
    }

    /** Returns the carriers in the order in which they passed it on; empty if there are none. */
    List<String> via() {
        return via == null ? List.of() : List.of(via.split(" "));
    }
}
