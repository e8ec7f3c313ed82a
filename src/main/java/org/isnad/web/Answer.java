package org.isnad.web;

import java.util.List;

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
        return etag.matches("\"[0-9]{1,9}\\.[0-9a-f]+\"") ? Integer.parseInt(etag.substring(1, etag.indexOf('.'))) : -1;
    }
}
