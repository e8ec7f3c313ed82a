package org.isnad.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.DeltaType;
import com.ibm.icu.util.ULocale;

/**
 * How a text changed, word by word. The segments are the whole of both texts in order; each keeps its own words, so that no
 * offset is needed to show it. No segment begins or ends inside a character as readers see it (UAX #29).
 *
 * @param language the BCP 47 tag of both texts
 * @param direction which way its script runs; a segment of other script is best shown isolated (HTML {@code bdi})
 * @param segments what stayed, went and came, in order
 * @param terms what words took the place of what others
 */
@Schema(name = "Wording", requiredProperties = { "language", "direction", "segments" })
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TextDiff(String language, Direction direction, List<Segment> segments, List<Term> terms) {

    /** Above so many words or sentences of both texts, the next coarser unit is compared: the cost grows with the square. */
    private static final int MOST_TOKENS = 4_000;

    /** A longer phrase than this is no name for something, but a statement about it. */
    private static final int MOST_WORDS_OF_A_TERM = 4;

    /** Which way a script runs. */
    @Schema(name = "TextDirection")
    public enum Direction {
        @JsonProperty("ltr")
        LEFT_TO_RIGHT,
        @JsonProperty("rtl")
        RIGHT_TO_LEFT
    }

    /** What became of a part of a text. */
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
     * A part of both texts.
     *
     * @param from what it was; null if it was added
     * @param to what it is; null if it was removed
     */
    @Schema(name = "TextSegment", requiredProperties = "operation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Segment(Operation operation, Part from, Part to) {

        private static Segment of(Part from, Part to) {
            if (from.text.isEmpty()) {
                return new Segment(Operation.ADDED, null, to);
            }
            if (to.text.isEmpty()) {
                return new Segment(Operation.REMOVED, from, null);
            }
            return new Segment(from.text.equals(to.text) ? Operation.EQUAL : Operation.REPLACED, from, to);
        }

        private Segment inverse() {
            return new Segment(operation == Operation.ADDED ? Operation.REMOVED
                    : operation == Operation.REMOVED ? Operation.ADDED : operation, to, from);
        }
    }

    /**
     * A part of one text.
     *
     * @param start where it begins, in UTF-16 code units as JavaScript and Java count them
     * @param end where it ends, exclusive
     */
    @Schema(name = "TextPart", requiredProperties = { "start", "end", "text" })
    public record Part(int start, int end, String text) {
    }

    /** Words that took the place of others. */
    @Schema(name = "TermChange", requiredProperties = { "from", "to" })
    public record Term(String from, String to) {
    }

    /** How a text in one language changed into another. */
    static TextDiff between(String language, String from, String to) {
        // Always compared in the same order: the two ways of a comparison are each other's inverse.
        boolean swap = from.compareTo(to) > 0;
        List<Segment> segments = segments(language, swap ? to : from, swap ? from : to);
        if (swap) {
            segments = segments.stream().map(Segment::inverse).toList();
        }
        List<Term> terms = segments.stream().filter(TextDiff::isTerm)
                .map(segment -> new Term(segment.from.text.strip(), segment.to.text.strip())).distinct().toList();
        return new TextDiff(language, ULocale.forLanguageTag(language).isRightToLeft() ? Direction.RIGHT_TO_LEFT
                : Direction.LEFT_TO_RIGHT, segments, terms);
    }

    /** Whether nothing changed but what something is called. */
    boolean onlyTerms() {
        return segments.stream().allMatch(segment -> segment.operation == Operation.EQUAL || isTerm(segment));
    }

    private static boolean isTerm(Segment segment) {
        return segment.operation == Operation.REPLACED && isShort(segment.from.text) && isShort(segment.to.text);
    }

    private static boolean isShort(String text) {
        long words = Tokenizer.of(text).stream().filter(Tokenizer::hasWord).count();
        return words > 0 && words <= MOST_WORDS_OF_A_TERM;
    }

    private static List<Segment> segments(String language, String from, String to) {
        List<Segment> segments = new ArrayList<>();
        int[] at = { 0, 0 };
        phrases(pairs(language, from, to)).forEach(pair -> {
            Part was = new Part(at[0], at[0] + pair.from.length(), pair.from);
            Part is = new Part(at[1], at[1] + pair.to.length(), pair.to);
            segments.add(Segment.of(was, is));
            at[0] = was.end;
            at[1] = is.end;
        });
        return segments;
    }

    /** What stands at the same place of two texts; a mark between two changes counts as changed. */
    private record Pair(String from, String to, boolean isEqual) {

        Pair(String from, String to) {
            this(from, to, from.equals(to));
        }
    }

    private static List<Pair> pairs(String language, String from, String to) {
        List<Pair> byWord = aligned(Tokenizer.of(language, from), Tokenizer.of(language, to));
        if (byWord != null) {
            return byWord;
        }
        List<Pair> bySentence = aligned(Tokenizer.sentences(language, from), Tokenizer.sentences(language, to));
        if (bySentence == null) {
            return List.of(new Pair(from, to));
        }
        return runs(bySentence).stream().flatMap(pair -> {
            List<Pair> within = pair.isEqual() ? null
                    : aligned(Tokenizer.of(language, pair.from), Tokenizer.of(language, pair.to));
            return within == null ? Stream.of(pair) : within.stream();
        }).toList();
    }

    /** The tokens side by side, or null if there are too many. Words decide; a space equals any other. */
    private static List<Pair> aligned(List<String> from, List<String> to) {
        if (from.size() + to.size() > MOST_TOKENS) {
            return null;
        }
        List<Integer> fromWords = words(from);
        List<Integer> toWords = words(to);
        List<Pair> pairs = new ArrayList<>();
        int[] at = { 0, 0 };
        int[] word = { 0, 0 };
        List<Change> changes = new ArrayList<>(new MyersDiffWithLinearSpace<String>().computeDiff(
                fromWords.stream().map(from::get).toList(), toWords.stream().map(to::get).toList(), null));
        changes.add(new Change(DeltaType.CHANGE, fromWords.size(), fromWords.size(), toWords.size(), toWords.size()));
        for (Change change : changes) {
            for (; word[0] < change.startOriginal; word[0]++, word[1]++) {
                int was = fromWords.get(word[0]);
                int is = toWords.get(word[1]);
                between(from.subList(at[0], was), to.subList(at[1], is), pairs);
                pairs.add(new Pair(from.get(was), to.get(is)));
                at[0] = was + 1;
                at[1] = is + 1;
            }
            word[0] = change.endOriginal;
            word[1] = change.endRevised;
        }
        between(from.subList(at[0], from.size()), to.subList(at[1], to.size()), pairs);
        return pairs;
    }

    private static List<Integer> words(List<String> tokens) {
        return IntStream.range(0, tokens.size()).filter(at -> Tokenizer.hasWord(tokens.get(at))).boxed().toList();
    }

    /** What stands between two words that stayed: what begins and ends it alike stayed too. */
    private static void between(List<String> from, List<String> to, List<Pair> pairs) {
        int shorter = Math.min(from.size(), to.size());
        int start = 0;
        while (start < shorter && from.get(start).equals(to.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
            end++;
        }
        from.subList(0, start).forEach(token -> pairs.add(new Pair(token, token)));
        if (from.size() + to.size() > 2 * (start + end)) {
            pairs.add(new Pair(String.join("", from.subList(start, from.size() - end)),
                    String.join("", to.subList(start, to.size() - end))));
        }
        from.subList(from.size() - end, from.size()).forEach(token -> pairs.add(new Pair(token, token)));
    }

    /** Changes between which nothing but a space or a mark stayed as one, so that phrases stay whole. */
    private static List<Pair> phrases(List<Pair> pairs) {
        List<Pair> runs = runs(pairs);
        List<Pair> bridged = new ArrayList<>();
        for (int at = 0; at < runs.size(); at++) {
            Pair run = runs.get(at);
            boolean isBridge = run.isEqual() && at > 0 && at + 1 < runs.size() && !Tokenizer.hasWord(run.from);
            bridged.add(isBridge ? new Pair(run.from, run.to, false) : run);
        }
        return runs(bridged);
    }

    /** Neighbours of one sort as one. */
    private static List<Pair> runs(List<Pair> pairs) {
        List<Pair> runs = new ArrayList<>();
        for (int first = 0, next; first < pairs.size(); first = next) {
            boolean isEqual = pairs.get(first).isEqual;
            StringBuilder from = new StringBuilder();
            StringBuilder to = new StringBuilder();
            for (next = first; next < pairs.size() && pairs.get(next).isEqual == isEqual; next++) {
                from.append(pairs.get(next).from);
                to.append(pairs.get(next).to);
            }
            runs.add(new Pair(from.toString(), to.toString(), isEqual));
        }
        return runs;
    }
}
