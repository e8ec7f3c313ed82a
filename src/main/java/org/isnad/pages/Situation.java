package org.isnad.pages;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.qute.TemplateData;

/**
 * The view model of the page of a crisis: the records of its snapshot, grouped and sorted for display. Figures are grouped by
 * measure; national figures come first. Figures are never summed.
 */
@TemplateData
public final class Situation {

    /** The measures in the order of the page; others follow. */
    private static final List<String> MEASURES = List.of("killed", "injured", "missing", "detained");

    /** The groups in the order of the page; others follow. */
    private static final List<String> GROUPS = List.of("total", "civilians", "security-forces");

    private static final Comparator<Map<String, Object>> NEWEST_FIRST = Comparator
            .comparing(Situation::reportedFrom, Comparator.nullsFirst(Comparator.naturalOrder())).reversed();

    private final Map<String, List<Map<String, Object>>> records;
    private final List<String> countries;
    private final Instant at;
    private final Display display;

    private Situation(Map<String, List<Map<String, Object>>> records, List<String> countries, Instant at, Display display) {
        this.records = records;
        this.countries = countries;
        this.at = at;
        this.display = display;
    }

    /**
     * Returns the situation of a crisis.
     *
     * @param at the instant as of which it is read
     * @param changes the latest changes, of which each record gets the last revision that changed it
     */
    @SuppressWarnings("unchecked")
    static Situation of(Map<String, Object> crisis, Map<String, Object> snapshot, List<Map<String, Object>> changes, Instant at,
            Display display) {
        Map<String, List<Map<String, Object>>> records = (Map<String, List<Map<String, Object>>>) snapshot.get("records");
        Map<Object, Map<String, Object>> steps = new HashMap<>();
        for (Map<String, Object> change : changes) {
            change.put("step", lastStep(change));
            steps.putIfAbsent(change.get("record"), lastStep(change));
        }
        records.forEach((path, ofKind) -> ofKind.forEach(record -> complete(record, path, steps)));
        return new Situation(records, (List<String>) crisis.get("countries"), at, display);
    }

    /** Returns the last of the revisions that changed a record, with its sentence. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> lastStep(Map<String, Object> change) {
        List<Map<String, Object>> revisions = (List<Map<String, Object>>) change.get("revisions");
        return revisions.get(revisions.size() - 1);
    }

    /** Adds the address of a record's page, its preferred claim if it has one, and the last revision that changed it. */
    @SuppressWarnings("unchecked")
    private static void complete(Map<String, Object> record, String path, Map<Object, Map<String, Object>> steps) {
        List<Map<String, Object>> claims = (List<Map<String, Object>>) record.getOrDefault("claims", List.of());
        record.put("page", "/" + path + "/" + record.get("record"));
        record.put("claim", claims.stream().filter(claim -> Objects.equals(claim.get("number"), record.get("preferred")))
                .findFirst().orElse(null));
        record.put("step", steps.get(record.get("record")));
    }

    /**
     * Figures of one measure.
     *
     * @param main those of the whole country, or all if there is none
     * @param other the other ones, by place and group
     */
    @TemplateData
    public record Measure(String name, List<Map<String, Object>> main, List<Map<String, Object>> other) {
    }

    /** Returns the figures by measure. */
    public List<Measure> measures() {
        Map<String, List<Map<String, Object>>> byMeasure = shown("casualties")
                .sorted(Comparator.comparing((Map<String, Object> record) -> rank(MEASURES, content(record).get("measure")))
                        .thenComparing(record -> rank(GROUPS, content(record).get("group"))))
                .collect(groupingBy(record -> (String) content(record).get("measure"), LinkedHashMap::new, toList()));
        return byMeasure.entrySet().stream().map(entry -> measure(entry.getKey(), entry.getValue())).toList();
    }

    private Measure measure(String name, List<Map<String, Object>> figures) {
        Map<Boolean, List<Map<String, Object>>> parts = figures.stream().collect(Collectors.partitioningBy(this::isMain));
        return parts.get(true).isEmpty() ? new Measure(name, figures, List.of())
                : new Measure(name, parts.get(true), parts.get(false));
    }

    @SuppressWarnings("unchecked")
    private boolean isMain(Map<String, Object> figure) {
        Map<String, Object> place = (Map<String, Object>) content(figure).getOrDefault("place", Map.of());
        return countries.contains(place.get("code")) && content(figure).get("groupDetail") == null;
    }

    private static int rank(List<String> order, Object value) {
        int index = order.indexOf(value);
        return index < 0 ? order.size() : index;
    }

    /**
     * Reactions of one stance.
     *
     * @param name the code of the stance
     */
    @TemplateData
    public record Stance(String name, List<Map<String, Object>> reactions) {
    }

    /** Returns the reactions by stance, the most frequent stance first. */
    public List<Stance> stances() {
        return shown("reactions").collect(groupingBy(record -> (String) content(record).get("stance"), toList())).entrySet()
                .stream().map(entry -> new Stance(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Stance stance) -> -stance.reactions().size()).thenComparing(Stance::name))
                .toList();
    }

    /** Returns the records of a kind that have a claim, the newest first. */
    public List<Map<String, Object>> newest(String path) {
        return shown(path).sorted(NEWEST_FIRST).toList();
    }

    /** Returns what is in force of a kind: the records of which nobody says that they have ended. */
    public List<Map<String, Object>> current(String path) {
        return newest(path).stream().filter(record -> !isOver(record)).toList();
    }

    /** Returns the records of a kind that have ended. */
    public List<Map<String, Object>> ended(String path) {
        return newest(path).stream().filter(this::isOver).toList();
    }

    @SuppressWarnings("unchecked")
    private boolean isOver(Map<String, Object> record) {
        return display.isOver((Map<String, Object>) content(record).get("occurred"), at);
    }

    private Stream<Map<String, Object>> shown(String path) {
        return records.getOrDefault(path, List.of()).stream().filter(record -> record.get("claim") != null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> claim(Map<String, Object> record) {
        return (Map<String, Object>) record.get("claim");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> content(Map<String, Object> record) {
        return (Map<String, Object>) claim(record).get("content");
    }

    private static Instant reportedFrom(Map<String, Object> record) {
        return PublicApi.instant(claim(record).get("reportedFrom"));
    }
}
