package org.isnad.chain;

import java.util.List;

import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Spread;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A record as of some time.
 *
 * @param record its id
 * @param kind its kind
 * @param crisis the crisis
 * @param revisions the number of its revisions
 * @param current the newest claim; null if there is none
 * @param currentBy the rule that chose it among the claims
 * @param claims the newest standing revision of each source, newest first, without sources whose newest one was erased
 * @param spread the range of the claims on each basis; for casualty figures only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RecordView<C extends Content>(
        String record,
        Kind kind,
        String crisis,
        int revisions,
        Revision<C> current,
        String currentBy,
        List<Revision<C>> claims,
        List<Spread> spread) {

    /** The rule that chooses the current revision. */
    public static final String CURRENT_BY = "newest standing revision by reportedFrom, or by that of what it supersedes, then by number";

    /**
     * Returns a record with its claims and, for casualty figures, their spread; the first claim is the
     * current revision.
     *
     * @param revisions the number of the record's revisions
     * @param claims the claims, newest first
     */
    public static <C extends Content> RecordView<C> of(RecordKey key, int revisions, List<Revision<C>> claims) {
        Revision<C> current = claims.isEmpty() ? null : claims.get(0);
        String currentBy = claims.isEmpty() ? null : CURRENT_BY;
        List<Spread> spread = Spread.over(claims.stream().map(Revision::content).toList());
        return new RecordView<>(key.record(), key.kind(), key.crisis(), revisions, current, currentBy, claims, spread);
    }

    /** Returns a copy with the current revision, but without claims and spread. */
    public RecordView<C> withoutClaims() {
        return new RecordView<>(record, kind, crisis, revisions, current, currentBy, null, null);
    }
}
