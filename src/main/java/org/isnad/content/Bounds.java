package org.isnad.content;

/**
 * The bounds of a figure, each of which may be null.
 *
 * @param lowExclusive true if the number is above low, otherwise null
 * @param highExclusive true if the number is below high, otherwise null
 */
record Bounds(Long low, Boolean lowExclusive, Long high, Boolean highExclusive) {

    /** Returns the lowest number within the bounds, or null if there is no lower bound. */
    Long lowest() {
        return low == null || lowExclusive == null ? low : Long.valueOf(low + 1);
    }

    /** Returns the highest number within the bounds, or null if there is no upper bound. */
    Long highest() {
        return high == null || highExclusive == null ? high : Long.valueOf(high - 1);
    }

    /**
     * @param best the best figure, or null
     * @throws InvalidContent if an exclusive bound is absent, if no number that is not negative is within the bounds, or if
     *         the best figure is not
     */
    void requireConsistent(Long best) {
        requireGiven("low", low, lowExclusive);
        requireGiven("high", high, highExclusive);
        requireNotAbove("low", lowest(), "high", highest());
        requireNotAbove("low", lowest(), "best", best);
        requireNotAbove("best", best, "high", highest());
        if (highest() != null && highest() < 0) {
            throw new InvalidContent("high", "must be above 0 when highExclusive is true");
        }
    }

    /** @throws InvalidContent if a bound is exclusive and not given */
    private static void requireGiven(String field, Long bound, Boolean exclusive) {
        if (bound == null && exclusive != null) {
            throw new InvalidContent(field, "is required when " + field + "Exclusive is true");
        }
    }

    /** @throws InvalidContent for the lower field if both numbers are given and lower is greater than upper */
    private static void requireNotAbove(String lowerField, Long lower, String upperField, Long upper) {
        if (lower != null && upper != null && lower > upper) {
            throw new InvalidContent(lowerField, "must not be above " + upperField);
        }
    }
}
