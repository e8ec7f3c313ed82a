package org.isnad.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.isnad.content.InvalidContent;

/**
 * A search query. A word matches all of its inflected forms; a phrase in quotation marks matches only as it is written. There
 * are no other operators.
 *
 * @param clauses the words and phrases, all of which a revision must contain
 */
record SearchQuery(List<Clause> clauses) {

    /** The maximum number of words, which bounds the cost. */
    private static final int MAX_WORDS = 32;

    private static final Pattern PHRASE = phrase();

    private static Pattern phrase() {
        String marks = "\"«»“”„‟＂";
        String words = "([^" + marks + "]*)";
        return Pattern.compile("[" + marks + "]" + words + "[" + marks + "]");
    }

    /**
     * A word or a phrase.
     *
     * @param alternatives the ways in which it may be written: each is a sequence of words that follow each other, of each the
     *        terms by which it is found
     */
    record Clause(List<List<Set<String>>> alternatives) {

        static Clause of(List<Set<String>> sequence) {
            return new Clause(List.of(sequence));
        }
    }

    /** A part of a text, in UTF-16 code units. */
    record Span(int start, int end) {
    }

    /**
     * Parses what a person typed. A quotation mark without a second one is ignored.
     *
     * @throws InvalidContent with an empty field if there is no word, or there are too many
     */
    static SearchQuery parse(String text) {
        List<Clause> clauses = new ArrayList<>();
        List<Clause> dispensable = new ArrayList<>();
        Matcher phrases = PHRASE.matcher(text);
        int from = 0;
        while (phrases.find()) {
            addWords(text.substring(from, phrases.start()), clauses, dispensable);
            addPhrase(phrases.group(1), clauses);
            from = phrases.end();
        }
        addWords(text.substring(from), clauses, dispensable);
        List<Clause> required = clauses.isEmpty() ? dispensable : clauses;
        if (required.isEmpty()) {
            throw new InvalidContent("", "must have a word");
        }
        if (required.stream().flatMap(clause -> clause.alternatives.stream()).mapToInt(List::size).sum() > MAX_WORDS) {
            throw new InvalidContent("", "must have at most " + MAX_WORDS + " words");
        }
        return new SearchQuery(List.copyOf(required));
    }

    private static void addPhrase(String text, List<Clause> clauses) {
        List<Set<String>> sequence = Words.of(text).stream().filter(word -> word.length() == 1)
                .map(word -> Set.of(word.text())).toList();
        if (!sequence.isEmpty()) {
            clauses.add(Clause.of(sequence));
        }
    }

    /** Adds the words of a text; those that every text has to those that are not required beside others. */
    private static void addWords(String text, List<Clause> clauses, List<Clause> dispensable) {
        List<Word> words = Words.of(text);
        int after = 0;
        for (Word word : words) {
            Word compound = compound(words, word);
            if (word.position() >= after && word.length() == 1) {
                after = word.position() + (compound == null ? 1 : compound.length());
                List<Set<String>> parts = parts(words, word.position(), after);
                boolean isDispensable = compound == null && Forms.isStopWord(word.text());
                (isDispensable ? dispensable : clauses).add(compound == null ? Clause.of(parts)
                        : new Clause(List.of(List.of(compound.terms()), parts)));
            }
        }
    }

    /** Returns the compound of which a word is the first part, or null. */
    private static Word compound(List<Word> words, Word first) {
        return words.stream().filter(word -> word.length() > 1 && word.position() == first.position()).findFirst().orElse(null);
    }

    private static List<Set<String>> parts(List<Word> words, int from, int after) {
        return words.stream().filter(word -> word.length() == 1 && word.position() >= from && word.position() < after)
                .map(Word::terms).toList();
    }

    /** Returns where a text has each of the clauses that it has, by the clause. */
    Map<Clause, List<Span>> find(String text) {
        List<Word> words = Words.of(text);
        Map<Integer, List<Word>> byPosition = words.stream().collect(Collectors.groupingBy(Word::position));
        Map<Clause, List<Span>> found = new HashMap<>();
        for (Clause clause : clauses) {
            List<Span> spans = new ArrayList<>();
            words.forEach(word -> clause.alternatives.forEach(sequence -> addMatch(sequence, word, byPosition, spans)));
            if (!spans.isEmpty()) {
                found.put(clause, spans);
            }
        }
        return found;
    }

    /** Adds the part of a text that begins with a word, if it matches a sequence. */
    private static void addMatch(List<Set<String>> sequence, Word first, Map<Integer, List<Word>> words, List<Span> spans) {
        if (!first.hasAny(sequence.get(0))) {
            return;
        }
        Word last = first;
        for (int at = 1; at < sequence.size(); at++) {
            Set<String> terms = sequence.get(at);
            last = words.getOrDefault(first.position() + at, List.of()).stream().filter(word -> word.hasAny(terms))
                    .findFirst().orElse(null);
            if (last == null) {
                return;
            }
        }
        spans.add(new Span(first.start(), last.end()));
    }

    /** Returns spans in their order, those that overlap or repeat each other as one. */
    static List<Span> merged(Collection<List<Span>> all) {
        List<Span> sorted = all.stream().flatMap(List::stream).sorted(Comparator.comparingInt(Span::start)).toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.start < last.end) {
                merged.set(merged.size() - 1, new Span(last.start, Math.max(last.end, span.end)));
            } else {
                merged.add(span);
            }
        }
        return Collections.unmodifiableList(merged);
    }
}
