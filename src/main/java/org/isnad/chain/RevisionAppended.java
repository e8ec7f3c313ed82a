package org.isnad.chain;

import org.isnad.content.Content;

/**
 * Event: a revision was appended. Fired within the append's transaction, so that projections commit or roll back
 * with it.
 */
public record RevisionAppended(Revision<? extends Content> revision) {
}
