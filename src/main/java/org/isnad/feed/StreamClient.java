package org.isnad.feed;

import java.time.Duration;
import java.util.List;

import org.isnad.access.Caller;
import org.isnad.chain.CrisisState;
import org.isnad.http.RequestTimeouts;
import org.isnad.reads.EntryFilter;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A client of the stream of a crisis. Its state is its position; while a chunk is being written, no other one is prepared.
 * Confined to the event loop of its connection, except where stated.
 */
final class StreamClient {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");
    private static final int CHUNK = 64 * 1024;
    private static final int EVENTS_PER_READ = 20;

    private final String crisis;
    private final EntryFilter filter;
    private final Caller caller;
    private final Streams streams;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private long position;
    private boolean isReading;
    private boolean isWriting;
    private boolean isEnded;
    private long lastWrite = System.nanoTime();

    /**
     * @param position the last position that the client has
     * @param caller the caller, for use after the request
     * @param context the context of the connection
     */
    StreamClient(String crisis, long position, EntryFilter filter, Caller caller, Streams streams, HttpServerRequest request,
            Context context) {
        this.crisis = crisis;
        this.position = position;
        this.filter = filter;
        this.caller = caller;
        this.streams = streams;
        this.request = request;
        this.response = request.response();
        this.context = context;
    }

    /** Returns the crisis. May be called on any thread. */
    String crisis() {
        return crisis;
    }

    /** Sends the headers, and then what follows the position of the client. May be called on any thread. */
    void start() {
        context.runOnContext(started -> write(RETRY, position));
    }

    /** Sends what follows the position of the client. May be called on any thread. */
    void wake() {
        context.runOnContext(woken -> send());
    }

    /**
     * Ends the stream if the caller may not read the crisis in a state, and wakes it otherwise. May be called on any thread.
     */
    void check(CrisisState state) {
        if (caller.mayRead(crisis, state.visibility())) {
            wake();
        } else {
            end();
        }
    }

    /** Ends the stream after the chunk that is being written. May be called on any thread. */
    void end() {
        context.runOnContext(ending -> endNow());
    }

    private void endNow() {
        isEnded = true;
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    /**
     * Sends a comment if nothing was sent for long, and disconnects a client that has not read a chunk in time. May be called
     * on
     * any thread.
     */
    void tick(Duration writeTimeout) {
        context.runOnContext(ticked -> checkAge(writeTimeout));
    }

    private void checkAge(Duration writeTimeout) {
        Duration age = Duration.ofNanos(System.nanoTime() - lastWrite);
        if (isWriting && age.compareTo(writeTimeout) > 0) {
            isEnded = true;
            RequestTimeouts.disconnect(request);
        } else if (!isWriting && age.compareTo(HEARTBEAT) > 0) {
            requireStillValid();
            write(COMMENT, position);
        }
    }

    private void requireStillValid() {
        if (caller.nameOrNull() != null) {
            Vertx.currentContext().owner().executeBlocking(() -> {
                caller.requireStillValid();
                return null;
            }, false).onFailure(this::endIfInvalid);
        }
    }

    private void endIfInvalid(Throwable failure) {
        if (failure instanceof AuthenticationFailedException) {
            end();
        }
    }

    private void send() {
        if (isReading || isWriting || isEnded) {
            return;
        }
        RecentEvents recent = streams.recent(crisis);
        if (position >= recent.state().position()) {
            return;
        }
        if (position >= recent.start()) {
            sendEvents(recent.after(position), recent.state().position());
        } else {
            isReading = true;
            streams.readLater(recent.state(), position, filter, EVENTS_PER_READ)
                    .onComplete(read -> context.runOnContext(done -> sendRead(read, recent.state().position())));
        }
    }

    private void sendRead(AsyncResult<List<StreamEvent>> read, long end) {
        isReading = false;
        if (read.failed()) {
            // The client comes back, with the id of the last event that it received.
            end();
            return;
        }
        List<StreamEvent> events = read.result();
        sendEvents(events, events.size() < EVENTS_PER_READ ? end : events.get(events.size() - 1).position());
    }

    /**
     * Sends the first events that match and fit into a chunk.
     *
     * @param end the position up to which the events are all that match
     */
    private void sendEvents(List<StreamEvent> events, long end) {
        Buffer chunk = Buffer.buffer();
        long sent = position;
        for (StreamEvent event : events) {
            if (chunk.length() + event.bytes().length() > CHUNK && chunk.length() > 0) {
                write(chunk, sent);
                return;
            }
            if (event.matches(filter)) {
                chunk = append(chunk, event.bytes());
            }
            sent = event.position();
        }
        if (chunk.length() > 0) {
            write(chunk, end);
        } else {
            position = end;
            send();
        }
    }

    /** Returns the chunk with an event; a large event is not copied for each client. */
    private static Buffer append(Buffer chunk, Buffer event) {
        boolean isLarge = event.length() > CHUNK;
        if (isLarge && chunk.length() == 0) {
            return event;
        }
        return chunk.appendBuffer(event);
    }

    private void write(Buffer chunk, long next) {
        if (isEnded || response.ended() || response.closed()) {
            return;
        }
        isWriting = true;
        lastWrite = System.nanoTime();
        response.write(chunk).onComplete(written -> context.runOnContext(done -> finish(written.succeeded(), next)));
    }

    private void finish(boolean isWritten, long next) {
        isWriting = false;
        position = next;
        isEnded |= !isWritten;
        send();
    }
}
