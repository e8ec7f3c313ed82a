package org.isnad.feed;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.CrisisState;
import org.isnad.chain.EntryType;
import org.isnad.chain.Log;
import org.isnad.chain.LogPositions;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.content.Content;
import org.isnad.reads.EntryFilter;
import org.isnad.streams.EventSource;
import org.isnad.streams.StreamEvent;
import org.isnad.streams.StreamEvent.Item;
import org.isnad.streams.Subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The entries of logs as events: the data is the revision as in the feed, the type revision, correction, retraction or notice.
 */
@ApplicationScoped
class EntryEvents implements EventSource<RevisionHeader> {

    private final Log log;
    private final ObjectMapper mapper;

    EntryEvents(Log log, ObjectMapper mapper) {
        this.log = log;
        this.mapper = mapper;
    }

    /**
     * Returns the subscription to the entries that a filter selects.
     *
     * @param crisis the crisis, or null for all
     */
    Subscription<RevisionHeader> subscription(String crisis, EntryFilter filter, LogPositions after) {
        return new Subscription<>(this, crisis, filter::matches, filter::matches, after);
    }

    @Override
    public boolean isRelevant(RevisionHeader entry) {
        return true;
    }

    @Override
    public List<StreamEvent<RevisionHeader>> events(CrisisState state, Collection<RevisionHeader> entries) {
        Iterator<Revision<Content>> revisions = log.at(state, entries.stream().map(RevisionHeader::position).toList())
                .iterator();
        return entries.stream().map(entry -> event(entry, revisions.next())).toList();
    }

    private StreamEvent<RevisionHeader> event(RevisionHeader entry, Revision<Content> revision) {
        try {
            return new StreamEvent<>(entry.position(), EntryType.of(revision).toString(), false,
                    List.of(Item.of(entry, mapper.writeValueAsBytes(revision))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

}
