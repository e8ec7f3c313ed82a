package org.isnad.changes;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.compare.Change;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Count;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.ReportedTime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The change of a record between two instants.
 *
 * @param record the id of the record
 * @param kind the kind of record
 * @param change the type of change
 * @param revisions the revisions between the instants, in the order of the clock, each with what it changed; those that were
 *        withdrawn or replaced between the instants are included
 * @param from the preferred claim at the first instant, or null if there was none
 * @param to the preferred claim at the second instant, or null if there is none
 * @param difference the difference between from and to, or null if one of them is null
 * @param claims the sources whose claims changed, in the order of their ids
 */
@Schema(requiredProperties = { "record", "kind", "change", "revisions", "claims" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordChange(String record, Kind kind, ChangeType change, List<ChangeStep> revisions, Revision<Content> from,
        Revision<Content> to, Difference difference, List<ClaimChange> claims) {

    /** The type of a record's change; the first one that applies. */
    @Schema(name = "RecordTurn")
    public enum ChangeType {
        /** The record had no revision at the first instant. */
        @JsonProperty("new")
        NEW,
        /** A retraction between the instants is in force. */
        @JsonProperty("retracted")
        RETRACTED,
        /** A correction between the instants is in force. */
        @JsonProperty("corrected")
        CORRECTED,
        /** A claim changed materially, or a source gained or lost its claim. */
        @JsonProperty("changed")
        CHANGED,
        /** The record was reported again without a material change. */
        @JsonProperty("repeated")
        REPEATED
    }

    /**
     * The change of one source's claim for one count.
     *
     * @param source the id of the source
     * @param count what its figures count; null for kinds without figures
     * @param from the number of its claim at the first instant, or null if it had none
     * @param to the number of its claim at the second instant, or null if it has none
     * @param difference the difference between the claims, or null if from or to is null
     */
    @Schema(requiredProperties = "source")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClaimChange(String source, Count count, Integer from, Integer to, Difference difference) {
    }

    /**
     * The change that one revision made to a record.
     *
     * @param record the record of the revision, which replaces a revision of this one, rules on it or merges it; null if it is
     *        this one
     * @param number the number of the revision
     * @param source the id of its source
     * @param reportedAt when the source said it, as given
     * @param recordedAt when this service recorded it
     * @param of the number of the revision that it supersedes, or else of its source's last report for the same count that was
     *        not withdrawn; of a revision of another record, the one of this record that it affects; null if there is neither
     * @param change the type of change
     * @param sentence the change in one sentence, in Arabic, English or Russian, in other languages in English; names and
     *        quoted words of the other writing direction are between Unicode isolates
     */
    @Schema(requiredProperties = { "number", "source", "reportedAt", "recordedAt", "change", "sentence" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangeStep(String record, int number, String source, ReportedTime reportedAt, Instant recordedAt, Integer of,
            Turn change, String sentence) {
    }

    /** The type of the change that one revision makes; the first one that applies. */
    @Schema(name = "RevisionTurn")
    public enum Turn {
        /** A revision of another record replaces it. */
        @JsonProperty("replaced")
        REPLACED,
        /** An editor ruled for the claim. */
        @JsonProperty("ruled-for")
        RULED_FOR,
        /** An editor ruled against the claim. */
        @JsonProperty("ruled-against")
        RULED_AGAINST,
        /** The record was merged into another one. */
        @JsonProperty("merged")
        MERGED,
        /** The record is held until it has been checked. */
        @JsonProperty("held")
        HELD,
        /** The content of the revision was erased. */
        @JsonProperty("erased")
        ERASED,
        /** A replacement, ruling, merger or hold was withdrawn. */
        @JsonProperty("restored")
        RESTORED,
        @JsonProperty("retracted")
        RETRACTED,
        @JsonProperty("corrected")
        CORRECTED,
        /** A mistake of whoever entered the revision was mended, not one of its source. */
        @JsonProperty("amended")
        AMENDED,
        @JsonProperty("disputed")
        DISPUTED,
        @JsonProperty("confirmed")
        CONFIRMED,
        /** The source had not reported on it. */
        @JsonProperty("first")
        FIRST,
        /** The figure for the same count is higher. */
        @JsonProperty("raised")
        RAISED,
        /** The figure for the same count is lower. */
        @JsonProperty("lowered")
        LOWERED,
        /** The report is the same but for its spelling and carriers. */
        @JsonProperty("repeated")
        REPEATED,
        /** Words changed materially. */
        @JsonProperty("wording")
        WORDING,
        /** Something else changed materially. */
        @JsonProperty("changed")
        CHANGED;

        /** Whether the change is an effect of a revision of another record. */
        boolean isEffect() {
            return compareTo(RESTORED) <= 0;
        }

        /**
         * Returns the type of the change from one revision to another.
         *
         * @param from the revision that is changed, or null
         */
        static Turn of(Revision<Content> from, Revision<Content> to) {
            if (to.amends() != null) {
                return AMENDED;
            }
            return switch (to.status()) {
                case RETRACTED -> RETRACTED;
                case CORRECTED -> CORRECTED;
                case DISPUTED -> DISPUTED;
                case CONFIRMED -> CONFIRMED;
                case REPORTED -> from == null || from.content() == null ? FIRST : ofReport(from, to);
            };
        }

        private static Turn ofReport(Revision<Content> from, Revision<Content> to) {
            Difference difference = Difference.between(from, to, Languages.ALL);
            List<Change> changes = difference.changes().stream().filter(change -> change.path().startsWith("/content"))
                    .filter(Change::material).toList();
            long shift = Boolean.TRUE.equals(difference.comparable()) ? shift(changes) : 0;
            if (shift != 0) {
                return shift > 0 ? RAISED : LOWERED;
            }
            if (changes.isEmpty()) {
                return REPEATED;
            }
            return changes.stream().allMatch(change -> change.wording() != null) ? WORDING : CHANGED;
        }

        /** Returns the difference of the numbers, or else of the first bound that changed; 0 if none did. */
        private static long shift(List<Change> changes) {
            return changes.stream().filter(change -> change.number() != null && change.number().delta() != null)
                    .sorted(Comparator.comparing(change -> change.number().bound() != null))
                    .mapToLong(change -> change.number().delta()).findFirst().orElse(0);
        }
    }
}
