package org.isnad.chain;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.isnad.content.Slug;

/**
 * The positions up to which a reader has the logs of several crises. A single number or time would not do: appends to
 * different crises commit in any order, so that entries could become visible behind it.
 *
 * @param byCrisis the positions by crisis, each greater than 0; of a crisis that is absent, the reader has nothing
 */
public record LogPositions(SortedMap<String, Long> byCrisis) {

    /** The positions of a reader that has nothing. */
    public static final LogPositions NONE = new LogPositions(new TreeMap<>());

    private static final String NOTHING = "0";

    private static final int MAX_ENTRY = 120;
    private static final String POSITION = "[0-9]{1,18}";
    private static final Pattern ENTRY = Pattern.compile(Slug.FORM + ":" + POSITION);

    public LogPositions {
        byCrisis = Collections.unmodifiableSortedMap(new TreeMap<>(byCrisis));
    }

    /** Returns the last positions of some crises. */
    public static LogPositions of(Collection<CrisisState> states) {
        return NONE.upTo(states);
    }

    /**
     * Parses the form of {@link #toString}. The order of the crises does not matter; of a repeated one, the last position
     * applies.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static LogPositions parse(String text) {
        if (text.equals(NOTHING)) {
            return NONE;
        }
        SortedMap<String, Long> positions = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            if (entry.length() > MAX_ENTRY || !ENTRY.matcher(entry).matches()) {
                throw new IllegalArgumentException("not the position of a crisis");
            }
            String[] parts = entry.split(":");
            positions.put(parts[0], Long.parseLong(parts[1]));
        }
        positions.values().removeIf(position -> position == 0);
        return new LogPositions(positions);
    }

    /** Returns the position of a crisis, 0 if the reader has nothing of it. */
    public long of(String crisis) {
        return byCrisis.getOrDefault(crisis, 0L);
    }

    /** Returns these positions with another one of a crisis; 0 removes the crisis. */
    public LogPositions with(String crisis, long position) {
        SortedMap<String, Long> positions = new TreeMap<>(byCrisis);
        positions.put(crisis, position);
        positions.values().removeIf(other -> other == 0);
        return new LogPositions(positions);
    }

    /** Returns these positions with those of some states where they are greater. */
    public LogPositions upTo(Collection<CrisisState> states) {
        SortedMap<String, Long> positions = new TreeMap<>(byCrisis);
        states.stream().filter(state -> state.position() > 0)
                .forEach(state -> positions.merge(state.crisis(), state.position(), Math::max));
        return new LogPositions(positions);
    }

    /**
     * Returns the crises with their positions in the order of the crises, separated by commas, such as
     * {@code example:7,kazakhstan-2022:12}; 0 if there are none.
     */
    @Override
    public String toString() {
        return byCrisis.isEmpty() ? NOTHING : byCrisis.entrySet().stream().map(LogPositions::toString).collect(joining(","));
    }

    private static String toString(Map.Entry<String, Long> entry) {
        return entry.getKey() + ":" + entry.getValue();
    }
}
