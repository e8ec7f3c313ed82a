package org.isnad.feed;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;

/** Notifies waiting readers of changes of crises. */
@ApplicationScoped
class ChangeNotifications {

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean isShuttingDown;

    /** Registers the metric of the number of waiting readers. */
    ChangeNotifications(MeterRegistry meters) {
        meters.gaugeCollectionSize("isnad.feed.waiting", Tags.empty(), waiters);
    }

    /** A reader that waits for a state of a crisis. */
    private record Waiter(Predicate<CrisisState> condition, CompletableFuture<Void> notified) {
    }

    /**
     * Returns a future that completes at the first notification of a state that a condition matches, at the timeout, or when
     * the
     * service shuts down. The states already reached are not checked, so the caller must read them after this call.
     */
    CompletableFuture<Void> await(Predicate<CrisisState> condition, Duration timeout) {
        CompletableFuture<Void> notified = new CompletableFuture<>();
        Waiter waiter = new Waiter(condition, notified);
        waiters.add(waiter);
        notified.whenComplete((nothing, failure) -> waiters.remove(waiter));
        notified.completeOnTimeout(null, isShuttingDown ? 0 : timeout.toMillis(), TimeUnit.MILLISECONDS);
        return notified;
    }

    /** Completes the waits whose condition the state matches. */
    void onChanged(@Observes CrisisChanged changed) {
        for (Waiter waiter : waiters) {
            if (waiter.condition.test(changed.state())) {
                waiter.notified.complete(null);
            }
        }
    }

    /** Completes all waits, which would delay the shutdown; later ones complete at once. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
        waiters.forEach(waiter -> waiter.notified.complete(null));
    }
}
