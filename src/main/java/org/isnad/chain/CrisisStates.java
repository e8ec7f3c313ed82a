package org.isnad.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;

import org.isnad.access.Caller;
import org.isnad.access.Visibility;
import org.isnad.content.Kind;
import org.isnad.content.Rejection;

/** The states of the crises' logs, and their visibility. */
@ApplicationScoped
public class CrisisStates {

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final Caller caller;
    private final Clock clock;

    CrisisStates(LedgerRow.Repository ledgers, RecordRow.Repository records, Caller caller, Clock clock) {
        this.ledgers = ledgers;
        this.records = records;
        this.caller = caller;
        this.clock = clock;
    }

    /** The number of a crisis's records of one kind. */
    public record RecordCount(String crisis, Kind kind, long records) {
    }

    /**
     * Creates the log of a new crisis, at position 0 and open to everybody.
     *
     * @param zone the time zone in which the dates of its reports are interpreted
     */
    @Transactional
    public void create(String crisis, ZoneId zone) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ledgers.persist(LedgerRow.empty(crisis, zone, now));
    }

    /**
     * Sets who may read a crisis, and returns the visibility as stored. Locks the ledger; does not check the
     * caller's role.
     *
     * @throws Rejection UNKNOWN if the caller may not read the crisis, FORBIDDEN if the caller's credential is for
     *         other crises
     */
    @Transactional
    public Visibility setVisibility(String crisis, Visibility visibility) {
        LedgerRow ledger = ledgers.lock(crisis).filter(row -> caller.mayRead(crisis, row.visibility()))
                .orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        caller.requireWithin(crisis);
        ledger.setVisibility(visibility);
        return ledger.visibility();
    }

    /**
     * Returns the states of all crises in no particular order, whoever may read them. Works outside of a request, too.
     */
    @ActivateRequestContext
    @Transactional
    public List<CrisisState> all() {
        return ledgers.listAll().stream().map(LedgerRow::state).toList();
    }

    /** Returns the state of a crisis, or empty if it does not exist or the caller may not read it. */
    @Transactional
    public Optional<CrisisState> of(String crisis) {
        return of(List.of(crisis)).stream().findFirst();
    }

    /** Returns the states of those crises that exist and that the caller may read, in no particular order. */
    @Transactional
    public List<CrisisState> of(Collection<String> crises) {
        return ledgers.named(crises).stream().map(LedgerRow::state)
                .filter(state -> caller.mayRead(state.crisis(), state.visibility())).toList();
    }

    /** Whether the crisis is not open to everybody now; the caller may be able to read it nevertheless. */
    public boolean isRestricted(CrisisState state) {
        return caller.isRestricted(state.visibility());
    }

    /**
     * Returns how many records of each kind some crises have, in no particular order; kinds without records are absent.
     * Does not check whether the caller may read the crises.
     */
    @Transactional
    public List<RecordCount> recordCounts(Collection<String> crises) {
        return records.counts(crises);
    }
}
