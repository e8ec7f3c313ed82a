package org.isnad.http;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.logging.Log;
import io.quarkus.vertx.http.HttpServerStart;

/** Logs the URLs of the service and the location of its data when the HTTP server has started. */
@ApplicationScoped
class Welcome {

    private final String database;
    private final Path directory;

    Welcome(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String database,
            @ConfigProperty(name = "isnad.data-directory") Path directory) {
        this.database = database;
        this.directory = directory;
    }

    void onListening(@ObservesAsync HttpServerStart server) {
        String service = "http://localhost:" + port(server);
        Log.infof("Data: %s", dataLocation());
        Log.infof("API: %s/api/v1/crises, Swagger UI: %s/q/swagger-ui, health: %s/q/health", service, service, service);
        Log.infof("Isnad is ready at %s/", service);
    }

    /** Returns the port that the server listens on, which with a random port differs from the configured one. */
    private static int port(HttpServerStart server) {
        int port = server.options().getPort();
        // The options of a random port are 0 or -1. Quarkus has set the configuration to the actual port by now.
        return port > 0 ? port : ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    /**
     * Returns a phrase that tells the operator where the data is: in memory, in the data directory or in PostgreSQL.
     */
    private String dataLocation() {
        if (database.startsWith("jdbc:h2:mem:")) {
            return "in memory, lost when the service stops";
        }
        if (database.startsWith("jdbc:h2:")) {
            return directory.toAbsolutePath().normalize() + " (isnad.data-directory)";
        }
        return "PostgreSQL";
    }
}
