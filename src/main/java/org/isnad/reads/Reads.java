package org.isnad.reads;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.content.Rejection;
import org.isnad.sources.Sources;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;

/** Turns the parameters of a read into what it may see, and what it saw into a validator. */
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
     * Returns what a read of the crisis in a path may see.
     *
     * @throws Rejection UNKNOWN if the caller may not read the crisis
     */
    public ReadView ofCrisis(String crisis, ReadParameters parameters) {
        return history.view(crisis, parameters.asOf(clock), parameters.knownAt(clock));
    }

    /** Returns what a read of the crisis in the query parameter crisis may see; an unknown crisis is 400. */
    public ReadView ofParameter(String crisis, ReadParameters parameters) {
        if (crisis == null) {
            throw Problem.INVALID.at(Violation.query("crisis", "must be given"));
        }
        if (states.of(crisis).isEmpty()) {
            throw Problem.INVALID.at(Violation.query("crisis", "is an unknown crisis"));
        }
        return ofCrisis(crisis, parameters);
    }

    /** Fails with 400 unless a query parameter is absent or names a source. */
    public void requireSource(String parameter, String source) {
        if (source != null && !sources.unknownAmong(source, null).isEmpty()) {
            throw Problem.INVALID.at(Violation.query(parameter, "is an unknown source"));
        }
    }

    /** Returns the state of a crisis, or fails with 404 if the caller may not read it. */
    public CrisisState state(String crisis) {
        return states.of(crisis).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
    }

    /** Whether not everybody may read a crisis now. */
    public boolean isRestricted(CrisisState state) {
        return states.isRestricted(state);
    }

    /** Returns the validator of a representation that was computed from a view. */
    public static Validator validator(ReadView view, String state) {
        return new Validator(state, view.bounds().isFixed(), view.isRestricted(), view.erasures(), List.of());
    }

    /** Returns the validator of a representation of a crisis's state. */
    public Validator validator(CrisisState crisis, String state) {
        return new Validator(state, false, states.isRestricted(crisis), crisis.erasures(), List.of());
    }
}
