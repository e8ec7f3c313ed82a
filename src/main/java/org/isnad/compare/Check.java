package org.isnad.compare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.History;
import org.isnad.chain.RecordKey;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.CheckResource.Finding;
import org.isnad.compare.CheckResource.Holding;
import org.isnad.compare.CheckResource.HoldingState;
import org.isnad.compare.CheckResource.SupersededBy;
import org.isnad.content.Content;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Validator;

/** Finds what became of revisions and answers, in a constant number of SQL statements. */
@ApplicationScoped
class Check {

    private final History history;
    private final CrisisStates states;

    Check(History history, CrisisStates states) {
        this.history = history;
        this.states = states;
    }

    /** The present state of a record. */
    private record Present(int last, Standing standing) {

        static Present of(List<RevisionHeader> headers) {
            return new Present(headers.get(0).last(), Standing.of(headers));
        }

        /** Returns the number of the current revision, or null if none stands. */
        Integer current() {
            return standing.current().map(RevisionHeader::number).orElse(null);
        }

        /** Returns the number of a source's claim, or null if it has none. */
        Integer claim(String source) {
            return standing.claims().stream().filter(claim -> claim.source().equals(source)).map(RevisionHeader::number)
                    .findFirst().orElse(null);
        }
    }

    /** Returns a finding for each holding, in their order. */
    @Transactional
    List<Finding> of(List<Holding> holdings) {
        requireTagsOfRightKind(holdings);
        Map<String, Long> positions = states.of(each(holdings, Holding::crisis)).stream()
                .collect(toMap(CrisisState::crisis, CrisisState::position));
        Set<String> records = history.readable(each(holdings, Holding::record)).stream().map(RecordKey::record)
                .collect(toSet());
        Map<String, Present> present = history.deciding(records, AsOf.NOW).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, record -> Present.of(record.getValue())));
        Revisions held = revisions(records, each(holdings, Holding::number), present);
        List<Finding> findings = new ArrayList<>();
        for (Holding holding : holdings) {
            if (holding.crisis() != null) {
                findings.add(ofCrisis(holding, positions.get(holding.crisis())));
            } else if (holding.etag() != null) {
                findings.add(ofRecord(holding, present.get(holding.record())));
            } else {
                findings.add(held.finding(holding, present.get(holding.record())));
            }
        }
        return findings;
    }

    /** Loads the held revisions, and what put them out of force. */
    private Revisions revisions(Set<String> records, Set<Integer> numbers, Map<String, Present> present) {
        Set<RevisionHeader> headers = new HashSet<>(history.numbered(records, numbers));
        Map<String, Standing> standings = history.standing(headers, AsOf.NOW);
        Map<RevisionHeader, Integer> successors = new HashMap<>();
        for (RevisionHeader header : headers) {
            Integer successor = successor(header, standings.get(header.record()), present.get(header.record()));
            if (successor != null) {
                successors.put(header, successor);
            }
        }
        Map<String, Set<Integer>> named = successors.entrySet().stream()
                .collect(groupingBy(entry -> entry.getKey().record(), mapping(Map.Entry::getValue, toSet())));
        return new Revisions(headers, standings, successors, history.whole(named));
    }

    /** Returns the number that put a revision out of force, or that its source claims instead, or null. */
    private static Integer successor(RevisionHeader header, Standing standing, Present present) {
        Integer by = standing.supersededBy(header.number());
        if (by != null || header.status() == Status.RETRACTED) {
            return by;
        }
        Integer claim = present.claim(header.source());
        return Objects.equals(claim, header.number()) ? null : claim;
    }

    private static Finding ofCrisis(Holding holding, Long position) {
        if (position == null) {
            return Finding.of(holding, HoldingState.UNKNOWN);
        }
        HoldingState state = position == Validator.position(holding.etag()) ? HoldingState.UNCHANGED : HoldingState.CHANGED;
        return new Finding(holding, state, null, null, null, null, position);
    }

    private static Finding ofRecord(Holding holding, Present present) {
        if (present == null) {
            return Finding.of(holding, HoldingState.UNKNOWN);
        }
        HoldingState state = present.last == Validator.number(holding.etag()) ? HoldingState.UNCHANGED : HoldingState.CHANGED;
        return new Finding(holding, state, null, null, present.current(), present.last, null);
    }

    /** The held revisions. */
    private record Revisions(Set<RevisionHeader> headers, Map<String, Standing> standings,
            Map<RevisionHeader, Integer> successors, Map<String, Map<Integer, Revision<Content>>> bodies) {

        Finding finding(Holding holding, Present present) {
            RevisionHeader header = headers.stream().filter(
                    found -> found.record().equals(holding.record()) && found.number() == holding.number()).findFirst()
                    .orElse(null);
            if (header == null) {
                return Finding.of(holding, HoldingState.UNKNOWN);
            }
            Integer number = successors.get(header);
            Revision<Content> successor = number == null ? null : bodies.get(header.record()).get(number);
            HoldingState state = state(header, present, standings.get(header.record()), successor);
            SupersededBy by = successor == null ? null : SupersededBy.of(successor);
            return new Finding(holding, state, by, present.claim(header.source()), present.current(), present.last, null);
        }

        private static HoldingState state(RevisionHeader header, Present present, Standing standing, Revision<?> successor) {
            if (header.status() == Status.RETRACTED) {
                return HoldingState.RETRACTION;
            }
            if (standing.isWithdrawn(header.number())) {
                return HoldingState.RETRACTED;
            }
            if (successor == null) {
                return Objects.equals(present.current(), header.number()) ? HoldingState.CURRENT : HoldingState.CLAIM;
            }
            boolean corrects = successor.status() == Status.CORRECTED
                    && Objects.equals(successor.supersedes(), header.number());
            return corrects ? HoldingState.CORRECTED : HoldingState.SUPERSEDED;
        }
    }

    private static void requireTagsOfRightKind(List<Holding> holdings) {
        List<Violation> violations = new ArrayList<>();
        for (int at = 0; at < holdings.size(); at++) {
            Holding holding = holdings.get(at);
            String field = "items[" + at + "].etag";
            if (holding.etag() != null && holding.record() != null && Validator.number(holding.etag()) < 0) {
                violations.add(Violation.body(field, "is not the ETag of an answer about a record"));
            }
            if (holding.crisis() != null && Validator.position(holding.etag()) < 0) {
                violations.add(Violation.body(field, "is not the ETag of an answer about a crisis's revisions"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
    }

    /** Returns a component of those holdings that have it. */
    private static <T> Set<T> each(Collection<Holding> holdings, Function<Holding, T> component) {
        return holdings.stream().map(component).filter(Objects::nonNull).collect(toSet());
    }
}
