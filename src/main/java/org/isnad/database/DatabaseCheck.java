package org.isnad.database;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Readiness fails unless the database answers within a time. The check that Quarkus has for a datasource has no limit of its
 * own,
 * and while a database does not answer, the queue of the connection pool can keep a waiting thread for ever on Java 17
 * (<a href="https://bugs.openjdk.org/browse/JDK-8301341">JDK-8301341</a>).
 */
@Readiness
@ApplicationScoped
class DatabaseCheck implements AsyncHealthCheck {

    /** Longer than the timeouts of the connection pool, for a server that does not respond. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AgroalDataSource database;

    DatabaseCheck(AgroalDataSource database) {
        this.database = database;
    }

    /** Returns up if a connection of the pool is valid, and down if none is or the database has not answered in time. */
    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::isHealthy).runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .ifNoItem().after(PATIENCE).recoverWithItem(false)
                .map(isHealthy -> HealthCheckResponse.named("Database").status(isHealthy).build());
    }

    private boolean isHealthy() {
        try {
            return database.isHealthy(false);
        } catch (SQLException e) {
            Log.debug("The database is not healthy", e);
            return false;
        }
    }
}
