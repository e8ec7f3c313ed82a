package org.isnad.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.isnad.access.Caller;
import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Log;
import org.isnad.http.Limits;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * The clients of streams, and the events that they are sent. A client is woken by a change and then takes what follows its own
 * positions: from the last events of a crisis, or else from its log. So no client is sent an event twice or misses one, and
 * nothing is queued for a client that does not read.
 */
@ApplicationScoped
class Streams {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** The number of threads that read for streams: many clients that come back at once must not use all connections. */
    private static final int READERS = 2;

    private final Log log;
    private final Vertx vertx;
    private final WorkerExecutor readers;
    private final Waking waking;
    private final Duration writeTimeout;
    private final Set<StreamClient<?>> clients = ConcurrentHashMap.newKeySet();
    private final Map<EventSource<?>, EventBuffer<?>> buffers = new ConcurrentHashMap<>();
    /** The states of the crises that clients follow, also while the buffers are behind. */
    private final Map<String, CrisisState> states = new ConcurrentHashMap<>();
    private volatile boolean isShuttingDown;

    /** Registers the metric of the number of clients. */
    Streams(Log log, Vertx vertx, Limits limits, MeterRegistry meters) {
        this.log = log;
        this.vertx = vertx;
        this.readers = vertx.createSharedWorkerExecutor("isnad-streams", READERS);
        this.waking = new Waking(vertx);
        this.writeTimeout = limits.writeTimeout();
        meters.gaugeCollectionSize("isnad.feed.streaming", Tags.empty(), clients);
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(TICK.toMillis(), timer -> clients.forEach(client -> client.tick(writeTimeout)));
    }

    /** Returns the buffer of the events of a source. */
    @SuppressWarnings("unchecked")
    <S> EventBuffer<S> buffer(EventSource<S> source) {
        return (EventBuffer<S>) buffers.computeIfAbsent(source, first -> new EventBuffer<>(first, log));
    }

    /**
     * Adds a client, which is sent what follows its positions until it is removed.
     *
     * @param followed returns the current states of the crises that it follows
     */
    void add(StreamClient<?> client, Supplier<List<CrisisState>> followed) {
        begin(client, followed.get());
        // A change that was committed before the client was added has not woken it.
        List<CrisisState> now = followed.get();
        now.forEach(this::keep);
        now.forEach(client.buffer()::advance);
        client.start();
        if (isShuttingDown) {
            client.end();
        }
    }

    private synchronized void begin(StreamClient<?> client, List<CrisisState> followed) {
        clients.add(client);
        followed.forEach(this::keep);
        followed.forEach(client.buffer()::begin);
    }

    private void keep(CrisisState state) {
        states.merge(state.crisis(), state, (last, next) -> next.version() > last.version() ? next : last);
    }

    /** Whether a caller may read a crisis now. May be called on any thread. */
    boolean mayRead(Caller caller, String crisis) {
        CrisisState state = states.get(crisis);
        return state != null && caller.mayRead(crisis, state.visibility());
    }

    /** Removes a client, and the events of crises that no other client of their source follows. */
    synchronized void remove(StreamClient<?> client) {
        clients.remove(client);
        client.buffer().retain(crisis -> isFollowed(client.buffer(), crisis));
    }

    private boolean isFollowed(EventBuffer<?> buffer, String crisis) {
        return clients.stream().anyMatch(client -> client.buffer() == buffer && client.follows(crisis));
    }

    /** Encodes what was recorded and wakes the clients of the crisis. Runs after the observers that keep the state. */
    void onChanged(@Observes @Priority(Interceptor.Priority.APPLICATION + 1) CrisisChanged changed) {
        CrisisState state = changed.state();
        CrisisState before = states.get(state.crisis());
        if (before != null && before.erasures() < state.erasures()) {
            buffers.values().forEach(buffer -> buffer.dropErased(state));
        }
        keep(state);
        if (!clients.isEmpty()) {
            readers.executeBlocking(() -> advance(state), false).onComplete(advanced -> wake(state.crisis()));
        }
    }

    /** Advances the buffers that have clients of a crisis, perhaps a new one, and returns null. */
    private Void advance(CrisisState state) {
        for (EventBuffer<?> buffer : buffers.values()) {
            beginIfFollowed(buffer, state);
            try {
                buffer.advance(state);
            } catch (RuntimeException e) {
                // The clients then read the log themselves; those that fail come back.
                buffer.beginAnew(state);
                io.quarkus.logging.Log.warnf("Events of crisis %s are not kept in memory: %s", state.crisis(), e.getMessage());
            }
        }
        return null;
    }

    private synchronized void beginIfFollowed(EventBuffer<?> buffer, CrisisState state) {
        if (buffer.recent(state.crisis()) == null && isFollowed(buffer, state.crisis())) {
            buffer.begin(state);
        }
    }

    private void wake(String crisis) {
        waking.wake(clients.stream().filter(client -> client.follows(crisis)).toList());
    }

    /** Reads events that follow a position from the log, on a worker thread. */
    <S> Future<List<StreamEvent<S>>> readLater(Subscription<S> subscription, CrisisState state, long after, int limit) {
        return readers.executeBlocking(
                () -> buffer(subscription.source()).read(state, after, subscription::matches, limit), false);
    }

    /** Ends all streams, which would delay the shutdown. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
        clients.forEach(StreamClient::end);
    }
}
