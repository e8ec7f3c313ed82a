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
import org.isnad.content.Kind;

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

    @Column(name = "reported_from")
    Instant reportedFrom;

    @Column(name = "reported_until")
    Instant reportedUntil;

    @Column(name = "order_from")
    Instant orderFrom;

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

    /** Which part of the content was erased, or null. */
    @Enumerated(EnumType.STRING)
    Erasure.Scope erased;

    /** @param citations the revisions that its evidence names by number */
    RevisionHeader header(List<CitedRevision> citations) {
        return new RevisionHeader(recordId, kind, number, position, sourceId, status, supersedes, reportedFrom, reportedUntil,
                orderFrom, recordedAt, RevisionHeader.contentKey(contentHash), erased, citations);
    }

    /** Returns the carriers in the order in which they passed it on; empty if there are none. */
    List<String> via() {
        return via == null ? List.of() : List.of(via.split(" "));
    }
}
