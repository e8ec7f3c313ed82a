package org.isnad.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The validator of a representation (RFC 9110, 8.8), and what else its header says.
 *
 * @param state what the representation was computed from: a position, or a number
 * @param isFixed whether it can never change
 * @param isRestricted whether not everybody may read it, so that no cache may store it
 * @param erasures the number of erasures; a representation computed before the last one is stale
 * @param links the Link fields (RFC 8288)
 */
public record Validator(String state, boolean isFixed, boolean isRestricted, int erasures, List<String> links) {

    /** Returns the state of a representation of one record that ends with a number. */
    public static String numberState(int number) {
        return Integer.toString(number);
    }

    /** Returns the state of a representation of a crisis up to a position. */
    public static String positionState(long position) {
        return "p" + position;
    }

    /** Returns the state of a representation of the revisions at two positions. */
    public static String positionsState(long one, long other) {
        return "p" + one + "-" + other;
    }

    /** Returns the validator of a representation of descriptions, whose state is their value. */
    public static Validator ofValue(Object value, String... links) {
        return new Validator("s" + digest(value.toString()), false, false, 0, List.of(links));
    }

    /** Returns the validator for what not everybody may read. */
    public Validator restricted(boolean restricted) {
        return new Validator(state, isFixed, restricted, erasures, links);
    }

    /** Returns the validator with Link fields. */
    public Validator linking(String... targets) {
        return new Validator(state, isFixed, isRestricted, erasures, List.of(targets));
    }

    /** Returns a Link field's value. */
    public static String link(String relation, String target) {
        return "<" + target + ">; rel=\"" + relation + "\"";
    }

    /** Returns an entity tag for a record that ends with a number, to be sent back in If-Match. */
    public static String etag(int number) {
        return "\"" + number + ".0\"";
    }

    /** Returns the entity tag of a representation, which is identified by its address and what was negotiated. */
    String etag(String representation) {
        return "\"" + state + "." + digest(representation + "#" + erasures) + "\"";
    }

    /** Returns the number that an entity tag of a record's representation states, or -1 if it states none. */
    public static int number(String etag) {
        return (int) stated(etag, "([0-9]{1,9})");
    }

    /** Returns the position that an entity tag of a crisis's representation states, or -1 if it states none. */
    public static long position(String etag) {
        return stated(etag, "p([0-9]{1,18})");
    }

    private static long stated(String etag, String state) {
        Matcher parts = Pattern.compile("(?:W/)?\"" + state + "\\.[0-9a-f]+\"").matcher(etag);
        return parts.matches() ? Long.parseLong(parts.group(1)) : -1;
    }

    /** Returns the first 64 bits of a text's SHA-256 in hexadecimal. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
