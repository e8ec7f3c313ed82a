package org.isnad.benchmark;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** The requests that are measured. */
final class Operations {

    static final String GET = "get";
    static final String NOT_MODIFIED = "304";
    static final String LIST = "list of 50";
    static final String HISTORY = "history of 50";
    static final String SNAPSHOT = "snapshot";
    static final String SERIES = "series";
    static final String COMPUTED = "computed";
    static final String CLAIMS = "claims";
    static final String WRITE = "write";
    /** The read of {@link #GET} in a crisis to which {@link #WRITERS} connections append. */
    static final String CONTENDED = "get, 8 writers";
    static final List<String> ALL = List.of(GET, NOT_MODIFIED, LIST, HISTORY, SNAPSHOT, SERIES, COMPUTED, CLAIMS, WRITE,
            CONTENDED);
    static final int WRITERS = 8;

    /** The crisis that does not change. */
    static final String CRISIS = "benchmark";
    /** The crisis that receives appends, to all of its records but the first one. */
    static final String WRITTEN_CRISIS = "written";
    static final int WRITTEN_RECORDS = 65;

    private static final String CASUALTIES = "/api/v1/casualties/";
    /** The number of different times of the operation {@link #COMPUTED}. */
    private static final int TIMES = 100_000;

    private Operations() {
    }

    /** Returns the reads of the service that always have the same response. */
    static Map<String, Request> reads() {
        String record = CASUALTIES + Data.recordId(CRISIS, 0);
        return Map.of(GET, Request.get(record), NOT_MODIFIED, Request.get(record), LIST, list(CRISIS), HISTORY,
                history(record), SNAPSHOT, snapshot(CRISIS), SERIES,
                Request.get(CASUALTIES + "series?crisis=" + CRISIS + "&record=" + Data.recordId(CRISIS, 0)), CLAIMS,
                Request.get(record + "/claims"), CONTENDED, Request.get(CASUALTIES + Data.recordId(WRITTEN_CRISIS, 0)));
    }

    static Request list(String crisis) {
        return Request.get("/api/v1/casualties?crisis=" + crisis + "&limit=50");
    }

    static Request snapshot(String crisis) {
        return Request.get("/api/v1/crises/" + crisis + "/snapshot");
    }

    /** @param record the path of the record */
    static Request history(String record) {
        return Request.get(record + "/revisions?limit=50");
    }

    /** Returns reads of a record, each as of another time within the span of the data. */
    static Request computed() {
        String path = CASUALTIES + Data.recordId(CRISIS, 0) + "?asOf=";
        Random random = new Random(1);
        return Request.get(IntStream.range(0, TIMES).mapToObj(index -> path + randomTime(random)).toArray(String[]::new));
    }

    private static Instant randomTime(Random random) {
        long micros = (long) (random.nextDouble() * Data.SPAN.toNanos() / 1_000);
        return Data.START.plus(micros, ChronoUnit.MICROS);
    }

    /** Returns appends to the records of {@link #WRITTEN_CRISIS} in turn. */
    static Request write(Data data) {
        List<String> paths = IntStream.range(1, WRITTEN_RECORDS)
                .mapToObj(index -> CASUALTIES + Data.recordId(WRITTEN_CRISIS, index) + "/revisions").toList();
        return append(paths, data);
    }

    static Request append(List<String> paths, Data data) {
        return Request.post(paths, Map.of("X-API-Key", Contenders.ADMIN_KEY), data.append());
    }

    /** Returns the requests that SpringEnvers has. */
    static Map<String, Request> spring(Data data) {
        Request one = Request.get("/reports/" + Data.recordId(CRISIS, 0));
        List<String> written = IntStream.range(1, WRITTEN_RECORDS)
                .mapToObj(index -> "/reports/" + Data.recordId(WRITTEN_CRISIS, index) + "?crisis=" + WRITTEN_CRISIS).toList();
        return Map.of(GET, one, NOT_MODIFIED, one, LIST, Request.get("/reports?crisis=" + CRISIS), HISTORY,
                Request.get("/reports/" + Data.recordId(CRISIS, 0) + "/revisions"), WRITE,
                Request.post(written, Map.of(), data.content(0, 1).toString()), CONTENDED,
                Request.get("/reports/" + Data.recordId(WRITTEN_CRISIS, 0)));
    }
}
