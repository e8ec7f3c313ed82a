package org.isnad.http;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

import org.isnad.content.InvalidContent;
import org.isnad.content.PartialDate;
import org.isnad.content.ReportedTime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;

/**
 * Reports the expected and the actual JSON type of a field that has the wrong type. It reports when Jackson fails, because the
 * parser has moved on afterwards.
 */
public final class ExpectedTypes extends DeserializationProblemHandler {

    @Override
    public Object handleUnexpectedToken(DeserializationContext context, JavaType expected, JsonToken token, JsonParser parser,
            String message) throws IOException {
        throw mismatch(parser, expected.getRawClass(), token);
    }

    @Override
    public Object handleMissingInstantiator(DeserializationContext context, Class<?> expected, ValueInstantiator instantiator,
            JsonParser parser, String message) throws IOException {
        // Called for scalars only. For text it may get the parser of the whole body, which is ahead of a buffered value.
        JsonToken token = parser.currentToken();
        throw mismatch(parser, expected, token != null && token.isScalarValue() ? token : JsonToken.VALUE_STRING);
    }

    private static JsonMappingException mismatch(JsonParser parser, Class<?> expected, JsonToken token) {
        String rule = "must be " + describe(expected) + ", not " + describe(token);
        return new JsonMappingException(parser, rule, new InvalidContent("", rule));
    }

    /** Returns the name of the JSON type for a Java type, such as "a whole number". */
    public static String describe(Class<?> type) {
        if (type == Long.class || type == Integer.class || type == long.class || type == int.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + ParameterConverters.jsonNames(type);
        }
        return type == String.class ? "text" : describeStructure(type);
    }

    private static String describeStructure(Class<?> type) {
        if (type == BigDecimal.class) {
            return "a number";
        }
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type == Instant.class) {
            return "an RFC 3339 time such as 2022-01-06T12:00:00Z";
        }
        if (type == PartialDate.class || type == ReportedTime.class) {
            return "a date such as 2022-01-06 or a time such as 2022-01-05T18:11Z";
        }
        // Texts are declared as Map; all other maps are declared as SortedMap.
        boolean isText = Map.class.isAssignableFrom(type) && !SortedMap.class.isAssignableFrom(type);
        return isText ? "an object with a text per language, such as {\"en\": \"…\"}" : "an object";
    }

    /** Returns the name of the JSON type of a value that was read instead of the expected one, such as "a number". */
    static String describe(Object value) {
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return "a number with a fraction";
        }
        return value instanceof Number ? "a number" : "text";
    }

    private static String describe(JsonToken token) {
        if (token.isBoolean() || token == JsonToken.VALUE_NULL) {
            return token.asString();
        }
        if (token.isNumeric()) {
            return "a number";
        }
        if (token == JsonToken.VALUE_STRING) {
            return "text";
        }
        return token == JsonToken.START_ARRAY ? "a list" : "an object";
    }
}
