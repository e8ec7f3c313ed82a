package org.isnad.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.isnad.chain.CrisisStates;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionAppended;
import org.isnad.database.NotificationChannel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/**
 * Notifies waiting readers of new positions in a crisis. Each instance notifies its own readers after the commit of an
 * append; on PostgreSQL, it also sends a notification to all instances in the transaction of the append. An H2 database
 * serves one instance only.
 */
@ApplicationScoped
class ChangeNotifications {

    private final TransactionSynchronizationRegistry transactions;
    private final NotificationChannel channel;
    private final CrisisStates states;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer lag;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean isShuttingDown;

    /** Registers the metrics of the lag and of the number of waiting readers. */
    ChangeNotifications(TransactionSynchronizationRegistry transactions, NotificationChannel channel, CrisisStates states,
            Clock clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.channel = channel;
        this.states = states;
        this.clock = clock;
        this.meters = meters;
        this.lag = Timer.builder("isnad.feed.lag")
                .description("Time from recording a revision to its notification at this instance").register(meters);
        meters.gaugeCollectionSize("isnad.feed.waiting", Tags.empty(), waiters);
    }

    /** A reader that waits for a position of a crisis greater than {@code after}. */
    private record Waiter(String crisis, long after, CompletableFuture<Void> notified) {
    }

    /**
     * Returns a Uni that completes at the first notification of a position of the crisis greater than {@code after}, at
     * the timeout, or when the service shuts down. The wait starts with this call, not with the subscription. The
     * position already reached is not checked, so the caller must read it after this call.
     */
    Uni<Void> awaitPositionAfter(String crisis, long after, Duration timeout) {
        CompletableFuture<Void> notified = new CompletableFuture<>();
        Waiter waiter = new Waiter(crisis, after, notified);
        waiters.add(waiter);
        notified.whenComplete((nothing, failure) -> waiters.remove(waiter));
        notified.completeOnTimeout(null, isShuttingDown ? 0 : timeout.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom().completionStage(notified).onCancellation().invoke(() -> notified.cancel(false));
    }

    /**
     * Registers an appended revision: when the current transaction commits, readers are notified of it and it is counted in the
     * metric isnad.appends; after a rollback neither happens.
     */
    void onAppended(@Observes RevisionAppended appended) {
        TransactionAppends appends = (TransactionAppends) transactions.getResource(TransactionAppends.class);
        if (appends == null) {
            appends = new TransactionAppends();
            transactions.putResource(TransactionAppends.class, appends);
            transactions.registerInterposedSynchronization(appends);
        }
        appends.add(appended.revision());
    }

    /** The revisions appended by one transaction. */
    private class TransactionAppends implements Synchronization {

        private final Map<String, Revision<?>> lastByCrisis = new TreeMap<>();
        private final Map<String, Integer> countByKind = new TreeMap<>();

        /** Adds a revision, whose position is greater than those added before for its crisis. */
        void add(Revision<?> revision) {
            lastByCrisis.put(revision.crisis(), revision);
            countByKind.merge(revision.kind().path(), 1, Integer::sum);
        }

        /**
         * Sends the last position of each crisis to all instances, if several may use the database. They receive it
         * only if the transaction commits.
         */
        @Override
        public void beforeCompletion() {
            if (channel.isShared()) {
                lastByCrisis.values().forEach(this::send);
            }
        }

        /** Sends a message in the format of {@link ChangeNotifications#receive}. */
        private void send(Revision<?> last) {
            channel.send(last.crisis() + " " + last.position() + " " + last.recordedAt());
        }

        /**
         * After a commit, counts the revisions in the metrics and notifies the readers of this instance. Records the
         * lag only if no notification is sent, because otherwise {@link ChangeNotifications#receive} records it.
         */
        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            countByKind.forEach((kind, count) -> meters.counter("isnad.appends", "kind", kind).increment(count));
            lastByCrisis.values().forEach(last -> notifyWaiters(last.crisis(), last.position()));
            if (!channel.isShared()) {
                lastByCrisis.values().forEach(last -> recordLag(last.recordedAt()));
            }
        }
    }

    /** Subscribes to the notifications of all instances, if several may use the database. */
    void onStart(@Observes StartupEvent start) {
        if (channel.isShared()) {
            channel.listen(this::notifyOfMissedPositions, this::receive);
        }
    }

    /** Completes all waits, which would delay the shutdown; later ones complete at once. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
        waiters.forEach(waiter -> waiter.notified.complete(null));
    }

    /** Notifies waiters of the last position of every crisis, because notifications may have been lost. */
    private void notifyOfMissedPositions() {
        states.all().forEach(state -> notifyWaiters(state.crisis(), state.position()));
    }

    /**
     * Records the lag of a notification and notifies the readers of this instance.
     *
     * @param message the id of the crisis, the position and its recordedAt, separated by spaces
     */
    private void receive(String message) {
        String[] parts = message.split(" ");
        recordLag(Instant.parse(parts[2]));
        notifyWaiters(parts[0], Long.parseLong(parts[1]));
    }

    private void recordLag(Instant recordedAt) {
        Duration elapsed = Duration.between(recordedAt, clock.instant());
        // The clocks of two instances may differ.
        lag.record(elapsed.isNegative() ? Duration.ZERO : elapsed);
    }

    /** Completes the waits on the crisis whose {@code after} is less than the position. */
    private void notifyWaiters(String crisis, long position) {
        for (Waiter waiter : waiters) {
            if (waiter.crisis.equals(crisis) && waiter.after < position) {
                waiter.notified.complete(null);
            }
        }
    }
}
