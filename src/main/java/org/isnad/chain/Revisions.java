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

/**
 * The queries on revisions of all kinds, whoever may read them. Unless stated otherwise, results are in no particular
 * order, and what does not exist is left out. Only deciding and chain return headers with {@link RevisionHeader#last}.
 */
@ApplicationScoped
class Revisions implements PanacheRepositoryBase<RevisionRow, RevisionRow.Key> {

    /** The number of a source's newest revisions that nearly always decide its claim. */
    private static final int DEPTH = 8;

    /** The order of reporting, in which no revision comes before the one that it supersedes. */
    static final String AS_REPORTED = "r.orderFrom, r.position";

    /** The reverse order of reporting. */
    static final String NEWEST_FIRST = "r.orderFrom desc, r.position desc";

    /**
     * The newest headers of each source, and all whose chain of superseded revisions leads to another source. The
     * result includes, with each revision, all that supersede it, so that {@link Standing} decides it as in the
     * whole chain.
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

    /** Returns the revision at a position, or null if there is none. */
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

    /** Returns the revisions that have any of the numbers in any of the records. */
    List<RevisionRow> numbered(Collection<String> records, Collection<Integer> numbers) {
        return list("recordId in ?1 and number in ?2", records, numbers);
    }

    /** Returns the headers of the revisions that have any of the numbers in any of the records. */
    List<RevisionHeader> headersNumbered(Collection<String> records, Collection<Integer> numbers) {
        return getEntityManager().createQuery("select " + header("r")
                + " from RevisionRow r where r.recordId in :records and r.number in :numbers", RevisionHeader.class)
                .setParameter("records", records).setParameter("numbers", numbers).getResultList();
    }

    /** Returns the revisions of a record that have a content hash. */
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

    /** Returns the highest position in a crisis that was recorded by a time, inclusive, or 0 if there is none. */
    long positionAt(String crisis, Instant knownAt) {
        return getEntityManager().createQuery(
                "select coalesce(max(position), 0) from RevisionRow where crisisId = :crisis and recordedAt <= :knownAt",
                Long.class).setParameter("crisis", crisis).setParameter("knownAt", knownAt).getSingleResult();
    }

    /** Returns the headers that decide the claims on a record; empty if no revision of it is within the bounds. */
    List<RevisionHeader> deciding(String record, AsOf bounds) {
        return deciding("r.recordId = :record", Map.of("record", record), bounds);
    }

    /** Returns the headers that decide the claims on some records, by record; records without any are absent. */
    Map<String, List<RevisionHeader>> deciding(Collection<String> records, AsOf bounds) {
        return byRecord(deciding("r.recordId in :records", Map.of("records", records), bounds));
    }

    /** Returns the headers that decide the claims on each record of a crisis, by record; null is all kinds. */
    Map<String, List<RevisionHeader>> deciding(String crisis, Kind kind, AsOf bounds) {
        if (kind == null) {
            return byRecord(deciding("r.crisisId = :crisis", Map.of("crisis", crisis), bounds));
        }
        return byRecord(deciding("r.crisisId = :crisis and r.kind = :kind", Map.of("crisis", crisis, "kind", kind), bounds));
    }

    /** Returns the headers of all revisions of a record within the bounds. */
    List<RevisionHeader> chain(String record, AsOf bounds) {
        return headers("r.recordId = :record", Map.of("record", record), bounds, Integer.MAX_VALUE);
    }

    /** Returns the headers of all revisions of some records within the bounds that supersede another one. */
    List<RevisionHeader> superseding(Collection<String> records, AsOf bounds) {
        return headers("select " + header("r") + " from RevisionRow r where r.recordId in :records and r.supersedes > 0 and "
                + WITHIN_BOUNDS, bounds).setParameter("records", records).getResultList();
    }

    /** Returns the headers of the revisions that these supersede, and perhaps of others in the same records. */
    List<RevisionHeader> superseded(Collection<RevisionHeader> superseding) {
        return getEntityManager().createQuery("select distinct " + header("r")
                + " from RevisionRow by join RevisionRow r on r.recordId = by.recordId and r.number = by.supersedes"
                + " where by.recordId in :records and by.number in :numbers", RevisionHeader.class)
                .setParameter("records", superseding.stream().map(RevisionHeader::record).collect(toSet()))
                .setParameter("numbers", superseding.stream().map(RevisionHeader::number).collect(toSet())).getResultList();
    }

    /** Returns a page of the headers that match a search, and the number of all; order is one of the constants. */
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

    /** Returns the HQL conditions of a search, each after {@code and}, and adds their parameters to the map. */
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

    /** Returns the headers within after, but not within before, which differs in asOf or in knownAt alone. */
    List<RevisionHeader> since(String crisis, AsOf before, AsOf after) {
        boolean byRecording = before.asOf().equals(after.asOf());
        return headers("select " + header("r") + " from RevisionRow r where r.crisisId = :crisis and "
                + (byRecording ? "r.recordedAt" : "r.reportedFrom") + " > :since and " + WITHIN_BOUNDS, after)
                .setParameter("crisis", crisis).setParameter("since", byRecording ? before.knownAt() : before.asOf())
                .getResultList();
    }

    /**
     * Returns the revisions of any crisis whose evidence names a revision by record and number, by crisis and position.
     */
    List<RevisionRow> citing(String record, int number) {
        return list("from RevisionRow r where exists (select 1 from CitationRow c where c.crisisId = r.crisisId"
                + " and c.position = r.position and c.citedRecordId = ?1 and c.citedNumber = ?2) order by r.crisisId, r.position",
                record, number);
    }

    /**
     * Returns the revisions of a crisis at any of the positions, and those with any of the numbers in any of
     * the records.
     */
    List<RevisionRow> atOrNumbered(String crisis, Collection<Long> positions, Set<String> records, Set<Integer> numbers) {
        return list("crisisId = ?1 and (position in ?2 or recordId in ?3 and number in ?4)", crisis, positions, records,
                numbers);
    }

    /** Returns the revisions with erased content or erased quotations, in position order. */
    List<RevisionRow> erased(String crisis) {
        return list("crisisId = ?1 and erased is not null", Sort.by("position"), crisis);
    }

    /** Returns the first revisions after a position and up to another one, inclusive, in position order. */
    List<RevisionRow> between(String crisis, long after, long upTo, int limit) {
        return find("crisisId = ?1 and position > ?2 and position <= ?3", Sort.by("position"), crisis, after, upTo)
                .page(0, limit).list();
    }

    /** Sets the stored content and erased of a revision, which the immutable entity cannot, and refreshes the row. */
    void replaceContent(RevisionRow row, Erasure.Scope scope, String remainder) {
        getEntityManager().createNativeQuery(
                "update revision set content = :content, erased = :scope where crisis_id = :crisis and position = :position")
                .setParameter("content", remainder).setParameter("scope", scope.name()).setParameter("crisis", row.crisisId)
                .setParameter("position", row.position).executeUpdate();
        getEntityManager().refresh(row);
    }

    /**
     * Returns the headers that decide the claims on the records that an HQL condition on r selects: the newest ones of
     * each source, or all if those do not suffice.
     */
    private List<RevisionHeader> deciding(String condition, Map<String, ?> parameters, AsOf bounds) {
        List<RevisionHeader> headers = headers(condition, parameters, bounds, DEPTH);
        if (headers.size() < DEPTH || byRecord(headers).values().stream().allMatch(Revisions::isDecided)) {
            return headers;
        }
        return headers(condition, parameters, bounds, Integer.MAX_VALUE);
    }

    /**
     * Whether no source of a record can have its claim, or the report before it, among those that were not selected.
     */
    private static boolean isDecided(List<RevisionHeader> headers) {
        Map<String, RevisionHeader> claims = Standing.of(headers).claims().stream()
                .collect(toMap(RevisionHeader::source, Function.identity()));
        return headers.stream().collect(groupingBy(RevisionHeader::source)).values().stream()
                .allMatch(ofSource -> ofSource.size() < DEPTH || hasReportBeforeClaim(ofSource, claims));
    }

    /**
     * Whether a source has a claim, and a selected report that is older than its claim.
     *
     * @param ofSource the selected headers of the source, not empty
     * @param claims the claims on the record, by source
     */
    private static boolean hasReportBeforeClaim(List<RevisionHeader> ofSource, Map<String, RevisionHeader> claims) {
        RevisionHeader claim = claims.get(ofSource.get(0).source());
        return claim != null && ofSource.stream().anyMatch(header -> header.status() != Status.RETRACTED
                && Standing.NEWEST_FIRST.compare(header, claim) > 0);
    }

    /**
     * Runs {@link #HEADERS} for the records that an HQL condition on r selects.
     *
     * @param depth the number of the newest headers of each source that are selected
     */
    private List<RevisionHeader> headers(String condition, Map<String, ?> parameters, AsOf bounds, int depth) {
        TypedQuery<RevisionHeader> query = headers(HEADERS.formatted(condition, WITHIN_BOUNDS), bounds);
        parameters.forEach(query::setParameter);
        return query.setParameter("depth", depth).getResultList();
    }

    /** Creates a query of headers whose bounds are set; the caller sets its other parameters. */
    private TypedQuery<RevisionHeader> headers(String query, AsOf bounds) {
        return bind(getEntityManager().createQuery(query, RevisionHeader.class), bounds);
    }

    /** Returns the headers by record, in the same order. */
    private static Map<String, List<RevisionHeader>> byRecord(List<RevisionHeader> headers) {
        return headers.stream().collect(groupingBy(RevisionHeader::record));
    }
}
