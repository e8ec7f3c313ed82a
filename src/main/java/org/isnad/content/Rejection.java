package org.isnad.content;

import java.util.List;

/** A request that breaks a rule of the domain: which rule, and where. */
public class Rejection extends RuntimeException {

    private final transient Reason reason;
    private final transient List<Violation> violations;

    private Rejection(Reason reason, String message, List<Violation> violations) {
        super(message);
        this.reason = reason;
        this.violations = violations;
    }

    /** Why a request is rejected. */
    public enum Reason {
        /** It breaks a rule whatever is stored. */
        INVALID,
        /** It names something that does not exist, or that the caller may not see. */
        UNKNOWN,
        /** The caller may not do it. */
        FORBIDDEN,
        /** It contradicts what is stored. */
        CONFLICT,
        /** What it was based on has changed. */
        OUTDATED,
        /** Its idempotency key belongs to another request. */
        KEY_REUSED
    }

    /**
     * A broken rule.
     *
     * @param field the field or parameter, such as {@code content.high}; empty for the whole
     * @param rule what it must be, as the end of a sentence
     */
    public record Violation(String field, String rule) {
    }

    public static Rejection invalid(String field, String rule) {
        return invalid(List.of(new Violation(field, rule)));
    }

    public static Rejection invalid(List<Violation> violations) {
        return new Rejection(Reason.INVALID, "invalid", violations);
    }

    public static Rejection unknown(String message) {
        return new Rejection(Reason.UNKNOWN, message, List.of());
    }

    public static Rejection forbidden(String field, String rule) {
        return new Rejection(Reason.FORBIDDEN, "forbidden", List.of(new Violation(field, rule)));
    }

    public static Rejection conflict(String field, String rule) {
        return new Rejection(Reason.CONFLICT, "conflict", List.of(new Violation(field, rule)));
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

    /** Returns the broken rules; empty where the message says all. */
    public List<Violation> violations() {
        return violations;
    }
}
