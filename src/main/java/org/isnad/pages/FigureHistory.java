package org.isnad.pages;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.qute.TemplateData;

/** The view model of the page of a figure: its claims and its revisions. */
@TemplateData
public final class FigureHistory {

    private final Map<String, Object> claims;
    private final List<Map<String, Object>> revisions;
    private final Map<Object, Map<String, Object>> byNumber;

    private final ComparedPair pair;

    /**
     * @param claims the answer with the claims of all sources
     * @param revisions the revisions in the order of their numbers
     * @param pair the revisions to compare
     */
    FigureHistory(Map<String, Object> claims, List<Map<String, Object>> revisions, ComparedPair pair) {
        this.claims = claims;
        this.revisions = revisions;
        this.pair = pair;
        this.byNumber = revisions.stream().collect(Collectors.toMap(revision -> revision.get("number"), revision -> revision));
    }

    /** Returns the id of the record. */
    public String record() {
        return (String) claims.get("record");
    }

    /** Whether anything had been reported by the time of the page. */
    public boolean isReported() {
        return !revisions.isEmpty();
    }

    /** Returns what is counted: the content of the preferred claim, or else of the newest revision with one, or null. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> content() {
        Stream<Map<String, Object>> claimed = claims().stream().map(claim -> (Map<String, Object>) claim.get("revision"));
        return Stream.concat(claimed, newestFirst().stream()).map(revision -> (Map<String, Object>) revision.get("content"))
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Returns the claims, the preferred one first. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> claims() {
        List<Map<String, Object>> all = (List<Map<String, Object>>) claims.get("claims");
        Map<Boolean, List<Map<String, Object>>> parts = all.stream().collect(Collectors.partitioningBy(this::isPreferred));
        return Stream.concat(parts.get(true).stream(), parts.get(false).stream()).toList();
    }

    /** Whether a claim is the one to show if only one is shown. */
    @SuppressWarnings("unchecked")
    public boolean isPreferred(Map<String, Object> claim) {
        Map<String, Object> revision = (Map<String, Object>) claim.get("revision");
        return revision.get("number").equals(claims.get("preferred"));
    }

    /** Returns the preferred revision, or null if nothing is claimed. */
    public Map<String, Object> preferred() {
        return revision(claims.get("preferred"));
    }

    /** Returns the range and agreement of the undisputed claims for each count. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> agreements() {
        return (List<Map<String, Object>>) claims.getOrDefault("agreement", List.of());
    }

    /** Returns a revision by its number, or null. */
    public Map<String, Object> revision(Object number) {
        return byNumber.get(number);
    }

    /** Whether a revision was said to be wrong later: it was withdrawn or corrected, and not merely followed by a newer one. */
    public boolean isStruck(Map<String, Object> revision) {
        Map<String, Object> successor = revision(revision.get("supersededBy"));
        return successor != null
                && ("retracted".equals(successor.get("status")) || "corrected".equals(successor.get("status")));
    }

    /** Returns the revisions in the order of their numbers. */
    public List<Map<String, Object>> revisions() {
        return revisions;
    }

    /** Returns the revisions from the last number to the first. */
    public List<Map<String, Object>> newestFirst() {
        return revisions.stream().sorted((one, other) -> number(other) - number(one)).toList();
    }

    private static int number(Map<String, Object> revision) {
        return (int) revision.get("number");
    }

    /** Returns the names of the two sides of a comparison. */
    public List<String> sides() {
        return List.of("from", "to");
    }

    /** Whether a form has chosen a revision as the first of two; without a choice, it is the last but one. */
    public boolean isFrom(Object number) {
        return number.toString().equals(pair.from == null ? numberFromEnd(2) : pair.from);
    }

    /** Whether a form has chosen a revision as the second of two; without a choice, it is the last. */
    public boolean isTo(Object number) {
        return number.toString().equals(pair.to == null ? numberFromEnd(1) : pair.to);
    }

    private String numberFromEnd(int place) {
        return String.valueOf(revisions.get(Math.max(0, revisions.size() - place)).get("number"));
    }
}
