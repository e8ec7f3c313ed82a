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
    private final Duration writeTimeout;
    private final Set<StreamClient<?>> clients = ConcurrentHashMap.newKeySet();
    private final Map<EventSource<?>, EventBuffer<?>> buffers = new ConcurrentHashMap<>();
    private volatile boolean isShuttingDown;

    /** Registers the metric of the number of clients. */
    Streams(Log log, Vertx vertx, Limits limits, MeterRegistry meters) {
        this.log = log;
        this.vertx = vertx;
        this.readers = vertx.createSharedWorkerExecutor("isnad-streams", READERS);
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
     * @param states returns the current states of the crises that it follows
     */
    void add(StreamClient<?> client, Supplier<List<CrisisState>> states) {
        begin(client, states.get());
        // A change that was committed before the client was added has not woken it.
        states.get().forEach(client.buffer()::advance);
        client.start();
        if (isShuttingDown) {
            client.end();
        }
    }

    private synchronized void begin(StreamClient<?> client, List<CrisisState> states) {
        clients.add(client);
        states.forEach(client.buffer()::begin);
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
        if (!clients.isEmpty()) {
            readers.executeBlocking(() -> advance(changed.state()), false).onComplete(advanced -> wake(changed.state()));
        }
    }

    /** Advances the buffers that have clients of a crisis, perhaps a new one, and returns null. */
    private Void advance(CrisisState state) {
        for (EventBuffer<?> buffer : buffers.values()) {
            beginIfFollowed(buffer, state);
            buffer.advance(state);
        }
        return null;
    }

    private synchronized void beginIfFollowed(EventBuffer<?> buffer, CrisisState state) {
        if (buffer.recent(state.crisis()) == null && isFollowed(buffer, state.crisis())) {
            buffer.begin(state);
        }
    }

    private void wake(CrisisState state) {
        for (StreamClient<?> client : clients) {
            if (client.follows(state.crisis())) {
                client.check(state);
            }
        }
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
