package org.isnad.compare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AsOf;
import org.isnad.chain.Head;
import org.isnad.chain.History;
import org.isnad.chain.History.Citation;
import org.isnad.chain.History.Subject;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.ClaimsView.Claim;
import org.isnad.compare.ClaimsView.Origin;
import org.isnad.compare.ClaimsView.Originator;
import org.isnad.compare.ClaimsView.Replaced;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;
import org.isnad.content.Spread;
import org.isnad.web.Answer;
import org.isnad.web.Problem;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers what each source says about a record, whose claim it is, and whether they agree. */
@ApplicationScoped
public class Claims {

    private final History history;
    private final Clock clock;

    Claims(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** The claims on a record, side by side. */
    @Transactional
    public <C extends Content> RestResponse<ClaimsView<C>> of(Class<C> type, String id, Question question) {
        Subject record = history.subject(type, id);
        AsOf asOf = history.asOf(question, record);
        List<Head> heads = history.heads(id, asOf);
        if (heads.isEmpty()) {
            throw Problem.NOT_FOUND.because("Nothing of this record was known then");
        }
        int last = heads.get(0).last();
        String self = "/api/v1/" + record.kind().path() + "/" + id;
        return question.answer(Answer.ofNumber(last, asOf.isFixed(), Answer.link("version-history", self + "/revisions")),
                () -> view(record, heads, asOf, question));
    }

    private <C extends Content> ClaimsView<C> view(Subject record, List<Head> heads, AsOf asOf, Question question) {
        Standing standing = Standing.of(heads);
        List<Head> claims = standing.claims();
        Map<Integer, Head> replaced = replaced(claims, heads);
        Map<Integer, List<Head>> cited = cited(record, asOf);
        Map<Integer, Revision<C>> said = history.<C> whole(record.crisis(), looked(claims, replaced.values(), cited)).values()
                .stream().collect(toMap(Revision::number, Function.identity()));
        Instant at = question.asOf(clock) != null || claims.isEmpty() ? question.asOf(clock)
                : claims.stream().map(claim -> said.get(claim.number()).reportedFrom()).max(Instant::compareTo).get();
        List<Revision<C>> shown = history.load(record.crisis(), claims, of -> standing, question.languages());
        List<Claim<C>> views = shown.stream().map(revision -> {
            Revision<C> origin = origin(said.get(revision.number()), cited, said);
            Head before = replaced.get(revision.number());
            return new Claim<>(revision.source(), Duration.between(revision.reportedFrom(), at).toString(),
                    origin == null ? null : new Origin(origin.source(), origin.number(), standing.stands(origin.number())),
                    before == null ? null
                            : new Replaced(before.number(), before.source(), said.get(before.number()).reportedAt(),
                                    Difference.between(said.get(before.number()), said.get(revision.number()),
                                            question.languages())),
                    revision);
        }).toList();
        Map<String, String> originators = views.stream().collect(toMap(Claim::source,
                claim -> claim.relayOf() == null ? claim.source() : claim.relayOf().source()));
        List<CasualtyFigure> figures = claims.stream().map(claim -> said.get(claim.number()).content())
                .filter(CasualtyFigure.class::isInstance).map(CasualtyFigure.class::cast).toList();
        return new ClaimsView<>(record.record(), record.kind(), record.crisis(), heads.get(0).last(),
                standing.current().map(Head::number).orElse(null), claims.isEmpty() ? null : RecordView.CURRENT_BY, at, views,
                originators(originators), figures.isEmpty() ? null : Spread.over(figures),
                figures.isEmpty() ? null
                        : Agreement.over(claims.stream().map(claim -> new Agreement.Given(claim.source(),
                                originators.get(claim.source()), (CasualtyFigure) said.get(claim.number()).content()))
                                .toList()));
    }

    /** What each claim took the place of, by the claim's number: what it supersedes, or else its source's report before it. */
    private Map<Integer, Head> replaced(List<Head> claims, List<Head> heads) {
        Map<String, Map<Integer, Head>> superseded = history.superseded(claims);
        Map<Integer, Head> replaced = new HashMap<>();
        for (Head claim : claims) {
            if (claim.supersedes() != null) {
                replaced.put(claim.number(), superseded.get(claim.record()).get(claim.supersedes()));
            } else {
                heads.stream().filter(head -> head.source().equals(claim.source()) && head.status() != Status.RETRACTED
                        && Standing.NEWEST_FIRST.compare(head, claim) > 0).min(Standing.NEWEST_FIRST)
                        .ifPresent(before -> replaced.put(claim.number(), before));
            }
        }
        return replaced;
    }

    /** What each revision rests on in its own record, by number: what was said before it by others. */
    private Map<Integer, List<Head>> cited(Subject record, AsOf asOf) {
        return history.citingWithin(record.record(), asOf).stream()
                .filter(citation -> citation.cited().number() < citation.citing().number()
                        && !citation.cited().source().equals(citation.citing().source()))
                .collect(groupingBy(citation -> citation.citing().number(), mapping(Citation::cited, toList())));
    }

    /** The claims, what they took the place of, and all that they rest on, directly or not. */
    private static Set<Head> looked(List<Head> claims, Collection<Head> replaced, Map<Integer, List<Head>> cited) {
        Set<Head> looked = new HashSet<>(replaced);
        Deque<Head> next = new ArrayDeque<>(claims);
        while (!next.isEmpty()) {
            Head head = next.pop();
            looked.add(head);
            cited.getOrDefault(head.number(), List.of()).stream().filter(on -> !looked.contains(on)).forEach(next::push);
        }
        return looked;
    }

    /** The revision that first said what another merely repeats, or null if it repeats none. */
    private static <C extends Content> Revision<C> origin(Revision<C> revision, Map<Integer, List<Head>> cited,
            Map<Integer, Revision<C>> said) {
        for (Head on : cited.getOrDefault(revision.number(), List.of())) {
            Revision<C> before = said.get(on.number());
            if (before.content() != null && Differ.repeats(before.content(), revision.content())) {
                Revision<C> first = origin(before, cited, said);
                return first == null ? before : first;
            }
        }
        return null;
    }

    private static List<Originator> originators(Map<String, String> originators) {
        Map<String, List<String>> relays = new TreeMap<>();
        originators.forEach((source, originator) -> {
            List<String> of = relays.computeIfAbsent(originator, made -> new ArrayList<>());
            if (!source.equals(originator)) {
                of.add(source);
            }
        });
        return relays.entrySet().stream().map(made -> new Originator(made.getKey(), made.getValue().stream().sorted().toList()))
                .toList();
    }
}
