package org.isnad.changes;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.Standing;
import org.isnad.changes.RecordChanges.Window;
import org.isnad.content.Text;
import org.isnad.reads.ReadClock;
import org.isnad.reads.Reads;
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
    private final RecordChanges changes;
    private final Clock clock;

    Changes(History history, Reads reads, RecordChanges changes, Clock clock) {
        this.history = history;
        this.reads = reads;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * A window of a crisis.
     *
     * @param view the view from which the validator of the response is computed
     */
    private record Viewed(ReadView view, Window window) {

        /** Returns the window up to a crisis position; its view has the bounds of the second instant. */
        Viewed upTo(long position) {
            return new Viewed(view.within(window.after().upTo(position)), window.upTo(position));
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
        Viewed whole = window(view, beginning, span);
        long position = paging.position(parameters, () -> history.position(whole.view.within(whole.window.after()), null));
        Viewed pinned = whole.upTo(position);
        SpanRevisions revisions = changes.revisions(crisis, pinned.window).only(span.record);
        Map<String, Text> names = changes.sourceNames(crisis, pinned.window, revisions);
        parameters.negotiate(position);
        return revalidated(parameters.answer(
                Reads.validator(pinned.view, Validator.windowState(position, List.of(revisions.positions(), names))),
                () -> page(crisis, pinned, revisions, Sentences.in(parameters.languages(), names), parameters, paging)));
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

    /**
     * Returns the requested page of the records that have a revision in the window, the most recently reported first.
     *
     * @param pinned the window up to the position from which all pages are computed
     */
    private Page<RecordChange> page(String crisis, Viewed pinned, SpanRevisions revisions, Sentences sentences,
            ReadParameters parameters, Paging paging) {
        return paging.of(revisions.lastReportedFirst(), pinned.view.bounds().position(), parameters,
                page -> changes.load(crisis, pinned.window, revisions, page, sentences).changes(page,
                        parameters.languages()));
    }

    /** Fails with 400 if the parameters bound the clock to which the instants of a span refer. */
    private void requireOneClock(ReadClock by, ReadParameters parameters) {
        if (by == ReadClock.REPORTED && parameters.asOf(clock) != null) {
            throw Problem.INVALID.at(Violation.query("asOf", "must be absent: from and to are times of reporting"));
        }
        if (by == ReadClock.RECORDED && parameters.knownAt != null) {
            throw Problem.INVALID.at(Violation.query("knownAt", "must be absent: from and to are times of recording"));
        }
    }

    /**
     * Returns the window of a span, within the other bounds that the parameters set. If its end is a time of recording, waits
     * for in-flight appends that may still be recorded by then.
     *
     * @param beginning the last instant before the span
     */
    private Viewed window(ReadView view, Instant beginning, ChangeSpan span) {
        AsOf bounds = view.bounds();
        if (span.by == ReadClock.REPORTED) {
            AsOf before = bounds.reportedBy(beginning);
            AsOf after = span.to == null ? bounds : bounds.reportedBy(span.to);
            return new Viewed(view, new Window(before, after, Standing.NEWEST_FIRST.reversed()));
        }
        if (span.to == null) {
            return new Viewed(view, Window.asRecorded(bounds.recordedBy(beginning), bounds));
        }
        AsOf complete = history.awaitInFlightAppends(view, "to", span.to).bounds();
        return new Viewed(view, Window.asRecorded(complete.recordedBy(beginning), complete.recordedBy(span.to)));
    }
}
