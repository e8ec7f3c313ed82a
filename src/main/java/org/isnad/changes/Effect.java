package org.isnad.changes;

import java.util.stream.Stream;

import org.isnad.chain.Link;
import org.isnad.chain.RecordChain;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Status;
import org.isnad.changes.RecordChange.Turn;

/**
 * The effect of a revision on another record: it replaces a revision, rules on a claim, merges the record, or withdraws what
 * did.
 *
 * @param record the affected record, whether or not it exists
 * @param number the number of the affected revision, or 0 if the whole record is affected
 * @param by the revision that has the effect
 * @param turn the type of the effect
 */
record Effect(String record, int number, RevisionHeader by, Turn turn) {

    /**
     * Returns the effects of a revision.
     *
     * @param chain the revisions of its record
     */
    static Stream<Effect> of(RevisionHeader by, RecordChain chain) {
        RevisionHeader deciding = by;
        boolean isWithdrawn = false;
        while (deciding.status() == Status.RETRACTED) {
            deciding = chain.numbered(deciding.supersedes());
            isWithdrawn = !isWithdrawn;
        }
        Turn ended = isWithdrawn ? Turn.RESTORED : null;
        return deciding.links().stream().filter(Link::isDecisive)
                .map(link -> new Effect(link.record(), link.number(), by, ended == null ? turn(link.type()) : ended));
    }

    private static Turn turn(Link.Type type) {
        return switch (type) {
            case REPLACES -> Turn.REPLACED;
            case RULES_FOR -> Turn.RULED_FOR;
            case RULES_AGAINST -> Turn.RULED_AGAINST;
            case MERGES -> Turn.MERGED;
            case HOLDS -> Turn.HELD;
            case ERASES -> Turn.ERASED;
            case SUPPORTS, CITES, MERGES_INTO -> throw new IllegalArgumentException(type.name());
        };
    }
}
