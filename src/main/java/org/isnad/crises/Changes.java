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
import org.isnad.chain.Head;
import org.isnad.chain.History;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.crises.RecordChange.ClaimChange;
import org.isnad.crises.RecordChange.Turn;
import org.isnad.web.Answer;
import org.isnad.web.Languages;
import org.isnad.web.Page;
import org.isnad.web.Paging;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Answers what changed in a crisis between two instants, on either clock. */
@ApplicationScoped
public class Changes {

    private final History history;
    private final Clock clock;

    Changes(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Which times are meant. */
    @Schema(name = "Clock")
    public enum By {
        /** When the sources said it. */
        @JsonProperty("reported")
        REPORTED,
        /** When this service took it in. */
        @JsonProperty("recorded")
        RECORDED
    }

    /** A crisis before and after. */
    private record Window(AsOf before, AsOf after) {
    }

    /** The records that changed after one instant and until another, that which was last spoken of first. */
    @Transactional
    RestResponse<Page<RecordChange>> between(String crisis, Instant from, Instant to, By by, Question question,
            Paging paging) {
        require(from, to, by, question);
        history.requireCrisis(crisis);
        Window window = window(crisis, from, to, by, question);
        long position = paging.position(question, () -> history.position(crisis, window.after));
        return question.answer(Answer.ofPosition(position, window.after.isFixed()), () -> {
            AsOf before = window.before.upTo(position);
            AsOf after = window.after.upTo(position);
            Map<String, List<Head>> since = history.since(crisis, before, after);
            List<String> records = since.keySet().stream().sorted(Comparator
                    .comparing((String record) -> last(since.get(record))).reversed().thenComparing(Function.identity()))
                    .toList();
            return paging.of(records, position, question,
                    page -> changes(crisis, page, since, new Window(before, after), question.languages()));
        });
    }

    private void require(Instant from, Instant to, By by, Question question) {
        if (!from.isBefore(to)) {
            throw Problem.INVALID.at(Violation.query("from", "must be before to"));
        }
        if (to.isAfter(clock.instant())) {
            throw Problem.INVALID.at(Violation.query("to", "must not be in the future"));
        }
        if (by == By.REPORTED && question.asOf(clock) != null) {
            throw Problem.INVALID.at(Violation.query("asOf", "says the same as to: from and to are times of reporting"));
        }
        if (by == By.RECORDED && question.knownAt != null) {
            throw Problem.INVALID.at(Violation.query("knownAt", "says the same as to: from and to are times of recording"));
        }
    }

    private Window window(String crisis, Instant from, Instant to, By by, Question question) {
        AsOf asOf = history.asOf(question, crisis);
        if (by == By.REPORTED) {
            return new Window(asOf.reportedBy(from), asOf.reportedBy(to));
        }
        history.settle(crisis, to);
        return new Window(asOf.recordedBy(from), asOf.recordedBy(to));
    }

    private static Instant last(Collection<Head> heads) {
        return heads.stream().map(Head::orderFrom).max(Comparator.naturalOrder()).orElseThrow();
    }

    private List<RecordChange> changes(String crisis, List<String> records, Map<String, List<Head>> since, Window window,
            Languages languages) {
        Map<String, Standing> before = Standing.byRecord(history.heads(records, window.before));
        Map<String, Standing> after = Standing.byRecord(history.heads(records, window.after));
        Map<String, Standing> between = history.standing(
                records.stream().flatMap(record -> since.get(record).stream()).toList(),
                window.after);
        Map<String, Kind> kinds = history.kinds(records);
        List<Head> said = Stream.of(before, after).flatMap(standings -> standings.values().stream())
                .flatMap(standing -> standing.claims().stream()).toList();
        Map<Long, Revision<Content>> revisions = history.whole(crisis, said);
        return records.stream().map(record -> change(record, kinds.get(record), since.get(record),
                between.get(record), before.getOrDefault(record, Standing.of(List.of())), after.get(record),
                head -> revisions.get(head.position()), languages)).toList();
    }

    private static RecordChange change(String record, Kind kind, List<Head> since, Standing between, Standing before,
            Standing after,
            Function<Head, Revision<Content>> revisions, Languages languages) {
        Revision<Content> from = before.current().map(revisions).orElse(null);
        Revision<Content> to = after.current().map(revisions).orElse(null);
        List<ClaimChange> claims = claims(bySource(before), bySource(after), revisions, languages);
        return new RecordChange(record, kind, turn(before, since, between, claims),
                since.stream().map(Head::number).sorted().toList(), from == null ? null : from.in(languages),
                to == null ? null : to.in(languages),
                from == null || to == null ? null : Difference.between(from, to, languages), claims);
    }

    private static Turn turn(Standing before, List<Head> since, Standing between, List<ClaimChange> claims) {
        if (before.isEmpty()) {
            return Turn.NEW;
        }
        if (since.stream().anyMatch(head -> head.status() == Status.RETRACTED && between.isInForce(head.number()))) {
            return Turn.RETRACTED;
        }
        if (since.stream().anyMatch(head -> head.status() == Status.CORRECTED && between.isInForce(head.number()))) {
            return Turn.CORRECTED;
        }
        return claims.stream().anyMatch(claim -> claim.difference() == null || claim.difference().material()) ? Turn.CHANGED
                : Turn.REPEATED;
    }

    private static List<ClaimChange> claims(Map<String, Head> before, Map<String, Head> after,
            Function<Head, Revision<Content>> revisions, Languages languages) {
        SortedSet<String> sources = new TreeSet<>(before.keySet());
        sources.addAll(after.keySet());
        List<ClaimChange> claims = new ArrayList<>();
        for (String source : sources) {
            Head from = before.get(source);
            Head to = after.get(source);
            if (from == null || to == null || from.number() != to.number()) {
                claims.add(new ClaimChange(source, from == null ? null : from.number(), to == null ? null : to.number(),
                        from == null || to == null ? null
                                : Difference.between(revisions.apply(from), revisions.apply(to), languages)));
            }
        }
        return claims;
    }

    private static Map<String, Head> bySource(Standing standing) {
        return standing.claims().stream().collect(toMap(Head::source, Function.identity()));
    }
}
