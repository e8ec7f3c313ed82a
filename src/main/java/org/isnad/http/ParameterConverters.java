package org.isnad.http;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import org.isnad.content.PartialDate;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Parses enumerations, times, integers and booleans in queries and paths with the same names and formats as in JSON. */
@Provider
public class ParameterConverters implements ParamConverterProvider {

    private static final String WHOLE_NUMBER = "must be a whole number";

    private static final Map<Class<?>, Format> FORMATS = Map.of(
            Instant.class,
            new Format("must be an RFC 3339 time such as 2022-01-06T12:00:00Z",
                    value -> OffsetDateTime.parse(value).toInstant()),
            PartialDate.class,
            new Format("must be a year, a month, a day or a time with an offset, such as 2022-01-06", PartialDate::new),
            Integer.class, new Format(WHOLE_NUMBER, Integer::valueOf), Long.class, new Format(WHOLE_NUMBER, Long::valueOf),
            Boolean.class, new Format("must be true or false", ParameterConverters::toBoolean));

    /** The rule that values of a type follow, and how they are parsed. */
    private record Format(String rule, Function<String, ?> parse) {
    }

    /**
     * Returns the converter of an enumeration or of a type in {@link #FORMATS}, which answers 400 to a malformed value.
     * Returns null for any other type, which Quarkus REST then converts itself.
     */
    @Override
    @SuppressWarnings("unchecked")
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Place place = Place.of(annotations);
        if (type.isEnum()) {
            return new Converter<>(place, "must be one of " + jsonNames(type), value -> constant(type, value));
        }
        Format format = FORMATS.get(type);
        return format == null ? null : new Converter<>(place, format.rule, (Function<String, T>) format.parse);
    }

    private static Boolean toBoolean(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException();
        }
        return Boolean.valueOf(value);
    }

    /**
     * Returns the name of an enumeration constant in JSON and in queries: its {@code @JsonProperty}, or else
     * its Java name.
     */
    static String jsonName(Enum<?> constant) {
        try {
            JsonProperty name = constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return name == null ? constant.name() : name.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the names of all constants of an enumeration, in their order of declaration, separated by a comma
     * and a space.
     */
    static String jsonNames(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> jsonName((Enum<?>) constant))
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns the constant of an enumeration with a name in JSON.
     *
     * @throws IllegalArgumentException if there is none
     */
    private static <T> T constant(Class<T> type, String name) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> jsonName((Enum<?>) constant).equals(name)).findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    /** The position of a parameter in the request: its kind (query, path or header) and its name. */
    private record Place(String in, String name) {
        /**
         * Returns the place that the annotations of a parameter declare; a header without a name if it is no query
         * or path parameter.
         */
        static Place of(Annotation[] annotations) {
            for (Annotation annotation : annotations) {
                if (annotation instanceof QueryParam query) {
                    return new Place("query", query.value());
                }
                if (annotation instanceof PathParam path) {
                    return new Place("path", path.value());
                }
            }
            return new Place("header", "");
        }
    }

    /**
     * Parses a parameter, and answers 400 with the rule if {@code parse} throws an IllegalArgumentException
     * or a DateTimeException.
     */
    private record Converter<T>(Place place, String rule, Function<String, T> parse) implements ParamConverter<T> {
        @Override
        public T fromString(String value) {
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw Problem.INVALID.at(new Violation(place.in, place.name, rule, null));
            }
        }

        @Override
        public String toString(T value) {
            return value instanceof Enum<?> constant ? jsonName(constant) : value.toString();
        }
    }
}
