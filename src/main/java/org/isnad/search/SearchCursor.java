package org.isnad.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

import org.isnad.chain.LogPositions;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;

/**
 * The cursor of a page of a search, as {@link org.isnad.web.Cursor} is that of a list of one crisis.
 *
 * @param positions the positions of the crises that all pages are computed from; of others, there is nothing
 * @param offset the number of hits on the pages before
 * @param fingerprint the fingerprint of the request parameters
 */
record SearchCursor(LogPositions positions, int offset, int fingerprint) {

    private static final String SEPARATOR = ";";
    private static final int PARTS = 4;

    /** Returns the form that clients see, which {@link #parse} reads. */
    @Override
    public String toString() {
        String body = positions + SEPARATOR + offset + SEPARATOR + Integer.toHexString(fingerprint);
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                (body + SEPARATOR + Long.toHexString(checksum.getValue())).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Parses a cursor.
     *
     * @param fingerprint the fingerprint of the current request
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (400) if the cursor is malformed, or of a search with other
     *         parameters
     */
    static SearchCursor parse(String cursor, int fingerprint) {
        SearchCursor parsed = parseOrNull(cursor);
        if (parsed == null) {
            throw Problem.INVALID.at(Violation.query("cursor", "is not a cursor issued by this service"));
        }
        if (parsed.fingerprint != fingerprint) {
            throw Problem.INVALID.at(Violation.query("cursor", "is the cursor of a list with other parameters"));
        }
        return parsed;
    }

    private static SearchCursor parseOrNull(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split(SEPARATOR, -1);
            if (parts.length != PARTS) {
                return null;
            }
            SearchCursor parsed = new SearchCursor(LogPositions.parse(parts[0]), Integer.parseInt(parts[1]),
                    Integer.parseUnsignedInt(parts[2], 16));
            return parsed.toString().equals(cursor) && parsed.offset >= 0 ? parsed : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
