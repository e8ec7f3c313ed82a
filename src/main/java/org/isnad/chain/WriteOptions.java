package org.isnad.chain;

import java.util.Set;

import org.isnad.content.Rejection;

/**
 * The preconditions of a write.
 *
 * @param mustExist whether the write is rejected if the record does not exist
 * @param expectedNumbers the write is rejected unless the record ends with one of these numbers; null for any
 * @param mustBeNew whether the write is rejected if the record exists
 * @param idempotencyKey the key by which a repeated request is answered as the first one was, or null
 */
public record WriteOptions(boolean mustExist, Set<Integer> expectedNumbers, boolean mustBeNew, String idempotencyKey) {

    /** A write that depends on nothing. */
    public static final WriteOptions NONE = new WriteOptions(false, null, false, null);

    /**
     * Requires that the last number of a record is among the expected ones; any number will do if those are null.
     *
     * @throws Rejection OUTDATED otherwise
     */
    void requireExpected(int last) {
        if (expectedNumbers != null && !expectedNumbers.contains(last)) {
            throw Rejection.outdated("The record ends with revision " + last + "; read it again");
        }
    }

    /**
     * Requires, for a record that does not exist, that it need not exist.
     *
     * @throws Rejection OUTDATED otherwise
     */
    void requireNewAllowed() {
        if (mustExist) {
            throw Rejection.outdated("The record does not exist yet");
        }
    }

    /**
     * Requires, for a record that exists, that it may exist.
     *
     * @throws Rejection OUTDATED otherwise
     */
    void requireExistingAllowed() {
        if (mustBeNew) {
            throw Rejection.outdated("The record exists");
        }
    }
}
