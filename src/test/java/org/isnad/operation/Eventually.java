package org.isnad.operation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks until something holds: for what happens in another process and tells nobody. */
final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {
    }

    /** How long it took; fails when the time is over. */
    static Duration within(Duration most, String what, BooleanSupplier holds) {
        long begin = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begin > most.toNanos()) {
                throw new AssertionError("not " + what + " within " + most);
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
