package org.isnad.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;

import org.isnad.chain.RecordView;
import org.isnad.chain.Reported;
import org.isnad.chain.Revision;
import org.isnad.sources.Sources;
import org.isnad.web.Csv;
import org.isnad.web.Formats;
import org.isnad.web.Formatted;
import org.isnad.web.Listed;
import org.isnad.web.PublicAddress;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Writes the answers that are in another format than JSON. It is declared for Object because Quarkus REST, for a method with
 * several media types, looks up the writer of RestResponse and not of its entity.
 */
@Provider
@Produces({ Csv.TYPE, Formats.NDJSON, Formats.GEO_JSON, Formats.JSON_LD, Formats.NINJS })
public class FormatWriter implements MessageBodyWriter<Object> {

    /** The number of revisions whose sources are looked up together. */
    private static final int PORTION = 500;

    private final ObjectMapper mapper;
    private final Sources sources;
    /** Looked up late: providers are made before the settings are read. */
    private final Instance<PublicAddress> address;

    FormatWriter(ObjectMapper mapper, Sources sources, Instance<PublicAddress> address) {
        this.mapper = mapper;
        this.sources = sources;
        this.address = address;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        boolean isOfAnotherWriter = mediaType.toString().startsWith(Csv.TYPE) || StreamingOutput.class.isAssignableFrom(type);
        return type == Formatted.class || !isOfAnotherWriter;
    }

    /**
     * Writes a revision, a record or a list. The items of a list are loaded in portions while it is written. Anything else is
     * JSON, for which Quarkus REST asks this writer if a range such as {@code application/*} includes JSON and a format.
     */
    @Override
    public void writeTo(Object entity, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        if (!(entity instanceof Formatted formatted)) {
            out.write(mapper.writeValueAsBytes(entity));
            return;
        }
        switch (formatted.mediaType()) {
            case Csv.TYPE -> Table.write(items(formatted), mapper, formatted.hasByteOrderMark(), out);
            case Formats.NDJSON -> writeLines(items(formatted), out);
            case Formats.GEO_JSON -> writeGeoJson(formatted, out);
            case Formats.JSON_LD -> writeJsonLd(formatted, out);
            case Formats.NINJS -> writeNinjs(formatted, out);
            default -> throw new IllegalStateException("no format: " + formatted.mediaType());
        }
    }

    private static List<?> items(Formatted formatted) {
        return ((Listed) formatted.body()).items();
    }

    private void writeLines(List<?> items, OutputStream out) throws IOException {
        for (Object item : items) {
            out.write(mapper.writeValueAsBytes(item));
            out.write('\n');
        }
    }

    private void writeGeoJson(Formatted formatted, OutputStream out) throws IOException {
        if (formatted.body() instanceof Revision<?> revision) {
            out.write(mapper.writeValueAsBytes(new GeoJson(mapper, context(formatted, List.of(revision))).feature(revision)));
            return;
        }
        try (JsonGenerator json = mapper.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            List<?> items = shown(formatted.body());
            for (int from = 0; from < items.size(); from += PORTION) {
                writeFeatures(revisions(items.subList(from, Math.min(from + PORTION, items.size()))), formatted, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeFeatures(List<? extends Revision<?>> revisions, Formatted formatted, JsonGenerator json)
            throws IOException {
        List<? extends Revision<?>> located = revisions.stream().filter(revision -> !GeoJson.points(revision).isEmpty())
                .toList();
        GeoJson format = new GeoJson(mapper, context(formatted, located));
        for (Revision<?> revision : located) {
            json.writeTree(format.feature(revision));
        }
    }

    private void writeJsonLd(Formatted formatted, OutputStream out) throws IOException {
        List<? extends Revision<?>> revisions = revisions(shown(formatted.body()));
        JsonLd format = new JsonLd(mapper, context(formatted, revisions));
        out.write(mapper.writeValueAsBytes(formatted.body() instanceof Revision<?> revision ? format.document(revision)
                : format.document(revisions)));
    }

    private void writeNinjs(Formatted formatted, OutputStream out) throws IOException {
        Revision<?> revision = formatted.body() instanceof RecordView<?> record && record.last() == null
                ? record.preferredClaim()
                : revisions(shown(formatted.body())).get(0);
        out.write(mapper.writeValueAsBytes(new Ninjs(mapper, context(formatted, List.of(revision))).item(revision)));
    }

    /** Returns the items of a list, the claims of a record or its last revision, or a revision. */
    private static List<?> shown(Object body) {
        if (body instanceof RecordView<?> record) {
            return record.last() == null ? record.claims() : List.of(record.last());
        }
        return body instanceof Listed list ? list.items() : List.of(body);
    }

    private static List<? extends Revision<?>> revisions(List<?> items) {
        return items.stream().<Revision<?>> map(item -> ((Reported) item).revision()).toList();
    }

    private FormatContext context(Formatted formatted, List<? extends Revision<?>> revisions) {
        Set<String> ids = new HashSet<>();
        for (Revision<?> revision : revisions) {
            ids.add(revision.source());
            ids.addAll(revision.via() == null ? List.of() : revision.via());
        }
        return new FormatContext(address.get().base(formatted.request()), sources.descriptions(ids), formatted.languages());
    }
}
