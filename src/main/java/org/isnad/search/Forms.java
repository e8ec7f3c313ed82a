package org.isnad.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.content.Spelling;

/** The forms of words that no rule derives, such as broken plurals, and the words that a query does not require. */
final class Forms {

    private static final String KEEPS_ENDING = "!";

    private static final Map<String, String> CANONICAL = new HashMap<>();

    private static final Set<String> STOP_WORDS = lines("stop-words.txt").flatMap(List::stream).collect(Collectors.toSet());

    static {
        lines("forms.txt").forEach(Forms::add);
    }

    private Forms() {
    }

    /** Returns the words of each line of a file, folded, without comments. */
    private static Stream<List<String>> lines(String file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Forms.class.getResourceAsStream("/search/" + file), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Stream.of(line.strip().split("\\s+")).map(Spelling::fold).map(Spelling::compose)
                            .map(ArabicStem::withoutHamza).toList())
                    .toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds the forms of one word, which is known by its first form: by the stem of that, or as it is if it keeps its ending.
     */
    private static void add(List<String> forms) {
        boolean keepsEnding = forms.get(0).startsWith(KEEPS_ENDING);
        String first = forms.get(0).replace(KEEPS_ENDING, "");
        String canonical = keepsEnding ? first : ArabicStem.stripped(first);
        CANONICAL.putIfAbsent(first, canonical);
        forms.stream().skip(1).forEach(form -> CANONICAL.putIfAbsent(form, canonical));
        CANONICAL.putIfAbsent(canonical, canonical);
    }

    /** Returns the form that stands for all forms of a word, or the word itself if it is not listed. */
    static String canonical(String word) {
        return CANONICAL.getOrDefault(word, word);
    }

    /** Whether a word is listed. */
    static boolean has(String word) {
        return CANONICAL.containsKey(word);
    }

    /** Whether a query with other words does not require a word. */
    static boolean isStopWord(String word) {
        return STOP_WORDS.contains(ArabicStem.withoutHamza(word));
    }
}
