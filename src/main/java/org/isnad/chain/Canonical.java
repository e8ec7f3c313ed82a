package org.isnad.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.erdtman.jcs.JsonCanonicalizer;

/** Canonical JSON (RFC 8785) and its SHA-256. */
public final class Canonical {

    /** The hash before the first position. */
    public static final String NO_HASH = "0".repeat(64);

    private Canonical() {
    }

    /**
     * Returns the canonical form of a JSON text.
     *
     * @throws UncheckedIOException if the text is not valid JSON
     */
    public static String of(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
