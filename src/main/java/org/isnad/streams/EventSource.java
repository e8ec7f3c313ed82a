package org.isnad.streams;

import java.util.Collection;

import org.isnad.chain.CrisisState;
import org.isnad.chain.RevisionHeader;

/**
 * Makes the events of a stream from the entries of logs. Clients of one source share its events.
 *
 * @param <S> the type of the subject of an item
 */
public interface EventSource<S> {

    /** Whether an entry can have an event with items. */
    boolean isRelevant(RevisionHeader entry);

    /** Returns the events of some relevant entries of a crisis, in no particular order. */
    Collection<StreamEvent<S>> events(CrisisState state, Collection<RevisionHeader> entries);
}
