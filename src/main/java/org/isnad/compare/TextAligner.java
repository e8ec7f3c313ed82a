package org.isnad.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.isnad.content.Spelling;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;

/** Aligns two texts in one language word by word. */
final class TextAligner {

    /**
     * The maximum number of tokens of both texts that are aligned, where they differ; the cost of alignment grows
     * quadratically.
     */
    private static final int MAX_TOKENS = 4_000;

    /** The maximum length of both texts, in UTF-16 code units, whose words are compared. */
    static final int MAX_LENGTH = 50_000;

    private TextAligner() {
    }

    /**
     * Corresponding parts of two texts, either of which may be empty.
     *
     * @param isEqual whether the parts count as unchanged; false for equal punctuation between two changes
     * @param isApart whether the pair is no part of a phrase: two numbers, or two spellings of a word
     */
    record AlignedPair(String from, String to, boolean isEqual, boolean isApart) {

        /** Returns a pair that counts as unchanged if both parts have the same characters. */
        static AlignedPair of(String from, String to) {
            return new AlignedPair(from, to, Spelling.isCanonicallyEqual(from, to), false);
        }

        /** Returns the pair of two numbers or of two spellings of one word. */
        static AlignedPair apart(String from, String to) {
            boolean isEqual = Spelling.isCanonicallyEqual(from, to);
            return new AlignedPair(from, to, isEqual, !isEqual);
        }

        /** Whether both pairs are unchanged, or both changed, and none is apart. */
        boolean isLike(AlignedPair other) {
            return isEqual == other.isEqual && !isApart && !other.isApart;
        }
    }

    /** The indexes of a word that is the same in two lists of tokens, perhaps in another spelling. */
    private record MatchingWord(int from, int to) {
    }

    /**
     * Returns corresponding parts that cover both texts completely and in order, unchanged and changed ones in turn.
     * Texts that are too long to be aligned by words are aligned by sentences first and each changed passage by words,
     * if it is not too long either. Texts with too many sentences are one pair.
     *
     * @param language the BCP 47 tag of both texts
     */
    static List<AlignedPair> align(String language, String from, String to) {
        List<AlignedPair> byWord = alignWords(language, from, to);
        if (byWord != null) {
            return mergePhrases(byWord);
        }
        List<AlignedPair> bySentence = alignTokens(language, Tokenizer.sentences(language, from),
                Tokenizer.sentences(language, to));
        if (bySentence == null) {
            return List.of(AlignedPair.of(from, to));
        }
        List<AlignedPair> pairs = new ArrayList<>();
        for (AlignedPair sentences : mergeRuns(bySentence)) {
            List<AlignedPair> words = sentences.isEqual ? null : alignWords(language, sentences.from, sentences.to);
            pairs.addAll(words == null ? List.of(sentences) : words);
        }
        return mergePhrases(pairs);
    }

    /** Whether two texts are short enough for their words to be compared, which costs much more than reading them. */
    static boolean isShort(String from, String to) {
        return from.length() + to.length() <= MAX_LENGTH;
    }

    /**
     * Returns the aligned words and separators, not merged, or null if there are more than {@link #MAX_TOKENS}, or the texts
     * are
     * longer than {@link #MAX_LENGTH}.
     */
    private static List<AlignedPair> alignWords(String language, String from, String to) {
        if (!isShort(from, to)) {
            return null;
        }
        Numbers numbers = Numbers.in(language);
        return alignTokens(language, numbers.join(Tokenizer.words(language, from)),
                numbers.join(Tokenizer.words(language, to)));
    }

    /**
     * Returns pairs that cover two lists of tokens completely and in order, or null if more than {@link #MAX_TOKENS} are
     * between their common beginning and end. Tokens with a word determine the alignment; spaces and punctuation are aligned
     * within the gaps between them, because they match almost anywhere.
     */
    private static List<AlignedPair> alignTokens(String language, List<String> from, List<String> to) {
        int prefix = commonPrefix(from, to);
        int suffix = commonSuffix(from.subList(prefix, from.size()), to.subList(prefix, to.size()));
        if (from.size() + to.size() - 2 * (prefix + suffix) > MAX_TOKENS) {
            return null;
        }
        List<AlignedPair> pairs = new ArrayList<>();
        from.subList(0, prefix).forEach(token -> pairs.add(AlignedPair.of(token, token)));
        addAligned(language, from.subList(prefix, from.size() - suffix), to.subList(prefix, to.size() - suffix), pairs);
        from.subList(from.size() - suffix, from.size()).forEach(token -> pairs.add(AlignedPair.of(token, token)));
        return pairs;
    }

    /** Appends the pairs of two lists of tokens: those of the words that are the same, and those of the gaps between them. */
    private static void addAligned(String language, List<String> from, List<String> to, List<AlignedPair> pairs) {
        Gaps gaps = new Gaps(Numbers.in(language), pairs);
        int fromStart = 0;
        int toStart = 0;
        for (MatchingWord word : matchingWords(Numbers.in(language), from, to)) {
            gaps.add(from.subList(fromStart, word.from), to.subList(toStart, word.to));
            pairs.add(AlignedPair.apart(from.get(word.from), to.get(word.to)));
            fromStart = word.from + 1;
            toStart = word.to + 1;
        }
        gaps.add(from.subList(fromStart, from.size()), to.subList(toStart, to.size()));
    }

    /**
     * Returns the words of a longest common subsequence of the words of two lists of tokens, in order; tokens
     * without a word are ignored, and so is the spelling of words.
     */
    private static List<MatchingWord> matchingWords(Numbers numbers, List<String> from, List<String> to) {
        List<Integer> fromWords = wordIndexes(from);
        List<Integer> toWords = wordIndexes(to);
        List<MatchingWord> matches = new ArrayList<>();
        int fromWord = 0;
        int toWord = 0;
        for (Change change : new MyersDiffWithLinearSpace<String>().computeDiff(keys(numbers, from, fromWords),
                keys(numbers, to, toWords), null)) {
            while (fromWord < change.startOriginal) {
                matches.add(new MatchingWord(fromWords.get(fromWord++), toWords.get(toWord++)));
            }
            fromWord = change.endOriginal;
            toWord = change.endRevised;
        }
        while (fromWord < fromWords.size()) {
            matches.add(new MatchingWord(fromWords.get(fromWord++), toWords.get(toWord++)));
        }
        return matches;
    }

    /** Returns what is the same in all spellings of some tokens: the value of a number, or the folded word. */
    private static List<String> keys(Numbers numbers, List<String> tokens, List<Integer> indexes) {
        return indexes.stream().map(tokens::get).map(token -> key(numbers, token)).toList();
    }

    private static String key(Numbers numbers, String token) {
        BigDecimal value = numbers.value(token);
        if (value != null) {
            return value.toString();
        }
        return token.length() > MAX_LENGTH ? token : Spelling.fold(token);
    }

    /** Returns the indexes of the tokens that contain a word. */
    private static List<Integer> wordIndexes(List<String> tokens) {
        return IntStream.range(0, tokens.size()).filter(index -> Tokenizer.hasWord(tokens.get(index))).boxed().toList();
    }

    /** Appends the pairs of the tokens between two matching words. */
    private record Gaps(Numbers numbers, List<AlignedPair> pairs) {

        /**
         * Appends one pair for each token of the common prefix, those of what differs, and one for each token of the common
         * suffix. If both sides have as many numbers, these are pairs of their own.
         */
        void add(List<String> from, List<String> to) {
            int prefix = commonPrefix(from, to);
            int suffix = commonSuffix(from.subList(prefix, from.size()), to.subList(prefix, to.size()));
            int fromEnd = from.size() - suffix;
            from.subList(0, prefix).forEach(token -> pairs.add(AlignedPair.of(token, token)));
            addDiffering(from.subList(prefix, fromEnd), to.subList(prefix, to.size() - suffix));
            from.subList(fromEnd, from.size()).forEach(token -> pairs.add(AlignedPair.of(token, token)));
        }

        private void addDiffering(List<String> from, List<String> to) {
            List<Integer> fromNumbers = indexes(from);
            List<Integer> toNumbers = indexes(to);
            if (fromNumbers.isEmpty() || fromNumbers.size() != toNumbers.size()) {
                addOne(from, to);
                return;
            }
            int fromStart = 0;
            int toStart = 0;
            for (int number = 0; number < fromNumbers.size(); number++) {
                int fromIndex = fromNumbers.get(number);
                int toIndex = toNumbers.get(number);
                add(from.subList(fromStart, fromIndex), to.subList(toStart, toIndex));
                pairs.add(AlignedPair.apart(from.get(fromIndex), to.get(toIndex)));
                fromStart = fromIndex + 1;
                toStart = toIndex + 1;
            }
            add(from.subList(fromStart, from.size()), to.subList(toStart, to.size()));
        }

        private void addOne(List<String> from, List<String> to) {
            if (!from.isEmpty() || !to.isEmpty()) {
                pairs.add(AlignedPair.of(String.join("", from), String.join("", to)));
            }
        }

        private List<Integer> indexes(List<String> tokens) {
            return IntStream.range(0, tokens.size()).filter(index -> numbers.value(tokens.get(index)) != null).boxed()
                    .toList();
        }
    }

    /** Returns the number of equal tokens at the beginning. */
    private static int commonPrefix(List<String> from, List<String> to) {
        int length = 0;
        while (length < Math.min(from.size(), to.size()) && from.get(length).equals(to.get(length))) {
            length++;
        }
        return length;
    }

    /** Returns the number of equal tokens at the end. */
    private static int commonSuffix(List<String> from, List<String> to) {
        int length = 0;
        while (length < Math.min(from.size(), to.size())
                && from.get(from.size() - 1 - length).equals(to.get(to.size() - 1 - length))) {
            length++;
        }
        return length;
    }

    /**
     * Returns the pairs with adjacent equal ones and adjacent changed ones merged, where changes that only spaces or
     * punctuation separate count as adjacent, so that a changed phrase is one pair.
     */
    private static List<AlignedPair> mergePhrases(List<AlignedPair> pairs) {
        List<AlignedPair> runs = mergeRuns(pairs);
        List<AlignedPair> bridged = new ArrayList<>();
        for (int index = 0; index < runs.size(); index++) {
            AlignedPair run = runs.get(index);
            boolean isBetweenChanges = run.isEqual && index > 0 && index + 1 < runs.size();
            boolean isBridge = isBetweenChanges && !Tokenizer.hasWord(run.from) && !runs.get(index - 1).isApart
                    && !runs.get(index + 1).isApart;
            bridged.add(isBridge ? new AlignedPair(run.from, run.to, false, false) : run);
        }
        return mergeRuns(bridged);
    }

    /** Returns the pairs with adjacent equal ones merged, and adjacent changed ones merged, but for pairs apart. */
    private static List<AlignedPair> mergeRuns(List<AlignedPair> pairs) {
        List<AlignedPair> runs = new ArrayList<>();
        int start = 0;
        while (start < pairs.size()) {
            int end = start + 1;
            while (end < pairs.size() && pairs.get(end).isLike(pairs.get(start))) {
                end++;
            }
            runs.add(merge(pairs.subList(start, end)));
            start = end;
        }
        return runs;
    }

    /**
     * Returns one pair with the joined texts of several adjacent pairs.
     *
     * @param run at least one pair, all of them equal or all changed
     */
    private static AlignedPair merge(List<AlignedPair> run) {
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        for (AlignedPair pair : run) {
            from.append(pair.from);
            to.append(pair.to);
        }
        return new AlignedPair(from.toString(), to.toString(), run.get(0).isEqual, run.get(0).isApart);
    }
}
