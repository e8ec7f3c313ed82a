package org.isnad.chain;

/** An item of a list that shows a revision. */
public interface Reported {

    /** Returns the revision. */
    Revision<?> revision();
}
