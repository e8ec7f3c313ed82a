package org.isnad.compare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.AsOf;
import org.isnad.chain.Head;
import org.isnad.chain.History;
import org.isnad.chain.Ledger;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.compare.CheckResource.By;
import org.isnad.compare.CheckResource.Finding;
import org.isnad.compare.CheckResource.Holding;
import org.isnad.compare.CheckResource.State;
import org.isnad.content.Content;
import org.isnad.web.Answer;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/** Finds what became of revisions and answers: a constant number of SQL statements, however many are asked about. */
@ApplicationScoped
class Check {

    private final History history;
    private final Ledger ledger;

    Check(History history, Ledger ledger) {
        this.history = history;
        this.ledger = ledger;
    }

    /** A record as it is: who says what now. */
    private record Now(int last, Standing standing) {

        static Now of(List<Head> heads) {
            return new Now(heads.get(0).last(), Standing.of(heads));
        }

        Integer current() {
            return standing.current().map(Head::number).orElse(null);
        }

        Integer claim(String source) {
            return standing.claims().stream().filter(claim -> claim.source().equals(source)).map(Head::number).findFirst()
                    .orElse(null);
        }
    }

    /** What became of each, in their order. */
    @Transactional
    List<Finding> of(List<Holding> holdings) {
        requireReadable(holdings);
        Map<String, Long> positions = ledger.states(each(holdings, Holding::crisis)).stream()
                .collect(toMap(Ledger.State::crisis, Ledger.State::position));
        Set<String> records = history.readable(each(holdings, Holding::record));
        Map<String, Now> now = history.heads(records, AsOf.NOW).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, record -> Now.of(record.getValue())));
        Set<Head> found = new HashSet<>(history.numbered(records, each(holdings, Holding::number)));
        Map<String, Map<Integer, Head>> held = found.stream()
                .collect(groupingBy(Head::record, toMap(Head::number, Function.identity())));
        Map<String, Standing> standings = history.standing(found, AsOf.NOW);
        Map<Head, Integer> by = found.stream().filter(head -> by(head, standings, now) != null)
                .collect(toMap(Function.identity(), head -> by(head, standings, now)));
        Map<String, Map<Integer, Revision<Content>>> revisions = history.whole(by.entrySet().stream()
                .collect(groupingBy(entry -> entry.getKey().record(), mapping(Map.Entry::getValue, toSet()))));
        return holdings.stream().map(holding -> {
            if (holding.crisis() != null) {
                return ofCrisis(holding, positions.get(holding.crisis()));
            }
            Now record = now.get(holding.record());
            if (holding.etag() != null) {
                return ofRecord(holding, record);
            }
            Head head = held.getOrDefault(holding.record(), Map.of()).get(holding.number());
            return head == null ? new Finding(holding, State.UNKNOWN, null, null, null, null, null)
                    : ofRevision(holding, head, record, standings.get(head.record()),
                            by.containsKey(head) ? revisions.get(head.record()).get(by.get(head)) : null);
        }).toList();
    }

    /** The number that put a revision out of force, or that its source says now instead; null if neither is so. */
    private static Integer by(Head head, Map<String, Standing> standings, Map<String, Now> now) {
        Integer by = standings.get(head.record()).supersededBy(head.number());
        if (by != null || head.status() == Status.RETRACTED) {
            return by;
        }
        Integer claim = now.get(head.record()).claim(head.source());
        return Objects.equals(claim, head.number()) ? null : claim;
    }

    private static Finding ofCrisis(Holding holding, Long position) {
        State state = position == null ? State.UNKNOWN
                : position == Answer.position(holding.etag()) ? State.UNCHANGED : State.CHANGED;
        return new Finding(holding, state, null, null, null, null, position);
    }

    private static Finding ofRecord(Holding holding, Now record) {
        if (record == null) {
            return new Finding(holding, State.UNKNOWN, null, null, null, null, null);
        }
        return new Finding(holding, record.last == Answer.number(holding.etag()) ? State.UNCHANGED : State.CHANGED, null, null,
                record.current(), record.last, null);
    }

    private static Finding ofRevision(Holding holding, Head head, Now record, Standing standing, Revision<?> by) {
        State state;
        if (head.status() == Status.RETRACTED) {
            state = State.RETRACTION;
        } else if (standing.isWithdrawn(head.number())) {
            state = State.RETRACTED;
        } else if (by != null) {
            state = by.status() == Status.CORRECTED && by.supersedes() == head.number() ? State.CORRECTED : State.SUPERSEDED;
        } else {
            state = Objects.equals(record.current(), head.number()) ? State.CURRENT : State.CLAIM;
        }
        return new Finding(holding, state,
                by == null ? null : new By(by.number(), by.source(), by.reportedAt(), by.status(), by.reason()),
                record.claim(head.source()), record.current(), record.last, null);
    }

    private static void requireReadable(List<Holding> holdings) {
        List<Violation> violations = new ArrayList<>();
        for (int at = 0; at < holdings.size(); at++) {
            Holding holding = holdings.get(at);
            if (holding.etag() != null && holding.record() != null && Answer.number(holding.etag()) < 0) {
                violations.add(Violation.body("items[" + at + "].etag", "is not that of an answer about a record"));
            }
            if (holding.crisis() != null && Answer.position(holding.etag()) < 0) {
                violations.add(Violation.body("items[" + at + "].etag", "is not that of an answer about a crisis's revisions"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
    }

    private static <T> Set<T> each(Collection<Holding> holdings, Function<Holding, T> of) {
        return holdings.stream().map(of).filter(Objects::nonNull).collect(toSet());
    }
}
