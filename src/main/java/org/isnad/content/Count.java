package org.isnad.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The count of a figure: the definition of the number that it states. Only figures with the same count are compared. For
 * example, a toll, a forecast and the number of identified people are three counts, even if one source reports them all.
 * Texts are compared in English, or in the first language of the report if there is no English, ignoring differences of
 * spelling. Answers show them in the requested language.
 *
 * @param group the group of people
 * @param groupDetail the group in words if it is {@link CasualtyFigure.Group#OTHER}, otherwise null
 * @param measure what happened to the group
 * @param place the code of the place, or its name if it has none
 * @param basis how the figure was obtained
 * @param period the span that is counted, as occurred states it, in the form of an EDTF interval
 *        ({@code 2022-01-05/2022-01-06}); null for a count since the
 *        beginning of the crisis or of the phase
 * @param phase the phase of the crisis with which the count began anew, or null
 * @param excludes the people that are not counted, or null
 * @param excludesDetail the counting rule in words, or null; also null if excludes states the rule
 */
@Schema(name = "Count", requiredProperties = { "group", "measure", "place", "basis" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Count(CasualtyFigure.Group group, String groupDetail, CasualtyFigure.Measure measure, String place,
        CasualtyFigure.Basis basis, String period, String phase, List<Excluded> excludes, String excludesDetail) {

    /** Selects counts since the beginning of the crisis or of a phase. */
    private static final String CUMULATIVE = "cumulative";

    private static final String SPAN = "[0-9TZ:+./-]{9,65}";

    /** The values that select a period, as a regular expression. */
    public static final String PERIOD = CUMULATIVE + "|" + SPAN;

    /** The rule for values that select a period. */
    public static final String PERIOD_RULE = "must be cumulative or a span such as 2022-01-05/2022-01-06";

    /** Returns the count of a figure. */
    static Count of(CasualtyFigure figure) {
        String period = figure.occurred() == null ? null : figure.occurred().span();
        String place = figure.place().code() == null ? wording(figure.place().name()) : figure.place().code();
        // For all other groups, the detail only describes the group.
        Text detail = figure.group() == CasualtyFigure.Group.OTHER ? figure.groupDetail() : null;
        return new Count(figure.group(), wording(detail), figure.measure(), place, figure.basis(),
                period, figure.phase(),
                figure.excludes(), statesRule(figure.excludes()) ? null : wording(figure.excludesDetail()));
    }

    /** Whether the codes state the counting rule, so that words only describe it. */
    private static boolean statesRule(List<Excluded> excludes) {
        return excludes != null && !excludes.contains(Excluded.OTHER);
    }

    /** Returns the text in English, or else in its first language; null for null. */
    private static String wording(Text text) {
        if (text == null) {
            return null;
        }
        String english = text.byTag().get("en");
        return english == null ? text.byTag().get(text.byTag().firstKey()) : english;
    }

    /**
     * Whether the count has a period and a phase.
     *
     * @param span the span as in {@link #period}, or {@code cumulative}; null for any
     * @param ofPhase the phase, or null for any
     */
    public boolean isIn(String span, String ofPhase) {
        return (span == null || span.equals(period == null ? CUMULATIVE : period))
                && (ofPhase == null || ofPhase.equals(phase));
    }

    /** Whether two counts are the same, ignoring differences of spelling. */
    public boolean isSameAs(Count other) {
        return folded().equals(other.folded());
    }

    /**
     * Returns the first 64 bits of a hash of the count; the same counts have the same key. It is stored with
     * each revision.
     */
    public long key() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(folded().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String folded() {
        return String.join("\n", group.name(), fold(groupDetail), measure.name(), fold(place), basis.name(),
                Objects.toString(period, ""), Objects.toString(phase, ""), Objects.toString(excludes, ""),
                fold(excludesDetail));
    }

    private static String fold(String text) {
        return text == null ? "" : Spelling.fold(text);
    }
}
