package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.query.SelectionQuery;
import org.isnad.chain.RevisionRow.Place;
import org.isnad.content.Kind;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** The revisions of all kinds. */
@ApplicationScoped
class Revisions implements PanacheRepositoryBase<RevisionRow, Place> {

    /** How many of a source's newest revisions nearly always decide what it says now. */
    private static final int DEPTH = 8;

    /**
     * The newest part of each source's revisions, and all that a chain of supersedes leads to from another source. With a
     * revision it holds all that supersede it, and what supersedes those, so that {@link Standing} decides it as in the
     * whole chain.
     */
    private static final String HEADS = """
            select h.recordId, h.number, h.position, h.sourceId, h.status, h.supersedes, h.crosses, h.orderFrom, h.last
            from (
                select r.recordId as recordId, r.number as number, r.position as position, r.sourceId as sourceId,
                    r.status as status, r.supersedes as supersedes, r.crosses as crosses, r.orderFrom as orderFrom,
                    row_number() over (partition by r.recordId, r.sourceId order by r.orderFrom desc, r.number desc) as depth,
                    max(r.number) over (partition by r.recordId) as last
                from RevisionRow r
                where %s and r.reportedFrom <= :asOf and r.recordedAt <= :knownAt and r.position <= :position
            ) h
            where h.depth <= :depth or h.crosses = true
            """;

    /** The revision of a number in a record. */
    Optional<RevisionRow> numbered(String record, int number) {
        return find("recordId = ?1 and number = ?2", record, number).firstResultOptional();
    }

    /** The highest number in a record, 0 if it has no revision. */
    int last(String record) {
        // Not max(number): H2 reads the whole chain for that.
        return getEntityManager()
                .createQuery("select number from RevisionRow where recordId = :record order by recordId desc, number desc",
                        Integer.class)
                .setParameter("record", record).setMaxResults(1).getResultStream().findFirst().orElse(0);
    }

    /** The highest position in a crisis that was recorded by a time, 0 if there is none. */
    long positionAt(String crisis, Instant knownAt) {
        return getEntityManager().createQuery(
                "select coalesce(max(position), 0) from RevisionRow where crisisId = :crisis and recordedAt <= :knownAt",
                Long.class).setParameter("crisis", crisis).setParameter("knownAt", knownAt).getSingleResult();
    }

    /** What decides who says what in a record; empty if nothing of it is seen. */
    List<Head> heads(String record, AsOf asOf) {
        return decided("r.recordId = :record", Map.of("record", record), asOf);
    }

    /** What decides who says what in each record of a kind in a crisis, by record. */
    Map<String, List<Head>> heads(String crisis, Kind kind, AsOf asOf) {
        return byRecord(decided("r.crisisId = :crisis and r.kind = :kind", Map.of("crisis", crisis, "kind", kind), asOf));
    }

    /** Every revision of a record that a read may see, without content. */
    List<Head> chain(String record, AsOf asOf) {
        return heads("r.recordId = :record", Map.of("record", record), asOf, Integer.MAX_VALUE);
    }

    /** The revisions at some positions of a crisis, by position. */
    Map<Long, RevisionRow> at(String crisis, Collection<Long> positions) {
        return list("crisisId = ?1 and position in ?2", crisis, positions).stream()
                .collect(toMap(row -> row.position, Function.identity()));
    }

    /** The revisions after a position and up to another, in position order. */
    List<RevisionRow> between(String crisis, long after, long upTo, int limit) {
        return find("crisisId = ?1 and position > ?2 and position <= ?3", Sort.by("position"), crisis, after, upTo)
                .page(0, limit).list();
    }

    private List<Head> decided(String which, Map<String, ?> parameters, AsOf asOf) {
        List<Head> heads = heads(which, parameters, asOf, DEPTH);
        return heads.size() < DEPTH || byRecord(heads).values().stream().allMatch(Revisions::isDecided) ? heads
                : heads(which, parameters, asOf, Integer.MAX_VALUE);
    }

    /** Not if all that is known of a source is out of force, and it may have more below. */
    private static boolean isDecided(List<Head> heads) {
        List<String> claiming = Standing.of(heads).claims().stream().map(Head::source).toList();
        return heads.stream().collect(groupingBy(Head::source)).entrySet().stream()
                .allMatch(said -> said.getValue().size() < DEPTH || claiming.contains(said.getKey()));
    }

    private List<Head> heads(String which, Map<String, ?> parameters, AsOf asOf, int depth) {
        SelectionQuery<Head> query = getEntityManager().createQuery(HEADS.formatted(which), Head.class)
                .unwrap(org.hibernate.query.Query.class);
        parameters.forEach(query::setParameter);
        return query.setParameter("asOf", asOf.asOf()).setParameter("knownAt", asOf.knownAt())
                .setParameter("position", asOf.position()).setParameter("depth", depth).getResultList();
    }

    private static Map<String, List<Head>> byRecord(List<Head> heads) {
        return heads.stream().collect(groupingBy(Head::record));
    }
}
