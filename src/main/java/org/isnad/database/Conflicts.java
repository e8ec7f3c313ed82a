package org.isnad.database;

import java.util.function.Supplier;

import org.hibernate.exception.ConstraintViolationException;

/** Repeats transactions that lost a race. */
public final class Conflicts {

    private Conflicts() {
    }

    /**
     * Runs a transaction, and runs it once more if it violates a constraint of the database, usually because another
     * one created the same row at the same time; the second run finds that row. A failure of the second run is thrown.
     *
     * @param transaction begins and commits a transaction of its own, because a failed one cannot continue
     */
    public static <T> T repeatOnConflict(Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (ConstraintViolationException e) {
            return transaction.get();
        }
    }
}
