package org.isnad.chain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.isnad.content.Kind;
import org.isnad.database.NotificationChannel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/**
 * Fires {@link CrisisChanged} for each crisis that a committed transaction has changed: at this instance after the commit, and
 * on PostgreSQL by a notification at all instances. An H2 database serves one instance only.
 */
@ApplicationScoped
class LedgerChanges {

    private final TransactionSynchronizationRegistry transactions;
    private final NotificationChannel channel;
    private final LedgerRow.Repository ledgers;
    private final Event<CrisisChanged> changed;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer lag;

    /** Registers the metric of the lag. */
    LedgerChanges(TransactionSynchronizationRegistry transactions, NotificationChannel channel, LedgerRow.Repository ledgers,
            Event<CrisisChanged> changed, Clock clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.channel = channel;
        this.ledgers = ledgers;
        this.changed = changed;
        this.clock = clock;
        this.meters = meters;
        this.lag = Timer.builder("isnad.feed.lag")
                .description("Time from recording a revision to its notification at this instance").register(meters);
    }

    /** Registers a change of a ledger by the current transaction. */
    void add(LedgerRow ledger) {
        ofTransaction().byCrisis.put(ledger.crisisId, ledger);
    }

    /** Registers an append to a ledger by the current transaction, which is counted in the metric isnad.appends. */
    void addAppend(LedgerRow ledger, Kind kind) {
        add(ledger);
        ofTransaction().appends.merge(kind, 1, Integer::sum);
    }

    private TransactionChanges ofTransaction() {
        TransactionChanges changes = (TransactionChanges) transactions.getResource(TransactionChanges.class);
        if (changes == null) {
            changes = new TransactionChanges();
            transactions.putResource(TransactionChanges.class, changes);
            transactions.registerInterposedSynchronization(changes);
        }
        return changes;
    }

    /**
     * Collects the crises that one transaction changes and the number of revisions that it appends. Sends a
     * notification of each crisis before the commit, and tells this instance after it.
     */
    private class TransactionChanges implements Synchronization {

        private final Map<String, LedgerRow> byCrisis = new TreeMap<>();
        private final Map<Kind, Integer> appends = new TreeMap<>();

        /** Sends a notification to all instances, if there may be several. They receive it only if the transaction commits. */
        @Override
        public void beforeCompletion() {
            if (channel.isShared()) {
                byCrisis.values().forEach(row -> channel.send(row.crisisId + " " + row.position + " " + row.recordedAt));
            }
        }

        /** Tells this instance also if the outcome is unknown, because the transaction may have been committed. */
        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_ROLLEDBACK) {
                return;
            }
            appends.forEach((kind, count) -> meters.counter("isnad.appends", "kind", kind.path()).increment(count));
            byCrisis.values().forEach(LedgerChanges.this::publish);
            if (!channel.isShared()) {
                byCrisis.values().forEach(row -> recordLag(row.recordedAt));
            }
        }
    }

    /** Subscribes to the notifications of all instances, if there may be several. */
    void onStart(@Observes StartupEvent start) {
        if (channel.isShared()) {
            channel.listen(this::publishAll, this::receive);
        }
    }

    /** Fires the event for every crisis, because notifications may have been missed. */
    @ActivateRequestContext
    void publishAll() {
        QuarkusTransaction.requiringNew().call(() -> ledgers.listAll()).forEach(this::publish);
    }

    private void publish(LedgerRow row) {
        changed.fire(new CrisisChanged(row.crisisId, row.position, row.recordedAt));
    }

    /**
     * Records the lag of a notification and fires the event.
     *
     * @param message the id of the crisis, its position and recordedAt, separated by spaces
     */
    private void receive(String message) {
        String[] parts = message.split(" ");
        Instant recordedAt = Instant.parse(parts[2]);
        recordLag(recordedAt);
        changed.fire(new CrisisChanged(parts[0], Long.parseLong(parts[1]), recordedAt));
    }

    private void recordLag(Instant recordedAt) {
        Duration elapsed = Duration.between(recordedAt, clock.instant());
        // The clocks of two instances may differ.
        lag.record(elapsed.isNegative() ? Duration.ZERO : elapsed);
    }
}
