package org.isnad.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.compare.TextAligner.AlignedPair;
import org.isnad.content.Aspect;
import org.isnad.content.Spelling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.ibm.icu.util.ULocale;

/**
 * The word-level difference between two texts in one language. The segments cover both texts completely and in order, so
 * that their texts, joined, are the old and the new one, and clients need no offsets to display them. Segment boundaries are
 * boundaries of user-perceived characters (UAX #29).
 *
 * @param language the BCP 47 tag of both texts
 * @param direction the writing direction of the language; clients should isolate segments of other scripts (HTML
 *        {@code bdi})
 * @param segments the equal, removed, added and replaced parts, in order
 * @param numbers the numbers that changed, in digits or words, each with its place; one that has no counterpart has only one
 *        side
 * @param terms the short replacements of other words, each with its place
 */
@Schema(name = "Wording", requiredProperties = { "language", "direction", "segments" })
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TextDiff(String language, Direction direction, List<Segment> segments, List<NumberChange> numbers,
        List<Term> terms) {

    /** The maximum number of words in a replaced term; longer phrases are statements rather than names. */
    private static final int MAX_TERM_WORDS = 4;

    /** The maximum length of a term, in UTF-16 code units. */
    private static final int MAX_TERM_LENGTH = 400;

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
     * @param minor true if only the spelling changed: case, diacritics, hyphens, a slip, a number in digits instead of words;
     *        otherwise null
     * @param text the text of both parts if they are equal, otherwise null
     * @param from the part of the old text, or null if the part was added
     * @param to the part of the new text, or null if the part was removed
     */
    @Schema(name = "TextSegment", requiredProperties = "operation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Segment(Operation operation, Boolean minor, String text, Part from, Part to) {

        /** Returns the segment of two corresponding parts, of which one may have an empty text for an absent part. */
        private static Segment of(Part from, Part to) {
            if (from.text.equals(to.text)) {
                return new Segment(Operation.EQUAL, null, from.text, from.withoutText(), to.withoutText());
            }
            Boolean minor = null;
            String text = null;
            if (from.text.isEmpty()) {
                return new Segment(Operation.ADDED, minor, text, null, to);
            }
            if (to.text.isEmpty()) {
                return new Segment(Operation.REMOVED, minor, text, from, null);
            }
            if (Spelling.isCanonicallyEqual(from.text, to.text)) {
                return new Segment(Operation.EQUAL, minor, text, from, to);
            }
            minor = haveSameMeaning(from, to) ? true : null;
            return new Segment(Operation.REPLACED, minor, text, from, to);
        }

        private static boolean haveSameMeaning(Part from, Part to) {
            return from.value == null || to.value == null
                    ? TextAligner.isShort(from.text, to.text) && Spelling.isSame(from.text, to.text)
                    : from.value.equals(to.value);
        }

        /** Returns the segment of the difference between the same two texts swapped. */
        private Segment inverse() {
            Operation inverse = switch (operation) {
                case ADDED -> Operation.REMOVED;
                case REMOVED -> Operation.ADDED;
                case EQUAL, REPLACED -> operation;
            };
            return new Segment(inverse, minor, text, to, from);
        }

        private boolean changesMeaning() {
            return operation != Operation.EQUAL && minor == null;
        }

        /** Whether the segment replaces one number by another. */
        private boolean changesNumber() {
            return operation == Operation.REPLACED && minor == null && from.value != null && to.value != null;
        }

        /** Whether the segment replaces a few words by others; whether these are numbers is not examined. */
        private boolean changesTerm() {
            return operation == Operation.REPLACED && minor == null && isTerm(from.text) && isTerm(to.text);
        }
    }

    /**
     * A part of one text.
     *
     * @param start the offset of the first character, in UTF-16 code units as in JavaScript and Java
     * @param end the offset after the last character, in UTF-16 code units
     * @param text the text of the part, or null if the part is equal to that of the other text
     * @param value the number, if the part is one number, otherwise null
     */
    @Schema(name = "TextPart", requiredProperties = { "start", "end" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(int start, int end, String text, BigDecimal value) {

        private Part withoutText() {
            return new Part(start, end, null, null);
        }
    }

    /**
     * A term that was replaced by another one.
     *
     * @param from the old term
     * @param to the new term
     */
    @Schema(name = "TermChange", requiredProperties = { "from", "to" })
    public record Term(Part from, Part to) {
    }

    /**
     * A number within a text that changed.
     *
     * @param from the old number, or null if none corresponds to the new one
     * @param to the new number, or null if none corresponds to the old one
     */
    @Schema(name = "NumberChange")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NumberChange(Part from, Part to) {
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
        List<NumberChange> numbers = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        for (Segment segment : segments.stream().filter(Segment::changesMeaning).toList()) {
            List<NumberChange> changed = numbers(language, segment);
            numbers.addAll(changed);
            if (changed.isEmpty() && segment.changesTerm()) {
                terms.add(new Term(segment.from, segment.to));
            }
        }
        boolean isRightToLeft = ULocale.forLanguageTag(language).isRightToLeft();
        return new TextDiff(language, isRightToLeft ? Direction.RIGHT_TO_LEFT : Direction.LEFT_TO_RIGHT, segments, numbers,
                terms);
    }

    /** Returns the numbers that a changed segment replaces, or else removes or adds, which are ordered by their values. */
    private static List<NumberChange> numbers(String language, Segment segment) {
        if (segment.changesNumber()) {
            return List.of(new NumberChange(segment.from, segment.to));
        }
        List<NumberChange> changed = new ArrayList<>();
        List<Part> added = numbers(language, segment.to);
        for (Part removed : numbers(language, segment.from)) {
            Optional<Part> kept = added.stream().filter(part -> part.value.equals(removed.value)).findFirst();
            if (kept.isPresent()) {
                added.remove(kept.get());
            } else {
                changed.add(new NumberChange(removed, null));
            }
        }
        added.forEach(part -> changed.add(new NumberChange(null, part)));
        changed.sort(Comparator.comparing(change -> change.from == null ? change.to.value : change.from.value));
        return changed;
    }

    /** Returns the numbers within a part, in order; none for null, or for a part that is too long to be split into words. */
    private static List<Part> numbers(String language, Part part) {
        List<Part> found = new ArrayList<>();
        if (part == null || part.text.length() > TextAligner.MAX_LENGTH) {
            return found;
        }
        int start = part.start;
        for (String token : Numbers.in(language).join(Tokenizer.words(language, part.text))) {
            Part number = part(language, start, token);
            if (number.value != null) {
                found.add(number);
            }
            start = number.end;
        }
        return found;
    }

    /** Whether only the spelling changed; true if nothing did. */
    boolean hasSameMeaning() {
        return segments.stream().noneMatch(Segment::changesMeaning);
    }

    /** Whether every changed segment is the replacement of a number, or a change of spelling. */
    boolean hasOnlyNumberChanges() {
        return segments.stream().allMatch(segment -> !segment.changesMeaning() || segment.changesNumber());
    }

    /** Whether every changed segment is the replacement of a term, or a change of spelling. */
    boolean hasOnlyTermChanges() {
        return segments.stream().filter(Segment::changesMeaning).count() == terms.size();
    }

    /** Whether a text has at least one word and at most {@link #MAX_TERM_WORDS}, and is not too long. */
    private static boolean isTerm(String text) {
        if (text.length() > MAX_TERM_LENGTH) {
            return false;
        }
        long words = Tokenizer.words(text).stream().filter(Tokenizer::hasWord).count();
        return words > 0 && words <= MAX_TERM_WORDS;
    }

    private static Part part(String language, int start, String text) {
        return new Part(start, start + text.length(), text, Numbers.in(language).value(text));
    }

    /** Returns the segments of two texts in order, with the offsets of each part in its own text. */
    private static List<Segment> segments(String language, String from, String to) {
        List<Segment> segments = new ArrayList<>();
        int fromStart = 0;
        int toStart = 0;
        for (AlignedPair pair : TextAligner.align(language, from, to)) {
            Part oldPart = part(language, fromStart, pair.from());
            Part newPart = part(language, toStart, pair.to());
            segments.add(Segment.of(oldPart, newPart));
            fromStart = oldPart.end;
            toStart = newPart.end;
        }
        return segments;
    }

    /**
     * Returns MINOR if the declared aspect of the text is not material or only the spelling changed, NUMBER or TERM if only
     * numbers or only terms of a quotation or of the author's own words changed, or else the declared aspect.
     */
    Aspect aspect(Aspect declared, String from, String to) {
        if (!declared.isMaterial() || hasSameMeaning()
                || TextAligner.isShort(from, to) && Spelling.fold(from).equals(Spelling.fold(to))) {
            return Aspect.MINOR;
        }
        if (declared != Aspect.QUOTATION && declared != Aspect.TEXT) {
            return declared;
        }
        if (hasOnlyNumberChanges()) {
            return Aspect.NUMBER;
        }
        return hasOnlyTermChanges() ? Aspect.TERM : declared;
    }
}
