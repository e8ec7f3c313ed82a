package org.isnad.casualties;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;

import org.isnad.casualties.Series.EndedBy;
import org.isnad.casualties.Series.SeriesLine;
import org.isnad.casualties.Series.SeriesPoint;
import org.isnad.chain.Status;
import org.isnad.content.CasualtyFigure;
import org.isnad.content.Certainty;
import org.isnad.content.Count;
import org.isnad.content.Excluded;
import org.isnad.web.Csv;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Writes a series as CSV, one row per point. It is declared for Object because Quarkus REST, for a method with several media
 * types, looks up the writer of RestResponse and not of its entity.
 */
@Provider
@Produces(Csv.TYPE)
public class SeriesCsv implements MessageBodyWriter<Object> {

    @Context
    UriInfo uri;

    /** One row; a null component is an empty cell. Several codes in a cell are separated by semicolons. */
    @JsonPropertyOrder({ "crisis", "record", "source", "group", "groupDetail", "measure", "place", "basis",
            "period", "phase", "excludes", "excludesDetail", "at", "number", "low", "best",
            "high", "approximate", "lowExclusive", "highExclusive", "certainty", "unverified", "absentReason", "status",
            "reportedAt", "reportedFrom", "reportedUntil", "standing",
            "supersededBy", "byRecord", "byNumber", "bySource", "byStatus" })
    record Row(String crisis, String record, String source, CasualtyFigure.Group group, String groupDetail,
            CasualtyFigure.Measure measure, String place, CasualtyFigure.Basis basis, String period, String phase,
            List<Excluded> excludes, String excludesDetail, Instant at, Integer number, Long low, Long best, Long high,
            Boolean approximate, Boolean lowExclusive, Boolean highExclusive, Certainty certainty, Boolean unverified,
            CasualtyFigure.AbsentReason absentReason, Status status, String reportedAt,
            Instant reportedFrom, Instant reportedUntil, Boolean standing, Integer supersededBy, String byRecord,
            Integer byNumber, String bySource, Status byStatus) {

        /** Returns the row of a point of a line. */
        static Row of(String crisis, SeriesLine line, SeriesPoint point) {
            EndedBy by = point.by();
            Count count = line.count();
            String byRecord = by == null ? null : by.record();
            Integer byNumber = by == null ? null : by.number();
            String bySource = by == null ? null : by.source();
            Status byStatus = by == null ? null : by.status();
            return new Row(crisis, line.record(), line.source(), count.group(), count.groupDetail(), count.measure(),
                    count.place(), count.basis(), count.period(), count.phase(), count.excludes(), count.excludesDetail(),
                    point.at(), point.number(), point.low(), point.best(), point.high(), point.approximate(),
                    point.lowExclusive(), point.highExclusive(), point.certainty(), point.unverified(),
                    point.absentReason(), point.status(), point.reportedAt(), point.reportedFrom(), point.reportedUntil(),
                    point.standing(), point.supersededBy(), byRecord, byNumber, bySource, byStatus);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Series.class;
    }

    /** Writes the points of a series, line by line, after a byte order mark if the query parameter bom is true. */
    @Override
    public void writeTo(Object entity, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        Series series = (Series) entity;
        List<Row> rows = series.lines().stream()
                .flatMap(line -> line.points().stream().map(point -> Row.of(series.crisis(), line, point))).toList();
        out.write(Csv.of(Row.class, rows, Boolean.parseBoolean(uri.getQueryParameters().getFirst("bom"))));
    }
}
