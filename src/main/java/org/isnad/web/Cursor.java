package org.isnad.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

import org.isnad.web.Problem.Violation;

/**
 * Where a list goes on. It holds no secret, only a checksum against slips and the mark of the question it belongs to.
 *
 * @param position the crisis position that the first page was computed from
 * @param after how many items were given already
 * @param question the mark of the question, so that a cursor is not carried over to other filters
 */
public record Cursor(long position, int after, int question) {

    @Override
    public String toString() {
        String body = position + "." + after + "." + Integer.toHexString(question);
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((body + "." + checksum(body)).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem if it is none of ours, or of another question */
    public static Cursor parse(String cursor, int question) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("\\.", -1);
            Cursor parsed = new Cursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1]),
                    Integer.parseUnsignedInt(parts[2], 16));
            if (!parsed.toString().equals(cursor) || parsed.position < 0 || parsed.after < 0) {
                throw new IllegalArgumentException("not as given");
            }
            if (parsed.question != question) {
                throw Problem.INVALID.at(Violation.query("cursor", "belongs to a list with other filters"));
            }
            return parsed;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Problem.INVALID.at(Violation.query("cursor", "is not one that this service gave"));
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
