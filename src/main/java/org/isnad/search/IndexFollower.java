package org.isnad.search;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.isnad.chain.CrisisChanged;
import org.isnad.chain.CrisisState;
import org.isnad.chain.CrisisStates;
import org.isnad.chain.Log;
import org.isnad.chain.LogPositions;
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
 * Feeds the index with the logs of all crises, on a thread of its own: an append only wakes it. After a failure it opens
 * the index again, and continues from what was stored.
 */
@ApplicationScoped
class IndexFollower {

    private static final long RETRY_MILLIS = 1_000;

    /** The commit interval: the most that a crash can lose of the index. */
    private static final Duration STORE_INTERVAL = Duration.ofSeconds(5);

    private final CrisisStates states;
    private final Log log;
    private final Vertx vertx;
    private final SearchSettings settings;
    private final WorkerExecutor executor;
    private final AtomicBoolean isPlanned = new AtomicBoolean();
    private final Object progress = new Object();
    private volatile SearchIndex index;
    private volatile boolean isCaughtUp;
    private IndexFeeder feeder;
    private long storedAt;
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
            if (!isShuttingDown) {
                io.quarkus.logging.Log.warnf(e, "The search index could not be updated, which is tried again");
            }
            close();
            plan(RETRY_MILLIS);
        }
    }

    private synchronized void close() {
        SearchIndex closed = index;
        index = null;
        isCaughtUp = false;
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
        open();
        boolean hasMore = true;
        while (hasMore && !isShuttingDown) {
            hasMore = false;
            for (CrisisState state : states.allUnchecked(LogPositions.NONE)) {
                hasMore |= feeder.advance(state);
            }
            if (isCaughtUp || !hasMore) {
                index.refresh();
                isCaughtUp = true;
                wakeSearches();
            }
            if (System.nanoTime() - storedAt > STORE_INTERVAL.toNanos()) {
                feeder.store();
                storedAt = System.nanoTime();
            }
        }
    }

    private void open() {
        if (index == null && !isShuttingDown) {
            index = SearchIndex.open(settings.directory());
            feeder = new IndexFeeder(log, index);
            storedAt = System.nanoTime();
        }
    }

    private void wakeSearches() {
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    /** Stores what the last appends added; a sync of the disk for each of them would cost more than they do. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void storeRegularly() {
        plan(1);
    }

    /**
     * Starts rebuilding the index from the log. Searches are answered 503 until that is done.
     *
     * @throws HttpProblem (503) if this instance has no index
     */
    void rebuild() {
        if (!settings.enabled()) {
            throw unavailable(List.of());
        }
        executor.executeBlocking(() -> {
            clear();
            run();
            return null;
        });
    }

    private synchronized void clear() throws IOException {
        open();
        isCaughtUp = false;
        if (index != null) {
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
                if (millis <= 0 || !settings.enabled() || !pause(millis)) {
                    throw unavailable(all);
                }
            }
        }
    }

    /** Waits for progress, and returns whether that was not interrupted. */
    private boolean pause(long millis) {
        try {
            progress.wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
        if (!settings.enabled()) {
            return 0;
        }
        SearchIndex current = index;
        return states.allUnchecked(LogPositions.NONE).stream().mapToLong(
                state -> state.position() - (current == null ? 0 : current.visible(state.crisis()).position())).sum();
    }
}
