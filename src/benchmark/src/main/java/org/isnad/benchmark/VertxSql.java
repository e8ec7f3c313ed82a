package org.isnad.benchmark;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;

/**
 * The floor of a database: Vert.x that executes one statement on the database of the service for each request, and sends
 * the response of the service. A write inserts one row into a table of its own.
 */
final class VertxSql {

    private static final String CLAIMS = "select distinct on (source_id) content from revision "
            + "where record_id = $1 order by source_id, order_from desc, number desc";
    private static final String CLAIMS_AS_OF = "select distinct on (source_id) content from revision "
            + "where record_id = $1 and order_from <= $2 order by source_id, order_from desc, number desc";
    private static final String LAST_NUMBER = "select max(number) from revision where record_id = $1";
    private static final String HISTORY = "select content from revision where record_id = $1 order by number limit 50";
    private static final String LIST = "select content from revision where crisis_id = $1 order by position limit 50";
    private static final String SERIES = "select low, best, high, source_id, reported_at from figure where record_id = $1";
    private static final String SNAPSHOT = "select distinct on (record_id, source_id) content from revision "
            + "where crisis_id = $1 order by record_id, source_id, order_from desc, number desc";
    private static final String INSERT = "insert into benchmark_write (record_id, content) values ($1, $2)";
    private static final String TABLE = "create table if not exists benchmark_write "
            + "(id bigint generated always as identity primary key, record_id varchar(100) not null, content text not null)";
    /** The position of the id among the segments of /api/v1/casualties/{id} and /api/v1/crises/{id}. */
    private static final int ID = 4;
    /** The maximum number of connections, that of the service. */
    private static final int CONNECTIONS = 20;

    private final Pool pool;
    private final Replies replies;

    private VertxSql(Pool pool, Replies replies) {
        this.pool = pool;
        this.replies = replies;
    }

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        Pool pool = PgBuilder.pool().with(new PoolOptions().setMaxSize(CONNECTIONS))
                .connectingTo(PgConnectOptions.fromEnv().setCachePreparedStatements(true)).using(vertx).build();
        pool.query(TABLE).execute().toCompletionStage().toCompletableFuture().join();
        VertxMemory.serve(vertx, new VertxSql(pool, Replies.fetch(arguments))::handle);
    }

    private void handle(HttpServerRequest request) {
        String[] segments = request.path().split("/");
        if (request.method() == HttpMethod.POST) {
            request.bodyHandler(body -> insert(request, segments[ID], body));
        } else if (segments.length <= ID) {
            select(request, LIST, Tuple.of(request.getParam("crisis")));
        } else if (segments[ID].equals("series")) {
            select(request, SERIES, Tuple.of(request.getParam("record")));
        } else if (request.path().endsWith("/snapshot")) {
            select(request, SNAPSHOT, Tuple.of(segments[ID]));
        } else if (request.path().endsWith("/revisions")) {
            select(request, HISTORY, Tuple.of(segments[ID]));
        } else if (request.getParam("asOf") != null) {
            select(request, CLAIMS_AS_OF, Tuple.of(segments[ID], OffsetDateTime.parse(request.getParam("asOf"))));
        } else {
            boolean isConditional = request.headers().contains("If-None-Match");
            select(request, isConditional ? LAST_NUMBER : CLAIMS, Tuple.of(segments[ID]));
        }
    }

    /** Executes a query, reads all rows, and sends the response of the service. */
    private void select(HttpServerRequest request, String sql, Tuple parameters) {
        pool.preparedQuery(sql).execute(parameters).onSuccess(rows -> {
            rows.forEach(row -> row.getValue(0));
            replies.send(request);
        }).onFailure(cause -> fail(request, cause));
    }

    /** Inserts a row and sends back the body. */
    private void insert(HttpServerRequest request, String record, Buffer body) {
        pool.preparedQuery(INSERT).execute(Tuple.of(record, body.toString())).onSuccess(rows -> request.response()
                .setStatusCode(201).putHeader("Content-Type", "application/json").end(body))
                .onFailure(cause -> fail(request, cause));
    }

    private static void fail(HttpServerRequest request, Throwable cause) {
        System.err.println(LocalDateTime.now(ZoneOffset.UTC) + " " + request.uri() + " " + cause);
        request.response().setStatusCode(500).end();
    }
}
