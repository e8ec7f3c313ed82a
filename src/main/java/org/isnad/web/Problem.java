package org.isnad.web;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * Every way in which a request can fail: what the client reads in {@code type}, {@code status} and {@code title} (RFC 9457).
 */
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

    private static final String NAMES = "urn:isnad:problem:";

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

    /** The URI that names this problem to programs. */
    public URI type() {
        return URI.create(NAMES + name().toLowerCase().replace('_', '-'));
    }

    /** The problem as an exception to throw. */
    public HttpProblem because(String detail) {
        return builder(detail).build();
    }

    /** The problem with the one place where a rule is broken. */
    public HttpProblem at(Violation violation) {
        return at(List.of(violation));
    }

    /** The problem with every place where a rule is broken. */
    public HttpProblem at(List<Violation> violations) {
        String detail = violations.size() == 1 ? violations.get(0).sentence() : violations.size() + " rules are broken";
        return builder(detail).with("violations", violations).build();
    }

    public HttpProblem.Builder builder(String detail) {
        HttpProblem.Builder builder = HttpProblem.builder().withType(type()).withTitle(title).withStatus(status)
                .withDetail(detail);
        // What is closed or erased today must not be told apart by what a cache kept of yesterday.
        builder.withHeader("Cache-Control", "no-store");
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS ? builder.withHeader("Retry-After", 1) : builder;
    }

    /** Whether a problem is of this service's making already. */
    public static boolean isOne(HttpProblem problem) {
        return problem.getType() != null && problem.getType().toString().startsWith(NAMES);
    }

    /** Returns the broken rules of a problem as those of a line of an import. */
    @SuppressWarnings("unchecked")
    public static List<Violation> violationsInLine(HttpProblem problem, int line) {
        List<Violation> violations = (List<Violation>) problem.getParameters().getOrDefault("violations",
                List.of(Violation.body("", problem.getDetail())));
        return violations.stream().map(violation -> violation.inLine(line)).toList();
    }

    /** Which problem an exception is. */
    public static Problem of(HttpProblem thrown) {
        for (Problem problem : values()) {
            if (problem.type().equals(thrown.getType())) {
                return problem;
            }
        }
        return ofStatus(thrown.getStatusCode());
    }

    /** The problem that stands for a status which the framework answers with. */
    public static Problem ofStatus(int status) {
        for (Problem problem : values()) {
            if (problem.status == status && problem != INVALID && problem != UNREADABLE) {
                return problem;
            }
        }
        return status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
    }

    /**
     * One broken rule.
     *
     * @param in where the field is: body, query, path, header
     * @param field its path, such as {@code content.high}
     * @param rule what it must be
     * @param line the line of an import, from 1, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Violation(String in, String field, String rule, Integer line) {

        public static Violation body(String field, String rule) {
            return new Violation("body", field, rule, null);
        }

        public static Violation query(String field, String rule) {
            return new Violation("query", field, rule, null);
        }

        public static Violation path(String field, String rule) {
            return new Violation("path", field, rule, null);
        }

        public static Violation header(String field, String rule) {
            return new Violation("header", field, rule, null);
        }

        /** The same in a line of an import. */
        public Violation inLine(int line) {
            return new Violation(in, field, rule, line);
        }

        String sentence() {
            return (line == null ? "" : "line " + line + ": ") + (field.isEmpty() ? in : field) + " " + rule;
        }
    }
}
