package org.isnad.changes;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.changes.ChangeSpan.ChangeClock;
import org.isnad.changes.Steps.Step;
import org.isnad.content.Text;
import org.isnad.reads.Reads;
import org.isnad.sources.Sources;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists the records of a crisis that changed between two instants of reporting or of recording. */
@ApplicationScoped
public class Changes {

    private final History history;
    private final Reads reads;
    private final Sources sources;
    private final Clock clock;

    Changes(History history, Reads reads, Sources sources, Clock clock) {
        this.history = history;
        this.reads = reads;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * The bounds of the states before and after the changes.
     *
     * @param view the view from which the validator of the response is computed
     * @param before the bounds of the state at the first instant
     * @param after the bounds of the state at the second instant
     * @param order the order of the revisions by the clock
     */
    private record Window(ReadView view, AsOf before, AsOf after, Comparator<RevisionHeader> order) {

        /** Returns the window up to a crisis position; its view has the bounds of the second instant. */
        Window upTo(long position) {
            return new Window(view.within(after.upTo(position)), before.upTo(position), after.upTo(position),
                    order);
        }
    }

    /**
     * Returns the requested page of the records that have a revision in a span, or that one of another record affects in it,
     * or 304 if the client has the current representation. The record whose last such revision was reported most recently comes
     * first.
     *
     * @param parameters may bound the other clock: knownAt if the instants are times of reporting, otherwise asOf
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the span is invalid, or the parameters bound its clock
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    RestResponse<Page<RecordChange>> list(String crisis, ChangeSpan span, ReadParameters parameters, Paging paging) {
        ReadView view = reads.ofCrisis(crisis, parameters);
        Instant now = span.to == null ? paging.now(parameters, clock) : clock.instant();
        Instant beginning = span.beginning(ZoneId.of(reads.state(crisis).timeZone()), now);
        requireOneClock(span.by, parameters);
        Window whole = window(view, beginning, span);
        long position = paging.position(parameters, () -> history.position(whole.view.within(whole.after), null));
        Window window = whole.upTo(position);
        SpanRevisions revisions = SpanRevisions.of(history.since(crisis, window.before, window.after),
                records -> history.chains(crisis, records, window.after));
        Map<String, Text> names = sources.names(sourcesOf(crisis, revisions, window));
        return revalidated(parameters.answer(
                Reads.validator(window.view, Validator.windowState(position, List.of(revisions.positions(), names))),
                () -> page(crisis, window, revisions, Sentences.in(parameters.languages(), names), parameters, paging)));
    }

    /**
     * Marks an answer that may be public to be revalidated for each request, and not to be kept in memory: time may move its
     * span, and a source may be renamed, without a change in the crisis.
     */
    private static <T> RestResponse<T> revalidated(RestResponse<T> answer) {
        if (answer.getHeaderString("Cache-Control").startsWith("public")) {
            answer.getHeaders().putSingle("Cache-Control", "no-cache");
        }
        return answer;
    }

    /** Returns the ids of all sources of the records that changed. */
    private Set<String> sourcesOf(String crisis, SpanRevisions revisions, Window window) {
        Set<String> records = new HashSet<>(revisions.byRecord().keySet());
        revisions.byRecord().values().forEach(headers -> headers.forEach(header -> records.add(header.record())));
        return history.chains(crisis, records, window.after).values().stream().flatMap(chain -> chain.headers().stream())
                .map(RevisionHeader::source).collect(toSet());
    }

    /**
     * Returns the requested page of the records that have a revision in the window, the most recently reported first.
     *
     * @param window the window up to the position from which all pages are computed
     */
    private Page<RecordChange> page(String crisis, Window window, SpanRevisions revisions, Sentences sentences,
            ReadParameters parameters, Paging paging) {
        return paging.of(revisions.lastReportedFirst(), window.view.bounds().position(), parameters,
                page -> loadRecords(crisis, page, revisions, window, sentences).changes(page, parameters.languages()));
    }

    /** Fails with 400 if the parameters bound the clock to which the instants of a span refer. */
    private void requireOneClock(ChangeClock by, ReadParameters parameters) {
        if (by == ChangeClock.REPORTED && parameters.asOf(clock) != null) {
            throw Problem.INVALID.at(Violation.query("asOf", "must be absent: from and to are times of reporting"));
        }
        if (by == ChangeClock.RECORDED && parameters.knownAt != null) {
            throw Problem.INVALID.at(Violation.query("knownAt", "must be absent: from and to are times of recording"));
        }
    }

    /**
     * Returns the window of a span, within the other bounds that the parameters set. If its end is a time of recording, waits
     * for in-flight appends that may still be recorded by then.
     *
     * @param beginning the last instant before the span
     */
    private Window window(ReadView view, Instant beginning, ChangeSpan span) {
        AsOf bounds = view.bounds();
        if (span.by == ChangeClock.REPORTED) {
            AsOf before = bounds.reportedBy(beginning);
            return new Window(view, before, span.to == null ? bounds : bounds.reportedBy(span.to),
                    Standing.NEWEST_FIRST.reversed());
        }
        Comparator<RevisionHeader> order = Comparator.comparing(RevisionHeader::position);
        if (span.to == null) {
            return new Window(view, bounds.recordedBy(beginning), bounds, order);
        }
        AsOf complete = history.awaitInFlightAppends(view, "to", span.to).bounds();
        return new Window(view, complete.recordedBy(beginning), complete.recordedBy(span.to), order);
    }

    /**
     * Returns the data from which the changes of some records are computed.
     *
     * @param records the ids of the records
     */
    private ChangedRecords loadRecords(String crisis, List<String> records, SpanRevisions revisions, Window window,
            Sentences sentences) {
        Map<String, RecordChain> chains = history.chains(crisis, records, window.after);
        Map<String, Standing> before = RecordChain.standings(history.chains(crisis, records, window.before));
        Map<String, Standing> after = RecordChain.standings(chains);
        Map<String, List<Step>> steps = new HashMap<>();
        chains.forEach((record, chain) -> steps.put(record, revisions.steps(record, chain, window.order)));
        Stream<RevisionHeader> claims = Stream.of(before, after).flatMap(standings -> standings.values().stream())
                .flatMap(standing -> standing.claims().stream());
        Stream<RevisionHeader> told = steps.values().stream().flatMap(List::stream)
                .flatMap(step -> Stream.of(step.by(), step.of() == null ? step.by() : step.of()));
        return new ChangedRecords(revisions.byRecord(), chains, before, after, steps,
                history.whole(crisis, Stream.concat(claims, told).toList()), sentences);
    }
}
