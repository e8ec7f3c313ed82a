package org.isnad.chain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.isnad.content.Content;
import org.isnad.content.Evidence;
import org.isnad.content.InvalidContent;
import org.isnad.content.MaxLength;
import org.isnad.content.PartOfDay;
import org.isnad.content.ReportedTime;
import org.isnad.content.Slug;
import org.isnad.content.Text;
import org.isnad.content.Translation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A report to be appended.
 *
 * @param crisis the crisis that the record belongs to; required for a new record, otherwise the record's crisis or null
 * @param source the source
 * @param via the carriers, in the order in which they passed it on, or null
 * @param reportedAt when the source said it, as precisely as is known
 * @param timeZone the IANA time zone in which the dates of the report are read, or null for that of the crisis
 * @param partOfDay the part of the day on which the source said it, or null; reportedAt must be a day
 * @param after the number of an earlier revision of the same record after which the source said it, or null
 * @param reportedAtNote how the source states the time, such as "late in the evening", or null; required if reportedAt is
 *        unknown,
 *        to say why
 * @param status how it relates to earlier revisions; null means reported
 * @param supersedes the number of the revision of the same record that it replaces or withdraws, or null
 * @param supersedesSource the source of that revision, or null; a report is refused if it is another one, so that a wrong
 *        number does not supersede what another source said. Not stored
 * @param retracts how much a retraction withdraws; null for the superseded revision alone. Not stored
 * @param amends true if it mends a mistake of whoever entered the superseded revision, not of its source: the source and the
 *        time are the same, and it is no correction; otherwise null
 * @param material false if an editor declares that the superseded revision differs in nothing that matters, such as a
 *        spelling; otherwise null
 * @param replaces the revisions of other records of the crisis that it replaces, because they stated a wrong place, group or
 *        population, or null
 * @param reason the public reason; required for corrected and retracted, if it supersedes a revision of another source, and if
 *        it replaces any or amends
 * @param evidence what it rests on, or null
 * @param translations which of its languages are translations, and of what, or null
 * @param content the content; null for a retraction, and for a mirrored revision whose content was erased
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NewRevision<C extends Content>(
        @Slug String crisis,
        @NotNull @Slug String source,
        @Size(max = 10) List<@NotNull @Slug String> via,
        @NotNull ReportedTime reportedAt,
        @Size(max = 64) String timeZone,
        PartOfDay partOfDay,
        @Min(1) Integer after,
        @MaxLength(500) Text reportedAtNote,
        Status status,
        @Min(1) Integer supersedes,
        @Slug String supersedesSource,
        Retracted retracts,
        Boolean amends,
        Boolean material,
        @Size(max = 20) List<@NotNull @Valid RevisionId> replaces,
        @MaxLength(1_000) Text reason,
        @Size(max = 50) List<@NotNull @Valid Evidence> evidence,
        @Size(max = 50) List<@NotNull @Valid Translation> translations,
        @Valid C content) {

    /** The extent of a retraction. */
    public enum Retracted {
        /** The superseded revision is withdrawn, so that what it replaced is in force again. */
        @JsonProperty("revision")
        REVISION,
        /** All revisions of its source for its count are withdrawn, each by a retraction. */
        @JsonProperty("claim")
        CLAIM
    }

    /**
     * Sets status to reported if it is null, and amends and material to null if they state what is so anyway.
     *
     * @throws InvalidContent if the time zone is unknown, if a part of the day is given and reportedAt is no day, if a
     *         correction or retraction lacks supersedes or reason, or if a retraction has content
     */
    public NewRevision {
        status = status == null ? Status.REPORTED : status;
        amends = onlyIf(true, amends);
        material = onlyIf(false, material);
        requireValidTime(reportedAt, timeZone, partOfDay);
        requireSuperseding(status, supersedes, supersedesSource, reason);
        requireDeclarations(status, supersedes, reason, retracts, amends, material);
        if (replaces != null && !replaces.isEmpty()) {
            requireReplacing(status, reason);
        }
        if (status == Status.RETRACTED && content != null) {
            throw new InvalidContent("content", "must be absent from a retraction");
        }
    }

    private static Boolean onlyIf(boolean value, Boolean given) {
        return Boolean.valueOf(value).equals(given) ? given : null;
    }

    private static void requireSuperseding(Status status, Integer supersedes, String supersedesSource, Text reason) {
        if (status == Status.CORRECTED || status == Status.RETRACTED) {
            if (supersedes == null) {
                throw new InvalidContent("supersedes", "must name the revision that is corrected or retracted");
            }
            if (reason == null) {
                throw new InvalidContent("reason", "must say why it is corrected or retracted");
            }
        }
        if (supersedesSource != null && supersedes == null) {
            throw new InvalidContent("supersedes", "is required when supersedesSource is given");
        }
    }

    private static void requireDeclarations(Status status, Integer supersedes, Text reason, Retracted retracts, Boolean amends,
            Boolean material) {
        requireUse("retracts", retracts, status == Status.RETRACTED, "must be absent unless the status is retracted");
        boolean isReport = status != Status.RETRACTED && supersedes != null;
        requireUse("material", material, isReport, "must be absent unless it supersedes a revision and is no retraction");
        boolean hasReason = isReport && reason != null;
        requireUse("amends", amends, hasReason, "must be absent unless it supersedes a revision with a reason");
        requireUse("amends", amends, status != Status.CORRECTED, "must be absent from a correction, which is the source's own");
    }

    /** @throws InvalidContent with the rule if a field has a value that it may not have */
    private static void requireUse(String field, Object value, boolean isAllowed, String rule) {
        if (value != null && !isAllowed) {
            throw new InvalidContent(field, rule);
        }
    }

    /** Returns a copy of a retraction that withdraws another revision, and that alone. */
    NewRevision<C> retracting(int other) {
        String anySource = null;
        return new NewRevision<>(crisis, source, via, reportedAt, timeZone, partOfDay, after, reportedAtNote, status, other,
                anySource, Retracted.REVISION, amends, material, replaces, reason, evidence, translations, content);
    }

    /** Returns a report at an instant, with nothing but a reason and a content. */
    static <C extends Content> NewRevision<C> of(String source, Instant at, Text reason, C content) {
        return of(source, at, Status.REPORTED, null, reason, content);
    }

    /** Returns a retraction at an instant, with nothing but a reason. */
    static <C extends Content> NewRevision<C> retraction(String source, Instant at, int supersedes, Text reason) {
        return of(source, at, Status.RETRACTED, supersedes, reason, null);
    }

    private static <C extends Content> NewRevision<C> of(String source, Instant at, Status status, Integer supersedes,
            Text reason, C content) {
        String crisis = null;
        String timeZone = null;
        PartOfDay partOfDay = null;
        Integer after = null;
        Text note = null;
        String supersedesSource = null;
        Retracted retracts = null;
        Boolean amends = null;
        Boolean material = null;
        return new NewRevision<>(crisis, source, List.of(), new ReportedTime(at.toString()), timeZone, partOfDay, after, note,
                status, supersedes, supersedesSource, retracts, amends, material, List.of(), reason, List.of(), List.of(),
                content);
    }

    private static void requireReplacing(Status status, Text reason) {
        if (status == Status.RETRACTED) {
            throw new InvalidContent("replaces", "must be absent from a retraction");
        }
        if (reason == null) {
            throw new InvalidContent("reason", "must say why revisions of other records are replaced");
        }
    }

    /** Returns the revisions of other records that it replaces; empty if there are none. */
    List<RevisionId> replaced() {
        return replaces == null ? List.of() : replaces;
    }

    private static void requireValidTime(ReportedTime reportedAt, String timeZone, PartOfDay partOfDay) {
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new InvalidContent("timeZone", "must be an IANA time zone such as Asia/Almaty");
        }
        if (partOfDay != null && reportedAt != null && !reportedAt.isDay()) {
            throw new InvalidContent("partOfDay", "must be absent unless reportedAt is one day such as 2022-01-06");
        }
    }

    /** Returns the carriers in the order in which they passed it on; empty if there are none. */
    List<String> carriers() {
        return via == null ? List.of() : via;
    }
}
