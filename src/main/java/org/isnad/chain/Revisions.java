package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;

import org.isnad.chain.RevisionRow.Place;
import org.isnad.content.Kind;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** The revisions of all kinds. */
@ApplicationScoped
class Revisions implements PanacheRepositoryBase<RevisionRow, Place> {

    /** How many of a source's newest revisions nearly always decide what it says now. */
    private static final int DEPTH = 8;

    /** In the order in which they were reported, and never before what they supersede. */
    static final String AS_REPORTED = "r.orderFrom, r.position";

    /** Those that were reported last first. */
    static final String NEWEST_FIRST = "r.orderFrom desc, r.position desc";

    /**
     * The newest part of each source's revisions, and all that a chain of supersedes leads to from another source. With a
     * revision it holds all that supersede it, and what supersedes those, so that {@link Standing} decides it as in the
     * whole chain.
     */
    private static final String HEADS = """
            select h.recordId, h.number, h.position, h.sourceId, h.status, h.supersedes, h.crosses, h.orderFrom, h.erased, h.last
            from (
                select r.recordId as recordId, r.number as number, r.position as position, r.sourceId as sourceId,
                    r.status as status, r.supersedes as supersedes, r.crosses as crosses, r.orderFrom as orderFrom,
                    r.erased as erased,
                    row_number() over (partition by r.recordId, r.sourceId order by r.orderFrom desc, r.number desc) as depth,
                    max(r.number) over (partition by r.recordId) as last
                from RevisionRow r
                where %s and %s
            ) h
            where h.depth <= :depth or h.crosses = true
            """;

    /** The revision of a number in a record. */
    Optional<RevisionRow> numbered(String record, int number) {
        return find("recordId = ?1 and number = ?2", record, number).firstResultOptional();
    }

    /** The revisions of any of some numbers in any of some records. */
    List<RevisionRow> numbered(Collection<String> records, Collection<Integer> numbers) {
        return list("recordId in ?1 and number in ?2", records, numbers);
    }

    /** The same without their content. */
    List<Head> headsNumbered(Collection<String> records, Collection<Integer> numbers) {
        return getEntityManager()
                .createQuery(
                        "select " + Head.of("r") + " from RevisionRow r where r.recordId in :records and r.number in :numbers",
                        Head.class)
                .setParameter("records", records).setParameter("numbers", numbers).getResultList();
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

    /** What decides who says what in each of some records, by record. */
    Map<String, List<Head>> heads(Collection<String> records, AsOf asOf) {
        return byRecord(decided("r.recordId in :records", Map.of("records", records), asOf));
    }

    /** What decides who says what in each record of a crisis, of one kind or of all (null), by record. */
    Map<String, List<Head>> heads(String crisis, Kind kind, AsOf asOf) {
        return byRecord(kind == null ? decided("r.crisisId = :crisis", Map.of("crisis", crisis), asOf)
                : decided("r.crisisId = :crisis and r.kind = :kind", Map.of("crisis", crisis, "kind", kind), asOf));
    }

    /** All that supersedes anything in some records. */
    List<Head> superseding(Collection<String> records, AsOf asOf) {
        return asked(asOf,
                "select " + Head.of("r") + " from RevisionRow r where r.recordId in :records and r.supersedes > 0 and "
                        + AsOf.SEEN)
                .setParameter("records", records).getResultList();
    }

    /** What some revisions supersede. */
    List<Head> superseded(Collection<Head> heads) {
        return getEntityManager()
                .createQuery(
                        "select distinct " + Head.of("r")
                                + " from RevisionRow by join RevisionRow r on r.recordId = by.recordId"
                                + " and r.number = by.supersedes where by.recordId in :records and by.number in :numbers",
                        Head.class)
                .setParameter("records", heads.stream().map(Head::record).collect(toSet()))
                .setParameter("numbers", heads.stream().map(Head::number).collect(toSet())).getResultList();
    }

    /** A part of those that a search finds, in an order. */
    History.Found search(String crisis, History.Search search, AsOf asOf, String order, int after, int limit) {
        StringBuilder where = new StringBuilder(" from RevisionRow r where r.crisisId = :crisis and " + AsOf.SEEN);
        Map<String, Object> parameters = new HashMap<>(Map.of("crisis", crisis));
        BiConsumer<String, Object> also = (condition, value) -> {
            if (value != null) {
                where.append(" and ").append(condition);
                parameters.put(condition.substring(condition.indexOf(':') + 1), value);
            }
        };
        also.accept("r.kind = :kind", search.kind());
        also.accept("r.sourceId = :source", search.source());
        also.accept("r.status in :statuses", search.statuses());
        also.accept(search.within() ? "r.reportedFrom >= :from" : "r.reportedUntil > :from", search.from());
        also.accept(search.within() ? "r.reportedUntil <= :until" : "r.reportedFrom < :until", search.until());
        TypedQuery<Long> count = asked(asOf, "select count(*)" + where, Long.class);
        TypedQuery<Head> part = asked(asOf, "select " + Head.of("r") + where + " order by " + order);
        parameters.forEach((name, value) -> {
            count.setParameter(name, value);
            part.setParameter(name, value);
        });
        return new History.Found(count.getSingleResult(), part.setFirstResult(after).setMaxResults(limit).getResultList());
    }

    /** The revisions of a crisis that one read sees and another, on the same clock, does not yet. */
    List<Head> since(String crisis, AsOf before, AsOf asOf) {
        String clock = before.asOf().equals(asOf.asOf()) ? "r.recordedAt" : "r.reportedFrom";
        return asked(asOf,
                "select " + Head.of("r") + " from RevisionRow r where r.crisisId = :crisis and " + clock + " > :since and "
                        + AsOf.SEEN)
                .setParameter("crisis", crisis)
                .setParameter("since", before.asOf().equals(asOf.asOf()) ? before.knownAt() : before.asOf()).getResultList();
    }

    private TypedQuery<Head> asked(AsOf asOf, String query) {
        return asked(asOf, query, Head.class);
    }

    private <T> TypedQuery<T> asked(AsOf asOf, String query, Class<T> type) {
        return asOf.bind(getEntityManager().createQuery(query, type));
    }

    /** Every revision of a record that a read may see, without content. */
    List<Head> chain(String record, AsOf asOf) {
        return heads("r.recordId = :record", Map.of("record", record), asOf, Integer.MAX_VALUE);
    }

    /** Those whose evidence names a revision, of whatever crisis. */
    List<RevisionRow> citing(String record, int number) {
        return list("from RevisionRow r where exists (select 1 from CitationRow c where c.crisisId = r.crisisId"
                + " and c.position = r.position and c.citedRecordId = ?1 and c.citedNumber = ?2) order by r.crisisId, r.position",
                record, number);
    }

    /** Those of a crisis of which something was erased, in position order. */
    List<RevisionRow> erased(String crisis) {
        return list("crisisId = ?1 and erased is not null", Sort.by("position"), crisis);
    }

    /** Puts what is left in the place of what a revision said. Past the entity, which knows no change. */
    void erase(RevisionRow row, Erasure.Scope scope, String left) {
        getEntityManager().createNativeQuery(
                "update revision set content = :left, erased = :scope where crisis_id = :crisis and position = :position")
                .setParameter("left", left).setParameter("scope", scope.name()).setParameter("crisis", row.crisisId)
                .setParameter("position", row.position).executeUpdate();
        getEntityManager().refresh(row);
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

    /** Not if a source may have more below what is read of it, and no claim with a report before it is in that. */
    private static boolean isDecided(List<Head> heads) {
        Map<String, Head> claims = Standing.of(heads).claims().stream().collect(toMap(Head::source, Function.identity()));
        return heads.stream().collect(groupingBy(Head::source)).values().stream()
                .allMatch(said -> said.size() < DEPTH || said.stream()
                        .anyMatch(head -> head.status() != Status.RETRACTED && claims.containsKey(head.source())
                                && Standing.NEWEST_FIRST.compare(head, claims.get(head.source())) > 0));
    }

    private List<Head> heads(String which, Map<String, ?> parameters, AsOf asOf, int depth) {
        TypedQuery<Head> query = asked(asOf, HEADS.formatted(which, AsOf.SEEN));
        parameters.forEach(query::setParameter);
        return query.setParameter("depth", depth).getResultList();
    }

    private static Map<String, List<Head>> byRecord(List<Head> heads) {
        return heads.stream().collect(groupingBy(Head::record));
    }
}
