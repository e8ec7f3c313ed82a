package org.isnad.compare;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.PartialDate;
import org.isnad.content.Spread;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What each source says about one record, side by side.
 *
 * @param record its id
 * @param kind what it is about
 * @param crisis the crisis
 * @param revisions how many revisions there were
 * @param current the number of the newest standing revision; null if none stands
 * @param currentBy the rule that picked it
 * @param agesAt up to when ages are told: asOf, or else the newest report among the claims; null if there is no claim
 * @param claims each source's newest standing revision, newest first
 * @param originators whose claims these are, when what merely repeats another is not counted again
 * @param spread how far the claims on each basis reach; of figures only
 * @param agreement whether the claims can be true together, by basis and counting rule; of figures only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimsView<C extends Content>(String record, Kind kind, String crisis, int revisions, Integer current,
        String currentBy, Instant agesAt, List<Claim<C>> claims, List<Originator> originators, List<Spread> spread,
        List<Agreement> agreement) {

    /**
     * One source's claim.
     *
     * @param source who says it
     * @param age how long before agesAt it was said at the most, an ISO 8601 duration
     * @param relayOf what it merely repeats: its evidence names that revision, and nothing that is claimed differs
     * @param replaced what this source said before, or what this revision supersedes; null if nothing
     * @param revision the claim with its status, via and evidence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Claim<C extends Content>(String source, String age, Origin relayOf, Replaced replaced, Revision<C> revision) {
    }

    /**
     * Where a repeated claim comes from.
     *
     * @param source whose it is
     * @param number the revision that first said it
     * @param standing whether its own source still says so
     */
    @Schema(name = "ClaimOrigin", requiredProperties = { "source", "number", "standing" })
    public record Origin(String source, int number, boolean standing) {
    }

    /**
     * What a claim took the place of.
     *
     * @param number the revision
     * @param source whose it was
     * @param reportedAt when it was said
     * @param difference what is claimed otherwise now
     */
    @Schema(name = "ClaimReplaced", requiredProperties = { "number", "source", "reportedAt", "difference" })
    public record Replaced(int number, String source, PartialDate reportedAt, Difference difference) {
    }

    /**
     * Who made a claim, and who repeats it.
     *
     * @param source who made it
     * @param relays who repeats it, by id
     */
    @Schema(requiredProperties = { "source", "relays" })
    public record Originator(String source, List<String> relays) {
    }
}
