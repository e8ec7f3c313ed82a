package org.isnad.answers;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The metrics of the answers of one resource from memory, among those of computed answers. */
final class AnswerMetrics {

    /**
     * The name under which Quarkus keeps the path of the resource, with names in place of parameters, in the Vert.x context.
     */
    static final String PATH = "UrlPathTemplate";

    private final String path;
    private final Timer sent;
    private final Timer unchanged;
    private final Counter remembered;

    /** @param path the path of the resource, with names in place of parameters */
    AnswerMetrics(MeterRegistry meters, String path) {
        this.path = path;
        this.sent = meters.timer("http.server.requests", "method", "GET", "outcome", "SUCCESS", "status", "200", "uri", path);
        this.unchanged = meters.timer("http.server.requests", "method", "GET", "outcome", "REDIRECTION", "status", "304", "uri",
                path);
        this.remembered = meters.counter("isnad.reads", "outcome", "remembered");
    }

    String path() {
        return path;
    }

    /** Counts an answer from memory in the metric isnad.reads. */
    void countRead() {
        remembered.increment();
    }

    /** Counts an answer that Quarkus does not count. */
    void countRequest(boolean isUnchanged, long nanos) {
        (isUnchanged ? unchanged : sent).record(nanos, TimeUnit.NANOSECONDS);
    }
}
