package org.isnad.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;

/** Messages between the instances on one database: PostgreSQL's LISTEN and NOTIFY. An H2 file has one instance only. */
@ApplicationScoped
public class NotificationChannel {

    private static final String CHANNEL = "isnad_moves";

    /** The connection is validated when no message arrives for so long. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(500);

    private static final Map<String, String> CONNECTION_PROPERTIES = Map.of("ApplicationName", "isnad moves",
            "connectTimeout", "2", "loginTimeout", "2", "tcpKeepAlive", "true");

    private final EntityManager entities;
    private final boolean isShared;
    private final String url;
    private final Properties properties = new Properties();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isListening;

    NotificationChannel(EntityManager entities, @ConfigProperty(name = "quarkus.datasource.db-kind") String kind,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.entities = entities;
        this.isShared = kind.equals("postgresql");
        this.url = url;
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(word -> properties.setProperty("password", word));
        properties.putAll(CONNECTION_PROPERTIES);
    }

    /** Whether other instances may use the same database. Only then may {@link #send} and {@link #listen} be called. */
    public boolean isShared() {
        return isShared;
    }

    /**
     * Whether this instance receives every message: no other one uses the database, or the connection that receives them is
     * alive. A lost connection is noticed within seven seconds.
     */
    public boolean isInStep() {
        return !isShared || isListening;
    }

    /**
     * Sends a message to all instances, including this one, which receive it if and when the
     * current transaction commits.
     */
    public void send(String message) {
        entities.createNativeQuery("select pg_notify(:channel, :message)", Object.class).setParameter("channel", CHANNEL)
                .setParameter("message", message).getSingleResult();
    }

    /**
     * Starts to receive messages, until shutdown, on a thread and a connection of its own: a pooled connection would
     * keep the subscription. Returns at once. Connects again after a failure of the connection or of a callback.
     *
     * @param onConnected called on that thread after each connect, because messages may have been missed before
     * @param onMessage called on that thread with each message
     */
    public void listen(Runnable onConnected, Consumer<String> onMessage) {
        Thread listener = new Thread(() -> {
            while (!isClosed()) {
                receiveUntilFailure(onConnected, onMessage);
            }
        }, "isnad-notifications");
        listener.setDaemon(true);
        listener.start();
    }

    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        closed.countDown();
    }

    void onEnd(@Observes ShutdownEvent end) {
        closed.countDown();
    }

    /**
     * Connects and receives messages until shutdown or a failure, which it logs; then waits for the reconnect delay.
     */
    private void receiveUntilFailure(Runnable onConnected, Consumer<String> onMessage) {
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            onConnected.run();
            receive(connection, onMessage);
        } catch (SQLException | RuntimeException e) {
            if (!isClosed()) {
                Log.warnf("Not receiving notifications of other instances: %s", e.getMessage());
                awaitReconnect();
            }
        }
    }

    /** Receives messages until shutdown or a failure. Only meanwhile is this instance in step. */
    private void receive(Connection connection, Consumer<String> onMessage) throws SQLException {
        isListening = true;
        try {
            while (!isClosed()) {
                receiveNext(connection, onMessage);
            }
        } finally {
            isListening = false;
        }
    }

    /**
     * Waits for messages, at most for {@link #SILENCE}, and passes them on.
     *
     * @throws SQLException if none has arrived and the connection is lost
     */
    private static void receiveNext(Connection connection, Consumer<String> onMessage) throws SQLException {
        PGNotification[] notifications = connection.unwrap(PGConnection.class)
                .getNotifications((int) SILENCE.toMillis());
        for (PGNotification notification : notifications) {
            onMessage.accept(notification.getParameter());
        }
        if (notifications.length == 0 && !connection.isValid(2)) {
            throw new SQLException("the connection is lost");
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits for the reconnect delay, or less if the service shuts down. */
    private void awaitReconnect() {
        try {
            closed.await(RECONNECT_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
