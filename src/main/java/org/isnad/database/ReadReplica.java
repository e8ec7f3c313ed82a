package org.isnad.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.isnad.web.ETags;
import org.isnad.web.Validator;

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
 * Reads from a hot standby, the datasource "reads", if there is one. A client never goes back behind what it has seen: where
 * it says what that is, by If-None-Match or minPosition, and the standby is not as far after a short wait, the primary answers.
 */
@ApplicationScoped
@PersistenceUnitExtension
class ReadReplica implements TenantConnectionResolver, TenantResolver {

    private static final String PRIMARY = "primary";
    private static final String READS = "reads";
    private static final Pattern CRISIS = Pattern.compile("/api/v1/crises/([^/]+).*");
    private static final Pattern RECORD = Pattern.compile("/api/v1/(?:articles|casualties|statements|reactions)/([^/]+).*");

    /** How long the standby is waited for, and left alone once it could not be reached. */
    private static final Duration LATE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final AgroalDataSource primary;
    private final InjectableInstance<AgroalDataSource> reads;
    private volatile long awayUntil = System.nanoTime();

    ReadReplica(AgroalDataSource primary, @DataSource(READS) InjectableInstance<AgroalDataSource> reads) {
        this.primary = primary;
        this.reads = reads;
    }

    @Override
    public String getDefaultTenantId() {
        return PRIMARY;
    }

    /** Where the session of this request reads. */
    @Override
    public String resolveTenantId() {
        RoutingContext request = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        return request != null && reads.isResolvable() && reads.getHandle().getBean().isActive() && mayBeLate(request) ? READS
                : PRIMARY;
    }

    /**
     * What asks about times of recording waits for appends under way, and a key may have been revoked just now: both only the
     * primary knows.
     */
    private static boolean mayBeLate(RoutingContext request) {
        return (request.request().method() == HttpMethod.GET || request.request().method() == HttpMethod.HEAD)
                && !request.request().headers().contains("Authorization")
                && !request.request().headers().contains("X-API-Key") && !request.queryParams().contains("knownAt")
                && !request.queryParams().contains("clock");
    }

    @Override
    public ConnectionProvider resolve(String tenant) {
        return tenant.equals(READS) ? new Standby() : new QuarkusConnectionProvider(primary);
    }

    /** Gives connections to the standby, or else to the primary. */
    private class Standby extends QuarkusConnectionProvider {

        Standby() {
            super(primary);
        }

        @Override
        public Connection getConnection() throws SQLException {
            RoutingContext request = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
            if (System.nanoTime() - awayUntil >= 0) {
                Connection standby = null;
                try {
                    standby = reads.get().getConnection();
                    if (Seen.by(request).isReached(standby)) {
                        return standby;
                    }
                    standby.close();
                } catch (SQLException e) {
                    awayUntil = System.nanoTime() + AWAY.toNanos();
                    Log.warnf("Reading from the primary, for the standby is away: %s", e.getMessage());
                    if (standby != null) {
                        standby.close();
                    }
                }
            }
            return super.getConnection();
        }
    }

    /**
     * What a client has seen already.
     *
     * @param crisis of which crisis, or null
     * @param record of which record, or null
     * @param position up to which position of the crisis
     * @param number up to which number of the record
     * @param isKnown whether the client said it in words that a standby can be asked about
     */
    private record Seen(String crisis, String record, long position, int number, boolean isKnown) {

        static Seen by(RoutingContext request) {
            Matcher ofCrisis = CRISIS.matcher(request.normalizedPath());
            Matcher ofRecord = RECORD.matcher(request.normalizedPath());
            String crisis = ofCrisis.matches() ? ofCrisis.group(1) : request.queryParams().get("crisis");
            String record = ofRecord.matches() ? ofRecord.group(1) : null;
            long position = 0;
            int number = 0;
            boolean isKnown = true;
            if (request.queryParams().contains("minPosition")) {
                try {
                    position = Long.parseLong(request.queryParams().get("minPosition"));
                } catch (NumberFormatException e) {
                    isKnown = false;
                }
            }
            for (String header : request.request().headers().getAll("If-None-Match")) {
                for (String tag : ETags.tags(header).toList()) {
                    position = Math.max(position, Validator.position(tag));
                    number = Math.max(number, Validator.number(tag));
                    isKnown &= Validator.position(tag) >= 0 || Validator.number(tag) >= 0;
                }
            }
            return new Seen(crisis, record, position, number,
                    isKnown && (position == 0 && number == 0 || crisis != null || record != null));
        }

        boolean isReached(Connection standby) throws SQLException {
            if (!isKnown || position == 0 && number == 0) {
                return isKnown;
            }
            String sql = record == null ? "select position, 0 from ledger where crisis_id = ?"
                    : "select l.position, (select max(v.number) from revision v where v.record_id = r.id)"
                            + " from record r join ledger l on l.crisis_id = r.crisis_id where r.id = ?";
            try (PreparedStatement statement = standby.prepareStatement(sql)) {
                statement.setString(1, record == null ? crisis : record);
                long begin = System.nanoTime();
                while (true) {
                    ResultSet row = statement.executeQuery();
                    if (row.next() && row.getLong(1) >= position && (record == null || row.getInt(2) >= number)) {
                        return true;
                    }
                    if (System.nanoTime() - begin > LATE.toNanos()) {
                        return false;
                    }
                    Thread.sleep(PAUSE.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
