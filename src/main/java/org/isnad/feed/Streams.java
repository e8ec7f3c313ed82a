package org.isnad.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Log;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.http.Limits;
import org.isnad.reads.EntryFilter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * The clients of streams, and the events that they are sent. A client is woken by a change and then takes what follows its own
 * position: from the last events of the crisis, or else from the log. So no client is sent an event twice or misses one, and
 * nothing is queued for a client that does not read.
 */
@ApplicationScoped
class Streams {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** The number of threads that read for streams: many clients that come back at once must not use all connections. */
    private static final int READERS = 2;

    /** The part of the heap that encoded events may use. */
    private static final int SHARE_OF_HEAP = 32;

    private final Log log;
    private final ObjectMapper mapper;
    private final Vertx vertx;
    private final WorkerExecutor readers;
    private final Duration writeTimeout;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, RecentEvents> recent = new ConcurrentHashMap<>();
    private final Cache<EventKey, StreamEvent> encoded = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            .<EventKey, StreamEvent> weigher((key, event) -> event.bytes().length()).build();
    private volatile boolean isShuttingDown;

    /** A position of a crisis; an erasure there changes the key of all its events, which are thereby forgotten. */
    private record EventKey(String crisis, long position, int erasures) {
    }

    /** Registers the metric of the number of clients. */
    Streams(Log log, ObjectMapper mapper, Vertx vertx, Limits limits, MeterRegistry meters) {
        this.log = log;
        this.mapper = mapper;
        this.vertx = vertx;
        this.readers = vertx.createSharedWorkerExecutor("isnad-streams", READERS);
        this.writeTimeout = limits.writeTimeout();
        meters.gaugeCollectionSize("isnad.feed.streaming", Tags.empty(), clients);
    }

    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(TICK.toMillis(), timer -> clients.forEach(client -> client.tick(writeTimeout)));
    }

    /**
     * Adds a client, which is sent what follows its position until it is removed.
     *
     * @param state returns the current state of its crisis
     */
    void add(StreamClient client, Supplier<CrisisState> state) {
        recent.computeIfAbsent(client.crisis(), first -> new RecentEvents(state.get(), List.of()));
        clients.add(client);
        // A change that was committed before the client was added has not woken it.
        advance(state.get());
        client.start();
        if (isShuttingDown) {
            client.end();
        }
    }

    void remove(StreamClient client) {
        clients.remove(client);
    }

    /** Encodes what was recorded and wakes the clients of the crisis. Runs after the observers that keep the state. */
    void onChanged(@Observes @Priority(Interceptor.Priority.APPLICATION + 1) CrisisChanged changed) {
        if (recent.containsKey(changed.state().crisis())) {
            readers.executeBlocking(() -> {
                advance(changed.state());
                return null;
            }, false).onComplete(advanced -> wake(changed.state()));
        }
    }

    private void wake(CrisisState state) {
        for (StreamClient client : clients) {
            if (client.crisis().equals(state.crisis())) {
                client.check(state);
            }
        }
    }

    /** Adds the events up to the position of a state to the last ones of its crisis; starts anew after an erasure. */
    private void advance(CrisisState state) {
        recent.computeIfPresent(state.crisis(), (crisis, last) -> state.version() <= last.state().version() ? last
                : advanced(last, state));
    }

    private RecentEvents advanced(RecentEvents last, CrisisState state) {
        boolean startsAnew = state.erasures() != last.state().erasures()
                || state.position() - last.state().position() > RecentEvents.CAPACITY;
        return startsAnew ? new RecentEvents(state, List.of())
                : last.with(read(state, last.state().position(), new EntryFilter(), RecentEvents.CAPACITY), state);
    }

    /** Returns the last events of a crisis. */
    RecentEvents recent(String crisis) {
        return recent.get(crisis);
    }

    /** Reads events that follow a position from the log, on a worker thread. */
    Future<List<StreamEvent>> readLater(CrisisState state, long after, EntryFilter filter, int limit) {
        return readers.executeBlocking(() -> read(state, after, filter, limit), false);
    }

    private List<StreamEvent> read(CrisisState state, long after, EntryFilter filter, int limit) {
        List<Long> positions = log.positions(state, after, AsOf.NOW.upTo(state.position()),
                filter::matches, limit);
        List<EventKey> keys = positions.stream().map(position -> new EventKey(state.crisis(), position, state.erasures()))
                .toList();
        Map<EventKey, StreamEvent> events = encoded.getAll(keys, missing -> encode(state, missing));
        return keys.stream().map(events::get).toList();
    }

    private Map<EventKey, StreamEvent> encode(CrisisState state, Set<? extends EventKey> missing) {
        Map<EventKey, StreamEvent> events = new HashMap<>();
        for (Revision<Content> revision : log.at(state, missing.stream().map(EventKey::position).toList())) {
            events.put(new EventKey(state.crisis(), revision.position(), state.erasures()),
                    StreamEvent.of(revision, mapper));
        }
        return events;
    }

    /** Ends all streams, which would delay the shutdown. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isShuttingDown = true;
        clients.forEach(StreamClient::end);
    }
}
