package org.isnad.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;

/**
 * Tells transient failures of the database, after which a request can succeed when it is repeated, from errors of the service.
 * It decides by SQLSTATE, because the drivers share no exception classes.
 */
public final class DatabaseFailures {

    private static final Pattern TRANSIENT = Pattern.compile(String.join("|", List.of(
            // PostgreSQL, appendix A: connection exception, insufficient resources, operator intervention (such as a shutdown
            // or a timeout), system error, transaction rollback (such as a deadlock)
            "08.*", "53.*", "57.*", "58.*", "40.*",
            // PostgreSQL: lock not available; read-only transaction, on a server that has become a standby
            "55P03", "25006",
            // The PostgreSQL driver: login timeout
            "99999",
            // H2: lock timeout; general error; I/O errors; connection broken; database closed, also by a shutdown
            "HYT00", "HY000", "90028", "90031", "90067", "90098", "90121")));

    private DatabaseFailures() {
    }

    /**
     * Whether a failure is transient, so that the request can succeed when it is repeated. A write may have been
     * committed all the same. Only the exception itself is examined, and not its causes; a failed commit is transient
     * if it has no cause, because then the database has not acknowledged it.
     */
    public static boolean isTransient(Throwable failure) {
        if (failure instanceof SQLException sql) {
            // The connection pool reports a missing connection without an SQLSTATE.
            return sql.getSQLState() == null || TRANSIENT.matcher(sql.getSQLState()).matches();
        }
        return isFailedCommit(failure) && failure.getCause() == null;
    }

    /** Whether a failure or one of its causes is transient. */
    public static boolean isCausedByTransient(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(DatabaseFailures::isTransient);
    }

    /** Whether the exception is one with which the transaction manager reports a failed commit. */
    private static boolean isFailedCommit(Throwable failure) {
        return failure instanceof RollbackException || failure instanceof SystemException
                || failure instanceof HeuristicMixedException;
    }
}
