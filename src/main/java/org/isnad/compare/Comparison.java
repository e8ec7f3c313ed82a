package org.isnad.compare;

import org.isnad.chain.Revision;
import org.isnad.content.Content;

/**
 * A comparison of two revisions of one kind.
 *
 * @param from the first revision
 * @param to the second revision
 * @param difference the difference from the first to the second revision
 */
public record Comparison<C extends Content>(Side<C> from, Side<C> to, Difference difference) {

    /**
     * One side of a comparison.
     *
     * @param asked the value of the query parameter
     * @param revision the revision in the requested languages, without the fields that depend on other revisions
     */
    public record Side<C extends Content>(String asked, Revision<C> revision) {
    }
}
