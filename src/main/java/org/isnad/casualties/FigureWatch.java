package org.isnad.casualties;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.isnad.casualties.FigureEvents.Figures;
import org.isnad.chain.History;
import org.isnad.changes.RecordChanges;
import org.isnad.content.Languages;
import org.isnad.reads.Briefs;
import org.isnad.reads.Reads;
import org.isnad.reads.RecordViews;
import org.isnad.streams.StreamParameters;
import org.isnad.streams.StreamResponses;
import org.isnad.streams.Subscription;
import org.isnad.web.LanguageParameters;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams the changes of casualty figures as server-sent events (WHATWG HTML, 9.2). The operation is not in the contract,
 * because generated clients cannot read a response that does not end.
 */
@Singleton
@Path("/api/v1/casualties/stream")
public class FigureWatch {

    private final RecordChanges changes;
    private final History history;
    private final RecordViews views;
    private final Briefs briefs;
    private final ObjectMapper mapper;
    private final Reads reads;
    private final StreamResponses responses;
    private final Map<String, FigureEvents> byLanguage = new ConcurrentHashMap<>();

    FigureWatch(RecordChanges changes, History history, RecordViews views, Briefs briefs, ObjectMapper mapper, Reads reads,
            StreamResponses responses) {
        this.changes = changes;
        this.history = history;
        this.views = views;
        this.briefs = briefs;
        this.mapper = mapper;
        this.reads = reads;
        this.responses = responses;
    }

    /**
     * Sends the changes of what is shown of the selected figures after a position, and then each new one, as
     * {@link StreamResponses#send} does. An event has the changes of one revision as an array; its id is the position, or
     * without a crisis the cursor of the feed of all crises. The texts are in Arabic, English or Russian, by preference, or
     * else in English.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void watch(@Valid @BeanParam FigureFilter filter, @BeanParam StreamParameters parameters,
            @BeanParam LanguageParameters language, @Suspended AsyncResponse neverResumed, @Context RoutingContext routing) {
        if (filter.crisis != null) {
            reads.state(filter.crisis);
        }
        FigureEvents events = byLanguage.computeIfAbsent(RecordChanges.language(language.languages()), this::in);
        responses.send(new Subscription<Figures>(events, filter.crisis, entry -> true, filter::matches,
                parameters.positions(filter.crisis)), routing);
    }

    private FigureEvents in(String language) {
        return new FigureEvents(Languages.of(language), changes, history, views, briefs, mapper);
    }
}
