package org.isnad.feed;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.isnad.access.Caller;
import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;
import org.isnad.http.LongPollLimit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The requests of feeds that wait for a change of a crisis. */
@ApplicationScoped
class LongPolls {

    private final LongPollLimit limit;
    private final Caller caller;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean isShuttingDown;

    /** Registers the metric of the number of waiting requests. */
    LongPolls(LongPollLimit limit, Caller caller, MeterRegistry meters) {
        this.limit = limit;
        this.caller = caller;
        meters.gaugeCollectionSize("isnad.feed.waiting", Tags.empty(), waiters);
    }

    /** A request that waits for a state of a crisis. */
    private record Waiter(Predicate<CrisisState> isNew, CompletableFuture<Void> notified) {
    }

    /**
     * Returns the answer of the current request, computed on a worker thread at the first change to a new state, at the
     * timeout, or when the service shuts down. It fails with {@link io.quarkus.security.AuthenticationFailedException} if the
     * caller's credential is no longer valid then.
     *
     * @param isNew whether a state is new to the client; called on the thread that notifies of the state
     * @param hasChanged whether a state is new to the client already; called once the wait has begun
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (429) if too many requests of the address or credential are waiting
     */
    <T> Uni<T> answerAfter(Predicate<CrisisState> isNew, Duration timeout, BooleanSupplier hasChanged, Supplier<T> answer) {
        CompletableFuture<Void> change = new CompletableFuture<>();
        Uni<Void> wakeUp = limit.counted(Uni.createFrom().completionStage(change), caller.nameOrNull());
        completeAfter(isNew, timeout, change);
        // A revision that was committed before the wait began does not end it.
        if (hasChanged.getAsBoolean()) {
            change.complete(null);
        }
        return wakeUp.emitOn(Infrastructure.getDefaultWorkerPool()).map(ignored -> {
            caller.requireStillValid();
            return answer.get();
        });
    }

    /** Completes the future at the first change to a new state, at the timeout, or when the service shuts down. */
    private void completeAfter(Predicate<CrisisState> isNew, Duration timeout, CompletableFuture<Void> notified) {
        Waiter waiter = new Waiter(isNew, notified);
        waiters.add(waiter);
        notified.whenComplete((nothing, failure) -> waiters.remove(waiter));
        notified.completeOnTimeout(null, isShuttingDown ? 0 : timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes the waits for which the state is new. */
    void onChanged(@Observes CrisisChanged changed) {
        for (Waiter waiter : waiters) {
            if (waiter.isNew.test(changed.state())) {
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
