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

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

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
    private final Event<Message> received;
    private final Event<Connected> connected;
    private final boolean isShared;
    private final String url;
    private final Properties properties = new Properties();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isListening;

    NotificationChannel(EntityManager entities, Event<Message> received, Event<Connected> connected,
            @ConfigProperty(name = "quarkus.datasource.db-kind") String kind,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.entities = entities;
        this.received = received;
        this.connected = connected;
        this.isShared = kind.equals("postgresql");
        this.url = url;
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(word -> properties.setProperty("password", word));
        properties.putAll(CONNECTION_PROPERTIES);
    }

    /**
     * A message that an instance has sent.
     *
     * @param topic what it is about: one word, by which observers know their messages
     * @param text what it says
     */
    public record Message(String topic, String text) {
    }

    /** The connection that receives messages is new: some may have been missed. */
    public record Connected() {
    }

    /** Whether other instances may use the same database. */
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
     * Sends a message to all instances, including this one, which receive it if and when the current transaction commits. Does
     * nothing if no other instance may use the database.
     */
    public void send(Message message) {
        if (isShared) {
            entities.createNativeQuery("select pg_notify(:channel, :message)", Object.class).setParameter("channel", CHANNEL)
                    .setParameter("message", message.topic + " " + message.text).getSingleResult();
        }
    }

    /**
     * Starts to receive messages if there may be several instances, until shutdown, on a thread and a connection of its own: a
     * pooled connection would keep the subscription. Fires {@link Connected} after each connect, and each message. Connects
     * again after a failure of the connection or of an observer.
     */
    void onStart(@Observes StartupEvent start) {
        if (isShared) {
            Thread listener = new Thread(this::receiveUntilClosed, "isnad-notifications");
            listener.setDaemon(true);
            listener.start();
        }
    }

    void onShutdown(@Observes ShutdownDelayInitiatedEvent shutdown) {
        closed.countDown();
    }

    void onEnd(@Observes ShutdownEvent end) {
        closed.countDown();
    }

    private void receiveUntilClosed() {
        while (!isClosed()) {
            receiveUntilFailure();
        }
    }

    /**
     * Connects and receives messages until shutdown or a failure, which it logs; then waits for the reconnect delay.
     */
    private void receiveUntilFailure() {
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            connected.fire(new Connected());
            receive(connection);
        } catch (SQLException | RuntimeException e) {
            if (!isClosed()) {
                Log.warnf("Not receiving notifications of other instances: %s", e.getMessage());
                awaitReconnect();
            }
        }
    }

    /** Receives messages until shutdown or a failure. Only meanwhile is this instance in step. */
    private void receive(Connection connection) throws SQLException {
        isListening = true;
        try {
            while (!isClosed()) {
                receiveNext(connection);
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
    private void receiveNext(Connection connection) throws SQLException {
        PGNotification[] notifications = connection.unwrap(PGConnection.class)
                .getNotifications((int) SILENCE.toMillis());
        for (PGNotification notification : notifications) {
            String[] parts = notification.getParameter().split(" ", 2);
            received.fire(new Message(parts[0], parts[1]));
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
