package org.isnad.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.isnad.web.ETags;
import org.isnad.web.Validator;

import io.vertx.ext.web.RoutingContext;

/** The position or number that a client has already seen, as its request states. */
class SeenByClient {

    private static final Pattern CRISIS = Pattern.compile("/api/v1/crises/([^/]+).*");
    private static final Pattern RECORD = Pattern.compile("/api/v1/(?!crises|sources|keys)[a-z]+/([^/]+).*");
    private static final String CRISIS_POSITION = "select position, 0 from ledger where crisis_id = ?";
    private static final String RECORD_POSITION = "select l.position, (select max(v.number) from revision v"
            + " where v.record_id = r.id) from record r join ledger l on l.crisis_id = r.crisis_id where r.id = ?";

    /** The time to wait for a standby, and the polling interval. */
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final String crisis;
    private final String record;
    private long position;
    private int number;
    private boolean isUnderstood = true;

    private SeenByClient(String crisis, String record) {
        this.crisis = crisis;
        this.record = record;
    }

    static SeenByClient of(RoutingContext request) {
        Matcher ofCrisis = CRISIS.matcher(request.normalizedPath());
        Matcher ofRecord = RECORD.matcher(request.normalizedPath());
        String crisis = ofCrisis.matches() ? ofCrisis.group(1) : request.queryParams().get("crisis");
        SeenByClient seen = new SeenByClient(crisis, ofRecord.matches() ? ofRecord.group(1) : null);
        seen.readMinPosition(request);
        request.request().headers().getAll("If-None-Match").stream().flatMap(ETags::tags).forEach(seen::readTag);
        return seen;
    }

    private void readMinPosition(RoutingContext request) {
        String minPosition = request.queryParams().get("minPosition");
        try {
            position = minPosition == null ? 0 : Long.parseLong(minPosition);
        } catch (NumberFormatException e) {
            isUnderstood = false;
        }
    }

    private void readTag(String tag) {
        position = Math.max(position, Validator.position(tag));
        number = Math.max(number, Validator.number(tag));
        isUnderstood &= Validator.position(tag) >= 0 || Validator.number(tag) >= 0;
    }

    /** Whether a standby has reached it, after a short wait. */
    boolean isReached(Connection standby) throws SQLException {
        boolean sawNothing = position == 0 && number == 0;
        if (!isUnderstood || sawNothing || crisis == null && record == null) {
            return isUnderstood && sawNothing;
        }
        return awaitReached(standby);
    }

    private boolean awaitReached(Connection standby) throws SQLException {
        try (PreparedStatement statement = standby.prepareStatement(record == null ? CRISIS_POSITION : RECORD_POSITION)) {
            statement.setString(1, record == null ? crisis : record);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!isReached(statement)) {
                if (System.nanoTime() > end) {
                    return false;
                }
                Thread.sleep(INTERVAL.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isReached(PreparedStatement statement) throws SQLException {
        ResultSet row = statement.executeQuery();
        return row.next() && row.getLong(1) >= position && (record == null || row.getInt(2) >= number);
    }
}
