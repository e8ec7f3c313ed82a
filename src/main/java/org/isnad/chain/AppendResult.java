package org.isnad.chain;

import org.isnad.content.Content;

/**
 * The result of a write.
 *
 * @param revision the appended revision, or the stored one that an earlier request appended
 * @param isRepeated whether the report was stored already, so that nothing was appended; false for a request that is
 *        repeated with its idempotency key, because its answer must equal the first one
 * @param crossed the source of the revision that an appended one supersedes, if it is another source; otherwise null
 */
public record AppendResult<C extends Content>(Revision<C> revision, boolean isRepeated, String crossed) {

    /** Returns the result of a write that supersedes nothing of another source, or may have done so earlier. */
    public AppendResult(Revision<C> revision, boolean isRepeated) {
        this(revision, isRepeated, null);
    }
}
