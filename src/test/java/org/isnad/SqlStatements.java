package org.isnad;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;

import org.hibernate.resource.jdbc.spi.StatementInspector;

import io.opentelemetry.api.trace.Span;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/**
 * Counts the SQL statements of single requests, which are not answered from memory, whatever else the service does meanwhile.
 */
@ApplicationScoped
@PersistenceUnitExtension
@Default
public class SqlStatements implements StatementInspector {

    private final Map<String, Integer> countByTrace = new ConcurrentHashMap<>();

    @Override
    public String inspect(String sql) {
        countByTrace.merge(Span.current().getSpanContext().getTraceId(), 1, Integer::sum);
        return sql;
    }

    /** Returns how many statements a read below the API's root takes; it must be answered with 200. */
    public int ofReading(String path) {
        return of(RestAssured.given(), "GET", path);
    }

    /** Returns how many statements a request takes; it must be answered with 200. */
    public int of(RequestSpecification request, String method, String path) {
        return of(request, method, path, 200);
    }

    /** Returns how many statements a request takes; it must be answered with the status. */
    public int of(RequestSpecification request, String method, String path, int status) {
        String trace = UUID.randomUUID().toString().replace("-", "");
        request.header("Cache-Control", "no-cache").header("traceparent", "00-" + trace + "-" + trace.substring(16) + "-01")
                .urlEncodingEnabled(false)
                .request(method, Api.V1 + path).then().statusCode(status);
        return countByTrace.getOrDefault(trace, 0);
    }
}
