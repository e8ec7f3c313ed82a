package org.isnad.feed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.chain.Appended;
import org.isnad.chain.Ledger;
import org.isnad.chain.Revision;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

/**
 * Hears at once that a crisis has moved, whichever instance took the revision in: PostgreSQL's NOTIFY goes out with the
 * append's own transaction, or not at all. Within one process, as on H2, the commit itself tells it.
 */
@ApplicationScoped
class Moves {

    private static final String CHANNEL = "isnad_moves";

    /** After such a silence the connection is asked whether it is one still. */
    private static final int SILENCE_MILLIS = 5_000;

    private static final Map<String, String> CONNECTING = Map.of("ApplicationName", "isnad moves", "connectTimeout", "2",
            "loginTimeout", "2", "tcpKeepAlive", "true");

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EntityManager entities;
    private final TransactionSynchronizationRegistry transactions;
    private final String url;
    private final Properties login = new Properties();
    private final Ledger ledger;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Timer lag;
    private final boolean hasOtherInstances;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    Moves(EntityManager entities, TransactionSynchronizationRegistry transactions, Ledger ledger,
            Clock clock, MeterRegistry meters, @ConfigProperty(name = "quarkus.datasource.db-kind") String kind,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.entities = entities;
        this.transactions = transactions;
        this.url = url;
        username.ifPresent(name -> login.setProperty("user", name));
        password.ifPresent(word -> login.setProperty("password", word));
        login.putAll(CONNECTING);
        this.ledger = ledger;
        this.clock = clock;
        this.meters = meters;
        this.lag = Timer.builder("isnad.feed.lag").description("From recording a revision to hearing of it here")
                .register(meters);
        this.hasOtherInstances = kind.equals("postgresql");
        meters.gaugeCollectionSize("isnad.feed.waiting", Tags.empty(), waiters);
    }

    private record Waiter(String crisis, long after, CompletableFuture<Void> told) {
    }

    /** Done when the crisis is beyond a position, or when the time is over, counted from this call. */
    Uni<Void> beyond(String crisis, long after, Duration most) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        Waiter waiter = new Waiter(crisis, after, told);
        waiters.add(waiter);
        told.whenComplete((nothing, failure) -> waiters.remove(waiter));
        told.completeOnTimeout(null, isOver ? 0 : most.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom().completionStage(told).onCancellation().invoke(() -> told.cancel(false));
    }

    void onAppended(@Observes Appended appended) {
        Revision<?> revision = appended.revision();
        Appends appends = (Appends) transactions.getResource(Appends.class);
        if (appends == null) {
            appends = new Appends();
            transactions.putResource(Appends.class, appends);
            transactions.registerInterposedSynchronization(appends);
        }
        appends.last.put(revision.crisis(), revision);
        appends.counts.merge(revision.kind().path(), 1, Integer::sum);
    }

    /** What one transaction appends. */
    private class Appends implements Synchronization {

        private final Map<String, Revision<?>> last = new TreeMap<>();
        private final Map<String, Integer> counts = new TreeMap<>();

        @Override
        public void beforeCompletion() {
            if (hasOtherInstances) {
                last.values().forEach(revision -> entities.createNativeQuery("select pg_notify(:channel, :move)", Object.class)
                        .setParameter("channel", CHANNEL)
                        .setParameter("move", revision.crisis() + " " + revision.position() + " " + revision.recordedAt())
                        .getSingleResult());
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                counts.forEach((kind, count) -> meters.counter("isnad.appends", "kind", kind).increment(count));
                last.values().forEach(revision -> moved(revision.crisis(), revision.position()));
                if (!hasOtherInstances) {
                    last.values().forEach(revision -> heard(revision.recordedAt()));
                }
            }
        }
    }

    void onStart(@Observes StartupEvent start) {
        if (hasOtherInstances) {
            Thread listener = new Thread(this::listen, "isnad-moves");
            listener.setDaemon(true);
            listener.start();
        }
    }

    /** A waiting request would hold the shutdown up. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        isOver = true;
        waiters.forEach(waiter -> waiter.told.complete(null));
    }

    void onEnd(@Observes ShutdownEvent end) {
        isOver = true;
    }

    /** On a connection of its own: one of the pool would take its subscription, or its end, to whoever has it next. */
    private void listen() {
        while (!isOver) {
            try (Connection connection = DriverManager.getConnection(url, login);
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                // What was told while nobody listened.
                ledger.states().forEach(state -> moved(state.crisis(), state.position()));
                while (!isOver) {
                    hear(connection);
                }
            } catch (SQLException | RuntimeException e) {
                if (!isOver) {
                    Log.warnf("Not hearing of other instances' appends: %s", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGNotification[] notifications = connection.unwrap(PGConnection.class).getNotifications(SILENCE_MILLIS);
        for (PGNotification notification : notifications) {
            String[] move = notification.getParameter().split(" ");
            heard(Instant.parse(move[2]));
            moved(move[0], Long.parseLong(move[1]));
        }
        if (notifications.length == 0 && !connection.isValid(2)) {
            throw new SQLException("the connection is gone");
        }
    }

    private void heard(Instant recordedAt) {
        Duration late = Duration.between(recordedAt, clock.instant());
        lag.record(late.isNegative() ? Duration.ZERO : late);
    }

    private void moved(String crisis, long position) {
        waiters.stream().filter(waiter -> waiter.crisis.equals(crisis) && waiter.after < position)
                .forEach(waiter -> waiter.told.complete(null));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
