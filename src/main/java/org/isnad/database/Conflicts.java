package org.isnad.database;

import java.util.function.Supplier;

import org.hibernate.exception.ConstraintViolationException;

/** Repeats transactions that lost a race. */
public final class Conflicts {

    private Conflicts() {
    }

    /**
     * Runs a transaction, and runs it again if another one created the same row at the same time; the second run finds that
     * row.
     */
    public static <T> T repeatOnConflict(Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (ConstraintViolationException e) {
            return transaction.get();
        }
    }
}
