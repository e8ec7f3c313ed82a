package org.isnad.chain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.isnad.chain.HeaderQueries.WITHIN_BOUNDS;
import static org.isnad.chain.HeaderQueries.bind;
import static org.isnad.chain.HeaderQueries.header;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;

import org.isnad.content.Kind;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

/** The queries on revisions of all kinds. */
@ApplicationScoped
class Revisions implements PanacheRepositoryBase<RevisionRow, RevisionRow.Key> {

    /** The number of a source's newest revisions that nearly always decide its claim. */
    private static final int DEPTH = 8;

    /** The order of reporting, in which no revision comes before the one that it supersedes. */
    static final String AS_REPORTED = "r.orderFrom, r.position";

    /** The reverse order of reporting. */
    static final String NEWEST_FIRST = "r.orderFrom desc, r.position desc";

    /**
     * The newest headers of each source, and all whose chain of superseded revisions leads to another source. The result
     * includes, with each revision, all that supersede it, so that {@link Standing} decides it as in the whole chain.
     */
    private static final String HEADERS = """
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

    /** Returns the revision at a position, which must exist. */
    RevisionRow at(String crisis, long position) {
        return findById(new RevisionRow.Key(crisis, position));
    }

    /** Returns the revisions at some positions of a crisis, by position. */
    Map<Long, RevisionRow> at(String crisis, Collection<Long> positions) {
        return list("crisisId = ?1 and position in ?2", crisis, positions).stream()
                .collect(toMap(row -> row.position, Function.identity()));
    }

    /** Returns the revision with a number in a record. */
    Optional<RevisionRow> numbered(String record, int number) {
        return find("recordId = ?1 and number = ?2", record, number).firstResultOptional();
    }

    /** Returns the revisions with any of some numbers in any of some records. */
    List<RevisionRow> numbered(Collection<String> records, Collection<Integer> numbers) {
        return list("recordId in ?1 and number in ?2", records, numbers);
    }

    /** Returns the headers of the revisions with any of some numbers in any of some records. */
    List<RevisionHeader> headersNumbered(Collection<String> records, Collection<Integer> numbers) {
        return getEntityManager().createQuery("select " + header("r")
                + " from RevisionRow r where r.recordId in :records and r.number in :numbers", RevisionHeader.class)
                .setParameter("records", records).setParameter("numbers", numbers).getResultList();
    }

    /** Returns the revisions of a record with a content hash. */
    List<RevisionRow> withContent(String record, String contentHash) {
        return list("recordId = ?1 and contentHash = ?2", record, contentHash);
    }

    /** Returns the headers of a record's retractions. */
    List<RevisionHeader> retractions(String record) {
        return list("recordId = ?1 and status = ?2", record, Status.RETRACTED).stream().map(RevisionRow::header).toList();
    }

    /** Returns the highest number in a record, or 0 if it has no revision. */
    int last(String record) {
        // Not max(number): H2 reads the whole chain for that.
        return getEntityManager()
                .createQuery("select number from RevisionRow where recordId = :record order by recordId desc, number desc",
                        Integer.class)
                .setParameter("record", record).setMaxResults(1).getResultStream().findFirst().orElse(0);
    }

    /** Returns the highest position in a crisis that was recorded by a time, or 0 if there is none. */
    long positionAt(String crisis, Instant knownAt) {
        return getEntityManager().createQuery(
                "select coalesce(max(position), 0) from RevisionRow where crisisId = :crisis and recordedAt <= :knownAt",
                Long.class).setParameter("crisis", crisis).setParameter("knownAt", knownAt).getSingleResult();
    }

    /** Returns the headers that decide the claims on a record; empty if the bounds include none of it. */
    List<RevisionHeader> deciding(String record, AsOf bounds) {
        return deciding("r.recordId = :record", Map.of("record", record), bounds);
    }

    /** Returns the headers that decide the claims on some records, by record. */
    Map<String, List<RevisionHeader>> deciding(Collection<String> records, AsOf bounds) {
        return byRecord(deciding("r.recordId in :records", Map.of("records", records), bounds));
    }

    /** Returns the headers that decide the claims on each record of a crisis, of one kind or of all (null), by record. */
    Map<String, List<RevisionHeader>> deciding(String crisis, Kind kind, AsOf bounds) {
        if (kind == null) {
            return byRecord(deciding("r.crisisId = :crisis", Map.of("crisis", crisis), bounds));
        }
        return byRecord(deciding("r.crisisId = :crisis and r.kind = :kind", Map.of("crisis", crisis, "kind", kind), bounds));
    }

    /** Returns the headers of all revisions of a record. */
    List<RevisionHeader> chain(String record, AsOf bounds) {
        return headers("r.recordId = :record", Map.of("record", record), bounds, Integer.MAX_VALUE);
    }

    /** Returns the headers of all revisions of some records that supersede another one. */
    List<RevisionHeader> superseding(Collection<String> records, AsOf bounds) {
        return headers("select " + header("r") + " from RevisionRow r where r.recordId in :records and r.supersedes > 0 and "
                + WITHIN_BOUNDS, bounds).setParameter("records", records).getResultList();
    }

    /** Returns the headers of the revisions that some others supersede. */
    List<RevisionHeader> superseded(Collection<RevisionHeader> superseding) {
        return getEntityManager().createQuery("select distinct " + header("r")
                + " from RevisionRow by join RevisionRow r on r.recordId = by.recordId and r.number = by.supersedes"
                + " where by.recordId in :records and by.number in :numbers", RevisionHeader.class)
                .setParameter("records", superseding.stream().map(RevisionHeader::record).collect(toSet()))
                .setParameter("numbers", superseding.stream().map(RevisionHeader::number).collect(toSet())).getResultList();
    }

    /** Returns one page of the revisions of a crisis that match a search, and the number of all of them. */
    History.SearchResult search(String crisis, History.Search search, AsOf bounds, String order, int offset, int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("crisis", crisis));
        String where = " from RevisionRow r where r.crisisId = :crisis and " + WITHIN_BOUNDS
                + conditions(search, parameters);
        TypedQuery<Long> count = bind(getEntityManager().createQuery("select count(*)" + where, Long.class), bounds);
        TypedQuery<RevisionHeader> page = headers("select " + header("r") + where + " order by " + order, bounds);
        parameters.forEach((name, value) -> {
            count.setParameter(name, value);
            page.setParameter(name, value);
        });
        return new History.SearchResult(count.getSingleResult(),
                page.setFirstResult(offset).setMaxResults(limit).getResultList());
    }

    private static String conditions(History.Search search, Map<String, Object> parameters) {
        Map<String, Object> values = new HashMap<>();
        values.put("r.kind = :kind", search.kind());
        values.put("r.sourceId = :source", search.source());
        values.put("r.status in :statuses", search.statuses());
        values.put(search.within() ? "r.reportedFrom >= :from" : "r.reportedUntil > :from", search.from());
        values.put(search.within() ? "r.reportedUntil <= :until" : "r.reportedFrom < :until", search.until());
        values.values().removeIf(Objects::isNull);
        StringBuilder conditions = new StringBuilder();
        values.forEach((condition, value) -> {
            conditions.append(" and ").append(condition);
            parameters.put(condition.substring(condition.indexOf(':') + 1), value);
        });
        return conditions.toString();
    }

    /** Returns the headers of a crisis that the bounds after include and the bounds before, on the same clock, do not. */
    List<RevisionHeader> since(String crisis, AsOf before, AsOf after) {
        boolean byRecording = before.asOf().equals(after.asOf());
        return headers("select " + header("r") + " from RevisionRow r where r.crisisId = :crisis and "
                + (byRecording ? "r.recordedAt" : "r.reportedFrom") + " > :since and " + WITHIN_BOUNDS, after)
                .setParameter("crisis", crisis).setParameter("since", byRecording ? before.knownAt() : before.asOf())
                .getResultList();
    }

    /** Returns the revisions whose evidence names a revision, of whatever crisis. */
    List<RevisionRow> citing(String record, int number) {
        return list("from RevisionRow r where exists (select 1 from CitationRow c where c.crisisId = r.crisisId"
                + " and c.position = r.position and c.citedRecordId = ?1 and c.citedNumber = ?2) order by r.crisisId, r.position",
                record, number);
    }

    /** Returns the revisions of a crisis at some positions, and those with some numbers in some records. */
    List<RevisionRow> atOrNumbered(String crisis, Collection<Long> positions, Set<String> records, Set<Integer> numbers) {
        return list("crisisId = ?1 and (position in ?2 or recordId in ?3 and number in ?4)", crisis, positions, records,
                numbers);
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

    private List<RevisionHeader> deciding(String which, Map<String, ?> parameters, AsOf bounds) {
        List<RevisionHeader> headers = headers(which, parameters, bounds, DEPTH);
        if (headers.size() < DEPTH || byRecord(headers).values().stream().allMatch(Revisions::isDecided)) {
            return headers;
        }
        return headers(which, parameters, bounds, Integer.MAX_VALUE);
    }

    /** Whether no source can have a claim among its older revisions that were not selected. */
    private static boolean isDecided(List<RevisionHeader> headers) {
        Map<String, RevisionHeader> claims = Standing.of(headers).claims().stream()
                .collect(toMap(RevisionHeader::source, Function.identity()));
        return headers.stream().collect(groupingBy(RevisionHeader::source)).values().stream()
                .allMatch(ofSource -> ofSource.size() < DEPTH || hasReportBeforeClaim(ofSource, claims));
    }

    private static boolean hasReportBeforeClaim(List<RevisionHeader> ofSource, Map<String, RevisionHeader> claims) {
        RevisionHeader claim = claims.get(ofSource.get(0).source());
        return claim != null && ofSource.stream().anyMatch(header -> header.status() != Status.RETRACTED
                && Standing.NEWEST_FIRST.compare(header, claim) > 0);
    }

    private List<RevisionHeader> headers(String which, Map<String, ?> parameters, AsOf bounds, int depth) {
        TypedQuery<RevisionHeader> query = headers(HEADERS.formatted(which, WITHIN_BOUNDS), bounds);
        parameters.forEach(query::setParameter);
        return query.setParameter("depth", depth).getResultList();
    }

    private TypedQuery<RevisionHeader> headers(String query, AsOf bounds) {
        return bind(getEntityManager().createQuery(query, RevisionHeader.class), bounds);
    }

    private static Map<String, List<RevisionHeader>> byRecord(List<RevisionHeader> headers) {
        return headers.stream().collect(groupingBy(RevisionHeader::record));
    }
}
