package org.isnad.chain;

import org.isnad.content.Content;

/**
 * The result of a write.
 *
 * @param revision the appended revision, or the stored one that an earlier request appended
 * @param isRepeated whether the report was stored already, so that nothing was appended; false for a request that is
 *        repeated with its idempotency key, because its answer must equal the first one
 */
public record AppendResult<C extends Content>(Revision<C> revision, boolean isRepeated) {
}
