package org.isnad.chain;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.enterprise.context.RequestScoped;

import org.isnad.access.Visibility;

/** The crises that the current request has read. Its answer stays the same until one of them changes. */
@RequestScoped
public class ReadBasis {

    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Instant> readable = new TreeMap<>();
    private boolean isChangeable;
    private boolean isUnconfirmed;

    /** Adds a crisis whose state the request has read, whether or not the caller may read it. */
    void add(CrisisState state) {
        versions.putIfAbsent(state.crisis(), state.version());
        // The end of an embargo changes no version.
        isChangeable |= state.visibility().state() != Visibility.State.OPEN;
    }

    /**
     * Adds a crisis whose state the request has read and that the caller may read. If it is read again, the first state counts,
     * because the answer is made of that one or a later one.
     */
    void addReadable(CrisisState state) {
        readable.putIfAbsent(state.crisis(), state.recordedAt());
    }

    /** Returns the ids of the crises that the request has read and that the caller may read, in alphabetical order. */
    public Set<String> crises() {
        return Collections.unmodifiableSet(readable.keySet());
    }

    /** Returns when the last revision of these crises was recorded, or null without a crisis. */
    public Instant lastRecordedAt() {
        return readable.values().stream().max(Comparator.naturalOrder()).orElse(null);
    }

    /** States that the answer must be made anew each time, even if no crisis has changed. */
    public void setChangeable() {
        isChangeable = true;
    }

    /** States that the database could not be asked whether the crises have changed. */
    void setUnconfirmed() {
        isUnconfirmed = true;
        isChangeable = true;
    }

    /** Whether the database could not be asked whether the crises have changed. */
    public boolean isUnconfirmed() {
        return isUnconfirmed;
    }

    /**
     * Returns the versions of the crises that the answer was made of, by crisis; empty if the answer can change although none
     * of them does.
     */
    public Map<String, Long> versions() {
        return isChangeable ? Map.of() : Map.copyOf(versions);
    }
}
