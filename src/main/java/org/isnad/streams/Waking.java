package org.isnad.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.vertx.core.Vertx;

/**
 * Wakes clients in portions with pauses between them, so that the event loops also serve other requests when thousands of
 * clients follow one crisis.
 */
final class Waking {

    private static final int PORTION = 100;

    /** The pause after a portion: 10,000 clients are woken within 0.6 seconds. */
    private static final Duration PAUSE = Duration.ofMillis(6);

    private final Vertx vertx;
    private final Set<StreamClient<?>> waiting = new LinkedHashSet<>();
    private boolean isPausing;

    Waking(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Wakes clients once each, in their order and after those that are waiting to be woken; at once if there are none. */
    synchronized void wake(Collection<StreamClient<?>> clients) {
        waiting.addAll(clients);
        if (!isPausing) {
            wakePortion();
        }
    }

    private synchronized void wakePortion() {
        List<StreamClient<?>> portion = waiting.stream().limit(PORTION).toList();
        portion.forEach(waiting::remove);
        portion.forEach(StreamClient::wake);
        isPausing = !portion.isEmpty();
        if (isPausing) {
            vertx.setTimer(PAUSE.toMillis(), ended -> wakePortion());
        }
    }
}
