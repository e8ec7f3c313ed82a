package org.isnad.reads;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.chain.RecordView;
import org.isnad.chain.Revision;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Content;
import org.isnad.content.Count;
import org.isnad.content.Kind;
import org.isnad.content.Reaction;
import org.isnad.content.ReportedTime;
import org.isnad.content.Spread;
import org.isnad.content.Text;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The brief view of a revision, or of a record by its preferred claim: what a screen shows of it.
 *
 * @param record the id of the record
 * @param link the address of the record; absent in a snapshot, which has a template for all
 * @param number the number of the revision
 * @param count what a figure counts; null for other kinds
 * @param low the lowest number that the figure admits, or null if there is none or best is the only number
 * @param best the best figure, or null if there is none
 * @param high the highest number that the figure admits, or null if there is none or best is the only number
 * @param speaker who speaks, acts or is concerned: the speaker of a statement, the actor of a reaction, the authority of a
 *        measure, the operator of a disruption, the person of an appointment; or null
 * @param stance the stance of a reaction, or null
 * @param codes the codes that say what it is about, such as the type of a measure, by the names of their fields; null for a
 *        figure, whose codes are in count, and for a reaction
 * @param words the beginning of the headline, quotation or summary; for a figure the source's words if there is no number; or
 *        null
 * @param source the id of the source
 * @param sourceName the name of the source; absent in a snapshot, which has the names of all
 * @param reportedAt when the source said it, as given
 * @param status how it relates to earlier revisions
 * @param standing whether it is in force; absent in a snapshot for preferred claims
 * @param preferred whether it is the preferred claim on the record; absent in a snapshot for preferred claims, and where the
 *        answer does not tell
 * @param spread the range and agreement of all claims for the same count, without misquotations and disputed ones; null if
 *        there is only one, where the answer does not tell, and for other kinds
 */
@Schema(requiredProperties = { "record", "number", "source", "reportedAt", "status" })
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Brief(String record, String link, int number, Count count, Long low, Long best, Long high, Text speaker,
        Reaction.Stance stance, @Schema(additionalProperties = String.class) Map<String, Enum<?>> codes, Text words,
        String source, Text sourceName, ReportedTime reportedAt,
        Status status, Boolean standing, Boolean preferred, Range spread) {

    /** The media type of answers with a brief view. */
    public static final String MEDIA_TYPE = "application/vnd.isnad.brief+json";

    /** The maximum length of words, in UTF-16 code units. */
    private static final int MAX_WORDS = 160;

    /**
     * The range of the figures of several sources.
     *
     * @param low the lowest number that a figure admits, or null if all are upper bounds alone
     * @param high the highest number that a figure admits, or null if all are lower bounds alone
     * @param sources the number of figures, one per source
     * @param verdict whether they agree
     */
    @Schema(name = "BriefRange", requiredProperties = { "sources", "verdict" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Range(Long low, Long high, int sources, Spread.Verdict verdict) {

        private static Range of(Spread spread) {
            return spread.verdict() == null ? null : new Range(spread.low(), spread.high(), spread.sources(), spread.verdict());
        }
    }

    /** Returns the URI template (RFC 6570) of the addresses of the records of a kind. */
    public static String link(Kind kind) {
        return "/api/v1/" + kind.path() + "/{record}";
    }

    /**
     * Returns the brief view of a revision, without sourceName, preferred and spread.
     *
     * @param revision a revision with its standing
     */
    public static Brief of(Revision<? extends Content> revision) {
        Optional<Content> content = Optional.ofNullable(revision.content());
        Optional<CasualtyFigure> figure = content.filter(CasualtyFigure.class::isInstance).map(CasualtyFigure.class::cast);
        Optional<CasualtyFigure> range = figure.filter(other -> !isOneNumber(other));
        Text noName = null;
        Boolean untold = null;
        Range noRange = null;
        return new Brief(revision.record(), link(revision.kind()).replace("{record}", revision.record()), revision.number(),
                figure.map(Content::count).orElse(null),
                range.map(CasualtyFigure::minimum).orElse(null), figure.map(CasualtyFigure::best).orElse(null),
                range.map(CasualtyFigure::maximum).orElse(null), content.map(Content::speakerName).orElse(null),
                content.map(Content::stance).orElse(null), content.map(Brief::codes).orElse(null),
                content.map(Content::words).map(words -> words.shortened(MAX_WORDS)).orElse(null), revision.source(), noName,
                revision.reportedAt(), revision.status(), revision.standing(), untold, noRange);
    }

    private static Map<String, Enum<?>> codes(Content content) {
        return content.count() == null && content.stance() == null ? content.codes() : null;
    }

    private static boolean isOneNumber(CasualtyFigure figure) {
        Long best = figure.best();
        return best != null && best.equals(figure.minimum()) && best.equals(figure.maximum());
    }

    /** Returns the brief view of a record: its preferred claim with the spread, or its last revision, without sourceName. */
    public static <C extends Content> Brief of(RecordView<C> record) {
        if (record.last() != null) {
            return of(record.last()).preferred(false);
        }
        return of(record.preferredClaim()).preferred(true).among(record.spread());
    }

    private Brief among(List<Spread> spreads) {
        Range range = spreads.stream().filter(other -> count != null && other.count().isSameAs(count)).findFirst()
                .map(Range::of).orElse(null);
        return new Brief(record, link, number, count, low, best, high, speaker, stance, codes, words, source, sourceName,
                reportedAt,
                status, standing, preferred, range);
    }

    /** Returns a copy that tells whether it is the preferred claim. */
    public Brief preferred(boolean isPreferred) {
        return new Brief(record, link, number, count, low, best, high, speaker, stance, codes, words, source, sourceName,
                reportedAt,
                status, standing, isPreferred, spread);
    }

    /** Returns a copy as in a snapshot: without the address, and, of a preferred claim, without standing and preferred. */
    public Brief inSnapshot() {
        boolean isClaim = Boolean.TRUE.equals(preferred);
        String noLink = null;
        Boolean isStanding = isClaim ? null : standing;
        Boolean isPreferred = isClaim ? null : preferred;
        return new Brief(record, noLink, number, count, low, best, high, speaker, stance, codes, words, source, sourceName,
                reportedAt,
                status, isStanding, isPreferred, spread);
    }

    /** Returns a copy with the name of its source. */
    Brief named(Text name) {
        return new Brief(record, link, number, count, low, best, high, speaker, stance, codes, words, source, name, reportedAt,
                status, standing, preferred, spread);
    }
}
