package org.isnad.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.isnad.chain.Decisions.Ruling;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Spread;
import org.isnad.content.Spread.Claimed;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A record as of some time.
 *
 * @param record its id
 * @param kind its kind
 * @param crisis the crisis
 * @param revisions how many revisions are seen
 * @param newest the number of the newest claim; null if there is none
 * @param preferred the number of the claim to show if only one is shown; null if there is none
 * @param preferredBy the rule that chose it: each criterion decides among the claims that are equal by those before
 * @param rulings the rulings of editors on the claims, in number order; absent if there are none
 * @param mergedInto the record that this one was merged into, because both are about the same; nothing of it stands. Null if it
 *        was not merged
 * @param heldBy the notice by which an editor holds the record until it has been checked, whose reason says why; nothing of it
 *        stands. Null if it is not held
 * @param claims the newest standing revision of each source for each count, newest first; a source has none that is older than
 *        its newest one with erased content
 * @param last the newest revision of a record without claims, which says why there are none: a retraction with its reason, an
 *        erased one, or one that another record's revision replaced; null if there is a claim
 * @param spread the range of the claims for each count, without misquotations and disputed ones; for casualty figures only
 * @param spreadWithDisputed the same with disputed ones; absent if none is disputed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RecordView<C extends Content>(
        String record,
        Kind kind,
        String crisis,
        int revisions,
        Integer newest,
        Integer preferred,
        String preferredBy,
        List<Ruling> rulings,
        String mergedInto,
        String heldBy,
        List<Revision<C>> claims,
        Revision<C> last,
        List<Spread> spread,
        List<Spread> spreadWithDisputed) {

    /**
     * Returns a record with its claims and, for casualty figures, their spread.
     *
     * @param chain the revisions that are seen
     * @param shown the revisions that {@link RecordChain#shown} names
     */
    public static <C extends Content> RecordView<C> of(RecordKey key, RecordChain chain, List<Revision<C>> shown) {
        Standing standing = chain.standing();
        List<Revision<C>> claims = standing.claims().isEmpty() ? List.of() : shown;
        Revision<C> last = claims.isEmpty() ? shown.get(0) : null;
        List<Claimed> all = new ArrayList<>();
        List<Claimed> undisputed = new ArrayList<>();
        for (Revision<C> claim : claims.stream().filter(claim -> !claim.misquotes()).toList()) {
            Claimed claimed = new Claimed(chain.numbered(claim.number()).count(), claim.content());
            all.add(claimed);
            if (!standing.isDisputed(chain.numbered(claim.number()))) {
                undisputed.add(claimed);
            }
        }
        List<Spread> withDisputed = undisputed.size() < all.size() ? Spread.over(all) : null;
        return new RecordView<>(key.record(), key.kind(), key.crisis(), chain.headers().size(), standing.newestNumber(),
                standing.preferredNumber(), claims.isEmpty() ? null : Standing.PREFERRED_BY, standing.rulings(),
                standing.mergedInto(), standing.heldBy(), claims, last, Spread.over(undisputed), withDisputed);
    }

    /** Returns a copy with other copies of the revisions. */
    public RecordView<C> with(UnaryOperator<Revision<C>> copy) {
        return new RecordView<>(record, kind, crisis, revisions, newest, preferred, preferredBy, rulings, mergedInto, heldBy,
                claims.stream().map(copy).toList(), last == null ? null : copy.apply(last), spread, spreadWithDisputed);
    }

    /** Returns the preferred claim, or null if there is none. */
    public Revision<C> preferredClaim() {
        return claims.stream().filter(claim -> preferred.equals(claim.number())).findFirst().orElse(null);
    }
}
