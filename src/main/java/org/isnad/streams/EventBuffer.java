package org.isnad.streams;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisState;
import org.isnad.chain.Log;
import org.isnad.chain.RevisionHeader;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** The events of one source that are in memory: the last ones of each crisis that a client follows, and others read lately. */
final class EventBuffer<S> {

    /** The part of the heap that events read lately may use. */
    private static final int SHARE_OF_HEAP = 64;

    private final EventSource<S> source;
    private final Log log;
    private final Map<String, RecentEvents<S>> recent = new ConcurrentHashMap<>();
    private final Cache<EventKey, StreamEvent<S>> readLately = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            .<EventKey, StreamEvent<S>> weigher((key, event) -> 1 + event.size()).build();

    EventBuffer(EventSource<S> source, Log log) {
        this.source = source;
        this.log = log;
    }

    /** A position of a crisis; an erasure there changes the keys of all its events. */
    private record EventKey(String crisis, long position, int erasures) {
    }

    /** Begins to keep the events that follow the position of a state, unless those of its crisis are kept already. */
    void begin(CrisisState state) {
        recent.computeIfAbsent(state.crisis(), first -> new RecentEvents<>(state, List.of()));
    }

    /** Drops the events of the crises that a condition does not match. */
    void retain(Predicate<String> condition) {
        recent.keySet().removeIf(crisis -> !condition.test(crisis));
    }

    /** Returns the last events of a crisis, or null if they are not kept. */
    RecentEvents<S> recent(String crisis) {
        return recent.get(crisis);
    }

    /** Returns the last events of all crises whose events are kept, in no particular order. */
    Collection<RecentEvents<S>> recent() {
        return recent.values();
    }

    /** Keeps the events that follow the position of a state, and none before it, if those of its crisis are kept. */
    void beginAnew(CrisisState state) {
        recent.replace(state.crisis(), new RecentEvents<>(state, List.of()));
    }

    /** Removes the events of a crisis from before its last erasure. */
    void dropErased(CrisisState state) {
        readLately.asMap().keySet()
                .removeIf(key -> key.crisis.equals(state.crisis()) && key.erasures < state.erasures());
    }

    /** Adds the events up to the position of a state to the last ones of its crisis; starts anew after an erasure. */
    void advance(CrisisState state) {
        RecentEvents<S> last = recent.get(state.crisis());
        // Reads outside the map, whose locks the event loop needs.
        while (last != null && state.version() > last.state().version()) {
            if (recent.replace(state.crisis(), last, advanced(last, state))) {
                return;
            }
            last = recent.get(state.crisis());
        }
    }

    private RecentEvents<S> advanced(RecentEvents<S> last, CrisisState state) {
        long position = last.state().position();
        boolean startsAnew = state.erasures() != last.state().erasures()
                || state.position() - position > RecentEvents.CAPACITY;
        return startsAnew ? new RecentEvents<>(state, List.of())
                : last.with(read(state, position, entry -> true, RecentEvents.CAPACITY), state);
    }

    /** Returns the first events of a crisis after a position and up to that of a state whose entries a condition matches. */
    List<StreamEvent<S>> read(CrisisState state, long after, Predicate<RevisionHeader> condition, int limit) {
        List<RevisionHeader> entries = log.headers(state, after, AsOf.NOW.upTo(state.position()), condition, limit);
        Map<EventKey, RevisionHeader> relevant = entries.stream().filter(source::isRelevant)
                .collect(toMap(entry -> key(state, entry.position()), Function.identity()));
        Map<EventKey, StreamEvent<S>> events = readLately.getAll(relevant.keySet(),
                missing -> encode(state, missing.stream().map(relevant::get).toList()));
        return entries.stream().map(RevisionHeader::position)
                .map(position -> events.getOrDefault(key(state, position), StreamEvent.empty(position))).toList();
    }

    private Map<EventKey, StreamEvent<S>> encode(CrisisState state, List<RevisionHeader> entries) {
        return source.events(state, entries).stream()
                .collect(toMap(event -> key(state, event.position()), Function.identity()));
    }

    private static EventKey key(CrisisState state, long position) {
        return new EventKey(state.crisis(), position, state.erasures());
    }
}
