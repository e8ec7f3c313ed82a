package org.isnad.chain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Count;
import org.isnad.content.Evidence;
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

    /** The revisions of other records that it replaces, each as {@link RevisionId#toString}, separated by spaces; or null. */
    String replaces;

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

    /** The part of the content that was erased, or null. */
    @Enumerated(EnumType.STRING)
    Erasure.Scope erased;

    /** Sets misquotes, and count and form, which stay unset if the report has no content or its kind has no figures. */
    void setSummary(NewRevision<?> report) {
        misquotes = Evidence.isMisquotation(report.evidence());
        Count of = report.content() == null ? null : report.content().count();
        if (of != null) {
            count = of.key();
            form = report.content().form();
        }
    }

    RevisionHeader header(List<Link> links) {
        return new RevisionHeader(recordId, kind, number, position, sourceId, via(), status, supersedes, reportedFrom,
                reportedUntil,
                orderFrom, certainFrom, recordedAt, RevisionHeader.contentKey(contentHash), count, form, misquotes, erased,
                links);
    }

    /** Sets the revisions of other records that it replaces. */
    void setReplaced(List<RevisionId> ids) {
        replaces = ids.isEmpty() ? null : ids.stream().map(RevisionId::toString).collect(Collectors.joining(" "));
    }

    /** Returns the revisions of other records that it replaces; empty if there are none. */
    List<RevisionId> replaced() {
        return replaces == null ? List.of() : Stream.of(replaces.split(" ")).map(RevisionId::parse).toList();
    }

    /** Returns the carriers in the order in which they passed it on; empty if there are none. */
    List<String> via() {
        return via == null ? List.of() : List.of(via.split(" "));
    }
}
