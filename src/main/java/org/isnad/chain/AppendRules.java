package org.isnad.chain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.access.Caller;
import org.isnad.content.Kind;
import org.isnad.content.Notice;
import org.isnad.content.Rejection;
import org.isnad.content.Rejection.Violation;
import org.isnad.content.Translation;
import org.isnad.sources.Sources;

/** Checks the rules of an append that depend on what is stored. */
@ApplicationScoped
class AppendRules {

    private static final String EARLIER_REVISION = "must name an earlier revision of the record";
    private static final String REPLACEABLE = "must name an earlier revision of another record of the same crisis and kind,"
            + " and no retraction";
    private static final String UNKNOWN_SOURCE = "is an unknown source";

    private final Revisions revisions;
    private final LedgerChanges changes;
    private final Sources sources;
    private final Codec codec;
    private final Caller caller;

    AppendRules(Revisions revisions, LedgerChanges changes, Sources sources, Codec codec, Caller caller) {
        this.revisions = revisions;
        this.changes = changes;
        this.sources = sources;
        this.codec = codec;
        this.caller = caller;
    }

    /**
     * Checks a report, and sets orderFrom and certainFrom of its row from the revisions that it supersedes, replaces and is
     * after, if any. The content and the translations of a mirrored revision with an erasure are not checked.
     *
     * @param row the row of the report, with orderFrom and certainFrom of its span alone, and without content and hashes
     * @param recordedAt when it is recorded
     * @throws Rejection INVALID with every violation; or at once FORBIDDEN if a superseded or replaced revision is of
     *         another source and the caller is no editor, CONFLICT if a retraction of it is already in force and this is
     *         another one
     */
    void check(RevisionRow row, LockedCrisis crisis, EncodedReport<?> encoded, Instant recordedAt) {
        NewRevision<?> report = encoded.report();
        List<Violation> violations = new ArrayList<>();
        violations.addAll(timeViolations(row, ReportedSpan.of(row, ZoneId.of(crisis.ledger().timeZone)), recordedAt));
        violations.addAll(sourceViolations(report, row.kind == Kind.NOTICE));
        if (row.supersedes != null) {
            violations.addAll(applySuperseded(row, crisis, encoded));
        }
        violations.addAll(applyReplaced(row, crisis));
        if (row.after != null) {
            violations.addAll(applyPrevious(row, crisis));
        }
        // The content of an erased revision can no longer be checked.
        if (encoded.erasure() == null) {
            violations.addAll(contentViolations(row, report));
        }
        if (!violations.isEmpty()) {
            throw Rejection.invalid(violations);
        }
    }

    /** Returns a violation if a report ends before it begins, or its last date begins after it is recorded. */
    private static List<Violation> timeViolations(RevisionRow row, ReportedSpan span, Instant recordedAt) {
        if (span.lastFrom() != null && span.lastFrom().isAfter(recordedAt)) {
            return List.of(new Violation("reportedAt", "must not be in the future"));
        }
        boolean isReversed = row.reportedFrom != null && !row.reportedFrom.isBefore(row.reportedUntil);
        return isReversed ? List.of(new Violation("reportedAt", "must not end before it begins")) : List.of();
    }

    /**
     * Sets orderFrom of a row from the revision that it is after: the time by which that one was reported, or its orderFrom if
     * the report may have been earlier than this. Returns a violation instead if there is no such revision or it begins after
     * the report ends.
     */
    private static List<Violation> applyPrevious(RevisionRow row, LockedCrisis crisis) {
        RevisionHeader previous = row.after < row.number ? crisis.numbered(row.recordId, row.after) : null;
        if (previous == null) {
            return List.of(new Violation("after", EARLIER_REVISION));
        }
        if (!previous.orderFrom().isBefore(row.reportedUntil)) {
            return List.of(new Violation("after", "names a revision that was reported later"));
        }
        row.orderFrom = later(row.orderFrom, previous.orderFrom());
        boolean hasEnd = !previous.reportedUntil().equals(previous.recordedAt());
        Instant end = previous.reportedUntil().isAfter(previous.recordedAt()) ? previous.recordedAt()
                : previous.reportedUntil();
        if (hasEnd && end.isBefore(row.reportedUntil)) {
            row.orderFrom = later(row.orderFrom, end);
        }
        return List.of();
    }

    /** Returns a violation for the source, and one for each carrier, that is unknown. */
    private List<Violation> sourceViolations(NewRevision<?> report, boolean isNotice) {
        List<String> unknown = unknownSources(report);
        List<Violation> violations = new ArrayList<>();
        if (report.source().equals(Notice.OPERATOR) != isNotice) {
            violations.add(new Violation("source", "must be " + Notice.OPERATOR + " for a notice, and for nothing else"));
        }
        if (unknown.contains(report.source())) {
            violations.add(new Violation("source", UNKNOWN_SOURCE));
        }
        for (int at = 0; at < report.carriers().size(); at++) {
            if (unknown.contains(report.carriers().get(at))) {
                violations.add(new Violation("via[" + at + "]", UNKNOWN_SOURCE));
            }
        }
        return violations;
    }

    /** Returns the ids of the report's source and carriers that do not exist. */
    private List<String> unknownSources(NewRevision<?> report) {
        Set<String> named = new HashSet<>(report.carriers());
        named.add(report.source());
        named.removeAll(changes.knownSources());
        List<String> unknown = sources.unknownAmong(named);
        named.removeAll(unknown);
        changes.knownSources().addAll(named);
        return unknown;
    }

    /**
     * Sets orderFrom and certainFrom of a row from the revision that it supersedes. Returns a violation instead if that is
     * no earlier revision of the record, is not of the source that the report names as its source, or is of another source and
     * the report gives no reason.
     *
     * @throws Rejection FORBIDDEN or CONFLICT, see {@link #check}
     */
    private List<Violation> applySuperseded(RevisionRow row, LockedCrisis crisis, EncodedReport<?> encoded) {
        RevisionHeader superseded = row.supersedes < row.number ? crisis.numbered(row.recordId, row.supersedes) : null;
        if (superseded == null) {
            return List.of(new Violation("supersedes", EARLIER_REVISION));
        }
        boolean isOtherSource = !superseded.source().equals(row.sourceId);
        if (isOtherSource && !caller.isEditor()) {
            throw Rejection.forbidden("supersedes", "names a revision of another source");
        }
        if (row.status == Status.RETRACTED && crisis.isRetracted(row.recordId, row.supersedes)) {
            throw Rejection.conflict("supersedes", "names a revision that is already retracted");
        }
        row.orderFrom = later(row.orderFrom, superseded.orderFrom());
        row.certainFrom = later(row.certainFrom, superseded.certainFrom());
        List<Violation> violations = new ArrayList<>(crossingViolations(encoded, superseded));
        violations.addAll(declarationViolations(row, encoded.report(), superseded));
        return violations;
    }

    /**
     * Returns a violation if a report amends a revision of another source or time, or declares a difference immaterial from one
     * of another source.
     *
     * @throws Rejection FORBIDDEN if it declares a difference immaterial and the caller is no editor
     */
    private List<Violation> declarationViolations(RevisionRow row, NewRevision<?> report, RevisionHeader superseded) {
        boolean isSameSource = superseded.source().equals(row.sourceId);
        boolean isSameTime = Objects.equals(row.reportedFrom, superseded.reportedFrom())
                && (row.reportedUntil.equals(superseded.reportedUntil()) || row.reportedFrom == null);
        if (report.amends() != null && !(isSameSource && isSameTime)) {
            return List
                    .of(new Violation("amends", "must be absent unless source and reportedAt are those of what it supersedes"));
        }
        if (report.material() != null && !isSameSource) {
            return List.of(new Violation("material", "must be absent unless it supersedes a revision of the same source"));
        }
        if (report.material() != null && !caller.isEditor()) {
            throw Rejection.forbidden("material", "may be given by editors only");
        }
        return List.of();
    }

    /**
     * Sets orderFrom and certainFrom of a row from the revisions that it replaces. Returns a violation for each that is no
     * earlier revision of another record of the same crisis and kind, or is a retraction.
     *
     * @throws Rejection FORBIDDEN, see {@link #check}
     */
    private List<Violation> applyReplaced(RevisionRow row, LockedCrisis crisis) {
        List<Violation> violations = new ArrayList<>();
        List<RevisionId> replaced = row.replaced();
        for (int at = 0; at < replaced.size(); at++) {
            RevisionHeader header = crisis.numbered(replaced.get(at).record(), replaced.get(at).number());
            boolean isOfKind = header != null && header.kind() == row.kind && header.status() != Status.RETRACTED;
            if (!isOfKind || header.record().equals(row.recordId)) {
                violations.add(new Violation("replaces[" + at + "]", REPLACEABLE));
            } else if (!header.source().equals(row.sourceId) && !caller.isEditor()) {
                throw Rejection.forbidden("replaces[" + at + "]", "names a revision of another source");
            } else {
                row.orderFrom = later(row.orderFrom, header.orderFrom());
                row.certainFrom = later(row.certainFrom, header.certainFrom());
            }
        }
        return violations;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns a violation if a report names another source than that of what it supersedes, or crosses it without a reason. */
    private static List<Violation> crossingViolations(EncodedReport<?> encoded, RevisionHeader superseded) {
        NewRevision<?> report = encoded.report();
        if (report.supersedesSource() != null && !report.supersedesSource().equals(superseded.source())) {
            return List.of(new Violation("supersedesSource", "is not the source of revision " + superseded.number()
                    + ", which is " + superseded.source()));
        }
        boolean crosses = !superseded.source().equals(report.source());
        // An erased revision has lost its reason.
        if (crosses && report.reason() == null && encoded.erasure() == null) {
            return List.of(new Violation("reason", "is required: it supersedes a revision of " + superseded.source()));
        }
        return List.of();
    }

    /**
     * Returns a violation if a report that is no retraction has no content, or does not say why its time is unknown, or else
     * those of its translations.
     */
    private List<Violation> contentViolations(RevisionRow row, NewRevision<?> report) {
        if (report.content() == null && report.status() != Status.RETRACTED) {
            return List.of(new Violation("content", "must be given"));
        }
        if (report.reportedAt().isUnknown() && report.reportedAtNote() == null) {
            return List.of(new Violation("reportedAtNote", "must say why reportedAt is unknown"));
        }
        return report.translations() == null ? List.of() : translationViolations(row, report);
    }

    /**
     * Returns the violations of a report's translations, which must not be null: each must be into a language of the
     * report that no other one names, and from a language of the revision that was translated.
     */
    private List<Violation> translationViolations(RevisionRow row, NewRevision<?> report) {
        Set<String> own = Revision.languages(report.reason(), report.content());
        Map<Integer, Set<String>> earlier = languagesOf(row.recordId,
                report.translations().stream().map(Translation::number).filter(Objects::nonNull).toList());
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < report.translations().size(); at++) {
            Translation translation = report.translations().get(at);
            String field = "translations[" + at + "].";
            if (!own.contains(translation.language())) {
                violations.add(new Violation(field + "language", "is not a language of this report"));
            } else if (!seen.add(translation.language())) {
                violations.add(new Violation(field + "language", "is named by another translation"));
            }
            // The languages of an erased revision are unknown, so a mirror cannot check them.
            boolean isErased = earlier.containsKey(translation.number()) && earlier.get(translation.number()) == null;
            if (!isErased) {
                Set<String> origin = translation.number() == null ? own : earlier.get(translation.number());
                violations.addAll(originViolations(translation, origin, field));
            }
        }
        return violations;
    }

    /**
     * Returns a violation if there is no translated revision, or if it lacks the language that was translated.
     *
     * @param languages the languages of the translated revision, or null if the record has no such revision
     * @param field the path of the translation in the report, with a trailing dot
     */
    private static List<Violation> originViolations(Translation translation, Set<String> languages, String field) {
        if (languages == null) {
            return List.of(new Violation(field + "number", EARLIER_REVISION));
        }
        if (!languages.contains(translation.from())) {
            return List.of(new Violation(field + "from", "is not a language of what was translated"));
        }
        return List.of();
    }

    /** Returns the languages of some revisions of a record by number, null for erased ones; unknown numbers are absent. */
    private Map<Integer, Set<String>> languagesOf(String record, List<Integer> numbers) {
        Map<Integer, Set<String>> languages = new HashMap<>();
        changes.write();
        for (RevisionRow row : revisions.numbered(List.of(record), numbers)) {
            Revision<?> revision = codec.revision(row);
            languages.put(row.number, row.erased == Erasure.Scope.CONTENT ? null
                    : Revision.languages(revision.reason(), revision.content()));
        }
        return languages;
    }
}
