package org.isnad.search;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.isnad.chain.AsOf;
import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.Log;
import org.isnad.chain.LogPositions;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.search.SearchIndex.Progress;
import org.isnad.web.Problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * Feeds the index with the logs of all crises, on a thread of its own: an append only wakes it. After a failure it opens the
 * index
 * anew and goes on from what was stored.
 */
@ApplicationScoped
class IndexFollower {

    /** The number of revisions that are read at once. */
    private static final int BATCH = 500;

    private static final long RETRY_MILLIS = 1_000;

    private final CrisisStates states;
    private final Log log;
    private final Vertx vertx;
    private final SearchSettings settings;
    private final WorkerExecutor executor;
    private final AtomicBoolean isPlanned = new AtomicBoolean();
    private final Set<String> checked = new HashSet<>();
    private final Object progress = new Object();
    private volatile SearchIndex index;
    private volatile boolean isCaughtUp;
    private boolean isStored = true;
    private volatile boolean isShuttingDown;

    /** Registers the metric of the number of revisions that cannot be searched yet. */
    IndexFollower(CrisisStates states, Log log, Vertx vertx, SearchSettings settings, MeterRegistry meters) {
        this.states = states;
        this.log = log;
        this.vertx = vertx;
        this.settings = settings;
        this.executor = vertx.createSharedWorkerExecutor("isnad-search", 1);
        meters.gauge("isnad.search.lag", this, IndexFollower::lag);
    }

    /**
     * What a search must include of a crisis.
     *
     * @param erasures the number of erasures
     */
    record Required(String crisis, long position, int erasures) {

        private boolean isMetBy(Progress progress) {
            return progress.position() >= position && progress.erasures() >= erasures;
        }
    }

    void onStart(@Observes StartupEvent start) {
        plan(1);
    }

    /** Runs after the observers that keep the state. */
    void onChanged(@Observes @Priority(Interceptor.Priority.APPLICATION + 1) CrisisChanged changed) {
        plan(Math.max(1, settings.interval().toMillis()));
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        isShuttingDown = true;
        close();
    }

    private void plan(long millis) {
        if (settings.enabled() && !isShuttingDown && isPlanned.compareAndSet(false, true)) {
            vertx.setTimer(millis, collected -> executor.executeBlocking(() -> {
                isPlanned.set(false);
                run();
                return null;
            }));
        }
    }

    @ActivateRequestContext
    void run() {
        try {
            catchUp();
        } catch (IOException | RuntimeException e) {
            io.quarkus.logging.Log.warnf(e, "The search index waits");
            close();
            plan(RETRY_MILLIS);
        }
    }

    private synchronized void close() {
        SearchIndex closed = index;
        index = null;
        isCaughtUp = false;
        checked.clear();
        try {
            if (closed != null) {
                closed.close();
            }
        } catch (IOException | RuntimeException e) {
            io.quarkus.logging.Log.warnf("The search index was not closed: %s", e.getMessage());
        }
    }

    /** Adds what the logs have and the index lacks, batch by batch of each crisis in turn. */
    private synchronized void catchUp() throws IOException {
        if (index == null && !isShuttingDown) {
            index = SearchIndex.open(settings.directory());
        }
        boolean hasMore = true;
        while (hasMore && !isShuttingDown) {
            hasMore = false;
            for (CrisisState state : states.allUnchecked(LogPositions.NONE)) {
                hasMore |= advance(state);
            }
            if (isCaughtUp || !hasMore) {
                index.refresh();
                isCaughtUp = true;
                wakeSearches();
            }
        }
    }

    private void wakeSearches() {
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    /** Adds the next batch of a crisis, and returns whether there is more. */
    private boolean advance(CrisisState state) throws IOException {
        if (checked.add(state.crisis()) && !isOfSameLog(state)) {
            index.drop(state.crisis());
        }
        Progress before = index.written(state.crisis());
        if (before.position() > 0 && before.erasures() < state.erasures()) {
            erase(state);
        }
        if (before.position() >= state.position()) {
            return false;
        }
        List<RevisionHeader> headers = log.headers(state, before.position(), AsOf.NOW.upTo(state.position()), any -> true,
                BATCH);
        index.add(state.crisis(), revisions(state, headers), headers, state.erasures());
        isStored = false;
        return headers.size() == BATCH;
    }

    /** Returns revisions from memory if they are the last ones, or else from the database, where they displace nothing. */
    private List<Revision<Content>> revisions(CrisisState state, List<RevisionHeader> headers) {
        List<Long> positions = headers.stream().map(RevisionHeader::position).toList();
        return headers.size() < BATCH ? log.at(state, positions)
                : log.between(state.crisis(), positions.get(0) - 1, positions.get(positions.size() - 1), BATCH);
    }

    private void erase(CrisisState state) throws IOException {
        Progress before = index.written(state.crisis());
        List<Revision<Content>> erased = log.erased(state.crisis()).stream()
                .filter(revision -> revision.position() <= before.position()).toList();
        Map<Long, RevisionHeader> headers = log.headers(state, 0, AsOf.NOW.upTo(before.position()),
                header -> header.erased() != null, Integer.MAX_VALUE).stream()
                .collect(toMap(RevisionHeader::position, Function.identity()));
        index.erase(state.crisis(), erased, erased.stream().map(revision -> headers.get(revision.position())).toList(),
                state.erasures());
    }

    /** Whether the log has the revision that the index has as its last one; false after the database was exchanged. */
    private boolean isOfSameLog(CrisisState state) {
        Progress last = index.written(state.crisis());
        return last.position() == 0 || last.erasures() <= state.erasures()
                && log.between(state.crisis(), last.position() - 1, last.position(), 1).stream()
                        .anyMatch(revision -> revision.hash().equals(last.hash()));
    }

    /** Stores what was written now and then, because each time costs a sync of the disk. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    synchronized void store() {
        try {
            if (index != null && !isStored) {
                index.commit();
                isStored = true;
            }
        } catch (IOException | RuntimeException e) {
            io.quarkus.logging.Log.warnf("The search index was not stored: %s", e.getMessage());
            close();
            plan(RETRY_MILLIS);
        }
    }

    /** Removes all from the index and adds it anew. Searches are answered 503 until that is done. */
    void rebuild() {
        executor.executeBlocking(() -> {
            clear();
            run();
            return null;
        });
    }

    private synchronized void clear() throws IOException {
        if (index != null) {
            isCaughtUp = false;
            index.clear();
        }
    }

    /**
     * Returns the index once it includes what is required, and has caught up since the start.
     *
     * @param required what the search must include
     * @param all what it must include of each crisis before it has caught up
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (503) if that takes longer than the patience
     */
    SearchIndex await(Collection<Required> required, Collection<Required> all) {
        long end = System.nanoTime() + settings.patience().toNanos();
        synchronized (progress) {
            while (true) {
                SearchIndex current = index;
                if (isCaughtUp && current != null
                        && required.stream().allMatch(one -> one.isMetBy(current.visible(one.crisis)))) {
                    return current;
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis <= 0 || !settings.enabled()) {
                    throw unavailable(all);
                }
                pause(millis);
            }
        }
    }

    private void pause(long millis) {
        try {
            progress.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpProblem unavailable(Collection<Required> all) {
        if (!settings.enabled()) {
            return Problem.UNAVAILABLE.because("This instance does not search");
        }
        SearchIndex current = index;
        String reached = current == null ? "has not been opened"
                : all.stream()
                        .filter(one -> current.written(one.crisis).position() < one.position)
                        .map(one -> "is at position " + current.written(one.crisis).position() + " of " + one.position + " of "
                                + one.crisis)
                        .findFirst().orElse("is being completed");
        return Problem.UNAVAILABLE.because("The search index " + reached);
    }

    private double lag() {
        SearchIndex current = index;
        return current == null ? 0
                : states.allUnchecked(LogPositions.NONE).stream()
                        .mapToLong(state -> state.position() - current.visible(state.crisis()).position()).sum();
    }
}
