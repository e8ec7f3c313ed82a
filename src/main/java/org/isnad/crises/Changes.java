package org.isnad.crises;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;
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

    /** The bounds of the states before and after the changes. */
    private record Window(ReadView view, AsOf before, AsOf after) {

        Window upTo(long position) {
            return new Window(view.within(after.upTo(position)), before.upTo(position), after.upTo(position));
        }
    }

    /** Returns the records that changed after from and up to and including to, the most recently reported first. */
    @Transactional
    RestResponse<Page<RecordChange>> list(String crisis, Instant from, Instant to, ChangeClock by,
            ReadParameters parameters, Paging paging) {
        requireValid(from, to, by, parameters);
        Window whole = window(crisis, from, to, by, parameters);
        long position = paging.position(parameters, () -> history.position(crisis, whole.after));
        Window window = whole.upTo(position);
        return parameters.answer(Reads.validator(window.view, Validator.positionState(position)),
                () -> page(crisis, window, position, parameters, paging));
    }

    private Page<RecordChange> page(String crisis, Window window, long position, ReadParameters parameters,
            Paging paging) {
        Map<String, List<RevisionHeader>> since = history.since(crisis, window.before, window.after);
        List<String> records = since.keySet().stream().sorted(lastReportedFirst(since)).toList();
        return paging.of(records, position, parameters,
                page -> load(crisis, page, since, window).changes(page, parameters.languages()));
    }

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

    private Window window(String crisis, Instant from, Instant to, ChangeClock by, ReadParameters parameters) {
        ReadView view = reads.ofCrisis(crisis, parameters);
        AsOf bounds = view.bounds();
        if (by == ChangeClock.REPORTED) {
            return new Window(view, bounds.reportedBy(from), bounds.reportedBy(to));
        }
        history.awaitInFlightAppends(crisis, to);
        return new Window(view, bounds.recordedBy(from), bounds.recordedBy(to));
    }

    private static Comparator<String> lastReportedFirst(Map<String, List<RevisionHeader>> since) {
        return Comparator.comparing((String record) -> lastReported(since.get(record))).reversed()
                .thenComparing(Function.identity());
    }

    private static Instant lastReported(Collection<RevisionHeader> headers) {
        return headers.stream().map(RevisionHeader::orderFrom).max(Comparator.naturalOrder()).orElseThrow();
    }

    private Loaded load(String crisis, List<String> records, Map<String, List<RevisionHeader>> since, Window window) {
        Map<String, Standing> before = Standing.byRecord(history.deciding(records, window.before));
        Map<String, Standing> after = Standing.byRecord(history.deciding(records, window.after));
        List<RevisionHeader> recent = records.stream().flatMap(record -> since.get(record).stream()).toList();
        Map<String, Standing> recentStanding = history.standing(recent, window.after);
        List<RevisionHeader> claims = Stream.of(before, after).flatMap(standings -> standings.values().stream())
                .flatMap(standing -> standing.claims().stream()).toList();
        return new Loaded(history.kinds(records), since, recentStanding, before, after, history.whole(crisis, claims));
    }

    /**
     * One page of changed records.
     *
     * @param since the headers of the revisions between the instants, by record
     * @param recentStanding the standing of those revisions, by record
     * @param before the standing before the changes, by record
     * @param after the standing after the changes, by record
     * @param revisions the claims before and after the changes, by position
     */
    private record Loaded(Map<String, Kind> kinds, Map<String, List<RevisionHeader>> since,
            Map<String, Standing> recentStanding, Map<String, Standing> before, Map<String, Standing> after,
            Map<Long, Revision<Content>> revisions) {

        List<RecordChange> changes(List<String> records, Languages languages) {
            return records.stream().map(record -> change(record, languages)).toList();
        }

        private RecordChange change(String record, Languages languages) {
            Standing earlier = before.getOrDefault(record, Standing.of(List.of()));
            Standing later = after.get(record);
            Revision<Content> from = earlier.current().map(this::revision).orElse(null);
            Revision<Content> to = later.current().map(this::revision).orElse(null);
            List<ClaimChange> claims = claims(bySource(earlier), bySource(later), languages);
            List<Integer> numbers = since.get(record).stream().map(RevisionHeader::number).sorted().toList();
            return new RecordChange(record, kinds.get(record), type(record, earlier, claims), numbers,
                    from == null ? null : from.in(languages), to == null ? null : to.in(languages),
                    difference(from, to, languages), claims);
        }

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

        private boolean hasInForce(String record, Status status) {
            Standing standing = recentStanding.get(record);
            return since.get(record).stream()
                    .anyMatch(header -> header.status() == status && standing.isInForce(header.number()));
        }

        private List<ClaimChange> claims(Map<String, RevisionHeader> earlier, Map<String, RevisionHeader> later,
                Languages languages) {
            SortedSet<String> sources = new TreeSet<>(earlier.keySet());
            sources.addAll(later.keySet());
            List<ClaimChange> claims = new ArrayList<>();
            for (String source : sources) {
                Revision<Content> from = revision(earlier.get(source));
                Revision<Content> to = revision(later.get(source));
                if (from == null || to == null || from.number() != to.number()) {
                    claims.add(new ClaimChange(source, number(from), number(to), difference(from, to, languages)));
                }
            }
            return claims;
        }

        private Revision<Content> revision(RevisionHeader header) {
            return header == null ? null : revisions.get(header.position());
        }

        private static Integer number(Revision<Content> revision) {
            return revision == null ? null : Integer.valueOf(revision.number());
        }

        private static Difference difference(Revision<Content> from, Revision<Content> to, Languages languages) {
            return from == null || to == null ? null : Difference.between(from, to, languages);
        }

        private static Map<String, RevisionHeader> bySource(Standing standing) {
            return standing.claims().stream().collect(toMap(RevisionHeader::source, Function.identity()));
        }
    }
}
