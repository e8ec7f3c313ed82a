package org.isnad.compare;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.Languages;
import org.isnad.reads.Brief;
import org.isnad.reads.Briefs;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The brief view of the claims of all sources on one record.
 *
 * @param record the id of the record
 * @param claims the newest standing revision of each source for each count, newest first
 * @param agreement the range and agreement of the figures for each count, without misquotations and disputed claims; null for
 *        other kinds
 */
@Schema(requiredProperties = { "record", "claims" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BriefClaims(String record, List<Brief> claims, List<Agreement> agreement) {

    /** Returns the brief view of claims, with names in the preferred language. */
    static BriefClaims of(ClaimsView<?> view, Briefs briefs, Languages languages) {
        List<Brief> claims = view.claims().stream().map(ClaimsView.Claim::revision).map(Brief::of)
                .map(brief -> brief.preferred(view.preferred() == brief.number())).toList();
        return new BriefClaims(view.record(), briefs.complete(claims, languages), view.agreement());
    }
}
