package org.isnad.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.Languages;
import org.isnad.web.Problem.Violation;
import org.jboss.resteasy.reactive.RestResponse;

/** The parameters of a bitemporal read: as reported by one time, as recorded by another. */
public class ReadParameters extends LanguageParameters {

    /** The rule that a time in the future violates. */
    public static final String FUTURE = "must not be in the future";

    @QueryParam("asOf")
    @Parameter(description = "Reads the revisions reported by this time: whose reportedFrom, and that of what they supersede or came after, is not later; such as 2022-01-09T00:00:00Z. Reports without a known beginning are read at any time.")
    public Instant asOf;

    @QueryParam("certain")
    @DefaultValue("false")
    @Parameter(description = "Whether to read only what was certainly reported by asOf, rather than what may have been: whose reportedUntil, and that of what it supersedes, is not later. A report of 6 January is certain from the 7th. Times in other parameters that select by reporting are read in the same way.")
    public Boolean certain;

    @QueryParam("knownAt")
    @Parameter(description = "Reads the revisions recorded by this time (recordedAt ≤ knownAt).")
    public Instant knownAt;

    @HeaderParam("Accept-Datetime")
    @Parameter(description = "The same as asOf, in the form of RFC 7089 (Memento).")
    public String acceptDatetime;

    /**
     * Returns the time by which revisions must have been reported, from asOf or else from Accept-Datetime;
     * null for all.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is in the future, because the answer could still
     *         change, or if Accept-Datetime is not an HTTP date
     */
    public Instant asOf(Clock clock) {
        return asOf != null ? requirePast(Violation.query("asOf", FUTURE), asOf, clock)
                : requirePast(Violation.header("Accept-Datetime", FUTURE), parseAcceptDatetime(), clock);
    }

    /**
     * Returns the time by which revisions must have been recorded; null for all.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is in the future, because the answer could still change
     */
    public Instant knownAt(Clock clock) {
        return requirePast(Violation.query("knownAt", FUTURE), knownAt, clock);
    }

    /**
     * Returns the time that a description must precede: the earlier one of asOf and knownAt, because a description is recorded
     * when it is given; null for the current one.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) as asOf and knownAt do
     */
    public Instant latest(Clock clock) {
        return Stream.of(Optional.ofNullable(asOf(clock)), Optional.ofNullable(knownAt(clock))).flatMap(Optional::stream)
                .min(Comparator.naturalOrder()).orElse(null);
    }

    /**
     * Returns the response of the overridden method, with Memento-Datetime (RFC 7089) if Accept-Datetime
     * selected the time.
     */
    @Override
    protected <T> RestResponse<T> answer(Validator validator, Supplier<T> body, Function<T, Languages.Choice> language,
            UnaryOperator<Object> view) {
        RestResponse<T> response = super.answer(validator, body, language, view);
        if (asOf == null && acceptDatetime != null) {
            response.getHeaders().add("Memento-Datetime",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(parseAcceptDatetime().atOffset(ZoneOffset.UTC)));
        }
        return response;
    }

    @Override
    protected String representationKey() {
        return super.representationKey() + "#" + acceptDatetime;
    }

    /**
     * Returns the time, or null for null.
     *
     * @param violation the violation to report
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the time is in the future
     */
    public static Instant requirePast(Violation violation, Instant time, Clock clock) {
        if (time != null && time.isAfter(clock.instant())) {
            throw Problem.INVALID.at(violation);
        }
        return time;
    }

    /**
     * Returns the time of Accept-Datetime, or null if the request has none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is not an HTTP date
     */
    private Instant parseAcceptDatetime() {
        try {
            return acceptDatetime == null ? null
                    : ZonedDateTime.parse(acceptDatetime, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            throw Problem.INVALID.at(Violation.header("Accept-Datetime", "must be an HTTP date"));
        }
    }
}
