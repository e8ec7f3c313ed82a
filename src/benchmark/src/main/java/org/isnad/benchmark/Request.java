package org.isnad.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that a load repeats.
 *
 * @param paths the paths, sent in turn
 * @param body the body, or null
 * @param status the expected status
 */
record Request(String method, List<String> paths, Map<String, String> headers, String body, int status) {

    /** Returns a GET that is answered 200. */
    static Request get(String... paths) {
        return new Request("GET", List.of(paths), Map.of(), null, 200);
    }

    /** Returns a POST of JSON that is answered 201. */
    static Request post(List<String> paths, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", "application/json");
        return new Request("POST", paths, all, body, 201);
    }

    /** Returns this request with If-None-Match, answered 304. */
    Request ifNoneMatch(String etag) {
        return new Request(method, paths, Map.of("If-None-Match", etag), body, 304);
    }
}
