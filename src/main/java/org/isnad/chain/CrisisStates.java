package org.isnad.chain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;

import org.isnad.access.Caller;
import org.isnad.access.Visibility;
import org.isnad.content.Kind;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Text;
import org.isnad.database.DatabaseFailures;
import org.isnad.database.NotificationChannel;

import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * The states of the crises' logs, and their visibility. They are kept in memory while notifications tell what has changed;
 * otherwise each call reads the database.
 */
@ApplicationScoped
public class CrisisStates {

    /**
     * The pause before the next query after the database was found unavailable, so that reads do not wait for it one by one.
     */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final LedgerRow.Repository ledgers;
    private final RecordRow.Repository records;
    private final LedgerChanges changes;
    private final NotificationChannel channel;
    private final Caller caller;
    private final ReadBasis basis;
    private final Notices notices;
    private final Clock clock;
    private final Map<String, CrisisState> known = new ConcurrentHashMap<>();
    private volatile Instant unavailableUntil = Instant.MIN;
    private volatile Instant reloadedAt = Instant.EPOCH;

    CrisisStates(LedgerRow.Repository ledgers, RecordRow.Repository records, LedgerChanges changes,
            NotificationChannel channel, Caller caller, ReadBasis basis, Notices notices, Clock clock) {
        this.ledgers = ledgers;
        this.records = records;
        this.changes = changes;
        this.channel = channel;
        this.caller = caller;
        this.basis = basis;
        this.notices = notices;
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
        LedgerRow ledger = LedgerRow.empty(crisis, zone, now);
        ledgers.persist(ledger);
        changes.add(ledger);
    }

    /**
     * Sets who may read a crisis, appends a notice of it, and returns the visibility as stored. Locks the ledger; does not
     * check the caller's role.
     *
     * @param reason the public reason, or null
     * @param condition whether the stored visibility may be replaced
     * @throws Rejection UNKNOWN if the caller may not read the crisis, FORBIDDEN if the caller's credential is for
     *         other crises, OUTDATED if the stored visibility may not be replaced
     */
    @Transactional
    public Visibility setVisibility(String crisis, Visibility visibility, Text reason, Predicate<Visibility> condition) {
        LockedCrisis locked = changes.lock(crisis).filter(found -> caller.mayRead(crisis, found.ledger().visibility()))
                .orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        caller.requireWithin(crisis);
        LedgerRow ledger = locked.ledger();
        if (!condition.test(ledger.visibility())) {
            throw Rejection.outdated("The visibility of the crisis has changed; read it again");
        }
        Visibility before = ledger.visibility();
        ledger.setVisibility(visibility);
        changes.add(ledger);
        notices.append(locked, notices.ofReplacement(Notice.Act.VISIBILITY, before, ledger.visibility()), reason);
        return ledger.visibility();
    }

    /** Stores the state after a change. Runs before the observers that read it. */
    void onChanged(@Observes @Priority(Interceptor.Priority.APPLICATION - 1) CrisisChanged changed) {
        keep(changed.state());
    }

    private void keep(CrisisState state) {
        known.merge(state.crisis(), state, (last, next) -> next.version() > last.version() ? next : last);
    }

    /** Returns the state of a crisis, or empty if it does not exist or the caller may not read it. */
    public Optional<CrisisState> of(String crisis) {
        return of(crisis, 0);
    }

    /**
     * Returns the state of a crisis at a position that the caller has seen, perhaps at another instance, or at a
     * later one; empty if the crisis does not exist or the caller may not read it. A position that the crisis has
     * not reached is ignored.
     */
    public Optional<CrisisState> of(String crisis, long seen) {
        Optional<CrisisState> found = Optional.ofNullable(find(crisis, seen));
        found.ifPresent(basis::add);
        Optional<CrisisState> readable = found.filter(state -> caller.mayRead(crisis, state.visibility()));
        readable.ifPresent(basis::addReadable);
        return readable;
    }

    /** Whether all crises still have the given versions. */
    public boolean areUnchanged(Map<String, Long> versions) {
        if (!channel.isInStep()) {
            return false;
        }
        for (Map.Entry<String, Long> version : versions.entrySet()) {
            CrisisState state = known.get(version.getKey());
            if (state == null || state.version() != version.getValue()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the state of a crisis whoever may read it, as {@link #of(String, long)} does, or null if it does not exist. While
     * the database is unavailable, it is the last one known, which {@link ReadBasis#isUnconfirmed} tells.
     */
    CrisisState find(String crisis, long seen) {
        CrisisState last = known.get(crisis);
        if (last == null) {
            return load(crisis);
        }
        return last.position() >= seen && channel.isInStep() ? last : confirm(last);
    }

    /** Returns the stored state, or the last known one while the database is unavailable. */
    private CrisisState confirm(CrisisState last) {
        if (clock.instant().isBefore(unavailableUntil)) {
            basis.setUnconfirmed();
            return last;
        }
        try {
            return load(last.crisis());
        } catch (RuntimeException e) {
            if (!DatabaseFailures.isCausedByTransient(e)) {
                throw e;
            }
            unavailableUntil = clock.instant().plus(RETRY_DELAY);
            basis.setUnconfirmed();
            return last;
        }
    }

    private CrisisState load(String crisis) {
        CrisisState state = QuarkusTransaction.requiringNew()
                .call(() -> ledgers.findByIdOptional(crisis).map(LedgerRow::state).orElse(null));
        if (state != null) {
            keep(state);
        }
        return state;
    }

    /**
     * Returns the state of a crisis, whoever may read it, after all in-flight appends have ended. The crisis must exist.
     */
    CrisisState afterInFlightAppends(String crisis) {
        return QuarkusTransaction.requiringNew().call(() -> ledgers.lockShared(crisis).state());
    }

    /** Returns the states of those crises that exist and that the caller may read, in no particular order. */
    @Transactional
    public List<CrisisState> of(Collection<String> crises) {
        return ledgers.named(crises).stream().map(LedgerRow::state)
                .filter(state -> caller.mayRead(state.crisis(), state.visibility())).toList();
    }

    /**
     * Returns the states of all crises that the caller may read, as {@link #allUnchecked} does.
     */
    public List<CrisisState> readable(LogPositions seen) {
        List<CrisisState> readable = allUnchecked(seen).stream()
                .filter(state -> caller.mayRead(state.crisis(), state.visibility())).toList();
        readable.forEach(basis::add);
        return readable;
    }

    /**
     * Returns the states of all crises, whoever may read them, in the order of their ids. Reads the database if this instance
     * has not been told all changes, or a client has seen more at another instance; the latter not more often than once a
     * second, because a client can state any position.
     */
    public List<CrisisState> allUnchecked(LogPositions seen) {
        boolean isBehind = seen.byCrisis().entrySet().stream().anyMatch(entry -> isBehind(entry.getKey(), entry.getValue()));
        if (!channel.isInStep() || isBehind && mayReload()) {
            QuarkusTransaction.requiringNew().call(() -> ledgers.listAll()).forEach(row -> keep(row.state()));
        }
        return known.values().stream().sorted(Comparator.comparing(CrisisState::crisis)).toList();
    }

    private boolean isBehind(String crisis, long seen) {
        CrisisState state = known.get(crisis);
        return state == null || state.position() < seen;
    }

    private boolean mayReload() {
        Instant now = clock.instant();
        if (now.isBefore(reloadedAt.plus(RETRY_DELAY))) {
            return false;
        }
        reloadedAt = now;
        return true;
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
