package org.isnad.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.isnad.access.Caller;
import org.isnad.chain.CrisisState;
import org.isnad.chain.LogPositions;
import org.isnad.http.RequestTimeouts;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A client of a stream. Its state is its positions; while a chunk is being written, no other one is prepared. Confined to the
 * event loop of its connection, except where stated.
 */
final class StreamClient<S> {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");
    private static final int CHUNK = 128 * 1024;
    private static final int EVENTS_PER_READ = 20;

    private final Subscription<S> subscription;
    private final Caller caller;
    private final Streams streams;
    private final EventBuffer<S> buffer;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private LogPositions positions;
    /** The crisis that was served last, so that a long log does not delay the others. */
    private String served = "";
    private boolean isReading;
    private boolean isWriting;
    private boolean isEnded;
    private long lastWrite = System.nanoTime();
    private long lastCheck = System.nanoTime();

    /**
     * @param caller the caller, for use after the request
     * @param context the context of the connection
     */
    StreamClient(Subscription<S> subscription, Caller caller, Streams streams, HttpServerRequest request, Context context) {
        this.subscription = subscription;
        this.positions = subscription.after();
        this.caller = caller;
        this.streams = streams;
        this.buffer = streams.buffer(subscription.source());
        this.request = request;
        this.response = request.response();
        this.context = context;
    }

    /** Returns the buffer of its events. May be called on any thread. */
    EventBuffer<S> buffer() {
        return buffer;
    }

    /** Whether it is sent events of a crisis, if the caller may read it. May be called on any thread. */
    boolean follows(String crisis) {
        return subscription.follows(crisis);
    }

    /** Sends the headers, and then what follows the positions of the client. May be called on any thread. */
    void start() {
        context.runOnContext(started -> write(RETRY, positions));
    }

    /**
     * Ends the stream of a crisis that the caller may no longer read, and otherwise sends what follows the positions of the
     * client. May be called on any thread.
     */
    void wake() {
        if (subscription.crisis() == null || streams.mayRead(caller, subscription.crisis())) {
            context.runOnContext(woken -> send());
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
     * Checks whether the caller's credential is still valid if that was not done for long, sends a comment if nothing was sent
     * for long, and disconnects a client that has not read a chunk in time. May be called on any thread.
     */
    void tick(Duration writeTimeout) {
        context.runOnContext(ticked -> {
            checkAge(writeTimeout);
            checkCredential();
        });
    }

    private void checkAge(Duration writeTimeout) {
        Duration age = since(lastWrite);
        if (isWriting && age.compareTo(writeTimeout) > 0) {
            isEnded = true;
            RequestTimeouts.disconnect(request);
        } else if (!isWriting && age.compareTo(HEARTBEAT) > 0) {
            // Then sends what an embargo that has ended held back: no change tells of that.
            write(COMMENT, positions);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private void checkCredential() {
        if (caller.nameOrNull() != null && since(lastCheck).compareTo(HEARTBEAT) > 0) {
            lastCheck = System.nanoTime();
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
        RecentEvents<S> recent = next();
        if (recent == null) {
            return;
        }
        served = recent.crisis();
        long position = positions.of(served);
        if (position >= recent.start()) {
            sendEvents(recent.after(position), served, recent.state().position());
        } else {
            isReading = true;
            streams.readLater(subscription, recent.state(), position, EVENTS_PER_READ)
                    .onComplete(read -> context.runOnContext(done -> sendRead(read, recent.state())));
        }
    }

    /** Returns the events of the next crisis of which the client lacks some, or null if there is none. */
    private RecentEvents<S> next() {
        if (subscription.crisis() != null) {
            RecentEvents<S> recent = buffer.recent(subscription.crisis());
            return isBehind(recent) ? recent : null;
        }
        TreeMap<String, RecentEvents<S>> behind = new TreeMap<>();
        for (RecentEvents<S> recent : buffer.recent()) {
            if (isBehind(recent)) {
                behind.put(recent.crisis(), recent);
            }
        }
        Map.Entry<String, RecentEvents<S>> next = behind.higherEntry(served);
        Map.Entry<String, RecentEvents<S>> first = next == null ? behind.firstEntry() : next;
        return first == null ? null : first.getValue();
    }

    /** Whether the client lacks events that the caller may read now. */
    private boolean isBehind(RecentEvents<S> recent) {
        return recent != null && positions.of(recent.crisis()) < recent.state().position()
                && streams.mayRead(caller, recent.crisis());
    }

    private void sendRead(AsyncResult<List<StreamEvent<S>>> read, CrisisState state) {
        isReading = false;
        if (read.failed()) {
            // The client comes back, with the id of the last event that it received.
            end();
            return;
        }
        List<StreamEvent<S>> events = read.result();
        boolean isWhole = events.size() < EVENTS_PER_READ;
        sendEvents(events, state.crisis(), isWhole ? state.position() : events.get(events.size() - 1).position());
    }

    /**
     * Sends the first events that fit into a chunk, or a single one that is larger.
     *
     * @param end the position up to which the events are all that there are for the client
     */
    private void sendEvents(List<StreamEvent<S>> events, String crisis, long end) {
        Buffer chunk = Buffer.buffer();
        long sent = positions.of(crisis);
        for (StreamEvent<S> event : events) {
            if (chunk.length() + event.size() > CHUNK && chunk.length() > 0) {
                write(chunk, positions.with(crisis, sent));
                return;
            }
            event.appendTo(chunk, subscription.id(positions, crisis, event.position()), subscription.items());
            sent = event.position();
        }
        LogPositions next = positions.with(crisis, end);
        if (chunk.length() > 0) {
            write(chunk, next);
        } else {
            positions = next;
            send();
        }
    }

    private void write(Buffer chunk, LogPositions next) {
        if (isEnded || response.ended() || response.closed()) {
            return;
        }
        isWriting = true;
        lastWrite = System.nanoTime();
        response.write(chunk).onComplete(written -> context.runOnContext(done -> finish(written.succeeded(), next)));
    }

    private void finish(boolean isWritten, LogPositions next) {
        isWriting = false;
        positions = next;
        isEnded |= !isWritten;
        send();
    }
}
