package org.isnad.content;

import java.util.List;

/**
 * The exception for a request that violates a rule of the domain. Each factory method returns the exception for one
 * reason; the caller throws it.
 */
public class Rejection extends RuntimeException {

    private final transient Reason reason;
    private final transient List<Violation> violations;

    private Rejection(Reason reason, String message, List<Violation> violations) {
        super(message);
        this.reason = reason;
        this.violations = violations;
    }

    /** The reason why a request is rejected. */
    public enum Reason {
        /** The request violates a rule that does not depend on stored data. */
        INVALID,
        /** The request names something that does not exist, or that the caller may not read. */
        UNKNOWN,
        /** The caller lacks permission. */
        FORBIDDEN,
        /** The request contradicts stored data. */
        CONFLICT,
        /** The precondition failed: the stored data changed since the client read it. */
        OUTDATED,
        /** The idempotency key belongs to another request. */
        KEY_REUSED
    }

    /**
     * A violation of one rule.
     *
     * @param field the field or parameter, such as {@code content.high}; empty for the whole request
     * @param rule the violated rule as a predicate, such as "must not be blank"
     */
    public record Violation(String field, String rule) {
    }

    public static Rejection invalid(String field, String rule) {
        return invalid(List.of(new Violation(field, rule)));
    }

    public static Rejection invalid(List<Violation> violations) {
        return new Rejection(Reason.INVALID, "invalid", violations);
    }

    /** @param message the description of the problem, such as "Unknown crisis" */
    public static Rejection unknown(String message) {
        return new Rejection(Reason.UNKNOWN, message, List.of());
    }

    public static Rejection forbidden(String field, String rule) {
        return new Rejection(Reason.FORBIDDEN, "forbidden", List.of(new Violation(field, rule)));
    }

    public static Rejection conflict(String field, String rule) {
        return conflict(List.of(new Violation(field, rule)));
    }

    public static Rejection conflict(List<Violation> violations) {
        return new Rejection(Reason.CONFLICT, "conflict", violations);
    }

    public static Rejection outdated(String message) {
        return new Rejection(Reason.OUTDATED, message, List.of());
    }

    public static Rejection keyReused() {
        return new Rejection(Reason.KEY_REUSED, "was used for another request; choose another key", List.of());
    }

    public Reason reason() {
        return reason;
    }

    /** Returns the violations; empty if the message describes the rejection. */
    public List<Violation> violations() {
        return violations;
    }
}
