package org.isnad.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** The content coding gzip (RFC 9110, 8.4.1.3). */
public final class ContentCodings {

    /** Its name in headers. */
    public static final String GZIP = "gzip";

    private ContentCodings() {
    }

    /** Whether an Accept-Encoding header, which may be null, names gzip; one that refuses any coding (q=0) is not examined. */
    public static boolean acceptsGzip(String header) {
        return header != null && header.contains(GZIP) && !header.contains("q=0");
    }

    /** Returns some bytes in gzip. */
    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
