package org.isnad.chain;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.isnad.content.Evidence;
import org.isnad.content.Notice;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** A link from a revision to a record of this service or to a revision of it: a projection of the revisions. */
@Entity
@Immutable
@IdClass(LinkRow.Key.class)
@Table(name = "link")
class LinkRow {

    /** The primary key: a revision, and the index of the link in it. */
    record Key(String crisisId, long position, int item) {
    }

    @Id
    @Column(name = "crisis_id")
    String crisisId;

    @Id
    long position;

    @Id
    int item;

    @Enumerated(EnumType.STRING)
    Link.Type type;

    @Column(name = "linked_record_id")
    String record;

    /** Null if the link is to the record. */
    @Column(name = "linked_number")
    Integer number;

    /**
     * Returns the rows of a revision: for its evidence, for the revisions that it replaces, and for its notice. Stores nothing.
     */
    static List<LinkRow> of(String crisis, long position, NewRevision<?> report) {
        List<LinkRow> rows = new ArrayList<>();
        if (report.evidence() != null) {
            report.evidence().stream().filter(item -> item.record() != null).forEach(item -> add(rows, item));
        }
        report.replaced().forEach(replaced -> add(rows, Link.Type.REPLACES, replaced.record(), replaced.number()));
        if (report.content() instanceof Notice notice) {
            add(rows, notice);
        }
        for (int item = 0; item < rows.size(); item++) {
            rows.get(item).crisisId = crisis;
            rows.get(item).position = position;
            rows.get(item).item = item;
        }
        return rows;
    }

    private static void add(List<LinkRow> rows, Evidence item) {
        add(rows, item.supports() ? Link.Type.SUPPORTS : Link.Type.CITES, item.record(), item.number());
    }

    private static void add(List<LinkRow> rows, Notice notice) {
        if (notice.act() == Notice.Act.RULING) {
            boolean isFor = notice.ruling() == Notice.Ruling.FOR;
            add(rows, isFor ? Link.Type.RULES_FOR : Link.Type.RULES_AGAINST, notice.record(), notice.number());
        }
        if (notice.act() == Notice.Act.MERGER) {
            add(rows, Link.Type.MERGES, notice.record(), null);
            add(rows, Link.Type.MERGES_INTO, notice.into(), null);
        }
        if (notice.act() == Notice.Act.ERASURE) {
            add(rows, Link.Type.ERASES, notice.record(), notice.number());
        }
        if (notice.act() == Notice.Act.HOLD) {
            add(rows, Link.Type.HOLDS, notice.record(), null);
        }
    }

    private static void add(List<LinkRow> rows, Link.Type type, String record, Integer number) {
        LinkRow row = new LinkRow();
        row.type = type;
        row.record = record;
        row.number = number;
        rows.add(row);
    }

    /** Returns the links of some rows, in their order. */
    static List<Link> links(List<LinkRow> rows) {
        return rows.stream().map(row -> new Link(row.type, row.record, row.number == null ? 0 : row.number)).toList();
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LinkRow, Key> {

        /** Deletes the rows of a revision's evidence. */
        void deleteEvidence(String crisis, long position) {
            delete("crisisId = ?1 and position = ?2 and type in ?3", crisis, position,
                    List.of(Link.Type.SUPPORTS, Link.Type.CITES));
        }
    }
}
