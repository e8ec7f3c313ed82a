package org.isnad.crises;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Count;
import org.isnad.content.Languages;
import org.isnad.crises.RecordChange.ChangeType;
import org.isnad.crises.RecordChange.ClaimChange;
import org.isnad.reads.Reads;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the records of a crisis that changed between two instants of reporting or of recording. */
@ApplicationScoped
public class Changes {

    private final History history;
    private final Reads reads;
    private final Clock clock;

    Changes(History history, Reads reads, Clock clock) {
        this.history = history;
        this.reads = reads;
        this.clock = clock;
    }

    /** The clock to which two instants refer. */
    @Schema(name = "Clock")
    public enum ChangeClock {
        /** The instants are times of reporting. */
        @JsonProperty("reported")
        REPORTED,
        /** The instants are times of recording. */
        @JsonProperty("recorded")
        RECORDED
    }

    /**
     * The bounds of the states before and after the changes.
     *
     * @param view the view from which the validator of the response is computed
     * @param before the bounds of the state at the first instant
     * @param after the bounds of the state at the second instant
     */
    private record Window(ReadView view, AsOf before, AsOf after) {

        /** Returns the window up to a crisis position; its view has the bounds of the second instant. */
        Window upTo(long position) {
            return new Window(view.within(after.upTo(position)), before.upTo(position), after.upTo(position));
        }
    }

    /**
     * Returns the requested page of the records that have a revision after {@code from} and up to and including
     * {@code to}, or 304 if the client has the current representation. The record whose last such revision was reported
     * most recently comes first.
     *
     * @param by the clock of both instants
     * @param parameters may bound the other clock: knownAt if the instants are times of reporting, otherwise asOf
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if from is not before to, to is in the future, or the
     *         parameters bound the clock of the instants
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Page<RecordChange>> list(String crisis, Instant from, Instant to, ChangeClock by,
            ReadParameters parameters, Paging paging) {
        requireValid(from, to, by, parameters);
        Window whole = window(crisis, from, to, by, parameters);
        long position = paging.position(parameters, () -> history.position(whole.view.within(whole.after), null));
        Window window = whole.upTo(position);
        return parameters.answer(Reads.validator(window.view, Validator.positionState(position, null)),
                () -> page(crisis, window, position, parameters, paging));
    }

    /**
     * Returns the requested page of the records that have a revision in the window, the most recently reported first.
     *
     * @param window the window up to the position
     * @param position the crisis position from which all pages are computed
     */
    private Page<RecordChange> page(String crisis, Window window, long position, ReadParameters parameters,
            Paging paging) {
        Map<String, List<RevisionHeader>> since = history.since(crisis, window.before, window.after);
        List<String> records = since.keySet().stream().sorted(lastReportedFirst(since)).toList();
        return paging.of(records, position, parameters,
                page -> loadRecords(crisis, page, since, window).changes(page, parameters.languages()));
    }

    /**
     * Requires that from is before to, that to is not in the future, and that the parameters do not bound the clock of
     * the two instants.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) with the first violated rule
     */
    private void requireValid(Instant from, Instant to, ChangeClock by, ReadParameters parameters) {
        if (!from.isBefore(to)) {
            throw Problem.INVALID.at(Violation.query("from", "must be before to"));
        }
        if (to.isAfter(clock.instant())) {
            throw Problem.INVALID.at(Violation.query("to", "must not be in the future"));
        }
        if (by == ChangeClock.REPORTED && parameters.asOf(clock) != null) {
            throw Problem.INVALID.at(Violation.query("asOf", "must be absent: from and to are times of reporting"));
        }
        if (by == ChangeClock.RECORDED && parameters.knownAt != null) {
            throw Problem.INVALID.at(Violation.query("knownAt", "must be absent: from and to are times of recording"));
        }
    }

    /**
     * Returns the window between two instants, within the other bounds that the parameters set. If the instants are
     * times of recording, waits for in-flight appends that may still be recorded by {@code to}.
     */
    private Window window(String crisis, Instant from, Instant to, ChangeClock by, ReadParameters parameters) {
        ReadView view = reads.ofCrisis(crisis, parameters);
        AsOf bounds = view.bounds();
        if (by == ChangeClock.REPORTED) {
            return new Window(view, bounds.reportedBy(from), bounds.reportedBy(to));
        }
        AsOf complete = history.awaitInFlightAppends(view, "to", to).bounds();
        return new Window(view, complete.recordedBy(from), complete.recordedBy(to));
    }

    /**
     * Returns the order of record ids by the latest orderFrom of their revisions, descending, then by id.
     *
     * @param since the headers of the revisions, by record
     */
    private static Comparator<String> lastReportedFirst(Map<String, List<RevisionHeader>> since) {
        return Comparator.comparing((String record) -> latestOrderFrom(since.get(record))).reversed()
                .thenComparing(Function.identity());
    }

    private static Instant latestOrderFrom(Collection<RevisionHeader> headers) {
        return headers.stream().map(RevisionHeader::orderFrom).max(Comparator.naturalOrder()).orElseThrow();
    }

    /**
     * Returns the data from which the changes of some records are computed.
     *
     * @param records the ids of the records
     * @param since the headers of the revisions in the window, by record; has all of the records, and others are ignored
     */
    private LoadedRecords loadRecords(String crisis, List<String> records, Map<String, List<RevisionHeader>> since,
            Window window) {
        Map<String, Standing> before = RecordChain.standings(history.chains(crisis, records, window.before));
        Map<String, Standing> after = RecordChain.standings(history.chains(crisis, records, window.after));
        List<RevisionHeader> claims = Stream.of(before, after).flatMap(standings -> standings.values().stream())
                .flatMap(standing -> standing.claims().stream()).toList();
        return new LoadedRecords(since, before, after, history.whole(crisis, claims));
    }

    /**
     * The data of one page of changed records.
     *
     * @param since the headers of the revisions between the instants, by record; includes records of other pages
     * @param before the standing before the changes, by record; new records are absent
     * @param after the standing after the changes, by record
     * @param revisions the claims before and after the changes, by position
     */
    private record LoadedRecords(Map<String, List<RevisionHeader>> since, Map<String, Standing> before,
            Map<String, Standing> after, Map<Long, Revision<Content>> revisions) {

        /** Returns the changes of some loaded records in the given order, with texts in the preferred languages. */
        List<RecordChange> changes(List<String> records, Languages languages) {
            return records.stream().map(record -> change(record, languages)).toList();
        }

        /** Returns the change of a loaded record, with texts in the preferred languages. */
        private RecordChange change(String record, Languages languages) {
            Standing earlier = before.getOrDefault(record, Standing.of(List.of()));
            Standing later = after.get(record);
            Revision<Content> from = earlier.preferred().map(this::revision).orElse(null);
            Revision<Content> to = later.preferred().map(this::revision).orElse(null);
            List<ClaimChange> claims = claims(byClaimant(earlier), byClaimant(later), languages);
            List<Integer> numbers = since.get(record).stream().map(RevisionHeader::number).sorted().toList();
            return new RecordChange(record, since.get(record).get(0).kind(), type(record, earlier, claims), numbers,
                    from == null ? null : from.in(languages), to == null ? null : to.in(languages),
                    difference(from, to, languages), claims);
        }

        /**
         * Returns the first type, in the order of the enum, that applies to a record.
         *
         * @param earlier the standing at the first instant, empty for a new record
         * @param claims the claims that changed
         */
        private ChangeType type(String record, Standing earlier, List<ClaimChange> claims) {
            if (earlier.isEmpty()) {
                return ChangeType.NEW;
            }
            if (hasInForce(record, Status.RETRACTED)) {
                return ChangeType.RETRACTED;
            }
            if (hasInForce(record, Status.CORRECTED)) {
                return ChangeType.CORRECTED;
            }
            boolean isMaterial = claims.stream()
                    .anyMatch(claim -> claim.difference() == null || claim.difference().material());
            return isMaterial ? ChangeType.CHANGED : ChangeType.REPEATED;
        }

        /** Whether a revision between the instants has the status and is in force at the second instant. */
        private boolean hasInForce(String record, Status status) {
            Standing standing = after.get(record);
            return since.get(record).stream()
                    .anyMatch(header -> header.status() == status && standing.isInForce(header.number()));
        }

        /**
         * Returns the changes of claims in the order of the source ids. A source whose claim for a count is the same revision
         * at
         * both instants is absent.
         *
         * @param earlier the claims at the first instant
         * @param later the claims at the second instant
         */
        private List<ClaimChange> claims(SortedMap<Claimant, RevisionHeader> earlier,
                SortedMap<Claimant, RevisionHeader> later, Languages languages) {
            SortedSet<Claimant> claimants = new TreeSet<>(earlier.keySet());
            claimants.addAll(later.keySet());
            List<ClaimChange> claims = new ArrayList<>();
            for (Claimant claimant : claimants) {
                Revision<Content> from = revision(earlier.get(claimant));
                Revision<Content> to = revision(later.get(claimant));
                if (from == null || to == null || from.number() != to.number()) {
                    Count count = (to == null ? from : to).content().count();
                    claims.add(
                            new ClaimChange(claimant.source, count, number(from), number(to), difference(from, to, languages)));
                }
            }
            return claims;
        }

        /** Returns the loaded revision of a claim; null for null. */
        private Revision<Content> revision(RevisionHeader header) {
            return header == null ? null : revisions.get(header.position());
        }

        /** Returns the number of a revision; null for null. */
        private static Integer number(Revision<Content> revision) {
            return revision == null ? null : Integer.valueOf(revision.number());
        }

        /** Returns the difference between two revisions, or null if either of them is null. */
        private static Difference difference(Revision<Content> from, Revision<Content> to, Languages languages) {
            return from == null || to == null ? null : Difference.between(from, to, languages);
        }

        private static SortedMap<Claimant, RevisionHeader> byClaimant(Standing standing) {
            return standing.claims().stream().collect(toMap(claim -> new Claimant(claim.source(), claim.count()),
                    Function.identity(), (one, other) -> one, TreeMap::new));
        }
    }

    /** A source that makes a claim for a count. */
    private record Claimant(String source, long count) implements Comparable<Claimant> {

        private static final Comparator<Claimant> ORDER = Comparator.comparing(Claimant::source)
                .thenComparing(Claimant::count);

        @Override
        public int compareTo(Claimant other) {
            return ORDER.compare(this, other);
        }
    }
}
