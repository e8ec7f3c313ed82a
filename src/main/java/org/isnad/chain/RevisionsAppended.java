package org.isnad.chain;

import java.util.List;

/**
 * Event: revisions were appended, perhaps to several crises. Fired within the transaction of the appends, when the revisions
 * are stored, so that projections commit or roll back with them.
 *
 * @param revisions in the order of their positions in each crisis
 */
public record RevisionsAppended(List<Revision<?>> revisions) {
}
