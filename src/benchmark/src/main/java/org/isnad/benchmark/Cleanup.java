package org.isnad.benchmark;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what a run has opened, newest first, at its end or when the JVM is stopped. */
final class Cleanup {

    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static boolean isStopping;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::stop));
    }

    private Cleanup() {
    }

    /**
     * Returns the argument, which will be closed by {@link #run}.
     *
     * @throws IllegalStateException if the JVM is stopping; the argument is then closed
     */
    static <T extends AutoCloseable> T register(T opened) {
        synchronized (OPEN) {
            if (!isStopping) {
                OPEN.push(opened);
                return opened;
            }
        }
        close(opened);
        throw new IllegalStateException("The benchmark was stopped");
    }

    /** Closes something registered before the end of the run. */
    static void closeEarly(AutoCloseable opened) {
        synchronized (OPEN) {
            OPEN.remove(opened);
        }
        close(opened);
    }

    /** Closes everything registered that is still open. */
    static void run() {
        synchronized (OPEN) {
            while (!OPEN.isEmpty()) {
                close(OPEN.pop());
            }
        }
    }

    private static void stop() {
        synchronized (OPEN) {
            isStopping = true;
        }
        run();
    }

    private static void close(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            System.err.println("Not closed: " + opened + ": " + e);
        }
    }
}
