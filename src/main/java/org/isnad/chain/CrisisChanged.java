package org.isnad.chain;

import java.time.Instant;

/**
 * Event: a committed transaction of this or another instance has changed the log or the visibility of a crisis. Fired outside
 * of a transaction, perhaps more than once.
 *
 * @param crisis the crisis
 * @param position a position that it has reached
 * @param recordedAt when the revision at that position was recorded
 */
public record CrisisChanged(String crisis, long position, Instant recordedAt) {
}
