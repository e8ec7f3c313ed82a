package org.isnad.answers;

import java.util.function.Function;

import org.isnad.web.ContentCodings;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;

/**
 * The cache key of an answer: the parts of a request that select the representation.
 *
 * @param uri the path and the query, as sent
 * @param accept the media types that the client accepts, or null
 * @param language the languages that the client accepts, or null
 * @param isCompressed whether the client accepts gzip
 */
record AnswerKey(String uri, String accept, String language, boolean isCompressed) {

    private static final String API = "/api/";

    /** A request with one of these is answered anew: it has a caller, another time, or asks for that. */
    private static final AsciiString[] UNREMEMBERED = { HttpHeaderNames.AUTHORIZATION, AsciiString.cached("x-api-key"),
            AsciiString.cached("accept-datetime"), HttpHeaderNames.CACHE_CONTROL };

    /**
     * Returns the key of a GET, or null if its answer is not remembered.
     *
     * @param headers returns the first value of a header, or null
     */
    static AnswerKey of(String uri, Function<CharSequence, String> headers) {
        if (!uri.startsWith(API) || uri.contains("minPosition=") || uri.contains("wait=") || uri.contains("/stream")) {
            return null;
        }
        for (AsciiString name : UNREMEMBERED) {
            if (headers.apply(name) != null) {
                return null;
            }
        }
        return new AnswerKey(uri, headers.apply(HttpHeaderNames.ACCEPT), headers.apply(HttpHeaderNames.ACCEPT_LANGUAGE),
                ContentCodings.acceptsGzip(headers.apply(HttpHeaderNames.ACCEPT_ENCODING)));
    }
}
