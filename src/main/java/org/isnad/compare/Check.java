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

/** Determines whether revisions and answers are still current, in a constant number of SQL statements. */
@ApplicationScoped
class Check {

    private final History history;
    private final CrisisStates states;

    Check(History history, CrisisStates states) {
        this.history = history;
        this.states = states;
    }

    /**
     * The present state of a record.
     *
     * @param lastNumber the highest number of its revisions
     */
    private record RecordState(int lastNumber, Standing standing) {

        /**
         * Returns the state of a record.
         *
         * @param headers the headers that decide its claims, at least one
         */
        static RecordState of(List<RevisionHeader> headers) {
            return new RecordState(headers.get(0).last(), Standing.of(headers));
        }

        /** Returns the number of the current revision, which is the newest claim, or null if there is no claim. */
        Integer currentNumber() {
            return standing.current().map(RevisionHeader::number).orElse(null);
        }

        /** Returns the number of a source's claim, or null if the source has no claim. */
        Integer claimNumber(String source) {
            return standing.claims().stream().filter(claim -> claim.source().equals(source)).map(RevisionHeader::number)
                    .findFirst().orElse(null);
        }
    }

    /**
     * Returns a finding for each holding, in the same order; its state is UNKNOWN if the resource does not exist or the
     * caller may not read it.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if an ETag does not belong to an answer about the kind
     *         of resource that its holding names
     */
    @Transactional
    List<Finding> findings(List<Holding> holdings) {
        requireMatchingETags(holdings);
        Map<String, Long> positions = states.of(distinct(holdings, Holding::crisis)).stream()
                .collect(toMap(CrisisState::crisis, CrisisState::position));
        Set<String> records = history.readable(distinct(holdings, Holding::record)).stream().map(RecordKey::record)
                .collect(toSet());
        Map<String, RecordState> recordStates = history.deciding(records, AsOf.NOW).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, record -> RecordState.of(record.getValue())));
        HeldRevisions revisions = loadRevisions(records, distinct(holdings, Holding::number), recordStates);
        List<Finding> findings = new ArrayList<>();
        for (Holding holding : holdings) {
            if (holding.crisis() != null) {
                findings.add(crisisFinding(holding, positions.get(holding.crisis())));
            } else if (holding.etag() != null) {
                findings.add(recordFinding(holding, recordStates.get(holding.record())));
            } else {
                findings.add(revisions.finding(holding, recordStates.get(holding.record())));
            }
        }
        return findings;
    }

    /**
     * Loads the headers of the revisions with any of the numbers in any of the records, their successors in all
     * languages ({@link #successor}), and the standing of the records.
     *
     * @param recordStates the states of the records by record id
     */
    private HeldRevisions loadRevisions(Set<String> records, Set<Integer> numbers, Map<String, RecordState> recordStates) {
        Set<RevisionHeader> headers = new HashSet<>(history.numbered(records, numbers));
        Map<String, Standing> standings = history.standing(headers, AsOf.NOW);
        Map<RevisionHeader, Integer> successors = new HashMap<>();
        for (RevisionHeader header : headers) {
            Integer successor = successor(header, standings.get(header.record()), recordStates.get(header.record()));
            if (successor != null) {
                successors.put(header, successor);
            }
        }
        Map<String, Set<Integer>> numbersByRecord = successors.entrySet().stream()
                .collect(groupingBy(entry -> entry.getKey().record(), mapping(Map.Entry::getValue, toSet())));
        return new HeldRevisions(headers, standings, successors, history.whole(numbersByRecord));
    }

    /**
     * Returns the number of the retraction or else the revision that supersedes a revision, or else of its source's
     * newer claim, or null. A retraction has a successor only if it is superseded itself.
     *
     * @param standing the standing of the record
     * @param record the state of the record
     */
    private static Integer successor(RevisionHeader header, Standing standing, RecordState record) {
        Integer supersededBy = standing.supersededBy(header.number());
        if (supersededBy != null || header.status() == Status.RETRACTED) {
            return supersededBy;
        }
        Integer claim = record.claimNumber(header.source());
        return Objects.equals(claim, header.number()) ? null : claim;
    }

    /**
     * Returns the finding on an answer about a crisis, UNCHANGED if the ETag has the last position.
     *
     * @param position the last position of the crisis, or null if it is unknown to the caller
     */
    private static Finding crisisFinding(Holding holding, Long position) {
        if (position == null) {
            return Finding.unknown(holding);
        }
        boolean isUnchanged = position == Validator.position(holding.etag());
        return Finding.ofCrisis(holding, isUnchanged ? HoldingState.UNCHANGED : HoldingState.CHANGED, position);
    }

    /**
     * Returns the finding on an answer about a record, UNCHANGED if the ETag has the last number.
     *
     * @param record the state of the record, or null if it is unknown to the caller
     */
    private static Finding recordFinding(Holding holding, RecordState record) {
        if (record == null) {
            return Finding.unknown(holding);
        }
        boolean isUnchanged = record.lastNumber == Validator.number(holding.etag());
        return Finding.ofRecord(holding, isUnchanged ? HoldingState.UNCHANGED : HoldingState.CHANGED, record.currentNumber(),
                record.lastNumber);
    }

    /**
     * The held revisions that exist, and others with the same numbers in other held records.
     *
     * @param standings the standing by record
     * @param successors the number of each superseded revision's successor, by the revision; others are absent
     * @param successorRevisions the successors by record and number
     */
    private record HeldRevisions(Set<RevisionHeader> headers, Map<String, Standing> standings,
            Map<RevisionHeader, Integer> successors, Map<String, Map<Integer, Revision<Content>>> successorRevisions) {

        /**
         * Returns the finding on a held revision; its state is UNKNOWN if the revision does not exist or the
         * caller may not read it.
         *
         * @param record the state of the record; null only if the record is unknown to the caller
         */
        Finding finding(Holding holding, RecordState record) {
            RevisionHeader header = header(holding);
            if (header == null) {
                return Finding.unknown(holding);
            }
            Revision<Content> successor = successor(header);
            HoldingState state = state(header, record, successor);
            SupersededBy by = successor == null ? null : SupersededBy.of(successor);
            return Finding.ofRevision(holding, state, by, record.claimNumber(header.source()), record.currentNumber(),
                    record.lastNumber);
        }

        /** Returns the header of a held revision, or null if it does not exist or the caller may not read it. */
        private RevisionHeader header(Holding holding) {
            return headers.stream()
                    .filter(header -> header.record().equals(holding.record()) && header.number() == holding.number())
                    .findFirst().orElse(null);
        }

        /** Returns the successor of a revision in all languages, or null if there is none. */
        private Revision<Content> successor(RevisionHeader header) {
            Integer number = successors.get(header);
            return number == null ? null : successorRevisions.get(header.record()).get(number);
        }

        /**
         * Returns the state of a revision that exists. RETRACTION takes precedence over RETRACTED, and
         * that over the others.
         *
         * @param record the state of its record
         * @param successor its successor, or null if there is none
         */
        private HoldingState state(RevisionHeader header, RecordState record, Revision<?> successor) {
            if (header.status() == Status.RETRACTED) {
                return HoldingState.RETRACTION;
            }
            if (standings.get(header.record()).isWithdrawn(header.number())) {
                return HoldingState.RETRACTED;
            }
            if (successor == null) {
                boolean isCurrent = Objects.equals(record.currentNumber(), header.number());
                return isCurrent ? HoldingState.CURRENT : HoldingState.CLAIM;
            }
            boolean isCorrection = successor.status() == Status.CORRECTED
                    && Objects.equals(successor.supersedes(), header.number());
            return isCorrection ? HoldingState.CORRECTED : HoldingState.SUPERSEDED;
        }
    }

    /**
     * Fails with 400 unless each ETag belongs to an answer about the kind of resource that its holding names; the
     * problem lists all violations.
     */
    private static void requireMatchingETags(List<Holding> holdings) {
        List<Violation> violations = new ArrayList<>();
        for (int index = 0; index < holdings.size(); index++) {
            Holding holding = holdings.get(index);
            String field = "items[" + index + "].etag";
            if (holding.etag() != null && holding.record() != null && Validator.number(holding.etag()) < 0) {
                violations.add(Violation.body(field, "is not the ETag of an answer about a record"));
            }
            if (holding.crisis() != null && Validator.position(holding.etag()) < 0) {
                violations.add(Violation.body(field, "is not the ETag of an answer about the revisions of a crisis"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.INVALID.at(violations);
        }
    }

    /** Returns the distinct values of a component of the holdings, without null. */
    private static <T> Set<T> distinct(Collection<Holding> holdings, Function<Holding, T> component) {
        return holdings.stream().map(component).filter(Objects::nonNull).collect(toSet());
    }
}
