package org.isnad.web;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** The catalogue of problems (RFC 9457): the type, status and title of every error response. */
public enum Problem {
    INVALID(400, "Invalid request"),
    UNREADABLE(400, "Unreadable body"),
    BAD_REQUEST(400, "Malformed request"),
    UNAUTHENTICATED(401, "The credential is missing or invalid"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Resource not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    REQUEST_TIMEOUT(408, "Request timeout"),
    CONFLICT(409, "The request conflicts with what is stored"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    TOO_LARGE(413, "Body too large"),
    URI_TOO_LONG(414, "Request line too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency-Key reused"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    HEADER_TOO_LARGE(431, "Header too large"),
    INTERNAL_ERROR(500, "Internal error"),
    UNAVAILABLE(503, "Service temporarily unavailable");

    private static final String TYPE_PREFIX = "urn:isnad:problem:";

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Returns the URI that identifies the problem type to programs, such as {@code urn:isnad:problem:not-found}. */
    public URI type() {
        return URI.create(TYPE_PREFIX + name().toLowerCase().replace('_', '-'));
    }

    /**
     * Returns the problem as an exception to throw.
     *
     * @param detail a sentence that describes this occurrence of the problem
     */
    public HttpProblem because(String detail) {
        return builder(detail).build();
    }

    /** Returns the problem with one violation, as an exception to throw. */
    public HttpProblem at(Violation violation) {
        return at(List.of(violation));
    }

    /**
     * Returns the problem with all violations, as an exception to throw. Its detail is the sentence of a single
     * violation, or the number of violations.
     */
    public HttpProblem at(List<Violation> violations) {
        String detail = violations.size() == 1 ? violations.get(0).sentence() : violations.size() + " rules are violated";
        return builder(detail).with("violations", violations).build();
    }

    /**
     * Returns a builder of the problem with its type, title and status, with Cache-Control, and for 429 and
     * 503 with Retry-After.
     *
     * @param detail a sentence that describes this occurrence of the problem
     */
    public HttpProblem.Builder builder(String detail) {
        HttpProblem.Builder builder = HttpProblem.builder().withType(type()).withTitle(title).withStatus(status)
                .withDetail(detail);
        // A cached problem would reveal that the visibility of a crisis has changed since, or that content was erased.
        builder.withHeader("Cache-Control", "no-store");
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS ? builder.withHeader("Retry-After", 1) : builder;
    }

    /** Whether the type of a problem is one of this catalogue, so that the problem needs no mapping. */
    public static boolean hasKnownType(HttpProblem problem) {
        return problem.getType() != null && problem.getType().toString().startsWith(TYPE_PREFIX);
    }

    /** Returns the violations of a problem; if it has none, one of the whole body, whose rule is the detail. */
    @SuppressWarnings("unchecked")
    public static List<Violation> violations(HttpProblem problem) {
        return (List<Violation>) problem.getParameters().getOrDefault("violations",
                List.of(Violation.body("", problem.getDetail())));
    }

    /**
     * Returns the problem that an exception was built from, by its type, or else by its status as
     * {@link #ofStatus} does.
     */
    public static Problem of(HttpProblem thrown) {
        for (Problem problem : values()) {
            if (problem.type().equals(thrown.getType())) {
                return problem;
            }
        }
        return ofStatus(thrown.getStatusCode());
    }

    /**
     * Returns the problem for a status with which the framework answers: the one with that status, where 400 is
     * BAD_REQUEST. For a status that no problem has, it is BAD_REQUEST below 500 and INTERNAL_ERROR from 500.
     */
    public static Problem ofStatus(int status) {
        for (Problem problem : values()) {
            if (problem.status == status && problem != INVALID && problem != UNREADABLE) {
                return problem;
            }
        }
        return status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    }

    /**
     * A violated rule.
     *
     * @param in the part of the request: body, query, path or header
     * @param field the path of the field or the name of the parameter, such as {@code content.high}; empty for the whole part
     * @param rule the rule, as the end of a sentence that starts with the field
     * @param line the line of an import, from 1, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Violation(String in, String field, String rule, Integer line) {

        /** Returns a violation in the body. */
        public static Violation body(String field, String rule) {
            return new Violation("body", field, rule, null);
        }

        /** Returns a violation of the query parameter that field names. */
        public static Violation query(String field, String rule) {
            return new Violation("query", field, rule, null);
        }

        /** Returns a violation of the path parameter that field names. */
        public static Violation path(String field, String rule) {
            return new Violation("path", field, rule, null);
        }

        /** Returns a violation of the header that field names. */
        public static Violation header(String field, String rule) {
            return new Violation("header", field, rule, null);
        }

        /** Returns the violation with the line of an import, from 1. */
        public Violation inLine(int line) {
            return new Violation(in, field, rule, line);
        }

        /**
         * Returns the violation as a sentence, such as "content.low must not be above high", after the line if it has
         * one. An empty field is replaced by the part of the request.
         */
        String sentence() {
            String place = line == null ? "" : "line " + line + ": ";
            String subject = field.isEmpty() ? in : field;
            return place + subject + " " + rule;
        }
    }
}
