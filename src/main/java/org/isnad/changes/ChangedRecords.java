package org.isnad.changes;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import org.isnad.chain.RecordChain;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.chain.Status;
import org.isnad.changes.RecordChange.ChangeStep;
import org.isnad.changes.RecordChange.ChangeType;
import org.isnad.changes.RecordChange.ClaimChange;
import org.isnad.changes.RecordChange.Turn;
import org.isnad.changes.Steps.Claimant;
import org.isnad.changes.Steps.Step;
import org.isnad.compare.Difference;
import org.isnad.content.Content;
import org.isnad.content.Count;
import org.isnad.content.Kind;
import org.isnad.content.Languages;

/**
 * The data of one page of changed records.
 *
 * @param since the headers of the revisions between the instants that belong to a record or affect it, by record; includes
 *        records of other pages
 * @param chains all revisions of the records after the changes, by record
 * @param before the standing before the changes, by record; new records are absent
 * @param after the standing after the changes, by record
 * @param steps the revisions between the instants with what each changed, in the order of the clock, by record
 * @param revisions the claims before and after the changes and the revisions of the steps, by position
 * @param sentences writes the sentences
 */
record ChangedRecords(Map<String, List<RevisionHeader>> since, Map<String, RecordChain> chains, Map<String, Standing> before,
        Map<String, Standing> after, Map<String, List<Step>> steps, Map<Long, Revision<Content>> revisions,
        Sentences sentences) {

    /** Returns the changes of some loaded records in the given order, with texts in the preferred languages. */
    List<RecordChange> changes(List<String> records, Languages languages) {
        return records.stream().map(record -> change(record, languages)).toList();
    }

    /** Returns the change of a loaded record, with texts in the preferred languages. */
    private RecordChange change(String record, Languages languages) {
        Standing earlier = before.getOrDefault(record, Standing.of(List.of()));
        Standing later = after.get(record);
        Revision<Content> from = earlier.preferred().map(this::revision).orElse(null);
        Revision<Content> to = later.preferred().map(this::revision).orElse(null);
        List<ClaimChange> claims = claims(byClaimant(earlier), byClaimant(later), languages);
        List<ChangeStep> told = steps.get(record).stream().map(this::changeStep).toList();
        return new RecordChange(record, kind(record), type(record, earlier, claims), told,
                in(languages, from), in(languages, to), difference(from, to, languages), claims);
    }

    /** Returns a revision in the preferred languages; null for null. */
    private static Revision<Content> in(Languages languages, Revision<Content> revision) {
        return revision == null ? null : revision.in(languages);
    }

    private Kind kind(String record) {
        return chains.get(record).headers().get(0).kind();
    }

    private ChangeStep changeStep(Step step) {
        Revision<Content> by = revision(step.by());
        Revision<Content> of = revision(step.of());
        Turn turn = step.effect() == null ? Turn.of(of, by) : step.effect();
        String record = step.effect() == null ? null : by.record();
        return new ChangeStep(record, by.number(), by.source(), by.reportedAt(), by.recordedAt(), number(of), turn,
                sentences.tell(of, by, turn));
    }

    /**
     * Returns the first type, in the order of the enum, that applies to a record.
     *
     * @param earlier the standing at the first instant, empty for a new record
     * @param claims the claims that changed
     */
    private ChangeType type(String record, Standing earlier, List<ClaimChange> claims) {
        if (earlier.isEmpty()) {
            return ChangeType.NEW;
        }
        if (hasInForce(record, Status.RETRACTED)) {
            return ChangeType.RETRACTED;
        }
        if (hasInForce(record, Status.CORRECTED)) {
            return ChangeType.CORRECTED;
        }
        boolean isMaterial = claims.stream()
                .anyMatch(claim -> claim.difference() == null || claim.difference().material());
        return isMaterial ? ChangeType.CHANGED : ChangeType.REPEATED;
    }

    /** Whether a revision between the instants has the status and is in force at the second instant. */
    private boolean hasInForce(String record, Status status) {
        Standing standing = after.get(record);
        return since.get(record).stream().filter(header -> header.record().equals(record))
                .anyMatch(header -> header.status() == status && standing.isInForce(header.number()));
    }

    /**
     * Returns the changes of claims in the order of the source ids. A source whose claim for a count is the same revision
     * at both instants is absent.
     *
     * @param earlier the claims at the first instant
     * @param later the claims at the second instant
     */
    private List<ClaimChange> claims(SortedMap<Claimant, RevisionHeader> earlier,
            SortedMap<Claimant, RevisionHeader> later, Languages languages) {
        SortedSet<Claimant> claimants = new TreeSet<>(earlier.keySet());
        claimants.addAll(later.keySet());
        List<ClaimChange> claims = new ArrayList<>();
        for (Claimant claimant : claimants) {
            Revision<Content> from = revision(earlier.get(claimant));
            Revision<Content> to = revision(later.get(claimant));
            if (from == null || to == null || from.number() != to.number()) {
                Count count = (to == null ? from : to).content().count();
                claims.add(
                        new ClaimChange(claimant.source(), count, number(from), number(to), difference(from, to, languages)));
            }
        }
        return claims;
    }

    /** Returns the loaded revision of a claim; null for null. */
    private Revision<Content> revision(RevisionHeader header) {
        return header == null ? null : revisions.get(header.position());
    }

    /** Returns the number of a revision; null for null. */
    private static Integer number(Revision<Content> revision) {
        return revision == null ? null : Integer.valueOf(revision.number());
    }

    /** Returns the difference between two revisions, or null if either of them is null. */
    private static Difference difference(Revision<Content> from, Revision<Content> to, Languages languages) {
        return from == null || to == null ? null : Difference.between(from, to, languages);
    }

    private static SortedMap<Claimant, RevisionHeader> byClaimant(Standing standing) {
        return standing.claims().stream().collect(toMap(Claimant::of, Function.identity(), (one, other) -> one, TreeMap::new));
    }
}
