package org.isnad.sources;

import java.time.Instant;

import org.isnad.content.Text;

/**
 * Fired in the transaction that replaces the description of a source.
 *
 * @param before the description before
 * @param after the description after
 * @param reason the public reason, or null
 * @param at the time of the replacement, in microseconds
 */
public record SourceDescribed(Source before, Source after, Text reason, Instant at) {
}
