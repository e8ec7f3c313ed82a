package org.isnad.reads;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordKey;
import org.isnad.content.Rejection;
import org.isnad.sources.Sources;
import org.isnad.web.ConditionalRequest;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;

/** The view that the parameters of a read select, the access checks of reads, and the validators of their responses. */
@ApplicationScoped
public class Reads {

    private final History history;
    private final CrisisStates states;
    private final Sources sources;
    private final Clock clock;

    Reads(History history, CrisisStates states, Sources sources, Clock clock) {
        this.history = history;
        this.states = states;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Returns the view of a crisis that asOf and knownAt of the parameters select, up to its last position. Waits for
     * in-flight appends if knownAt is recent.
     *
     * @param crisis the id of a crisis, given in the path
     * @throws Rejection UNKNOWN if the caller may not read the crisis, INVALID if this mirror may lack revisions
     *         recorded by knownAt
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if a time is malformed or in the future
     */
    public ReadView ofCrisis(String crisis, ReadParameters parameters) {
        return view(crisis, parameters, parameters.seenPosition());
    }

    /**
     * Returns the view of a record's crisis as {@link #ofCrisis} does. It includes the revisions that the client states to have
     * seen, perhaps at another instance, so that reads are monotonic.
     */
    public ReadView ofRecord(RecordKey record, ReadParameters parameters) {
        ReadView view = ofCrisis(record.crisis(), parameters);
        int seen = parameters.seenNumber();
        boolean isBehind = seen > 0 && history.chain(record, view.bounds()).numbered(seen) == null;
        return isBehind ? view(record.crisis(), parameters, Long.MAX_VALUE) : view;
    }

    private ReadView view(String crisis, ReadParameters parameters, long seen) {
        return history.view(crisis, parameters.asOf(clock), parameters.certain, parameters.knownAt(clock), seen);
    }

    /**
     * Returns the view of a crisis as {@link #ofCrisis} does, but fails with 400 if the crisis is null or unknown, or
     * the caller may not read it.
     *
     * @param crisis the value of the query parameter crisis
     */
    public ReadView ofParameter(String crisis, ReadParameters parameters) {
        if (crisis == null) {
            throw Problem.INVALID.at(Violation.query("crisis", "is required"));
        }
        if (states.of(crisis, parameters.seenPosition()).isEmpty()) {
            throw Problem.INVALID.at(Violation.query("crisis", "is an unknown crisis"));
        }
        return ofCrisis(crisis, parameters);
    }

    /**
     * Fails with 400 if a query parameter names an unknown source.
     *
     * @param parameter the name of the parameter
     * @param source the value of the parameter, or null if it is absent
     */
    public void requireSource(String parameter, String source) {
        if (source != null && !sources.isKnown(source)) {
            throw Problem.INVALID.at(Violation.query(parameter, "is an unknown source"));
        }
    }

    /** Fails with 400 if the source or the carrier of a filter is unknown. */
    public void requireSources(ReportFilter filter) {
        requireSource("source", filter.source);
        requireSource("via", filter.via);
    }

    /**
     * Returns the state of a crisis.
     *
     * @throws Rejection UNKNOWN if the caller may not read the crisis
     */
    public CrisisState state(String crisis) {
        return states.of(crisis).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
    }

    /**
     * Returns the state of a crisis, at the position that the client states to have seen or a later one.
     *
     * @throws Rejection UNKNOWN if the caller may not read the crisis
     */
    public CrisisState state(String crisis, ConditionalRequest parameters) {
        return states.of(crisis, parameters.seenPosition()).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
    }

    /** Whether a crisis is not open to everybody now, so that no cache may store answers about it. */
    public boolean isRestricted(CrisisState state) {
        return states.isRestricted(state);
    }

    /**
     * Returns the validator of a representation that was computed from a view, without links.
     *
     * @param state the state that it was computed from, in the form of {@link Validator#state}
     */
    public static Validator validator(ReadView view, String state) {
        return new Validator(state, view.bounds().isFixed(), view.isRestricted(), view.erasures(), List.of());
    }

    /**
     * Returns the validator of a representation of a crisis that later revisions can change, without links.
     *
     * @param state the state that it was computed from, in the form of {@link Validator#state}
     */
    public Validator validator(CrisisState crisis, String state) {
        return new Validator(state, false, states.isRestricted(crisis), crisis.erasures(), List.of());
    }
}
