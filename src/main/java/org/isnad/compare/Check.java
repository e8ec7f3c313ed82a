package org.isnad.compare;

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

import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RecordKey;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.compare.CheckResource.Finding;
import org.isnad.compare.CheckResource.Holding;
import org.isnad.compare.CheckResource.HoldingState;
import org.isnad.compare.CheckResource.SupersededBy;
import org.isnad.content.Content;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Validator;

/** Determines whether revisions and answers are still current. */
@ApplicationScoped
class Check {

    private final History history;
    private final CrisisStates states;

    Check(History history, CrisisStates states) {
        this.history = history;
        this.states = states;
    }

    /** The present state of a record. */
    private record RecordState(RecordKey key, RecordChain chain) {

        /** Returns the highest number of its revisions. */
        int lastNumber() {
            return chain.lastNumber();
        }

        /**
         * Returns the number of the claim of a revision's source for the same count, of a retraction's source for any; null if
         * it has none.
         */
        Integer claimNumber(RevisionHeader held) {
            return chain.standing().claims().stream().filter(claim -> claim.source().equals(held.source()))
                    .filter(claim -> held.status() == Status.RETRACTED || claim.count() == held.count())
                    .map(RevisionHeader::number).findFirst().orElse(null);
        }

        /**
         * Returns the retraction or else the revision that supersedes a revision, or else its source's newer claim for the same
         * count, or null. A
         * retraction has a successor only if it is superseded itself.
         */
        RevisionHeader successor(RevisionHeader header) {
            Integer supersededBy = chain.standing().supersededBy(header.number());
            if (supersededBy != null) {
                return chain.numbered(supersededBy);
            }
            Integer claim = claimNumber(header);
            boolean hasSuccessor = header.status() != Status.RETRACTED && claim != null && claim != header.number();
            return hasSuccessor ? chain.numbered(claim) : null;
        }
    }

    /**
     * Returns a finding for each holding, in the same order; its state is UNKNOWN if the resource does not exist or the
     * caller may not read it.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if an ETag does not belong to an answer about the kind
     *         of resource that its holding names
     */
    List<Finding> findings(List<Holding> holdings) {
        requireMatchingETags(holdings);
        Map<String, Long> positions = new HashMap<>();
        for (String crisis : distinct(holdings, Holding::crisis)) {
            states.of(crisis).ifPresent(state -> positions.put(crisis, state.position()));
        }
        Map<String, RecordState> records = new HashMap<>();
        for (RecordKey key : history.readable(distinct(holdings, Holding::record))) {
            RecordChain chain = history.chain(key, AsOf.NOW);
            // A record that another instance has just created may not have reached this one.
            if (!chain.isEmpty()) {
                records.put(key.record(), new RecordState(key, chain));
            }
        }
        Map<RevisionHeader, Revision<Content>> successors = loadSuccessors(holdings, records);
        List<Finding> findings = new ArrayList<>();
        for (Holding holding : holdings) {
            findings.add(holding.crisis() == null ? finding(holding, records.get(holding.record()), successors)
                    : crisisFinding(holding, positions.get(holding.crisis())));
        }
        return findings;
    }

    /** Returns the finding on a record, which is null if it is unknown to the caller, or on a revision of it. */
    private static Finding finding(Holding holding, RecordState record, Map<RevisionHeader, Revision<Content>> successors) {
        if (record == null) {
            return Finding.unknown(holding);
        }
        return holding.etag() == null ? revisionFinding(holding, record, successors) : recordFinding(holding, record);
    }

    /** Loads the successors of the held revisions in all languages, by header, in one SQL statement per crisis at most. */
    private Map<RevisionHeader, Revision<Content>> loadSuccessors(List<Holding> holdings, Map<String, RecordState> records) {
        Map<String, Set<RevisionHeader>> byCrisis = new HashMap<>();
        for (Holding holding : holdings) {
            RecordState record = records.get(holding.record());
            RevisionHeader held = record == null || holding.number() == null ? null : record.chain.numbered(holding.number());
            RevisionHeader successor = held == null ? null : record.successor(held);
            if (successor != null) {
                byCrisis.computeIfAbsent(record.key.crisis(), crisis -> new HashSet<>()).add(successor);
            }
        }
        Map<RevisionHeader, Revision<Content>> successors = new HashMap<>();
        byCrisis.forEach((crisis, headers) -> {
            Map<Long, Revision<Content>> revisions = history.whole(crisis, headers);
            headers.forEach(header -> successors.put(header, revisions.get(header.position())));
        });
        return successors;
    }

    /**
     * Returns the finding on an answer about a crisis, UNCHANGED if the ETag has the last position of what the answer is made
     * of.
     *
     * @param position the last position of the crisis, or null if it is unknown to the caller
     */
    private Finding crisisFinding(Holding holding, Long position) {
        if (position == null) {
            return Finding.unknown(holding);
        }
        ReadView view = history.view(holding.crisis(), null, false, null, 0);
        boolean isUnchanged = history.position(view, Validator.kind(holding.etag())) == Validator.position(holding.etag());
        return Finding.ofCrisis(holding, isUnchanged ? HoldingState.UNCHANGED : HoldingState.CHANGED, position);
    }

    /** Returns the finding on an answer about a record, UNCHANGED if the ETag has the last number and the last decision. */
    private static Finding recordFinding(Holding holding, RecordState record) {
        boolean isUnchanged = record.lastNumber() == Validator.number(holding.etag())
                && record.chain.decidedAt() == Validator.decidedAt(holding.etag());
        return Finding.ofRecord(holding, isUnchanged ? HoldingState.UNCHANGED : HoldingState.CHANGED,
                record.chain.standing(), record.lastNumber());
    }

    /** Returns the finding on a revision; its state is UNKNOWN if the record has no revision with the number. */
    private static Finding revisionFinding(Holding holding, RecordState record,
            Map<RevisionHeader, Revision<Content>> successors) {
        RevisionHeader header = record.chain.numbered(holding.number());
        if (header == null) {
            return Finding.unknown(holding);
        }
        RevisionHeader successor = record.successor(header);
        SupersededBy by = successor == null ? null : SupersededBy.of(successors.get(successor));
        return Finding.ofRecord(holding, state(header, record, successor), record.chain.standing(), record.lastNumber())
                .ofRevision(header.status(), by, record.claimNumber(header));
    }

    /**
     * Returns the state of a revision that exists. RETRACTION takes precedence over RETRACTED, and that over the others.
     *
     * @param record the state of its record
     * @param successor its successor, or null if there is none
     */
    private static HoldingState state(RevisionHeader header, RecordState record, RevisionHeader successor) {
        if (header.status() == Status.RETRACTED) {
            return HoldingState.RETRACTION;
        }
        if (record.chain.standing().isWithdrawn(header.number())) {
            return HoldingState.RETRACTED;
        }
        if (record.chain.standing().heldBy() != null) {
            return HoldingState.HELD;
        }
        if (successor == null) {
            if (!Objects.equals(record.claimNumber(header), header.number())) {
                return header.isErased() ? HoldingState.ERASED : HoldingState.SUPERSEDED;
            }
            boolean isPreferred = Objects.equals(record.chain.standing().preferredNumber(), header.number());
            return isPreferred ? HoldingState.PREFERRED : HoldingState.CLAIM;
        }
        boolean isCorrection = successor.status() == Status.CORRECTED
                && Objects.equals(successor.supersedes(), header.number());
        return isCorrection ? HoldingState.CORRECTED : HoldingState.SUPERSEDED;
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
