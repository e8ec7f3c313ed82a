package org.isnad.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * Configures JSON input to be unambiguous: well-formed UTF-8, no duplicate fields, no unknown fields, no coercion of a value to
 * another type. Translates the exceptions of Jackson into problems.
 */
@Provider
@Singleton
public class StrictJson implements ObjectMapperCustomizer, ReaderInterceptor {

    /** This is well above the depth of any body of the API, and well below a depth that costs memory. */
    private static final int MAX_NESTING_DEPTH = 50;
    private static final int MAX_NUMBER_LENGTH = 40;

    /**
     * Configures the mapper of all JSON: strict input as in the description of this class, dates as ISO 8601 strings,
     * and the names of the kinds as the types of contents.
     */
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH).build());
        mapper.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.coercionConfigFor(LogicalType.Textual).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Enum).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        for (Kind kind : Kind.values()) {
            mapper.registerSubtypes(new NamedType(kind.content(), kind.jsonName()));
        }
        mapper.addHandler(new ExpectedTypes());
        mapper.registerModule(new SimpleModule("plain text").addDeserializer(String.class, new TextDeserializer()));
    }

    /**
     * Reads a body and checks its encoding (no Content-Encoding, well-formed UTF-8), its media type (JSON, unless the
     * method reads bytes) and its JSON. Each failure is a problem (400 or 415).
     */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING)) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.at(Violation.header(HttpHeaders.CONTENT_ENCODING, "must be absent"));
        }
        if (context.getType() != byte[].class && !isJson(context.getMediaType())) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.at(Violation.header(HttpHeaders.CONTENT_TYPE, "must be application/json"));
        }
        byte[] body = context.getInputStream().readAllBytes();
        requireUtf8(body);
        context.setInputStream(new ByteArrayInputStream(body));
        try {
            return context.proceed();
        } catch (IOException | RuntimeException e) {
            // Caught here and not in an exception mapper: Quarkus answers some of these itself, without a body or with the name
            // of a class.
            HttpProblem problem = ProblemMapping.of(e);
            throw problem == null ? Problem.UNREADABLE.at(Violation.body("", "cannot be read")) : problem;
        }
    }

    /**
     * Whether the type is JSON itself, absent or a wildcard. Types with the suffix +json, such as patches,
     * are other formats.
     */
    private static boolean isJson(MediaType type) {
        return type == null || type.isWildcardType() || MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
    }

    /**
     * Checks that bytes are well-formed UTF-8. The JDK's decoder refuses overlong forms and encoded surrogates; Jackson's does
     * not.
     *
     * @throws HttpProblem (400) if they are not
     */
    public static void requireUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw Problem.UNREADABLE.at(Violation.body("", "is not well-formed UTF-8"));
        }
    }

    /** Keeps strings as given, and refuses unpaired surrogates and control characters other than newline and tab. */
    private static class TextDeserializer extends StdScalarDeserializer<String> {

        TextDeserializer() {
            super(String.class);
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Textual;
        }

        /**
         * Returns the string as given. A value of another type is a mismatch and is not converted.
         *
         * @throws InvalidText if the string contains a refused character
         */
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            String text = parser.getText();
            requirePlainText(text, parser);
            return text;
        }

        /**
         * Checks that a text has no unpaired surrogates, and no control characters other than newline and tab.
         *
         * @throws InvalidText with the code point of the first such character
         */
        private static void requirePlainText(String text, JsonParser parser) throws InvalidText {
            for (int at = 0; at < text.length();) {
                int character = text.codePointAt(at);
                if (Character.isISOControl(character) && character != '\n' && character != '\t') {
                    throw new InvalidText(parser, "must not contain the control character U+%04X".formatted(character));
                }
                if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                    throw new InvalidText(parser, "must not contain the unpaired surrogate U+%04X".formatted(character));
                }
                at += Character.charCount(character);
            }
        }
    }

    /** The failure of a text, which Jackson reports with the path of its field. */
    private static class InvalidText extends JsonMappingException {
        InvalidText(JsonParser parser, String rule) {
            super(parser, rule, new InvalidContent("", rule));
        }
    }
}
