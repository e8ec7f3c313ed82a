package org.isnad.web;

import java.util.Arrays;
import java.util.stream.Stream;

/** Parses and compares the entity tags of conditional requests (RFC 9110, 8.8.3 and 13.1). */
public final class ETags {

    private static final String COMPRESSED = "-gzip\"";

    private ETags() {
    }

    /**
     * Whether an If-None-Match header matches an entity tag by weak comparison: always if it is {@code *}, never if
     * it is null.
     */
    public static boolean matches(String header, String etag) {
        return header != null && (header.strip().equals("*") || tags(header).anyMatch(etag::equals));
    }

    /**
     * Returns the entity tags in an If-Match or If-None-Match header, with their quotes but without the prefix of weak
     * ones and without the mark of compressed ones. The header must not be null; {@code *} is returned as it is.
     */
    public static Stream<String> tags(String header) {
        return Arrays.stream(header.split(",")).map(String::strip).map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .map(ETags::uncompressed);
    }

    /** Returns the entity tag of the same representation in gzip, whose bytes are others (RFC 9110, 8.8.3.3). */
    public static String compressed(String etag) {
        return etag.substring(0, etag.length() - 1) + COMPRESSED;
    }

    /** Returns the entity tag of the representation without its coding. */
    public static String uncompressed(String etag) {
        return etag.endsWith(COMPRESSED) ? etag.substring(0, etag.length() - COMPRESSED.length()) + '"' : etag;
    }
}
