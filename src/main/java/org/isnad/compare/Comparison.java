package org.isnad.compare;

import org.isnad.chain.Revision;
import org.isnad.content.Content;

/**
 * Two revisions of one kind side by side, and what differs.
 *
 * @param from the one
 * @param to the other
 * @param difference what must change in the one to become the other
 */
public record Comparison<C extends Content>(Side<C> from, Side<C> to, Difference difference) {

    /**
     * A side of a comparison.
     *
     * @param asked what was asked for
     * @param revision the revision that this is, as it will always be
     */
    public record Side<C extends Content>(String asked, Revision<C> revision) {
    }
}
