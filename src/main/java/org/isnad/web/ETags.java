package org.isnad.web;

import java.util.Arrays;
import java.util.stream.Stream;

/** Entity tags (RFC 9110, 8.8.3 and 13.1): quoted, and made of positions and numbers rather than of the body. */
public final class ETags {

    private ETags() {
    }

    /** Whether an If-None-Match header names the tag; weak comparison, null names none. */
    public static boolean names(String header, String etag) {
        return header != null && (header.strip().equals("*") || tags(header).anyMatch(etag::equals));
    }

    /** The tags of a header, without the mark of weakness. */
    public static Stream<String> tags(String header) {
        return Arrays.stream(header.split(",")).map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag);
    }
}
