package org.isnad.compare;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.compare.TextAligner.AlignedPair;
import org.isnad.content.Spelling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.ibm.icu.util.ULocale;

/**
 * The word-level difference between two texts in one language. The segments cover both texts completely and in order, and
 * each contains its own text, so that clients need no offsets to display it. Segment boundaries are boundaries of
 * user-perceived characters (UAX #29).
 *
 * @param language the BCP 47 tag of both texts
 * @param direction the writing direction of the language; clients should isolate segments of other scripts (HTML
 *        {@code bdi})
 * @param segments the equal, removed, added and replaced parts, in order
 * @param terms the short replacements, without duplicates
 */
@Schema(name = "Wording", requiredProperties = { "language", "direction", "segments" })
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TextDiff(String language, Direction direction, List<Segment> segments, List<Term> terms) {

    /** The maximum number of words in a replaced term; longer phrases are statements rather than names. */
    private static final int MAX_TERM_WORDS = 4;

    /** The direction in which a script is written. */
    @Schema(name = "TextDirection")
    public enum Direction {
        @JsonProperty("ltr")
        LEFT_TO_RIGHT,
        @JsonProperty("rtl")
        RIGHT_TO_LEFT
    }

    /** The way in which a part of a text changed. */
    @Schema(name = "TextOperation")
    public enum Operation {
        @JsonProperty("equal")
        EQUAL,
        @JsonProperty("removed")
        REMOVED,
        @JsonProperty("added")
        ADDED,
        @JsonProperty("replaced")
        REPLACED
    }

    /**
     * A pair of corresponding parts of the two texts.
     *
     * @param operation the way in which the part changed
     * @param from the part of the old text, or null if the part was added
     * @param to the part of the new text, or null if the part was removed
     */
    @Schema(name = "TextSegment", requiredProperties = "operation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Segment(Operation operation, Part from, Part to) {

        /** Returns the segment of two corresponding parts, of which one may have an empty text for an absent part. */
        private static Segment of(Part from, Part to) {
            if (from.text.isEmpty()) {
                return new Segment(Operation.ADDED, null, to);
            }
            if (to.text.isEmpty()) {
                return new Segment(Operation.REMOVED, from, null);
            }
            return new Segment(Spelling.isSame(from.text, to.text) ? Operation.EQUAL : Operation.REPLACED, from, to);
        }

        /** Returns the segment of the difference between the same two texts swapped. */
        private Segment inverse() {
            Operation inverse = switch (operation) {
                case ADDED -> Operation.REMOVED;
                case REMOVED -> Operation.ADDED;
                case EQUAL, REPLACED -> operation;
            };
            return new Segment(inverse, to, from);
        }

        /** Whether the segment replaces one term by another. */
        private boolean changesTerm() {
            return operation == Operation.REPLACED && isTerm(from.text) && isTerm(to.text);
        }
    }

    /**
     * A part of one text.
     *
     * @param start the offset of the first character, in UTF-16 code units as in JavaScript and Java
     * @param end the offset after the last character, in UTF-16 code units
     * @param text the text of the part
     */
    @Schema(name = "TextPart", requiredProperties = { "start", "end", "text" })
    public record Part(int start, int end, String text) {
    }

    /**
     * A term that was replaced by another one.
     *
     * @param from the old term
     * @param to the new term
     */
    @Schema(name = "TermChange", requiredProperties = { "from", "to" })
    public record Term(String from, String to) {
    }

    /**
     * Returns the difference between two texts in one language, which is the inverse of that between the two swapped.
     *
     * @param language the BCP 47 tag of both texts
     */
    static TextDiff between(String language, String from, String to) {
        // The alignment is not symmetric, so the texts are always aligned in the same order.
        boolean isSwapped = from.compareTo(to) > 0;
        List<Segment> segments = isSwapped ? segments(language, to, from).stream().map(Segment::inverse).toList()
                : segments(language, from, to);
        List<Term> terms = segments.stream().filter(Segment::changesTerm)
                .map(segment -> new Term(segment.from.text.strip(), segment.to.text.strip())).distinct().toList();
        boolean isRightToLeft = ULocale.forLanguageTag(language).isRightToLeft();
        return new TextDiff(language, isRightToLeft ? Direction.RIGHT_TO_LEFT : Direction.LEFT_TO_RIGHT, segments, terms);
    }

    /** Whether every changed segment is the replacement of a term; true if no segment is changed. */
    boolean hasOnlyTermChanges() {
        return segments.stream().allMatch(segment -> segment.operation == Operation.EQUAL || segment.changesTerm());
    }

    /** Whether a text has at least one word and at most {@link #MAX_TERM_WORDS}. */
    private static boolean isTerm(String text) {
        long words = Tokenizer.words(text).stream().filter(Tokenizer::hasWord).count();
        return words > 0 && words <= MAX_TERM_WORDS;
    }

    /** Returns the segments of two texts in order, with the offsets of each part in its own text. */
    private static List<Segment> segments(String language, String from, String to) {
        List<Segment> segments = new ArrayList<>();
        int fromStart = 0;
        int toStart = 0;
        for (AlignedPair pair : TextAligner.align(language, from, to)) {
            Part oldPart = new Part(fromStart, fromStart + pair.from().length(), pair.from());
            Part newPart = new Part(toStart, toStart + pair.to().length(), pair.to());
            segments.add(Segment.of(oldPart, newPart));
            fromStart = oldPart.end;
            toStart = newPart.end;
        }
        return segments;
    }
}
