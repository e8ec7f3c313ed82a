package org.isnad.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.content.Languages;
import org.isnad.web.Problem.Violation;
import org.jboss.resteasy.reactive.RestResponse;

/** The parameters of a bitemporal read. */
public class ReadParameters extends LanguageParameters {

    private static final String FUTURE = "must not be in the future";

    @QueryParam("asOf")
    @Parameter(description = "Read as the world had reported by then (reportedFrom ≤ asOf), such as 2022-01-09T00:00:00Z.")
    public Instant asOf;

    @QueryParam("knownAt")
    @Parameter(description = "Read as this service had recorded by then (recordedAt ≤ knownAt).")
    public Instant knownAt;

    @HeaderParam("Accept-Datetime")
    @Parameter(description = "The same as asOf, as RFC 7089 asks for a memento.")
    public String acceptDatetime;

    /**
     * Returns the requested time of reporting, by the parameter or else by Accept-Datetime, or null.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if it is in the future, where the answer could still change
     */
    public Instant asOf(Clock clock) {
        return asOf != null ? requirePast(Violation.query("asOf", FUTURE), asOf, clock)
                : requirePast(Violation.header("Accept-Datetime", FUTURE), memento(), clock);
    }

    /** Returns the requested time of recording, or null; fails likewise if it is in the future. */
    public Instant knownAt(Clock clock) {
        return requirePast(Violation.query("knownAt", FUTURE), knownAt, clock);
    }

    @Override
    public <T> RestResponse<T> answer(Validator validator, Supplier<T> body, Function<T, Languages.Choice> language) {
        RestResponse<T> response = super.answer(validator, body, language);
        if (asOf == null && acceptDatetime != null) {
            response.getHeaders().add("Memento-Datetime",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(memento().atOffset(ZoneOffset.UTC)));
        }
        return response;
    }

    @Override
    String representation() {
        return super.representation() + "#" + acceptDatetime;
    }

    private static Instant requirePast(Violation otherwise, Instant time, Clock clock) {
        if (time != null && time.isAfter(clock.instant())) {
            throw Problem.INVALID.at(otherwise);
        }
        return time;
    }

    private Instant memento() {
        try {
            return acceptDatetime == null ? null
                    : ZonedDateTime.parse(acceptDatetime, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            throw Problem.INVALID.at(Violation.header("Accept-Datetime", "must be an HTTP date"));
        }
    }
}
