package org.isnad.chain;

/**
 * Event: a committed transaction of this or another instance has changed the log or the visibility of a crisis. Fired outside
 * of a transaction, perhaps more than once, and perhaps after that of a later change.
 *
 * @param state the state of the crisis after the change
 */
public record CrisisChanged(CrisisState state) {
}
