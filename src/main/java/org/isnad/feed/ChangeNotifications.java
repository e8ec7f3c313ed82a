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
 * Notifies readers that a crisis has a new position, whichever instance appended the revision. With PostgreSQL the
 * notification is a part of the append's transaction; with H2 the commit itself notifies.
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

    /** A reader that waits for a position beyond another one. */
    private record Waiter(String crisis, long after, CompletableFuture<Void> notified) {
    }

    /** Completes when the crisis has a position beyond another one, or when the time since this call is over. */
    Uni<Void> beyond(String crisis, long after, Duration most) {
        CompletableFuture<Void> notified = new CompletableFuture<>();
        Waiter waiter = new Waiter(crisis, after, notified);
        waiters.add(waiter);
        notified.whenComplete((nothing, failure) -> waiters.remove(waiter));
        notified.completeOnTimeout(null, isShuttingDown ? 0 : most.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom().completionStage(notified).onCancellation().invoke(() -> notified.cancel(false));
    }

    void onAppended(@Observes RevisionAppended appended) {
        TransactionAppends appends = (TransactionAppends) transactions.getResource(TransactionAppends.class);
        if (appends == null) {
            appends = new TransactionAppends();
            transactions.putResource(TransactionAppends.class, appends);
            transactions.registerInterposedSynchronization(appends);
        }
        appends.add(appended.revision());
    }

    /** The revisions that one transaction appends. */
    private class TransactionAppends implements Synchronization {

        private final Map<String, Revision<?>> lastByCrisis = new TreeMap<>();
        private final Map<String, Integer> countByKind = new TreeMap<>();

        void add(Revision<?> revision) {
            lastByCrisis.put(revision.crisis(), revision);
            countByKind.merge(revision.kind().path(), 1, Integer::sum);
        }

        @Override
        public void beforeCompletion() {
            if (channel.isShared()) {
                lastByCrisis.values().forEach(last -> channel
                        .send(last.crisis() + " " + last.position() + " " + last.recordedAt()));
            }
        }

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

    void onStart(@Observes StartupEvent start) {
        if (channel.isShared()) {
            channel.listen(this::notifyAllWaiters, this::receive);
        }
    }

    /** A waiting request would delay the shutdown. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
        waiters.forEach(waiter -> waiter.notified.complete(null));
    }

    /** Notifies of what may have been missed while the channel was not connected. */
    private void notifyAllWaiters() {
        states.all().forEach(state -> notifyWaiters(state.crisis(), state.position()));
    }

    private void receive(String message) {
        String[] parts = message.split(" ");
        recordLag(Instant.parse(parts[2]));
        notifyWaiters(parts[0], Long.parseLong(parts[1]));
    }

    private void recordLag(Instant recordedAt) {
        Duration since = Duration.between(recordedAt, clock.instant());
        lag.record(since.isNegative() ? Duration.ZERO : since);
    }

    private void notifyWaiters(String crisis, long position) {
        waiters.stream().filter(waiter -> waiter.crisis.equals(crisis) && waiter.after < position)
                .forEach(waiter -> waiter.notified.complete(null));
    }
}
