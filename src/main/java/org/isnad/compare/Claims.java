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
import org.isnad.chain.History;
import org.isnad.chain.History.Citation;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordKey;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.ClaimsView.Claim;
import org.isnad.compare.ClaimsView.Origin;
import org.isnad.compare.ClaimsView.Originator;
import org.isnad.compare.ClaimsView.Replaced;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;
import org.isnad.content.Languages;
import org.isnad.content.Spread;
import org.isnad.reads.Reads;
import org.isnad.web.Problem;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** The claims of all sources on a record, who originated them, and whether they agree. */
@ApplicationScoped
public class Claims {

    private final History history;
    private final Reads reads;
    private final Clock clock;

    Claims(History history, Reads reads, Clock clock) {
        this.history = history;
        this.reads = reads;
        this.clock = clock;
    }

    /** Returns the claims on a record, side by side. */
    @Transactional
    public <C extends Content> RestResponse<ClaimsView<C>> of(Class<C> type, String id, ReadParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofCrisis(record.crisis(), parameters);
        List<RevisionHeader> headers = history.deciding(id, view.bounds());
        if (headers.isEmpty()) {
            throw Problem.NOT_FOUND.because("Nothing of this record was known then");
        }
        String revisions = "/api/v1/" + record.kind().path() + "/" + id + "/revisions";
        Validator validator = Reads.validator(view, Validator.numberState(headers.get(0).last()))
                .linking(Validator.link("version-history", revisions));
        return parameters.answer(validator, () -> this.<C> load(record, headers, view.bounds()).view(parameters));
    }

    private <C extends Content> Loaded<C> load(RecordKey record, List<RevisionHeader> headers, AsOf bounds) {
        List<RevisionHeader> claims = Standing.of(headers).claims();
        Map<Integer, RevisionHeader> predecessors = predecessors(claims, headers);
        Map<Integer, List<RevisionHeader>> cited = cited(record, bounds);
        Set<RevisionHeader> needed = reachable(claims, predecessors.values(), cited);
        Map<Integer, Revision<C>> revisions = history.<C> whole(record.crisis(), needed).values().stream()
                .collect(toMap(Revision::number, Function.identity()));
        return new Loaded<>(record, headers, claims, predecessors, cited, revisions);
    }

    /** The claims on a record, and all revisions that they are compared with, in all languages. */
    private class Loaded<C extends Content> {

        private final RecordKey record;
        private final List<RevisionHeader> headers;
        private final List<RevisionHeader> claims;
        private final Standing standing;
        private final Map<Integer, RevisionHeader> predecessors;
        private final Map<Integer, List<RevisionHeader>> cited;
        private final Map<Integer, Revision<C>> revisions;

        Loaded(RecordKey record, List<RevisionHeader> headers, List<RevisionHeader> claims,
                Map<Integer, RevisionHeader> predecessors, Map<Integer, List<RevisionHeader>> cited,
                Map<Integer, Revision<C>> revisions) {
            this.record = record;
            this.headers = headers;
            this.claims = claims;
            this.standing = Standing.of(headers);
            this.predecessors = predecessors;
            this.cited = cited;
            this.revisions = revisions;
        }

        ClaimsView<C> view(ReadParameters parameters) {
            Instant agesAt = agesAt(parameters);
            List<Claim<C>> views = new ArrayList<>();
            for (Revision<C> shown : history.<C> load(record.crisis(), claims, of -> standing, parameters.languages())) {
                views.add(claim(shown, agesAt, parameters.languages()));
            }
            Map<String, String> originators = views.stream().collect(toMap(Claim::source, Claims::originator));
            List<CasualtyFigure> figures = figures();
            Integer current = standing.current().map(RevisionHeader::number).orElse(null);
            return new ClaimsView<>(record.record(), record.kind(), record.crisis(), headers.get(0).last(), current,
                    claims.isEmpty() ? null : RecordView.CURRENT_BY, agesAt, views, relays(originators),
                    figures.isEmpty() ? null : Spread.over(figures), figures.isEmpty() ? null : agreement(originators));
        }

        /** Returns asOf, or else the newest report among the claims; null if there is neither. */
        private Instant agesAt(ReadParameters parameters) {
            Instant asOf = parameters.asOf(clock);
            if (asOf != null) {
                return asOf;
            }
            return claims.stream().map(claim -> revisions.get(claim.number()).reportedFrom()).max(Instant::compareTo)
                    .orElse(null);
        }

        private Claim<C> claim(Revision<C> shown, Instant agesAt, Languages languages) {
            Revision<C> whole = revisions.get(shown.number());
            String age = Duration.between(shown.reportedFrom(), agesAt).toString();
            return new Claim<>(shown.source(), age, origin(whole), replaced(whole, languages), shown);
        }

        /** Returns what a revision merely repeats, or null. */
        private Origin origin(Revision<C> revision) {
            Revision<C> origin = firstSaid(revision);
            return origin == null ? null
                    : new Origin(origin.source(), origin.number(), standing.stands(origin.number()));
        }

        /** Returns the revision that first said what another one merely repeats, or null if it repeats none. */
        private Revision<C> firstSaid(Revision<C> revision) {
            for (RevisionHeader header : cited.getOrDefault(revision.number(), List.of())) {
                Revision<C> before = revisions.get(header.number());
                if (before.content() != null && Differ.repeats(before.content(), revision.content())) {
                    Revision<C> first = firstSaid(before);
                    return first == null ? before : first;
                }
            }
            return null;
        }

        private Replaced replaced(Revision<C> claim, Languages languages) {
            RevisionHeader predecessor = predecessors.get(claim.number());
            if (predecessor == null) {
                return null;
            }
            Revision<C> before = revisions.get(predecessor.number());
            return new Replaced(before.number(), before.source(), before.reportedAt(),
                    Difference.between(before, claim, languages));
        }

        private List<CasualtyFigure> figures() {
            return claims.stream().map(claim -> revisions.get(claim.number()).content())
                    .filter(CasualtyFigure.class::isInstance).map(CasualtyFigure.class::cast).toList();
        }

        private List<Agreement> agreement(Map<String, String> originators) {
            return Agreement.over(claims.stream().map(claim -> new Agreement.Given(claim.source(),
                    originators.get(claim.source()), (CasualtyFigure) revisions.get(claim.number()).content())).toList());
        }
    }

    private static String originator(Claim<?> claim) {
        return claim.relayOf() == null ? claim.source() : claim.relayOf().source();
    }

    /** Returns what each claim replaced, by the claim's number: what it supersedes, or else its source's report before it. */
    private Map<Integer, RevisionHeader> predecessors(List<RevisionHeader> claims, List<RevisionHeader> headers) {
        Map<String, Map<Integer, RevisionHeader>> superseded = history.superseded(claims);
        Map<Integer, RevisionHeader> predecessors = new HashMap<>();
        for (RevisionHeader claim : claims) {
            RevisionHeader predecessor = claim.supersedes() == null ? before(claim, headers)
                    : superseded.get(claim.record()).get(claim.supersedes());
            if (predecessor != null) {
                predecessors.put(claim.number(), predecessor);
            }
        }
        return predecessors;
    }

    /** Returns the newest report of a claim's source before the claim, or null. */
    private static RevisionHeader before(RevisionHeader claim, List<RevisionHeader> headers) {
        return headers.stream()
                .filter(header -> header.source().equals(claim.source()) && header.status() != Status.RETRACTED
                        && Standing.NEWEST_FIRST.compare(header, claim) > 0)
                .min(Standing.NEWEST_FIRST).orElse(null);
    }

    /** Returns which earlier revisions of other sources in the same record each revision's evidence names, by number. */
    private Map<Integer, List<RevisionHeader>> cited(RecordKey record, AsOf bounds) {
        return history.citingWithin(record.record(), bounds).stream()
                .filter(citation -> citation.cited().number() < citation.citing().number()
                        && !citation.cited().source().equals(citation.citing().source()))
                .collect(groupingBy(citation -> citation.citing().number(), mapping(Citation::cited, toList())));
    }

    /** Returns the claims, what they replaced, and all that they cite, directly or not. */
    private static Set<RevisionHeader> reachable(List<RevisionHeader> claims, Collection<RevisionHeader> predecessors,
            Map<Integer, List<RevisionHeader>> cited) {
        Set<RevisionHeader> reachable = new HashSet<>(predecessors);
        Deque<RevisionHeader> next = new ArrayDeque<>(claims);
        while (!next.isEmpty()) {
            RevisionHeader header = next.pop();
            reachable.add(header);
            cited.getOrDefault(header.number(), List.of()).stream().filter(on -> !reachable.contains(on)).forEach(next::push);
        }
        return reachable;
    }

    private static List<Originator> relays(Map<String, String> originators) {
        Map<String, List<String>> relays = new TreeMap<>();
        originators.forEach((source, originator) -> {
            List<String> sources = relays.computeIfAbsent(originator, first -> new ArrayList<>());
            if (!source.equals(originator)) {
                sources.add(source);
            }
        });
        return relays.entrySet().stream()
                .map(entry -> new Originator(entry.getKey(), entry.getValue().stream().sorted().toList())).toList();
    }
}
