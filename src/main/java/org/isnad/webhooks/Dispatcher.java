package org.isnad.webhooks;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.isnad.access.Caller;
import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Log;
import org.isnad.chain.LogPositions;
import org.isnad.chain.MergedLogs;
import org.isnad.chain.MergedLogs.Entry;
import org.isnad.webhooks.Deliveries.Lease;
import org.isnad.webhooks.Events.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * Delivers the webhooks that are due: each one by one thread at a time, of all instances, entry by entry in the order of the
 * log. A change makes them due at once; a check each second finds those that wait after a failure, or whose instance has gone.
 */
@ApplicationScoped
class Dispatcher {

    /** The time within which changes are collected. */
    private static final long COLLECT_MILLIS = 100;

    /** The number of pings at the same time. */
    private static final int PING_THREADS = 4;

    /** The time after which a webhook with more to deliver makes room for others. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Events events;
    private final Sender sender;
    private final Log log;
    private final Caller callers;
    private final Vertx vertx;
    private final int parallel;
    private final WorkerExecutor checks;
    private final WorkerExecutor runs;
    private final WorkerExecutor pings;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isCheckPlanned = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();
    private final Map<Webhook.State, AtomicLong> inState = new EnumMap<>(Webhook.State.class);
    private volatile boolean isShuttingDown;

    /** Registers the metric of the number of webhooks in each state. */
    Dispatcher(Webhooks webhooks, Deliveries deliveries, Events events, Sender sender, Log log, Caller callers, Vertx vertx,
            WebhookSettings settings, MeterRegistry meters) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.events = events;
        this.sender = sender;
        this.log = log;
        this.callers = callers;
        this.vertx = vertx;
        this.parallel = settings.parallel();
        this.checks = vertx.createSharedWorkerExecutor("isnad-webhook-check", 1);
        this.runs = vertx.createSharedWorkerExecutor("isnad-webhooks", parallel, TURN.plus(settings.timeout()).toNanos());
        this.pings = vertx.createSharedWorkerExecutor("isnad-webhook-pings", PING_THREADS);
        for (Webhook.State state : Webhook.State.values()) {
            Tags tags = Tags.of("state", state.name().toLowerCase(java.util.Locale.ROOT));
            inState.put(state, meters.gauge("isnad.webhooks", tags, new AtomicLong()));
        }
    }

    /** Runs after the observers that keep the state. */
    void onChanged(@Observes @Priority(Interceptor.Priority.APPLICATION + 1) CrisisChanged change) {
        changed.add(change.state().crisis());
        checkSoon();
    }

    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void checkEachSecond() {
        checkSoon();
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        inState.forEach((state, number) -> number.set(webhooks.countIn(state)));
    }

    private void checkSoon() {
        if (!isShuttingDown && isCheckPlanned.compareAndSet(false, true)) {
            vertx.setTimer(COLLECT_MILLIS, collected -> checks.executeBlocking(() -> {
                isCheckPlanned.set(false);
                check();
                return null;
            }));
        }
    }

    /** Starts to deliver the webhooks that are due, as many as there are threads. */
    private void check() {
        Set<String> moved = Set.copyOf(changed);
        changed.removeAll(moved);
        try {
            if (!moved.isEmpty()) {
                webhooks.wake(moved);
            }
            int free = parallel - running.get();
            List<String> due = free > 0 ? webhooks.due(free) : List.of();
            due.forEach(id -> deliveries.claim(id).ifPresent(this::start));
        } catch (RuntimeException e) {
            changed.addAll(moved);
            io.quarkus.logging.Log.warnf("Webhooks wait: %s", e.getMessage());
        }
    }

    private void start(Lease lease) {
        running.incrementAndGet();
        runs.executeBlocking(() -> {
            run(lease);
            return null;
        }, false).onComplete(ended -> {
            running.decrementAndGet();
            checkSoon();
        });
    }

    /** Delivers what a webhook lacks, for a turn. After an unexpected failure its lease runs out before it is tried again. */
    @ActivateRequestContext
    void run(Lease lease) {
        long end = System.nanoTime() + TURN.toNanos();
        try {
            boolean hasMore = true;
            while (hasMore && !isShuttingDown && System.nanoTime() < end) {
                hasMore = deliverNext(lease);
            }
            deliveries.release(lease);
        } catch (RuntimeException e) {
            io.quarkus.logging.Log.errorf(e, "The webhook %s was not delivered", lease.webhook());
        }
    }

    /** Delivers one entry, and returns whether the next one may follow. */
    private boolean deliverNext(Lease lease) {
        WebhookRow webhook = deliveries.extend(lease).orElse(null);
        if (webhook == null) {
            return false;
        }
        Optional<Caller> owner = callers.ofKey(webhook.owner);
        if (owner.isEmpty()) {
            deliveries.pause(lease, "The key of its owner was revoked or has expired");
            return false;
        }
        MergedLogs next = log.merged(readable(webhook, owner.get()), webhook.positions(), AsOf.NOW, webhook.filter()::matches,
                1);
        if (next.entries().isEmpty()) {
            markCaughtUp(lease, webhook, owner.get(), next.end());
            return false;
        }
        Entry entry = next.entries().get(0);
        String id = Events.id(webhook, entry);
        return deliveries.record(lease, webhook, entry, id, post(webhook, id, () -> events.of(webhook, entry)));
    }

    /**
     * Makes and posts a message, and returns the outcome. If the message cannot be made, logs that and returns a failure, which
     * its owner sees.
     */
    private Outcome post(WebhookRow webhook, String id, Supplier<Message> message) {
        try {
            return sender.post(webhook, message.get());
        } catch (RuntimeException e) {
            io.quarkus.logging.Log.errorf(e, "The message %s could not be made", id);
            return Outcome.INTERNAL;
        }
    }

    private List<CrisisState> readable(WebhookRow webhook, Caller owner) {
        return webhooks.coveredUnchecked(webhook.crisisId, webhook.positions()).stream()
                .filter(state -> owner.mayRead(state.crisis(), state.visibility())).toList();
    }

    /**
     * Records that a webhook has delivered all entries. A change since they were read did not make it due, and is noted again.
     */
    private void markCaughtUp(Lease lease, WebhookRow webhook, Caller owner, LogPositions end) {
        deliveries.markCaughtUp(lease, webhook, end);
        readable(webhook, owner).stream().filter(state -> state.position() > end.of(state.crisis()))
                .forEach(state -> changed.add(state.crisis()));
    }

    /** Sends a ping to a webhook, and returns what came of it. */
    Future<Delivery> ping(WebhookRow webhook) {
        return pings.executeBlocking(() -> {
            Message message = events.ping(webhook);
            Outcome outcome = post(webhook, message.id(), () -> message);
            return deliveries.recordPing(webhook.id, message.id(), outcome);
        }, false);
    }
}
