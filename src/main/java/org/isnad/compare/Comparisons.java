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
import jakarta.transaction.Transactional;
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
import org.isnad.content.Slug;
import org.isnad.reads.Reads;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

/** The differences between two numbers, instants, sources or languages, of one record or of two of a kind. */
@ApplicationScoped
public class Comparisons {

    /** The media type of a JSON Patch (RFC 6902). */
    public static final String JSON_PATCH = "application/json-patch+json";

    /** The description of a side of one record, for the contract. */
    public static final String SIDE_OF_A_RECORD = "A revision number such as 2; a time such as 2022-01-09T00:00:00Z, for what was current then; or a source such as kz-mvd, for its claim. With @ and a language after it, such as 2@ru, that language alone.";

    /** The description of a side of two records, for the contract. */
    public static final String RECORD_AND_SIDE = "The id of a record, for its current revision; or with a slash and a number, time or source after it, such as kz-total-killed/2. With @ and a language at the end, that language alone.";

    /** The media types in which a comparison is answered, the default first. */
    private static final String[] OFFERED = { MediaType.APPLICATION_JSON, JSON_PATCH };

    private static final String SIDES = "must be a revision number, an RFC 3339 time or the id of a source, with @ and a language after it if one is meant";

    private static final Pattern RECORD_AND_SIDE_FORM = Pattern.compile("(?<record>[^/@]+)/?(?<side>.*)");

    private static final Pattern SIDE_FORM = Pattern
            .compile(
                    "(?:(?<number>[0-9]{1,9})|(?<instant>[0-9]{4}-[0-9]{2}-[0-9]{2}T?[^@]*)|(?<source>[^@]+))?(?:@(?<language>.+))?");

    private final History history;
    private final Reads reads;
    private final Clock clock;

    Comparisons(History history, Reads reads, Clock clock) {
        this.history = history;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * A requested side: the revision of a number, the current one at an instant, the claim of a source, or else the current
     * one.
     *
     * @param parameter the query parameter that requested it
     * @param text the parameter's value
     * @param language the only language to compare, or null
     */
    private record RequestedSide(String parameter, String text, RecordKey record, Integer number, Instant instant,
            String source, String language) {

        Violation violation(String rule) {
            return Violation.query(parameter, rule);
        }
    }

    /**
     * A side that was found.
     *
     * @param whole the revision in all languages
     * @param shown the revision in the requested ones
     * @param isFixed whether the request always finds the same revision
     */
    private record FoundSide<C extends Content>(ReadView view, Revision<C> whole, Revision<C> shown, boolean isFixed) {
    }

    /** Returns the difference between two sides of one record. */
    @Transactional
    public <C extends Content> RestResponse<Comparison<C>> within(Class<C> type, String id, String from, String to,
            ReadParameters parameters) {
        RecordKey record = history.record(type, id);
        return compare(parseSide("from", from, record, from), parseSide("to", to, record, to), parameters);
    }

    /** Returns the difference between two records of a kind, each with its side after a slash, or else its current revision. */
    @Transactional
    public <C extends Content> RestResponse<Comparison<C>> across(Class<C> type, String from, String to,
            ReadParameters parameters) {
        return compare(parseRecordAndSide("from", from, type), parseRecordAndSide("to", to, type), parameters);
    }

    private RequestedSide parseRecordAndSide(String parameter, String text, Class<? extends Content> type) {
        Matcher parts = RECORD_AND_SIDE_FORM.matcher(text);
        if (!parts.matches() || !isSlug(parts.group("record"))) {
            throw Problem.INVALID.at(Violation.query(parameter,
                    "must be the id of a record, with / and a side after it unless its current revision is meant"));
        }
        RecordKey record = history.record(parts.group("record")).filter(found -> found.kind() == Kind.of(type)).orElseThrow(
                () -> Problem.NOT_FOUND.at(Violation.query(parameter, "names no record among the " + Kind.of(type).path())));
        return parseSide(parameter, text, record, parts.group("side"));
    }

    private static RequestedSide parseSide(String parameter, String text, RecordKey record, String side) {
        Matcher parts = SIDE_FORM.matcher(side);
        if (!parts.matches() || parts.group("source") != null && !isSlug(parts.group("source"))) {
            throw Problem.INVALID.at(Violation.query(parameter, SIDES));
        }
        String number = parts.group("number");
        return new RequestedSide(parameter, text, record, number == null ? null : Integer.valueOf(number),
                parseInstant(parameter, parts.group("instant")), parts.group("source"),
                parseLanguage(parameter, parts.group("language")));
    }

    private static Instant parseInstant(String parameter, String instant) {
        try {
            return instant == null ? null : OffsetDateTime.parse(instant).toInstant();
        } catch (DateTimeException e) {
            throw Problem.INVALID.at(Violation.query(parameter, "must be a full RFC 3339 time such as 2022-01-06T12:00:00Z"));
        }
    }

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

    private <C extends Content> RestResponse<Comparison<C>> compare(RequestedSide from, RequestedSide to,
            ReadParameters parameters) {
        requireOrder(from, to);
        parameters.preferred(OFFERED);
        FoundSide<C> one = find(from, parameters);
        FoundSide<C> other = find(to, parameters);
        Validator validator = new Validator(Validator.positionsState(one.whole.position(), other.whole.position()),
                one.isFixed && other.isFixed, one.view.isRestricted() || other.view.isRestricted(),
                one.view.erasures() + other.view.erasures(), List.of());
        // A side in one language is compared as it is shown.
        boolean isShown = from.language != null || to.language != null;
        Languages languages = isShown ? Languages.ALL : parameters.languages(Languages.ALL);
        return parameters.answer(validator,
                () -> new Comparison<>(new Side<>(from.text, one.shown), new Side<>(to.text, other.shown),
                        Difference.between(isShown ? one.shown : one.whole, isShown ? other.shown : other.whole, languages)));
    }

    private static void requireOrder(RequestedSide from, RequestedSide to) {
        if (from.text.equals(to.text)) {
            throw Problem.INVALID.at(to.violation("must differ from from"));
        }
        boolean areInstants = from.instant != null && to.instant != null && from.record.equals(to.record);
        if (areInstants && !from.instant.isBefore(to.instant)) {
            throw Problem.INVALID.at(from.violation("must be before to"));
        }
    }

    private <C extends Content> FoundSide<C> find(RequestedSide side, ReadParameters parameters) {
        ReadView view = reads.ofCrisis(side.record.crisis(), parameters);
        Revision<C> whole = side.number == null ? standing(side, bounds(side, view, parameters))
                : numbered(side, view.bounds());
        boolean isFixed = side.number != null || view.bounds().isFixed();
        return new FoundSide<>(view, whole, shown(side, whole, parameters), isFixed);
    }

    private <C extends Content> Revision<C> numbered(RequestedSide side, AsOf bounds) {
        return history.<C> revision(side.record.record(), side.number).filter(bounds::includes).orElseThrow(
                () -> Problem.NOT_FOUND.at(side.violation("names revision " + side.number + ", which does not exist")));
    }

    private AsOf bounds(RequestedSide side, ReadView view, ReadParameters parameters) {
        if (side.instant == null) {
            return view.bounds();
        }
        if (side.instant.isAfter(clock.instant())) {
            throw Problem.INVALID.at(side.violation("must not be in the future"));
        }
        return AsOf.of(side.instant, parameters.knownAt);
    }

    private <C extends Content> Revision<C> standing(RequestedSide side, AsOf bounds) {
        reads.requireSource(side.parameter, side.source);
        Standing standing = Standing.of(history.deciding(side.record.record(), bounds));
        Optional<RevisionHeader> header = side.source == null ? standing.current()
                : standing.claims().stream().filter(claim -> claim.source().equals(side.source)).findFirst();
        String otherwise = side.source == null ? "names a time or record of which nothing stood"
                : "names a source without a claim on the record";
        RevisionHeader found = header.orElseThrow(() -> Problem.NOT_FOUND.at(side.violation(otherwise)));
        return history.<C> whole(side.record.crisis(), List.of(found)).get(found.position());
    }

    private static <C extends Content> Revision<C> shown(RequestedSide side, Revision<C> whole, ReadParameters parameters) {
        if (side.language == null) {
            return whole.in(parameters.languages(Languages.ALL));
        }
        Revision<C> shown = whole.in(Languages.of(side.language));
        if (shown.language().chosenBy() != Languages.ChosenBy.LANG) {
            throw Problem.NOT_FOUND
                    .at(side.violation("names a language that revision " + whole.number() + " does not have"));
        }
        return shown;
    }
}
