package org.isnad.chain;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.content.Rejection;
import org.isnad.database.DatabaseFailures;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Makes appends to one crisis that wait together in one transaction, so that they share its lock and its commit. The
 * transaction is handed from thread to thread: each makes its own append, with its own caller, and the last one commits for
 * all. If the transaction fails although the database is available, each append is made again in a transaction of its own.
 */
@ApplicationScoped
class AppendGroups {

    private static final int MAX_SIZE = 100;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final TransactionManager transactions;
    private final Duration maxWait;
    private final AtomicInteger waitingCount;

    /** The appends that wait behind the group of each crisis that is being made. */
    private final Map<String, Queue<CompletableFuture<Group>>> waiting = new HashMap<>();

    /**
     * Registers the metric of the number of appends that wait for their turn.
     *
     * @param maxWait how long each waits at most
     */
    AppendGroups(TransactionManager transactions, @ConfigProperty(name = "isnad.append-wait") Duration maxWait,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.maxWait = maxWait;
        this.waitingCount = meters.gauge("isnad.append.waiting", new AtomicInteger());
    }

    /** One transaction, and what has become of it. Only the thread whose turn it is changes it. */
    private static class Group {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private Transaction transaction;
        private int size;
        private Throwable failure;
    }

    /**
     * Makes an append in a transaction, and returns its result after the commit. If a transaction is active, the append is made
     * in that one.
     *
     * @param crisis the crisis, or null if the append states none and will be rejected
     * @param append locks the crisis first, and throws a {@link Rejection} only before it has changed anything
     */
    <T> T run(String crisis, Supplier<T> append) {
        if (crisis == null || QuarkusTransaction.isActive()) {
            return QuarkusTransaction.joiningExisting().call(append::get);
        }
        Group group = awaitTurn(crisis);
        Supplier<T> outcome = attempt(group, append);
        handOnOrEnd(crisis, group);
        group.ended.join();
        return group.failure == null ? outcome.get() : retry(group, append);
    }

    /** Makes an append in the transaction of a group; returns what gives its result or throws its rejection. */
    private <T> Supplier<T> attempt(Group group, Supplier<T> append) {
        try {
            enter(group);
            T result = append.get();
            return () -> result;
        } catch (Rejection rejection) {
            return () -> {
                throw rejection;
            };
        } catch (Exception e) {
            group.failure = e;
            return null;
        }
    }

    /** Returns the group in which the calling thread has its turn. */
    private Group awaitTurn(String crisis) {
        CompletableFuture<Group> turn = new CompletableFuture<>();
        synchronized (waiting) {
            Queue<CompletableFuture<Group>> queue = waiting.putIfAbsent(crisis, new ArrayDeque<>());
            if (queue == null) {
                return new Group();
            }
            queue.add(turn);
        }
        waitingCount.incrementAndGet();
        try {
            return turn.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return giveUp(crisis, turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(crisis, turn);
        } finally {
            waitingCount.decrementAndGet();
        }
    }

    /** Takes an append out of the queue and fails; if its turn has come meanwhile, returns the group. */
    private Group giveUp(String crisis, CompletableFuture<Group> turn) {
        synchronized (waiting) {
            Queue<CompletableFuture<Group>> queue = waiting.get(crisis);
            if (queue != null && queue.remove(turn)) {
                throw new LockTimeoutException("waited too long for earlier appends",
                        new SQLException("lock", LOCK_NOT_AVAILABLE));
            }
        }
        return turn.join();
    }

    /** Begins the transaction of a group, or takes it over from the thread before. */
    private void enter(Group group) throws Exception {
        group.size++;
        if (group.transaction == null) {
            transactions.begin();
            group.transaction = transactions.getTransaction();
        } else {
            transactions.resume(group.transaction);
        }
    }

    /** Hands the group to the next thread that waits, or else ends it. */
    private void handOnOrEnd(String crisis, Group group) {
        CompletableFuture<Group> next = group.failure == null && group.size < MAX_SIZE ? next(crisis) : null;
        if (next != null) {
            suspend(group);
            next.complete(group);
            return;
        }
        end(group);
        CompletableFuture<Group> leader = leave(crisis);
        group.ended.complete(null);
        if (leader != null) {
            leader.complete(new Group());
        }
    }

    private void suspend(Group group) {
        try {
            transactions.suspend();
        } catch (Exception e) {
            group.failure = e;
        }
    }

    /** Returns the next append that waits, or null. */
    private CompletableFuture<Group> next(String crisis) {
        synchronized (waiting) {
            return waiting.get(crisis).poll();
        }
    }

    /** Returns the next append that waits, or null; then the crisis has no group any more. */
    private CompletableFuture<Group> leave(String crisis) {
        synchronized (waiting) {
            CompletableFuture<Group> next = waiting.get(crisis).poll();
            if (next == null) {
                waiting.remove(crisis);
            }
            return next;
        }
    }

    /** Commits the transaction of a group, or rolls it back if an append has failed. */
    private void end(Group group) {
        try {
            if (group.failure == null) {
                transactions.commit();
            } else if (transactions.getTransaction() != null) {
                transactions.rollback();
            }
        } catch (Exception e) {
            group.failure = group.failure == null ? e : group.failure;
        }
    }

    /**
     * Makes an append alone, because the failure may be another's. Fails if the append was alone already, or the database is
     * unavailable.
     */
    private static <T> T retry(Group group, Supplier<T> append) {
        if (group.size > 1 && !DatabaseFailures.isCausedByTransient(group.failure)) {
            return QuarkusTransaction.requiringNew().call(append::get);
        }
        throw group.failure instanceof RuntimeException failure ? failure : new IllegalStateException(group.failure);
    }
}
