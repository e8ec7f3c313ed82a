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
 * @param kind what it is about
 * @param crisis the crisis
 * @param revisions how many revisions there were
 * @param current the newest standing revision; null if none stands
 * @param currentBy the rule that picked it among the claims
 * @param claims the newest standing revision of each source, newest first
 * @param spread how far the claims on each basis reach; of casualty figures only
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

    /** The rule that picks the current revision. */
    public static final String CURRENT_BY = "newest standing revision by reportedFrom, or by that of what it supersedes, then by number";

    /** The view of a record with these claims, newest first. */
    public static <C extends Content> RecordView<C> of(String record, Kind kind, String crisis, int revisions,
            List<Revision<C>> claims) {
        return new RecordView<>(record, kind, crisis, revisions, claims.isEmpty() ? null : claims.get(0),
                claims.isEmpty() ? null : CURRENT_BY, claims, Spread.over(claims.stream().map(Revision::content).toList()));
    }

    /** The same with its current revision alone. */
    public RecordView<C> withoutClaims() {
        return new RecordView<>(record, kind, crisis, revisions, current, currentBy, null, null);
    }
}
