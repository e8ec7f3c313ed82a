package org.isnad.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.content.CasualtyFigure;
import org.isnad.content.Kind;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** The queries on revisions of all kinds. */
@ApplicationScoped
class Revisions implements PanacheRepositoryBase<RevisionRow, RevisionRow.Key> {

    /** Returns the revision at a position, which must exist. */
    RevisionRow at(String crisis, long position) {
        return findById(new RevisionRow.Key(crisis, position));
    }

    /** Returns the revisions at some positions of a crisis, in any order. */
    List<RevisionRow> at(String crisis, Collection<Long> positions) {
        return list("crisisId = ?1 and position in ?2", crisis, positions);
    }

    /** A header with one of its links, or without (null), and with its carriers separated by spaces, or null. */
    private record LinkingHeader(String record, Kind kind, int number, long position, String source,
            String via, Status status, Integer supersedes, Instant reportedFrom, Instant reportedUntil, Instant orderFrom,
            Instant certainFrom,
            Instant recordedAt,
            String contentHash, long count, CasualtyFigure.Form form, boolean misquotes, Erasure.Scope erased,
            Link.Type linkType, String linkedRecord, Integer linkedNumber) {

        /** @param strings those of earlier headers, because most headers of a crisis have the same few */
        RevisionHeader header(List<Link> links, Map<String, String> strings) {
            List<String> carriers = via == null ? List.of()
                    : Stream.of(via.split(" ")).map(carrier -> shared(carrier, strings)).toList();
            return new RevisionHeader(shared(record, strings), kind, number, position, shared(source, strings),
                    carriers, status, supersedes, reportedFrom, reportedUntil, shared(orderFrom, reportedFrom),
                    shared(certainFrom, reportedUntil),
                    recordedAt,
                    RevisionHeader.contentKey(contentHash), count, form, misquotes, erased, links);
        }
    }

    /** Returns the other instant, which may be null, if both are equal, so that most headers hold one object. */
    private static Instant shared(Instant instant, Instant other) {
        return instant.equals(other) ? other : instant;
    }

    private static String shared(String string, Map<String, String> strings) {
        return strings.computeIfAbsent(string, first -> first);
    }

    /** Returns the headers of a crisis after a position and up to another one, in position order. */
    List<RevisionHeader> headersBetween(String crisis, long after, long upTo) {
        List<LinkingHeader> rows = getEntityManager().createQuery("select new " + LinkingHeader.class.getName()
                + "(r.recordId, r.kind, r.number, r.position, r.sourceId, r.via, r.status, r.supersedes, r.reportedFrom,"
                + " r.reportedUntil, r.orderFrom, r.certainFrom, r.recordedAt, r.contentHash, r.count, r.form, r.misquotes, r.erased, l.type, l.record, l.number) from RevisionRow r"
                + " left join LinkRow l on l.crisisId = r.crisisId and l.position = r.position"
                + " where r.crisisId = :crisis and r.position > :after and r.position <= :upTo order by r.position, l.item",
                LinkingHeader.class)
                .setParameter("crisis", crisis).setParameter("after", after).setParameter("upTo", upTo).getResultList();
        return headers(rows);
    }

    /** Returns the headers of some rows, of which those of one revision follow each other. */
    private static List<RevisionHeader> headers(List<LinkingHeader> rows) {
        List<RevisionHeader> headers = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        Map<String, String> strings = new HashMap<>();
        for (int index = 0; index < rows.size(); index++) {
            LinkingHeader row = rows.get(index);
            if (row.linkType != null) {
                links.add(new Link(row.linkType, shared(row.linkedRecord, strings),
                        row.linkedNumber == null ? 0 : row.linkedNumber));
            }
            if (index + 1 == rows.size() || rows.get(index + 1).position != row.position) {
                headers.add(row.header(List.copyOf(links), strings));
                links.clear();
            }
        }
        return headers;
    }

    /** Returns the revision with a number in a record. */
    Optional<RevisionRow> numbered(String record, int number) {
        return find("recordId = ?1 and number = ?2", record, number).firstResultOptional();
    }

    /** Returns the revisions with any of some numbers in any of some records. */
    List<RevisionRow> numbered(Collection<String> records, Collection<Integer> numbers) {
        return list("recordId in ?1 and number in ?2", records, numbers);
    }

    /** Returns the revisions whose evidence names a revision, of whatever crisis. */
    List<RevisionRow> citing(String record, int number) {
        return list("from RevisionRow r where exists (select 1 from LinkRow l where l.crisisId = r.crisisId"
                + " and l.position = r.position and l.type in (SUPPORTS, CITES) and l.record = ?1 and l.number = ?2) order by r.crisisId, r.position",
                record, number);
    }

    /** Returns the crises with revisions that a source made or carried, in the order of their ids. */
    List<String> crisesOf(String source) {
        return getEntityManager().createQuery("select distinct r.crisisId from RevisionRow r where r.sourceId = :source"
                + " or concat(' ', r.via, ' ') like concat('% ', :source, ' %') order by r.crisisId", String.class)
                .setParameter("source", source).getResultList();
    }

    /** Returns the revisions of a crisis with an erasure, in position order. */
    List<RevisionRow> erased(String crisis) {
        return list("crisisId = ?1 and erased is not null", Sort.by("position"), crisis);
    }

    /** Returns the revisions after a position and up to another one, in position order. */
    List<RevisionRow> between(String crisis, long after, long upTo, int limit) {
        return find("crisisId = ?1 and position > ?2 and position <= ?3", Sort.by("position"), crisis, after, upTo)
                .page(0, limit).list();
    }

    /** Replaces a revision's content by the remainder of an erasure, which the immutable entity cannot. */
    void replaceContent(RevisionRow row, Erasure.Scope scope, String remainder) {
        getEntityManager().createNativeQuery(
                "update revision set content = :content, erased = :scope where crisis_id = :crisis and position = :position")
                .setParameter("content", remainder).setParameter("scope", scope.name()).setParameter("crisis", row.crisisId)
                .setParameter("position", row.position).executeUpdate();
        getEntityManager().refresh(row);
    }
}
