package org.isnad.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Notice;

/**
 * The effects of revisions of other records on one record: replacements of its revisions, rulings of editors on its claims,
 * its merger into another record, and whether it is held.
 *
 * @param position the last position of the revisions that have or had an effect, or 0 if there are none; it is a part of the
 *        record's ETag
 * @param replacements the begins and ends of replacements, in the order of reporting
 * @param rulings the newest ruling in force on each revision, by its number
 * @param mergedInto the record that this one was merged into, or null
 * @param heldBy the record of the notice that holds the record until it has been checked, or null
 */
public record Decisions(long position, List<Replacement> replacements, SortedMap<Integer, Ruling> rulings, String mergedInto,
        String heldBy) {

    /** The decisions on a record that no revision of another record decides on. */
    static final Decisions NONE = new Decisions(0, List.of(), new TreeMap<>(), null, null);

    /**
     * The begin or the end of the replacement of a revision by one of another record.
     *
     * @param number the number of the replaced revision
     * @param by the replacing revision
     * @param cause the replacing revision at the begin, and a retraction of it at the end
     * @param begins whether it is the begin
     */
    public record Replacement(int number, RevisionHeader by, RevisionHeader cause, boolean begins) {
    }

    /**
     * An editor's ruling on a claim.
     *
     * @param number the number of the claim
     * @param ruling whether it is for or against the claim
     * @param notice the record of the notice that states it with its reason
     */
    @Schema(name = "RulingInForce")
    public record Ruling(int number, Notice.Ruling ruling, String notice) {
    }

    /** Returns the last revision of another record that replaces a revision of this one, by the number of the replaced one. */
    Map<Integer, RevisionId> replacedBy() {
        Map<Integer, Deque<RevisionId>> inForce = new HashMap<>();
        for (Replacement replacement : replacements) {
            RevisionId by = new RevisionId(replacement.by.record(), replacement.by.number());
            Deque<RevisionId> ofNumber = inForce.computeIfAbsent(replacement.number, first -> new ArrayDeque<>());
            if (replacement.begins) {
                ofNumber.add(by);
            } else {
                ofNumber.remove(by);
            }
        }
        Map<Integer, RevisionId> last = new HashMap<>();
        inForce.forEach((number, replacing) -> last.computeIfAbsent(number, absent -> replacing.peekLast()));
        return last;
    }
}
