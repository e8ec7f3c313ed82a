package org.isnad.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A real PostgreSQL of a test's own that can be stopped, killed, frozen and started again on the same port and data. */
public final class Postgres implements AutoCloseable {

    private final Path directory;
    private final Map<String, String> settings = new TreeMap<>(Map.of("max_connections", "100"));
    private int port;
    private EmbeddedPostgres server;
    private List<Long> frozen = List.of();

    private Postgres(Path directory) {
        this.directory = directory;
    }

    /** An empty one, synced to disk as in production. */
    public static Postgres start(String... settings) {
        Postgres started = new Postgres(temporary());
        started.settings.putAll(Map.of("fsync", "on", "synchronous_commit", "on"));
        for (int at = 0; at < settings.length; at += 2) {
            started.settings.put(settings[at], settings[at + 1]);
        }
        started.again();
        return started;
    }

    /** Starts it after a stop or a kill. */
    public void again() {
        try {
            var builder = EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false).setPort(port);
            settings.forEach(builder::setServerConfig);
            server = builder.start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as an administrator would, in the midst of what it does. */
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all its processes at once, as a power cut would. */
    public void kill() {
        freeze();
        signal("-KILL", frozen);
        frozen.forEach(pid -> ProcessHandle.of(pid).ifPresent(process -> process.onExit().join()));
        frozen = List.of();
        stop();
        try {
            Files.deleteIfExists(lock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All its processes stand still, while their connections stay open. */
    public void freeze() {
        try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
            long first = Long.parseLong(Files.readAllLines(lock()).get(0));
            // It alone makes more of them.
            signal("-STOP", List.of(first));
            frozen = new ArrayList<>(List.of(first));
            ResultSet others = statement.executeQuery("select pid from pg_stat_activity");
            while (others.next()) {
                frozen.add(others.getLong(1));
            }
            signal("-STOP", frozen);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void thaw() {
        signal("-CONT", frozen);
        frozen = List.of();
    }

    private Path lock() {
        return directory.resolve("postmaster.pid");
    }

    /** The address of a database for the role that connects. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** As superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    /** Runs statements as superuser. */
    public void run(String database, String... statements) {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (!frozen.isEmpty()) {
            thaw();
        }
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, List<Long> processes) {
        String command = "kill " + signal + processes.stream().map(pid -> " " + pid).collect(Collectors.joining());
        try {
            new ProcessBuilder("sh", "-c", command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("isnad-postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
