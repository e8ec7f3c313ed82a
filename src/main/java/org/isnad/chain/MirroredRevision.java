package org.isnad.chain;

import java.time.Instant;

/**
 * The fields that another instance of this service recorded for a report.
 *
 * @param number the place in its record
 * @param position the place in its crisis
 * @param recordedAt when the other instance recorded it
 * @param recordedBy who entered it at the other instance
 * @param previousHash the hash at the position before
 * @param contentHash the hash of its content, evidence, reason and translations
 * @param hash the hash of its header
 */
public record MirroredRevision(int number, long position, Instant recordedAt, String recordedBy, String previousHash,
        String contentHash, String hash) {
}
