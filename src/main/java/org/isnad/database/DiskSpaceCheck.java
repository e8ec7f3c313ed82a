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

/** Readiness fails while the disk with the H2 file is nearly full, because H2 closes a database that it cannot write. */
@Readiness
@ApplicationScoped
class DiskSpaceCheck implements HealthCheck {

    private final String database;
    private final Path directory;
    private final long minimum;

    DiskSpaceCheck(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String database,
            @ConfigProperty(name = "isnad.data-directory") Path directory,
            @ConfigProperty(name = "isnad.minimum-disk-space") MemorySize minimum) {
        this.database = database;
        this.directory = directory;
        this.minimum = minimum.asLongValue();
    }

    /**
     * Returns up if the disk of the data directory has at least the minimum of usable space, or if the database is not
     * an H2 file. Returns down also if the space cannot be determined.
     */
    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("Disk space for the database file");
        if (!database.startsWith("jdbc:h2:async:")) {
            return answer.up().build();
        }
        try {
            long usable = Files.getFileStore(directory).getUsableSpace();
            return answer.status(usable >= minimum).withData("usable", usable).withData("minimum", minimum).build();
        } catch (IOException e) {
            return answer.down().build();
        }
    }
}
