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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fabric8.zjsonpatch.DiffFlags;
import io.fabric8.zjsonpatch.JsonDiff;

/**
 * Writes a comparison as the JSON Patch (RFC 6902) that turns the first revision into the second. It is declared for Object
 * because Quarkus REST, for a method with several media types, looks up the writer of RestResponse and not of its entity.
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

    /** Writes the patch between the JSON of the two revisions, with add, remove and replace operations only. */
    @Override
    public void writeTo(Object entity, Class<?> type, Type genericType, Annotation[] annotations,
            MediaType mediaType, MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        Comparison<?> comparison = (Comparison<?>) entity;
        JsonNode from = mapper.valueToTree(comparison.from().whole());
        JsonNode to = mapper.valueToTree(comparison.to().whole());
        // Move and copy operations do not show the new value.
        out.write(mapper.writeValueAsBytes(JsonDiff.asJson(from, to,
                EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION))));
    }
}
