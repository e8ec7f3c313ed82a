package org.isnad.pages;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;

import io.vertx.core.http.HttpServerRequest;

/**
 * The request of a page.
 *
 * @param http the HTTP request
 * @param query its parameters
 */
record PageRequest(HttpServerRequest http, PageQuery query) {

    Texts texts() {
        return Texts.in(query.language());
    }

    String ifNoneMatch() {
        return http.getHeader("If-None-Match");
    }

    /** Returns the address of the request. */
    URI address() {
        return URI.create(http.absoluteURI());
    }

    /** Returns the path of the request with one slash at its beginning: with two, a link would lead to another host. */
    String path() {
        return http.path().replaceFirst("^/+", "/");
    }

    /** Returns the instant as of which the page is read; now, if it is not given or is no instant, which the API refuses. */
    Instant at(Clock clock) {
        try {
            return query.asOf == null ? clock.instant() : Instant.parse(query.asOf);
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }
}
