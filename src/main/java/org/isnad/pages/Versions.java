package org.isnad.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.isnad.pages.PublicApi.Answer;

import com.ibm.icu.util.ULocale;

import io.quarkus.qute.TemplateData;

/**
 * The versions of a record with its texts in all languages side by side, and with the words that each of them changed in the
 * one that it supersedes.
 */
@TemplateData
final class Versions {

    private static final Pattern LANGUAGE_TAG = Pattern.compile("[a-z]{2,3}(-.*)?");

    /** The texts that come first; others follow by name. */
    private static final List<String> FIRST = List.of("headline", "wording", "summary", "body", "sections/heading",
            "sections/text", "post", "scope");

    private final List<Version> versions = new ArrayList<>();

    /**
     * A version.
     *
     * @param revision the revision
     * @param fields its texts; those of an older version that are the same in the newest one are left out
     */
    @TemplateData
    public record Version(Map<String, Object> revision, List<Field> fields) {
    }

    /**
     * A text in several languages.
     *
     * @param name the name of the field
     * @param sides the text in each language
     */
    @TemplateData
    public record Field(String name, List<Side> sides) {
    }

    /**
     * A text in one language.
     *
     * @param segments its parts: equal, added, removed or replaced
     * @param stale the number of the revision that changed the text that this one translates; null if it is up to date
     */
    @TemplateData
    public record Side(String language, String direction, List<Map<String, Object>> segments, Object stale) {
    }

    /**
     * Computes the versions.
     *
     * @param revisions the revisions with their texts in all languages
     * @param comparisons the comparison of a revision with the one that it supersedes, by the number of the revision
     */
    Versions(List<Map<String, Object>> revisions, Map<Object, Answer> comparisons) {
        Map<String, Map<String, Object>> newest = texts(revisions.get(revisions.size() - 1));
        for (Map<String, Object> revision : revisions) {
            Map<String, Map<String, Object>> texts = texts(revision);
            if (revision != revisions.get(revisions.size() - 1)) {
                texts.entrySet().removeIf(text -> text.getValue().equals(newest.get(text.getKey())));
            }
            versions.add(0,
                    new Version(revision, fields(revision, texts, changedTexts(comparisons.get(revision.get("number"))))));
        }
    }

    /** Returns the texts of a revision by their path, what was said first. */
    private static Map<String, Map<String, Object>> texts(Map<String, Object> revision) {
        Map<String, Map<String, Object>> texts = new TreeMap<>(Comparator.comparing(Versions::rank)
                .thenComparing(Comparator.naturalOrder()));
        addTexts("/content", revision.getOrDefault("content", Map.of()), texts);
        return texts;
    }

    private static int rank(String path) {
        int rank = FIRST.indexOf(name(path));
        return rank < 0 ? FIRST.size() : rank;
    }

    /** Returns the versions, the newest first. */
    public List<Version> newestFirst() {
        return versions;
    }

    /** Returns the segments of the changed texts by their path. */
    @SuppressWarnings("unchecked")
    private static Map<String, List<Map<String, Object>>> changedTexts(Answer comparison) {
        if (comparison == null || !comparison.isOk()) {
            return Map.of();
        }
        Map<String, Object> difference = (Map<String, Object>) comparison.body().get("difference");
        List<Map<String, Object>> changes = (List<Map<String, Object>>) difference.getOrDefault("changes", List.of());
        return changes.stream().filter(change -> change.get("wording") != null)
                .collect(Collectors.toMap(change -> (String) change.get("path"), Versions::segments));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> segments(Map<String, Object> change) {
        return (List<Map<String, Object>>) ((Map<String, Object>) change.get("wording")).get("segments");
    }

    @SuppressWarnings("unchecked")
    private static List<Field> fields(Map<String, Object> revision, Map<String, Map<String, Object>> texts,
            Map<String, List<Map<String, Object>>> changed) {
        Map<String, Object> stale = (Map<String, Object>) revision.getOrDefault("stale", Map.of());
        return texts.entrySet().stream().map(text -> new Field(name(text.getKey()),
                new TreeMap<>(text.getValue()).entrySet().stream()
                        .map(side -> side(text.getKey(), side.getKey(), side.getValue(), changed, stale)).toList()))
                .toList();
    }

    private static Side side(String path, String language, Object text, Map<String, List<Map<String, Object>>> changed,
            Map<String, Object> stale) {
        List<Map<String, Object>> segments = changed.getOrDefault(path + "/" + language,
                List.of(Map.of("operation", "equal", "text", text)));
        String direction = ULocale.forLanguageTag(language).isRightToLeft() ? "rtl" : "ltr";
        return new Side(language, direction, segments, stale.get(language));
    }

    private static String name(String path) {
        return path.replaceFirst("/content/", "").replaceAll("/[0-9]+/", "/");
    }

    /** Adds the texts of a part of a content by their path: the objects whose keys are language tags. */
    @SuppressWarnings("unchecked")
    private static void addTexts(String path, Object part, Map<String, Map<String, Object>> texts) {
        if (part instanceof List<?> list) {
            for (int at = 0; at < list.size(); at++) {
                addTexts(path + "/" + at, list.get(at), texts);
            }
        } else if (part instanceof Map<?, ?> map && isText(map)) {
            texts.put(path, new HashMap<>((Map<String, Object>) map));
        } else if (part instanceof Map<?, ?> map) {
            map.forEach((name, value) -> addTexts(path + "/" + name, value, texts));
        }
    }

    private static boolean isText(Map<?, ?> map) {
        return !map.isEmpty() && map.entrySet().stream().allMatch(entry -> entry.getValue() instanceof String
                && LANGUAGE_TAG.matcher((String) entry.getKey()).matches());
    }
}
