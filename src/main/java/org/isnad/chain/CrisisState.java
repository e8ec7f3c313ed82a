package org.isnad.chain;

import java.time.Instant;

import org.isnad.access.Visibility;

/**
 * The state of a crisis's log.
 *
 * @param crisis the crisis
 * @param timeZone the time zone in which dates are read
 * @param position its last position, 0 before the first revision
 * @param head the hash at that position; zeros before the first revision
 * @param recordedAt when that revision was recorded, or the crisis was created
 * @param visibility who may read it
 * @param erasures the number of erasures
 * @param isMirror whether that revision came from another instance, which may have more that was recorded before now
 * @param version a number that grows with each change of the state
 */
public record CrisisState(String crisis, String timeZone, long position, String head, Instant recordedAt, Visibility visibility,
        int erasures,
        boolean isMirror, long version) {
}
