package org.isnad.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

import org.isnad.web.Problem.Violation;

/**
 * The cursor of a page of a list. It contains nothing secret; its checksum detects typing and copying errors, not forgery.
 *
 * @param position the crisis position that all pages are computed from
 * @param offset the number of items on the pages before
 * @param fingerprint the fingerprint of the request parameters, so that the cursor is valid for one list only
 * @param now the instant for which all pages are computed, in microseconds since 1970, or 0 if the list has none
 */
public record Cursor(long position, int offset, int fingerprint, long now) {

    /** The number of parts of a cursor without an instant. */
    private static final int PARTS = 4;

    /** Returns the form that clients see, which {@link #parse} reads. */
    @Override
    public String toString() {
        String body = position + "." + offset + "." + Integer.toHexString(fingerprint)
                + (now == 0 ? "" : "." + now);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((body + "." + checksum(body)).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Parses a cursor.
     *
     * @param cursor the form that {@link #toString} returns
     * @param fingerprint the fingerprint of the current request
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the cursor is malformed, or of a list
     *         with other parameters
     */
    public static Cursor parse(String cursor, int fingerprint) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("\\.", -1);
            Cursor parsed = new Cursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1]),
                    Integer.parseUnsignedInt(parts[2], 16), parts.length == PARTS ? 0 : Long.parseLong(parts[PARTS - 1]));
            if (!parsed.toString().equals(cursor) || parsed.position < 0 || parsed.offset < 0 || parsed.now < 0) {
                throw new IllegalArgumentException("not canonical");
            }
            if (parsed.fingerprint != fingerprint) {
                throw Problem.INVALID.at(Violation.query("cursor", "is the cursor of a list with other parameters"));
            }
            return parsed;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Problem.INVALID.at(Violation.query("cursor", "is not a cursor issued by this service"));
        }
    }

    /** Returns the CRC-32 of an ASCII text in hexadecimal. */
    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
