package org.isnad.chain;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The positions up to which a reader has the logs of several crises. It is exact while many crises move, because each log has
 * an order of its own.
 *
 * @param byCrisis the positions by crisis, each greater than 0; of a crisis that is absent, the reader has nothing
 */
public record LogPositions(SortedMap<String, Long> byCrisis) {

    /** The positions of a reader that has nothing. */
    public static final LogPositions NONE = new LogPositions(new TreeMap<>());

    private static final String CRISIS = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String POSITION = "[0-9]{1,18}";
    private static final String ENTRY = CRISIS + ":" + POSITION;

    /** The form of {@link #toString}: crises with their positions, separated by commas. */
    public static final String PATTERN = "(" + ENTRY + "(," + ENTRY + ")*)?";

    private static final Pattern TEXT = Pattern.compile(PATTERN);

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
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not the positions of crises");
        }
        SortedMap<String, Long> positions = new TreeMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",")) {
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

    /** Returns these positions with another one of a crisis, greater than 0. */
    public LogPositions with(String crisis, long position) {
        SortedMap<String, Long> positions = new TreeMap<>(byCrisis);
        positions.put(crisis, position);
        return new LogPositions(positions);
    }

    /** Returns these positions with those of some states where they are greater. */
    public LogPositions upTo(Collection<CrisisState> states) {
        SortedMap<String, Long> positions = new TreeMap<>(byCrisis);
        states.stream().filter(state -> state.position() > 0)
                .forEach(state -> positions.merge(state.crisis(), state.position(), Math::max));
        return new LogPositions(positions);
    }

    /** Returns the crises with their positions, separated by commas, in the order of the crises: {@code a:12,b:7}. */
    @Override
    public String toString() {
        return byCrisis.entrySet().stream().map(LogPositions::toString).collect(joining(","));
    }

    private static String toString(Map.Entry<String, Long> entry) {
        return entry.getKey() + ":" + entry.getValue();
    }
}
