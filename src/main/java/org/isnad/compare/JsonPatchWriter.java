package org.isnad.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.EnumSet;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.zjsonpatch.DiffFlags;
import io.fabric8.zjsonpatch.JsonDiff;

/**
 * A comparison as the JSON Patch (RFC 6902) that makes the one revision the other. A writer of any object: where a method has
 * several media types, Quarkus REST looks for a writer of RestResponse, not of what is in it.
 */
@Provider
@Produces(Comparisons.JSON_PATCH)
public class JsonPatchWriter implements MessageBodyWriter<Object> {

    private final ObjectMapper mapper;

    JsonPatchWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Comparison.class;
    }

    @Override
    public void writeTo(Object entity, Class<?> type, Type genericType, Annotation[] annotations,
            MediaType mediaType, MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        Comparison<?> comparison = (Comparison<?>) entity;
        // Whoever reads a patch wants to see what changed, not from where the same value could have been copied.
        out.write(mapper.writeValueAsBytes(JsonDiff.asJson(mapper.valueToTree(comparison.from().revision()),
                mapper.valueToTree(comparison.to().revision()),
                EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION))));
    }
}
