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
import org.isnad.chain.Head;
import org.isnad.chain.History;
import org.isnad.chain.History.Subject;
import org.isnad.chain.Revision;
import org.isnad.chain.Standing;
import org.isnad.compare.Comparison.Side;
import org.isnad.content.Content;
import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.content.LanguageTags;
import org.isnad.content.Slug;
import org.isnad.web.Answer;
import org.isnad.web.Languages;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.isnad.web.Question;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers what differs between two numbers, instants, sources or languages, of one record or of two of a kind. */
@ApplicationScoped
public class Comparisons {

    /** The media type of a JSON Patch (RFC 6902). */
    public static final String JSON_PATCH = "application/json-patch+json";

    /** What a side of one record may be, for the contract. */
    public static final String SIDE_OF_A_RECORD = "A revision number such as 2; a time such as 2022-01-09T00:00:00Z, for what was current then; or a source such as kz-mvd, for its claim. With @ and a language after it, such as 2@ru, that language alone.";

    /** What a side of two records may be, for the contract. */
    public static final String RECORD_AND_SIDE = "The id of a record, for its current revision; or with a slash and a number, time or source after it, such as kz-total-killed/2. With @ and a language at the end, that language alone.";

    /** The media types in which a comparison is answered, the default first. */
    private static final String[] OFFERED = { MediaType.APPLICATION_JSON, JSON_PATCH };

    private static final String SIDES = "must be a revision number, an RFC 3339 time or the id of a source, with @ and a language after it if one is meant";

    private static final Pattern OF_A_RECORD = Pattern.compile("(?<record>[^/@]+)/?(?<side>.*)");

    private static final Pattern SIDE = Pattern
            .compile(
                    "(?:(?<number>[0-9]{1,9})|(?<instant>[0-9]{4}-[0-9]{2}-[0-9]{2}T?[^@]*)|(?<source>[^@]+))?(?:@(?<language>.+))?");

    private final History history;
    private final Clock clock;

    Comparisons(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /**
     * What is asked for: the revision of a number, the current one at an instant, the claim of a source, or else the current.
     */
    private record Asked(String parameter, String text, Subject record, Integer number, Instant instant, String source,
            String language) {

        Violation violation(String rule) {
            return Violation.query(parameter, rule);
        }
    }

    /** @param isFixed whether the same is found whenever it is asked for */
    private record Found<C extends Content>(Revision<C> whole, Revision<C> shown, boolean isFixed) {
    }

    /** Two sides of one record. */
    @Transactional
    public <C extends Content> RestResponse<Comparison<C>> within(Class<C> type, String id, String from, String to,
            Question question) {
        Subject record = history.subject(type, id);
        return compare(asked("from", from, record, from), asked("to", to, record, to), question);
    }

    /** Two records of a kind, each with its side after a slash, or else its current revision. */
    @Transactional
    public <C extends Content> RestResponse<Comparison<C>> across(Class<C> type, String from, String to, Question question) {
        return compare(asked("from", from, type), asked("to", to, type), question);
    }

    private Asked asked(String parameter, String text, Class<? extends Content> type) {
        Matcher parts = OF_A_RECORD.matcher(text);
        if (!parts.matches() || !isSlug(parts.group("record"))) {
            throw Problem.INVALID.at(Violation.query(parameter,
                    "must be the id of a record, with / and a side after it unless its current revision is meant"));
        }
        Subject record = history.subject(parts.group("record")).filter(found -> found.kind() == Kind.of(type)).orElseThrow(
                () -> Problem.NOT_FOUND.at(Violation.query(parameter, "names no record among the " + Kind.of(type).path())));
        return asked(parameter, text, record, parts.group("side"));
    }

    private static Asked asked(String parameter, String text, Subject record, String side) {
        Matcher parts = SIDE.matcher(side);
        if (!parts.matches() || parts.group("source") != null && !isSlug(parts.group("source"))) {
            throw Problem.INVALID.at(Violation.query(parameter, SIDES));
        }
        String number = parts.group("number");
        String instant = parts.group("instant");
        String language = parts.group("language");
        try {
            return new Asked(parameter, text, record, number == null ? null : Integer.valueOf(number),
                    instant == null ? null : OffsetDateTime.parse(instant).toInstant(), parts.group("source"),
                    language == null ? null : LanguageTags.canonical(language));
        } catch (DateTimeException e) {
            throw Problem.INVALID.at(Violation.query(parameter, "must be a full RFC 3339 time such as 2022-01-06T12:00:00Z"));
        } catch (InvalidContent e) {
            throw Problem.INVALID.at(Violation.query(parameter, e.rule() + " after @"));
        }
    }

    private static boolean isSlug(String text) {
        return new Slug.Validator().isValid(text, null);
    }

    private <C extends Content> RestResponse<Comparison<C>> compare(Asked from, Asked to, Question question) {
        if (from.text.equals(to.text)) {
            throw Problem.INVALID.at(to.violation("must differ from from"));
        }
        if (from.instant != null && to.instant != null && from.record.equals(to.record)
                && !from.instant.isBefore(to.instant)) {
            throw Problem.INVALID.at(from.violation("must be before to"));
        }
        String type = question.preferred(OFFERED);
        Found<C> one = find(from, question);
        Found<C> other = find(to, question);
        Answer answer = Answer.ofPositions(one.whole.position(), other.whole.position(),
                one.isFixed && other.isFixed);
        // A side in one language is compared as it is shown.
        boolean inLanguages = from.language != null || to.language != null;
        return question.answer(answer,
                () -> new Comparison<>(new Side<>(from.text, one.shown), new Side<>(to.text, other.shown),
                        Difference.between(inLanguages ? one.shown : one.whole, inLanguages ? other.shown : other.whole,
                                inLanguages ? Languages.ALL : question.languages(Languages.ALL))));
    }

    private <C extends Content> Found<C> find(Asked asked, Question question) {
        AsOf asOf = history.asOf(question, asked.record);
        Revision<C> whole;
        if (asked.number != null) {
            whole = history.<C> revision(asked.record.record(), asked.number).filter(asOf::sees).orElseThrow(
                    () -> Problem.NOT_FOUND.at(asked.violation("names revision " + asked.number + ", which is not there")));
        } else {
            AsOf seen = asked.instant == null ? asOf : AsOf.of(past(asked), question.knownAt);
            whole = standing(asked, seen);
        }
        return new Found<>(whole, shown(asked, whole, question),
                asked.number != null || asOf.isFixed());
    }

    private <C extends Content> Revision<C> standing(Asked asked, AsOf asOf) {
        history.requireSource(asked.parameter, asked.source);
        Standing standing = Standing.of(history.heads(asked.record.record(), asOf));
        Optional<Head> head = asked.source == null ? standing.current()
                : standing.claims().stream().filter(claim -> claim.source().equals(asked.source)).findFirst();
        Head found = head.orElseThrow(() -> Problem.NOT_FOUND.at(asked.violation(
                asked.source == null ? "names a time or record of which nothing stood"
                        : "names a source that claims nothing here")));
        return history.<C> whole(asked.record.crisis(), List.of(found)).get(found.position());
    }

    private <C extends Content> Revision<C> shown(Asked asked, Revision<C> whole, Question question) {
        if (asked.language == null) {
            return whole.in(question.languages(Languages.ALL));
        }
        Revision<C> shown = whole.in(Languages.only(asked.language));
        if (shown.language().chosenBy() != Languages.ChosenBy.LANG) {
            throw Problem.NOT_FOUND
                    .at(asked.violation("names a language that revision " + whole.number() + " does not have"));
        }
        return shown;
    }

    private Instant past(Asked asked) {
        if (asked.instant.isAfter(clock.instant())) {
            throw Problem.INVALID.at(asked.violation("must not be in the future"));
        }
        return asked.instant;
    }
}
