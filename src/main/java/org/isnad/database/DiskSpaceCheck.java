package org.isnad.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.quarkus.runtime.configuration.MemorySize;

/** Not ready while the disk with the H2 file is all but full; PostgreSQL says so itself. */
@Readiness
@ApplicationScoped
class DiskSpaceCheck implements HealthCheck {

    private final String database;
    private final Path directory;
    private final long least;

    DiskSpaceCheck(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String database,
            @ConfigProperty(name = "isnad.data-directory") Path directory,
            @ConfigProperty(name = "isnad.minimum-disk-space") MemorySize least) {
        this.database = database;
        this.directory = directory;
        this.least = least.asLongValue();
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("Disk space for the database file");
        if (!database.startsWith("jdbc:h2:async:")) {
            return answer.up().build();
        }
        try {
            long usable = Files.getFileStore(directory).getUsableSpace();
            return answer.status(usable >= least).withData("usable", usable).withData("least", least).build();
        } catch (IOException e) {
            return answer.down().build();
        }
    }
}
