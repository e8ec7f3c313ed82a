package org.isnad.web;

import java.util.List;

/** A body that lists items of one state of one or more crises. */
public interface Listed {

    /** Returns the items, which may be loaded while they are iterated over. */
    List<?> items();

    /** Returns the position of the crisis, or the positions of several, that the list was computed from. */
    String pinnedTo();
}
