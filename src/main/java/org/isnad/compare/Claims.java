package org.isnad.compare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.History.Citation;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.Agreement.AttributedFigure;
import org.isnad.compare.ClaimsView.Claim;
import org.isnad.compare.ClaimsView.Origin;
import org.isnad.compare.ClaimsView.Originator;
import org.isnad.compare.ClaimsView.Predecessor;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Rejection;
import org.isnad.reads.Briefs;
import org.isnad.reads.Reads;
import org.isnad.reads.ViewParameters;
import org.isnad.web.Problem;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads the claims of all sources on a record, with their originators and their agreement. */
@ApplicationScoped
public class Claims {

    private final History history;
    private final Reads reads;
    private final Briefs briefs;
    private final Clock clock;

    Claims(History history, Reads reads, Briefs briefs, Clock clock) {
        this.history = history;
        this.reads = reads;
        this.briefs = briefs;
        this.clock = clock;
    }

    /**
     * Returns 200 with the claims on a record, or 304 if the client has the current ones.
     *
     * @param parameters the bounds of the read, and the languages, by default the original one of each claim
     * @throws Rejection UNKNOWN unless the record is of the kind and the caller may read it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if a parameter is invalid, (404) if the bounds include
     *         no revision of the record
     */
    public <C extends Content> RestResponse<ClaimsView<C>> of(Class<C> type, String id, ViewParameters parameters) {
        RecordKey record = history.record(type, id);
        ReadView view = reads.ofRecord(record, parameters);
        RecordChain chain = history.chain(record, view.bounds());
        if (chain.isEmpty()) {
            throw Problem.NOT_FOUND.because("The record has no revision within asOf and knownAt");
        }
        String revisions = "/api/v1/" + record.kind().path() + "/" + id + "/revisions";
        Validator validator = Reads.validator(view, Validator.numberState(chain.lastNumber(), chain.decidedAt()))
                .linking(Validator.link("version-history", revisions));
        return briefs.answer(parameters, view, validator, () -> this.<C> load(record, chain, view.bounds()).view(parameters),
                body -> null, body -> BriefClaims.of(body, briefs, parameters.languages()));
    }

    /** Loads the claims on a record, the revisions that they replaced, and all that they cite, also indirectly. */
    private <C extends Content> LoadedClaims<C> load(RecordKey record, RecordChain chain, AsOf bounds) {
        List<RevisionHeader> claims = chain.standing().claims();
        Map<Integer, RevisionHeader> predecessors = predecessors(claims, chain, history.chain(record, AsOf.NOW));
        Map<Integer, List<RevisionHeader>> citations = citations(record, bounds);
        Set<RevisionHeader> needed = reachable(claims, citations);
        needed.addAll(predecessors.values());
        Map<Integer, Revision<C>> revisions = history.<C> whole(record.crisis(), needed).values().stream()
                .collect(toMap(Revision::number, Function.identity()));
        return new LoadedClaims<>(record, chain, predecessors, citations, revisions);
    }

    /** The claims on a record, and all revisions that they are compared with, in all languages. */
    private class LoadedClaims<C extends Content> {

        private final RecordKey record;
        private final RecordChain chain;
        private final List<RevisionHeader> claims;
        private final Standing standing;
        private final Map<Integer, RevisionHeader> predecessors;
        private final Map<Integer, List<RevisionHeader>> citations;
        private final Map<Integer, Revision<C>> revisions;

        /**
         * @param chain the revisions of the record, at least one
         * @param predecessors the revision that each claim replaced, by the number of the claim
         * @param citations the earlier revisions of other sources that each revision cites, by the
         *        number of the citing one
         * @param revisions the claims, their predecessors and the cited revisions, by number
         */
        LoadedClaims(RecordKey record, RecordChain chain, Map<Integer, RevisionHeader> predecessors,
                Map<Integer, List<RevisionHeader>> citations, Map<Integer, Revision<C>> revisions) {
            this.record = record;
            this.chain = chain;
            this.standing = chain.standing();
            this.claims = standing.claims();
            this.predecessors = predecessors;
            this.citations = citations;
            this.revisions = revisions;
        }

        /** Returns the claims, newest first, with their texts in the preferred language. */
        ClaimsView<C> view(ViewParameters parameters) {
            Instant agesAt = agesAt(parameters);
            List<Claim<C>> views = new ArrayList<>();
            for (Revision<C> claim : history.<C> load(record.crisis(), claims, id -> standing, parameters.languages())) {
                views.add(claim(claim, agesAt, parameters.languages()));
            }
            List<Claim<C>> witnesses = views.stream().filter(claim -> !claim.revision().misquotes()).toList();
            List<Claim<C>> undisputed = witnesses.stream()
                    .filter(claim -> !standing.isDisputed(chain.numbered(claim.revision().number()))).toList();
            boolean isAnyFigureDisputed = record.kind() == Kind.CASUALTY && undisputed.size() < witnesses.size();
            List<Agreement> withDisputed = isAnyFigureDisputed ? agreement(witnesses) : null;
            List<Claim<C>> selected = views.stream().map(claim -> claim.with(parameters::select)).toList();
            return new ClaimsView<>(record.record(), record.kind(), record.crisis(), chain.headers().size(),
                    standing.newestNumber(), standing.preferredNumber(), claims.isEmpty() ? null : Standing.PREFERRED_BY,
                    agesAt, selected, originators(witnesses), agreement(undisputed), withDisputed);
        }

        /** Returns asOf, or else the latest reportedFrom of the claims, or null if there is no claim either. */
        private Instant agesAt(ReadParameters parameters) {
            Instant asOf = parameters.asOf(clock);
            if (asOf != null) {
                return asOf;
            }
            return claims.stream().map(claim -> revisions.get(claim.number()).reportedFrom()).filter(Objects::nonNull)
                    .max(Instant::compareTo)
                    .orElse(null);
        }

        /**
         * Returns a claim, given in the preferred language, with its age, origin and the revision that it replaced.
         */
        private Claim<C> claim(Revision<C> localized, Instant agesAt, Languages languages) {
            Revision<C> full = revisions.get(localized.number());
            return new Claim<>(localized.source(), localized.age(agesAt), origin(full), predecessor(full, languages),
                    localized);
        }

        /** Returns the origin of a revision that repeats another one ({@link #originOf}), or null if it repeats none. */
        private Origin origin(Revision<C> revision) {
            Revision<C> original = originOf(revision);
            return original == null ? null
                    : new Origin(original.source(), original.number(), standing.stands(original.number()));
        }

        /**
         * Returns the revision in which a claim originates: follows the evidence from a revision to an earlier one of another
         * source that makes the same claim ({@link Differ#repeats}), of several to that with the lowest position, and so on to
         * the last. The original may no longer stand. Null if the revision cites none that makes the same claim.
         */
        private Revision<C> originOf(Revision<C> revision) {
            for (RevisionHeader header : citations.getOrDefault(revision.number(), List.of())) {
                Revision<C> cited = revisions.get(header.number());
                if (cited.content() != null && Differ.repeats(cited.content(), revision.content())) {
                    Revision<C> original = originOf(cited);
                    return original == null ? cited : original;
                }
            }
            return null;
        }

        /** Returns the revision that a claim replaced with its difference to the claim, or null if there is none. */
        private Predecessor predecessor(Revision<C> claim, Languages languages) {
            RevisionHeader header = predecessors.get(claim.number());
            if (header == null) {
                return null;
            }
            Revision<C> predecessor = revisions.get(header.number());
            return new Predecessor(predecessor.number(), predecessor.source(), predecessor.reportedAt(),
                    Difference.between(predecessor, claim, languages));
        }

        /** Returns the agreement of some claims for each count, or null for kinds without figures. */
        private List<Agreement> agreement(List<Claim<C>> some) {
            if (record.kind() != Kind.CASUALTY) {
                return null;
            }
            List<AttributedFigure> attributed = new ArrayList<>();
            for (Claim<C> claim : some) {
                long count = chain.numbered(claim.revision().number()).count();
                attributed.add(new AttributedFigure(claim.source(), originator(claim), count,
                        (CasualtyFigure) claim.revision().content()));
            }
            return Agreement.byCount(attributed);
        }
    }

    /** Returns the id of the source that made a claim: its own, or that of the original that it merely repeats. */
    private static String originator(Claim<?> claim) {
        return claim.relayOf() == null ? claim.source() : claim.relayOf().source();
    }

    /**
     * Returns the revision that each claim supersedes, or else its source's previous report for the same count, by the number
     * of the claim; claims with neither are absent.
     *
     * @param chain the revisions within the bounds
     * @param whole all revisions of the record; one may have been reported before the one that it supersedes
     */
    private static Map<Integer, RevisionHeader> predecessors(List<RevisionHeader> claims, RecordChain chain,
            RecordChain whole) {
        Map<Integer, RevisionHeader> predecessors = new HashMap<>();
        for (RevisionHeader claim : claims) {
            RevisionHeader predecessor = claim.supersedes() == null ? previousReport(claim, chain.headers())
                    : whole.numbered(claim.supersedes());
            if (predecessor != null) {
                predecessors.put(claim.number(), predecessor);
            }
        }
        return predecessors;
    }

    /**
     * Returns the newest revision of the same source for the same count that is older than a claim, by
     * {@link Standing#NEWEST_FIRST}, and not a retraction, whether or not it stands, or null if there is none.
     */
    private static RevisionHeader previousReport(RevisionHeader claim, List<RevisionHeader> headers) {
        return headers.stream()
                .filter(header -> header.source().equals(claim.source()) && header.count() == claim.count()
                        && header.status() != Status.RETRACTED && !header.isErased()
                        && Standing.NEWEST_FIRST.compare(header, claim) > 0)
                .min(Standing.NEWEST_FIRST).orElse(null);
    }

    /**
     * Returns what the revisions of a record cite as evidence: by the number of the citing revision, the earlier
     * revisions of the same record by other sources, in position order. A revision that cites none is absent.
     *
     * @param bounds the bounds of the citing revisions; a cited one may have been reported after asOf
     */
    private Map<Integer, List<RevisionHeader>> citations(RecordKey record, AsOf bounds) {
        return history.citingWithin(record, bounds).stream()
                .filter(citation -> citation.cited().number() < citation.citing().number()
                        && !citation.cited().source().equals(citation.citing().source()))
                .collect(groupingBy(citation -> citation.citing().number(), mapping(Citation::cited, toList())));
    }

    /** Returns the claims and all revisions that they cite, also indirectly; citations are by the number of the citing one. */
    private static Set<RevisionHeader> reachable(List<RevisionHeader> claims,
            Map<Integer, List<RevisionHeader>> citations) {
        Set<RevisionHeader> reachable = new HashSet<>(claims);
        Deque<RevisionHeader> pending = new ArrayDeque<>(claims);
        while (!pending.isEmpty()) {
            for (RevisionHeader cited : citations.getOrDefault(pending.pop().number(), List.of())) {
                if (reachable.add(cited)) {
                    pending.push(cited);
                }
            }
        }
        return reachable;
    }

    /** Returns the originators of some claims, each with the other sources that repeat it, both in ascending order. */
    private static List<Originator> originators(List<? extends Claim<?>> claims) {
        SortedMap<String, SortedSet<String>> relays = new TreeMap<>();
        for (Claim<?> claim : claims) {
            SortedSet<String> sources = relays.computeIfAbsent(originator(claim), originator -> new TreeSet<>());
            if (!claim.source().equals(originator(claim))) {
                sources.add(claim.source());
            }
        }
        return relays.entrySet().stream().map(entry -> new Originator(entry.getKey(), List.copyOf(entry.getValue()))).toList();
    }
}
