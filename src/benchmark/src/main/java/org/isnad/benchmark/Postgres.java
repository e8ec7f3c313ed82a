package org.isnad.benchmark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server with a database for each contender: an embedded one, or one that the property postgres names. */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres embedded;
    private final String host;
    private final int port;
    private final String user = System.getProperty("postgres.user", "postgres");
    private final String password = System.getProperty("postgres.password", "postgres");
    private final List<String> created = new ArrayList<>();

    private Postgres(EmbeddedPostgres embedded, String host, int port) {
        this.embedded = embedded;
        this.host = host;
        this.port = port;
    }

    /**
     * Starts an embedded server that syncs each commit to disk, unless a server is given.
     *
     * @param data the directory of the embedded server's data
     * @param log the file of its log
     */
    static Postgres start(Path data, Path log) throws IOException {
        String given = System.getProperty("postgres");
        if (given != null) {
            int colon = given.lastIndexOf(':');
            return Cleanup.register(
                    new Postgres(null, given.substring(0, colon), Integer.parseInt(given.substring(colon + 1))));
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.builder().setDataDirectory(data).setRegisterShutdownHook(false)
                .setOutputRedirector(Redirect.appendTo(log.toFile())).setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100").start();
        return Cleanup.register(new Postgres(embedded, "127.0.0.1", embedded.getPort()));
    }

    /** Creates a database, which must not exist. */
    void create(String database) throws SQLException {
        execute("create database " + database);
        created.add(database);
    }

    /** Returns the JDBC URL of a database. */
    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    /** Returns the environment variables by which PostgreSQL clients find a database. */
    Map<String, String> environment(String database) {
        return Map.of("PGHOST", host, "PGPORT", Integer.toString(port), "PGDATABASE", database, "PGUSER", user, "PGPASSWORD",
                password);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        if (embedded != null) {
            embedded.close();
            return;
        }
        for (String database : created) {
            execute("drop database " + database + " with (force)");
        }
    }
}
