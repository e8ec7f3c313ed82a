package org.isnad.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.customized.QuarkusConnectionProvider;
import io.quarkus.hibernate.orm.runtime.tenant.TenantConnectionResolver;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads from a hot standby, the datasource "reads", if one is configured. Reads stay monotonic per client: where If-None-Match
 * or minPosition says what the client has seen and the standby does not reach that in time, the primary answers.
 */
@ApplicationScoped
@PersistenceUnitExtension
class ReadReplica implements TenantConnectionResolver, TenantResolver {

    private static final String PRIMARY = "primary";
    private static final String READS = "reads";

    /** The time for which an unreachable standby is not tried again. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private final AgroalDataSource primary;
    private final InjectableInstance<AgroalDataSource> reads;
    private volatile long unreachableUntil = System.nanoTime();

    ReadReplica(AgroalDataSource primary, @DataSource(READS) InjectableInstance<AgroalDataSource> reads) {
        this.primary = primary;
        this.reads = reads;
    }

    @Override
    public String getDefaultTenantId() {
        return PRIMARY;
    }

    /** Returns where the session of this request reads. */
    @Override
    public String resolveTenantId() {
        RoutingContext request = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        boolean hasStandby = reads.isResolvable() && reads.getHandle().getBean().isActive();
        return request != null && hasStandby && mayLag(request) ? READS : PRIMARY;
    }

    /** A read by recording time waits for in-flight appends, and a key may just have been revoked: both need the primary. */
    private static boolean mayLag(RoutingContext request) {
        HttpMethod method = request.request().method();
        boolean isRead = method == HttpMethod.GET || method == HttpMethod.HEAD;
        boolean hasCredential = request.request().headers().contains("Authorization")
                || request.request().headers().contains("X-API-Key");
        boolean isByRecording = request.queryParams().contains("knownAt") || request.queryParams().contains("clock");
        return isRead && !hasCredential && !isByRecording;
    }

    @Override
    public ConnectionProvider resolve(String tenant) {
        return tenant.equals(READS) ? new StandbyConnections() : new QuarkusConnectionProvider(primary);
    }

    /** Provides connections to the standby, or to the primary if the standby is unreachable or lags behind the client. */
    private class StandbyConnections extends QuarkusConnectionProvider {

        StandbyConnections() {
            super(primary);
        }

        @Override
        public Connection getConnection() throws SQLException {
            RoutingContext request = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
            Connection standby = System.nanoTime() < unreachableUntil ? null : standby(SeenByClient.of(request));
            return standby == null ? super.getConnection() : standby;
        }

        private Connection standby(SeenByClient seen) throws SQLException {
            Connection standby = null;
            try {
                standby = reads.get().getConnection();
                if (seen.isReached(standby)) {
                    return standby;
                }
            } catch (SQLException e) {
                unreachableUntil = System.nanoTime() + RETRY_DELAY.toNanos();
                Log.warnf("Reading from the primary because the standby is unreachable: %s", e.getMessage());
            }
            if (standby != null) {
                standby.close();
            }
            return null;
        }
    }
}
