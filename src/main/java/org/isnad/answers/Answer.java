package org.isnad.answers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.isnad.web.ETags;
import org.isnad.web.Validator;

/** An answer in memory, for clients without credentials: a representation, or only that it is unchanged. */
final class Answer {

    private static final int OVERHEAD = 500;

    private final String etag;
    private final Map<String, Long> basis;
    private final List<Map.Entry<String, String>> headers;
    private final List<Map.Entry<String, String>> unchangedHeaders;
    private final byte[] head;
    private final byte[] unchangedHead;
    private final byte[] body;
    private final AnswerMetrics metrics;

    /**
     * Creates an answer.
     *
     * @param basis the versions of the crises that it was made of
     * @param headers the headers of the resource, with an ETag
     * @param commonHeaders the headers that every answer has
     * @param body the body, encoded as the headers state; or null if only clients that have the body have asked for it
     */
    Answer(Map<String, Long> basis, List<Map.Entry<String, String>> headers, List<Map.Entry<String, String>> commonHeaders,
            byte[] body, AnswerMetrics metrics) {
        this.etag = ETags.uncompressed(headers.stream().filter(header -> header.getKey().equalsIgnoreCase("ETag")).findFirst()
                .orElseThrow().getValue());
        this.basis = basis;
        this.headers = headers;
        this.unchangedHeaders = headers.stream().filter(header -> !header.getKey().regionMatches(true, 0, "Content-", 0, 8))
                .toList();
        this.head = head("HTTP/1.1 200 OK", headers, commonHeaders);
        this.unchangedHead = head("HTTP/1.1 304 Not Modified", unchangedHeaders, commonHeaders);
        this.body = body;
        this.metrics = metrics;
    }

    private static byte[] head(String statusLine, List<Map.Entry<String, String>> headers,
            List<Map.Entry<String, String>> commonHeaders) {
        StringBuilder head = new StringBuilder(statusLine).append("\r\n");
        Stream.concat(commonHeaders.stream(), headers.stream())
                .forEach(header -> head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n"));
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the versions of the crises that the answer was made of. */
    Map<String, Long> basis() {
        return basis;
    }

    /** Whether the answer can be sent to a client with an If-None-Match header, or without (null). */
    boolean isFor(String ifNoneMatch) {
        return isUnchanged(ifNoneMatch) || body != null && !isSeenLater(ifNoneMatch);
    }

    /** Whether a client with an If-None-Match header, or without (null), has the representation. */
    boolean isUnchanged(String ifNoneMatch) {
        return ETags.matches(ifNoneMatch, etag);
    }

    /** Whether the client has seen a later position or number, perhaps at another instance. */
    private boolean isSeenLater(String ifNoneMatch) {
        return ifNoneMatch != null
                && ETags.tags(ifNoneMatch).anyMatch(seen -> Validator.position(seen) > Validator.position(etag)
                        || Validator.number(seen) > Validator.number(etag)
                        || Validator.decidedAt(seen) > Validator.decidedAt(etag));
    }

    /** Returns the headers of the resource for a client that has the representation or not. */
    List<Map.Entry<String, String>> headers(boolean isUnchanged) {
        return isUnchanged ? unchangedHeaders : headers;
    }

    /** Returns the status line and all headers in the form of HTTP/1.1, without the empty line that follows. */
    byte[] head(boolean isUnchanged) {
        return isUnchanged ? unchangedHead : head;
    }

    /** Returns the body, which must not be changed, or null. */
    byte[] body() {
        return body;
    }

    /** Returns the metrics of its resource. */
    AnswerMetrics metrics() {
        return metrics;
    }

    /** Returns about how many bytes the answer takes in memory. */
    int size() {
        return OVERHEAD + 2 * (head.length + unchangedHead.length) + (body == null ? 0 : body.length);
    }
}
