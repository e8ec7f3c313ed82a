package org.isnad.compare;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;

import org.isnad.chain.AsOf;
import org.isnad.chain.History;
import org.isnad.chain.ReadView;
import org.isnad.chain.RecordKey;
import org.isnad.chain.Revision;
import org.isnad.chain.RevisionHeader;
import org.isnad.chain.Standing;
import org.isnad.compare.Comparison.Side;
import org.isnad.content.Content;
import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.content.LanguageTags;
import org.isnad.content.Languages;
import org.isnad.content.Rejection;
import org.isnad.content.Slug;
import org.isnad.reads.Reads;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Compares two revisions of one record or of two records of a kind, chosen by number, time, source or language. */
@ApplicationScoped
public class Comparisons {

    /** The media type of a JSON Patch (RFC 6902). */
    public static final String JSON_PATCH = "application/json-patch+json";

    /** The OpenAPI description of a parameter that selects a revision of a given record. */
    public static final String SIDE_OF_A_RECORD = "A revision number such as 2, a time such as 2022-01-09T00:00:00Z for the claim that was preferred at that time, or a source such as kz-mvd for its newest claim. Append @ and a language, such as 2@ru, to compare that language only.";

    /** The OpenAPI description of a parameter that selects a record and a revision of it. */
    public static final String RECORD_AND_SIDE = "The id of a record for its preferred claim, optionally followed by a slash and a revision number, time or source, such as kz-total-killed/2. Append @ and a language to compare that language only.";

    /** The media types of a comparison, the default first. */
    private static final String[] MEDIA_TYPES = { MediaType.APPLICATION_JSON, JSON_PATCH };

    private static final String SIDE_RULE = "must be a revision number, an RFC 3339 time or the id of a source, optionally followed by @ and a language";

    private static final Pattern RECORD_AND_SIDE_PATTERN = Pattern.compile("(?<record>[^/@]+)/?(?<side>.*)");

    private static final String NUMBER = "(?<number>[0-9]{1,9})";
    private static final String INSTANT = "(?<instant>[0-9]{4}-[0-9]{2}-[0-9]{2}T?[^@]*)";
    private static final String SOURCE = "(?<source>[^@]+)";
    private static final String LANGUAGE = "(?:@(?<language>.+))?";
    private static final Pattern SIDE_PATTERN = Pattern
            .compile("(?:" + String.join("|", NUMBER, INSTANT, SOURCE) + ")?" + LANGUAGE);

    private final History history;
    private final Reads reads;
    private final Clock clock;
    private final ObjectMapper mapper;

    Comparisons(History history, Reads reads, Clock clock, ObjectMapper mapper) {
        this.history = history;
        this.reads = reads;
        this.clock = clock;
        this.mapper = mapper;
    }

    /**
     * A parsed side of a comparison. At most one of number, instant and source is set; if none is, the side is the preferred
     * claim on the record.
     *
     * @param parameter the name of the query parameter
     * @param text the value of the query parameter
     * @param record the record
     * @param number the number of the revision, or null
     * @param instant the time at which the claim was preferred, or null
     * @param source the source whose claim is compared, or null
     * @param language the only language to compare, or null for all requested languages
     */
    private record RequestedSide(String parameter, String text, RecordKey record, Integer number, Instant instant,
            String source, String language) {

        /** Returns a violation of a rule by the query parameter of this side. */
        Violation violation(String rule) {
            return Violation.query(parameter, rule);
        }
    }

    /**
     * A side that was found.
     *
     * @param view the view of the crisis in which it was found
     * @param full the revision in all languages
     * @param localized the revision in the requested languages
     * @param isFixed whether the same request always finds the same revision
     */
    private record FoundSide<C extends Content>(ReadView view, Revision<C> full, Revision<C> localized, boolean isFixed) {
    }

    /**
     * Returns 200 with the comparison of two revisions of one record, or 304 if the client has it already.
     *
     * @param from the first side, in the format of {@link #SIDE_OF_A_RECORD}
     * @param to the second side in the same format; it must differ from the first, and be later if both are times
     * @param parameters the bounds of both sides, in which a side's time replaces asOf, and the languages, by default all
     * @throws Rejection UNKNOWN unless the record is of the kind and the caller may read it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if a parameter is invalid or names an unknown source,
     *         (404) if a side selects no revision
     */
    public <C extends Content> RestResponse<Comparison<C>> within(Class<C> type, String id, String from, String to,
            ReadParameters parameters) {
        RecordKey record = history.record(type, id);
        return compare(parseSide("from", from, record, from), parseSide("to", to, record, to), parameters);
    }

    /**
     * Returns 200 with the comparison of revisions of two records of a kind, or 304 if the client has it already. The
     * records may belong to different crises.
     *
     * @param from the first side, in the format of {@link #RECORD_AND_SIDE}
     * @param to the second side in the same format; it must differ from the first
     * @param parameters the bounds of both sides, in which a side's time replaces asOf, and the languages, by default all
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if a parameter is invalid or names an unknown source,
     *         (404) if a side selects no record of the kind that the caller may read, or no revision
     */
    public <C extends Content> RestResponse<Comparison<C>> across(Class<C> type, String from, String to,
            ReadParameters parameters) {
        return compare(parseRecordAndSide("from", from, type), parseRecordAndSide("to", to, type), parameters);
    }

    /**
     * Parses the value (text) of a query parameter in the format of {@link #RECORD_AND_SIDE}. Fails with 400 if it is
     * invalid, and with 404 unless the record is of the kind and the caller may read it.
     */
    private RequestedSide parseRecordAndSide(String parameter, String text, Class<? extends Content> type) {
        Matcher parts = RECORD_AND_SIDE_PATTERN.matcher(text);
        if (!parts.matches() || !isSlug(parts.group("record"))) {
            throw Problem.INVALID.at(Violation.query(parameter,
                    "must be the id of a record, optionally followed by / and a revision number, time or source"));
        }
        RecordKey record = history.record(parts.group("record")).filter(key -> key.kind() == Kind.of(type)).orElseThrow(
                () -> Problem.NOT_FOUND
                        .at(Violation.query(parameter, "is an unknown record among the " + Kind.of(type).path())));
        return parseSide(parameter, text, record, parts.group("side"));
    }

    /**
     * Parses the part (side) of the value of a query parameter (text) that selects a revision of a record; an
     * empty part selects the preferred claim. Fails with 400 if it is invalid. Whether the revision and the source
     * exist is not checked.
     */
    private static RequestedSide parseSide(String parameter, String text, RecordKey record, String side) {
        Matcher parts = SIDE_PATTERN.matcher(side);
        if (!parts.matches() || parts.group("source") != null && !isSlug(parts.group("source"))) {
            throw Problem.INVALID.at(Violation.query(parameter, SIDE_RULE));
        }
        String number = parts.group("number");
        return new RequestedSide(parameter, text, record, number == null ? null : Integer.valueOf(number),
                parseInstant(parameter, parts.group("instant")), parts.group("source"),
                parseLanguage(parameter, parts.group("language")));
    }

    /** Returns the parsed time, or null for null; fails with 400 unless it is complete. */
    private static Instant parseInstant(String parameter, String instant) {
        try {
            return instant == null ? null : OffsetDateTime.parse(instant).toInstant();
        } catch (DateTimeException e) {
            throw Problem.INVALID.at(Violation.query(parameter, "must be a full RFC 3339 time such as 2022-01-06T12:00:00Z"));
        }
    }

    /** Returns a language tag in canonical spelling, or null for null; fails with 400 if the language is unknown. */
    private static String parseLanguage(String parameter, String language) {
        try {
            return language == null ? null : LanguageTags.canonical(language);
        } catch (InvalidContent e) {
            throw Problem.INVALID.at(Violation.query(parameter, e.rule() + " after @"));
        }
    }

    private static boolean isSlug(String text) {
        return new Slug.Validator().isValid(text, null);
    }

    /**
     * Finds the revisions of two sides and returns 200 with their comparison, or 304 if the client has it already.
     * Fails with 400 or 404 as {@link #requireOrder} and {@link #find} do.
     */
    private <C extends Content> RestResponse<Comparison<C>> compare(RequestedSide from, RequestedSide to,
            ReadParameters parameters) {
        requireOrder(from, to);
        parameters.preferred(MEDIA_TYPES);
        FoundSide<C> fromSide = find(from, parameters);
        FoundSide<C> toSide = find(to, parameters);
        return parameters.answer(validator(fromSide, toSide),
                () -> Comparison.of(Side.of(from.text, fromSide.localized), Side.of(to.text, toSide.localized),
                        difference(from, to, fromSide, toSide, parameters), mapper));
    }

    /** Returns the validator of two sides: fixed if both are, restricted if either is, with the erasures of both. */
    private static Validator validator(FoundSide<?> from, FoundSide<?> to) {
        return new Validator(Validator.positionsState(from.full.position(), to.full.position()),
                from.isFixed && to.isFixed, from.view.isRestricted() || to.view.isRestricted(),
                from.view.erasures() + to.view.erasures(), List.of());
    }

    /**
     * Returns the difference between the revisions that were found: in the requested languages, by default all, or, if
     * either side names a language, between the texts as they are shown.
     */
    private static Difference difference(RequestedSide from, RequestedSide to, FoundSide<?> fromSide, FoundSide<?> toSide,
            ReadParameters parameters) {
        if (from.language != null || to.language != null) {
            // The languages of the sides may differ, so the texts are compared as they are shown.
            return Difference.ofShown(fromSide.localized, toSide.localized,
                    Differ.haveSameCount(fromSide.full.content(), toSide.full.content()));
        }
        return Difference.between(fromSide.full, toSide.full, parameters.languages(Languages.ALL));
    }

    /** Fails with 400 if the sides are equal, or if they are two times of one record that are not ascending. */
    private static void requireOrder(RequestedSide from, RequestedSide to) {
        if (from.text.equals(to.text)) {
            throw Problem.INVALID.at(to.violation("must differ from from"));
        }
        boolean areInstants = from.instant != null && to.instant != null && from.record.equals(to.record);
        if (areInstants && !from.instant.isBefore(to.instant)) {
            throw Problem.INVALID.at(from.violation("must be before to"));
        }
    }

    /**
     * Finds the revision that a side selects within the bounds of the parameters. Fails with 404 if there is none, or
     * not in the language of the side, and with 400 if the source is unknown or the time is in the future.
     */
    private <C extends Content> FoundSide<C> find(RequestedSide side, ReadParameters parameters) {
        ReadView view = reads.ofRecord(side.record, parameters);
        Revision<C> full = side.number == null ? findStanding(side, bounds(side, view))
                : findNumbered(side, view.bounds());
        boolean isFixed = side.number != null || view.bounds().isFixed();
        return new FoundSide<>(view, full, localize(side, full, parameters), isFixed);
    }

    /** Returns the revision with the side's number in all languages; fails with 404 if the bounds include none. */
    private <C extends Content> Revision<C> findNumbered(RequestedSide side, AsOf bounds) {
        return history.<C> revision(side.record, side.number, bounds).orElseThrow(
                () -> Problem.NOT_FOUND.at(side.violation("names revision " + side.number + ", which does not exist")));
    }

    /** Returns the bounds of the read, where the instant of the side replaces asOf; 400 if it is in the future. */
    private AsOf bounds(RequestedSide side, ReadView view) {
        if (side.instant == null) {
            return view.bounds();
        }
        if (side.instant.isAfter(clock.instant())) {
            throw Problem.INVALID.at(side.violation("must not be in the future"));
        }
        return view.bounds().reportedBy(side.instant);
    }

    /**
     * Returns the preferred claim, or the newest one of the side's source if it names one, in all languages. Fails with 404
     * if there is none within the bounds, and with 400 if the source is unknown.
     */
    private <C extends Content> Revision<C> findStanding(RequestedSide side, AsOf bounds) {
        reads.requireSource(side.parameter, side.source);
        Standing standing = history.chain(side.record, bounds).standing();
        Optional<RevisionHeader> header = side.source == null ? standing.preferred() : standing.newestOf(side.source);
        String rule = side.source == null ? "names a time or record without a standing revision"
                : "names a source without a claim on the record";
        RevisionHeader found = header.orElseThrow(() -> Problem.NOT_FOUND.at(side.violation(rule)));
        return history.<C> whole(side.record.crisis(), List.of(found)).get(found.position());
    }

    /**
     * Returns a revision in the side's language, or else in the requested languages, by default all. Fails with 404 if
     * a lookup (RFC 4647, 3.4) does not find the side's language in the revision.
     */
    private static <C extends Content> Revision<C> localize(RequestedSide side, Revision<C> full, ReadParameters parameters) {
        if (side.language == null) {
            return full.in(parameters.languages(Languages.ALL));
        }
        Revision<C> localized = full.in(Languages.of(side.language));
        if (localized.language().chosenBy() != Languages.ChosenBy.LANG) {
            String rule = "names a language that revision " + full.number() + " does not have";
            throw Problem.NOT_FOUND.at(side.violation(rule));
        }
        return localized;
    }
}
