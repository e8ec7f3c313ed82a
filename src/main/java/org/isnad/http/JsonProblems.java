package org.isnad.http;

import java.util.stream.Collectors;

import org.isnad.content.Content;
import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Translates the exceptions of Jackson, whose messages name Java classes, into problems that name JSON fields. */
final class JsonProblems {

    private JsonProblems() {
    }

    /**
     * Returns the problem for an exception of Jackson: {@code UNREADABLE} if the body is not well-formed JSON, has a
     * duplicate field, exceeds a limit of the parser or cannot be read otherwise; {@code INVALID} if a value does not fit
     * its type or breaks a rule of it. An HttpProblem that caused the exception is returned as it is.
     */
    static HttpProblem of(JsonProcessingException exception) {
        if (exception instanceof JsonMappingException mapping) {
            return ofMapping(mapping);
        }
        if (exception instanceof StreamConstraintsException) {
            return Problem.UNREADABLE.at(Violation.body("", "is nested too deep, or has a value that is too long"));
        }
        return syntaxError(exception);
    }

    /**
     * Returns the problem of JSON that cannot be mapped to its type. An HttpProblem that caused the exception is
     * returned as it is. The order of the checks is from special to general.
     */
    private static HttpProblem ofMapping(JsonMappingException exception) {
        String field = fieldPath(exception);
        Throwable cause = exception.getCause();
        if (cause instanceof InvalidContent invalid) {
            return Problem.INVALID.at(Violation.body(joinPaths(field, invalid.field()), invalid.rule()));
        }
        if (cause instanceof HttpProblem problem) {
            return problem;
        }
        if (exception instanceof MismatchedInputException mismatch) {
            return Problem.INVALID.at(mismatch(mismatch, field));
        }
        return ofReading(exception, field);
    }

    /** Returns the problem of a value that the parser could not read, by the cause of the exception. */
    private static HttpProblem ofReading(JsonMappingException exception, String field) {
        if (exception.getCause() instanceof InputCoercionException) {
            return Problem.INVALID.at(Violation.body(field, "is out of the range of a whole number"));
        }
        if (exception.getCause() instanceof StreamConstraintsException) {
            return Problem.UNREADABLE.at(Violation.body(field, "is nested too deep or too long"));
        }
        if (exception.getCause() instanceof JsonParseException) {
            return syntaxError(exception);
        }
        return Problem.UNREADABLE.at(Violation.body(field, "cannot be read"));
    }

    /**
     * Returns the violation of an unknown field, a wrong kind, an unknown name of an enumeration, or a value of
     * another type.
     *
     * @param field the path of the value, which for an unknown field includes that field
     */
    private static Violation mismatch(MismatchedInputException exception, String field) {
        if (exception instanceof UnrecognizedPropertyException unknown) {
            return Violation.body(field, "is an unknown field; the fields are " + unknown.getKnownPropertyIds().stream()
                    .map(Object::toString).sorted().collect(Collectors.joining(", ")));
        }
        if (exception instanceof InvalidTypeIdException invalid) {
            return Violation.body(joinPaths(field, "kind"), "must be " + kinds(invalid.getBaseType().getRawClass()));
        }
        if (exception.getTargetType() == null) {
            return Violation.body(field, "has the wrong type");
        }
        String expected = "must be " + ExpectedTypes.describe(exception.getTargetType());
        if (exception.getOriginalMessage().startsWith("Cannot coerce String")) {
            return Violation.body(field, expected + ", not text");
        }
        boolean hasOtherType = exception instanceof InvalidFormatException && !exception.getTargetType().isEnum();
        return Violation.body(field, hasOtherType
                ? expected + ", not " + ExpectedTypes.describe(((InvalidFormatException) exception).getValue())
                : expected);
    }

    /** Returns the kinds that a content may have, as the end of a sentence: all, or only that of its type. */
    private static String kinds(Class<?> content) {
        boolean isAny = content == Content.class;
        return isAny ? "one of " + ParameterConverters.jsonNames(Kind.class)
                : Kind.of(content.asSubclass(Content.class)).jsonName() + ", the kind of this resource";
    }

    /**
     * Returns the problem of JSON that is malformed or has a duplicate field, with the line and column, from
     * 1, if known.
     */
    private static HttpProblem syntaxError(JsonProcessingException exception) {
        JsonLocation location = exception.getLocation();
        String where = location == null ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        // Jackson has no exception class of its own for a duplicate field.
        String rule = exception.getOriginalMessage().startsWith("Duplicate field") ? "has a duplicate field"
                : "is not well-formed JSON";
        return Problem.UNREADABLE.at(Violation.body("", rule + where));
    }

    /** Returns the path of the field that could not be mapped, such as {@code via[1].name}; empty for the whole body. */
    private static String fieldPath(JsonMappingException exception) {
        return exception.getPath().stream().map(JsonProblems::step).collect(Collectors.joining()).replaceFirst("^\\.", "");
    }

    /** Returns a step of a field path: {@code .name} for a field, {@code [index]} for an element of a list. */
    private static String step(JsonMappingException.Reference reference) {
        return reference.getFieldName() != null ? "." + reference.getFieldName() : "[" + reference.getIndex() + "]";
    }

    /** Returns the path of an inner field from the path of the outer one; either may be empty. */
    private static String joinPaths(String outer, String inner) {
        return outer.isEmpty() || inner.isEmpty() ? outer + inner : outer + "." + inner;
    }
}
