package org.isnad.chain;

/**
 * The part of one crisis that a read includes.
 *
 * @param crisis the crisis
 * @param bounds the bounds of time and position
 * @param isRestricted whether not everybody may read the crisis now, so that no cache may store the answer
 * @param erasures the number of erasures; answers that were computed before the last one are stale
 */
public record ReadView(String crisis, AsOf bounds, boolean isRestricted, int erasures) {

    /** Returns a copy of the view with another position. */
    public ReadView upTo(long position) {
        return new ReadView(crisis, bounds.upTo(position), isRestricted, erasures);
    }

    /** Returns a copy of the view with other bounds. */
    public ReadView within(AsOf other) {
        return new ReadView(crisis, other, isRestricted, erasures);
    }
}
