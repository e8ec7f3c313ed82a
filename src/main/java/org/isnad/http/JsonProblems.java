package org.isnad.http;

import java.util.stream.Collectors;

import org.isnad.content.InvalidContent;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
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

    static HttpProblem of(JsonProcessingException exception) {
        if (exception instanceof JsonMappingException mapping) {
            return ofMapping(mapping);
        }
        if (exception instanceof StreamConstraintsException) {
            return Problem.UNREADABLE.at(Violation.body("", "is nested too deep, or has a value that is too long"));
        }
        return syntaxError(exception);
    }

    /** Returns the problem of JSON that cannot be mapped to its type; the order of the checks is from special to general. */
    private static HttpProblem ofMapping(JsonMappingException exception) {
        String field = field(exception);
        Throwable cause = exception.getCause();
        if (cause instanceof InvalidContent invalid) {
            return Problem.INVALID.at(Violation.body(join(field, invalid.field()), invalid.rule()));
        }
        if (cause instanceof HttpProblem problem) {
            return problem;
        }
        if (cause instanceof StreamConstraintsException) {
            return Problem.UNREADABLE.at(Violation.body(field, "is nested too deep or too long"));
        }
        if (exception instanceof MismatchedInputException mismatch) {
            return Problem.INVALID.at(mismatch(mismatch, field));
        }
        if (cause instanceof JsonParseException) {
            return syntaxError(exception);
        }
        return Problem.UNREADABLE.at(Violation.body(field, "cannot be read"));
    }

    private static Violation mismatch(MismatchedInputException exception, String field) {
        if (exception instanceof UnrecognizedPropertyException) {
            return Violation.body(field, "is an unknown field");
        }
        if (exception instanceof InvalidTypeIdException) {
            return Violation.body(join(field, "kind"), "is not the kind of this resource");
        }
        if (exception instanceof InvalidFormatException format && format.getTargetType() != null
                && format.getTargetType().isEnum()) {
            return Violation.body(field, "must be one of " + ParameterConverters.jsonNames(format.getTargetType()));
        }
        return Violation.body(field, "has the wrong type");
    }

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
    private static String field(JsonMappingException exception) {
        return exception.getPath().stream().map(JsonProblems::step).collect(Collectors.joining()).replaceFirst("^\\.", "");
    }

    private static String step(JsonMappingException.Reference reference) {
        return reference.getFieldName() != null ? "." + reference.getFieldName() : "[" + reference.getIndex() + "]";
    }

    private static String join(String outer, String inner) {
        return outer.isEmpty() || inner.isEmpty() ? outer + inner : outer + "." + inner;
    }
}
