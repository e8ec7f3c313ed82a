package org.isnad.web;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;

/** Says at start where to look, and where the data is. */
@ApplicationScoped
class Welcome {

    private final String database;
    private final String directory;
    private final int port;

    Welcome(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String database,
            @ConfigProperty(name = "isnad.data-directory") String directory,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.database = database;
        this.directory = directory;
        this.port = port;
    }

    void onStart(@Observes StartupEvent start) {
        String service = "http://localhost:" + port;
        Log.infof("Isnad is at %s/ (API %s/api/v1/crises, Swagger UI %s/q/swagger-ui, health %s/q/health)", service, service,
                service, service);
        Log.infof("The data is in %s",
                database.startsWith("jdbc:h2:async:")
                        ? Path.of(directory).toAbsolutePath().normalize() + " (isnad.data-directory)"
                        : database.startsWith("jdbc:h2:mem:") ? "memory, and gone when this stops" : "PostgreSQL");
    }
}
