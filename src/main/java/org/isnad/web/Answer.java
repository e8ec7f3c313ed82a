package org.isnad.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What HTTP says about an answer beside its body.
 *
 * @param state what the body was made of: a position, or a number
 * @param isFixed whether it can never change
 * @param links Link headers (RFC 8288)
 */
public record Answer(String state, boolean isFixed, List<String> links) {

    /** An answer made of the revisions of one record, the last of which has this number. */
    public static Answer ofNumber(int number, boolean isFixed, String... links) {
        return new Answer(Integer.toString(number), isFixed, List.of(links));
    }

    /** An answer made of the positions of a crisis up to this one. */
    public static Answer ofPosition(long position, boolean isFixed) {
        return new Answer("p" + position, isFixed, List.of());
    }

    /** An answer made of the revisions at two positions. */
    public static Answer ofPositions(long one, long other, boolean isFixed) {
        return new Answer("p" + one + "-" + other, isFixed, List.of());
    }

    /** An answer made of what is described now, by its value. */
    public static Answer ofState(Object described, String... links) {
        return new Answer("s" + Integer.toHexString(described.toString().hashCode()), false, List.of(links));
    }

    /** A Link header's value. */
    public static String link(String relation, String target) {
        return "<" + target + ">; rel=\"" + relation + "\"";
    }

    /** An ETag for a record that ends with this number, to be given back in If-Match. */
    public static String etag(int number) {
        return "\"" + number + ".0\"";
    }

    String etag(String representation) {
        return "\"" + state + "." + Integer.toHexString(representation.hashCode()) + "\"";
    }

    /** The number that an ETag of a record's answer was made of, or -1 if it is none. */
    public static int number(String etag) {
        return (int) made(etag, "([0-9]{1,9})");
    }

    /** The position that an ETag of an answer about a crisis's revisions was made of, or -1 if it is none. */
    public static long position(String etag) {
        return made(etag, "p([0-9]{1,18})");
    }

    private static long made(String etag, String state) {
        Matcher parts = Pattern.compile("(?:W/)?\"" + state + "\\.[0-9a-f]+\"").matcher(etag);
        return parts.matches() ? Long.parseLong(parts.group(1)) : -1;
    }
}
