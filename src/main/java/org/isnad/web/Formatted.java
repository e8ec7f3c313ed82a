package org.isnad.web;

import java.net.URI;

import org.isnad.content.Languages;

/**
 * A body that is to be written in another format than JSON.
 *
 * @param body the body as in JSON: a revision, a record or a list
 * @param mediaType the media type of the format, one of {@link Formats} or CSV
 * @param isWhole whether the body is a list without pages, whose items are loaded while they are written
 * @param hasByteOrderMark whether a table starts with a byte order mark
 * @param request the address of the request
 * @param languages the languages that the client prefers
 */
public record Formatted(Object body, String mediaType, boolean isWhole, boolean hasByteOrderMark, URI request,
        Languages languages) {

    /** Whether it has absolute addresses of this service. */
    public boolean hasAddresses() {
        return Formats.isWithAddresses(mediaType);
    }
}
