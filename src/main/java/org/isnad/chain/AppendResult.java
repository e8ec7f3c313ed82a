package org.isnad.chain;

import org.isnad.content.Content;

/**
 * The result of a write.
 *
 * @param revision the revision that answers the request
 * @param isRepeated whether an earlier request had written it
 */
public record AppendResult<C extends Content>(Revision<C> revision, boolean isRepeated) {
}
