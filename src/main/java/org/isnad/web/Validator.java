package org.isnad.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.isnad.content.Kind;

/**
 * The validator of a representation (RFC 9110, 8.8), and what else determines the headers of its response.
 *
 * @param state the state that the representation was computed from: positions, a revision number or a digest
 * @param isFixed whether no later revision can change the representation
 * @param isRestricted whether only some callers may read it, so that caches must not store it
 * @param erasures the number of erasures in the crisis; each one makes the earlier representations stale
 * @param links the values of the Link headers (RFC 8288)
 */
public record Validator(String state, boolean isFixed, boolean isRestricted, int erasures, List<String> links) {

    /**
     * The entity tag of a record or a revision; group 1 is the last number of the record, group 2 the last decision, if any.
     */
    private static final Pattern NUMBER = numberPattern();

    /** The entity tag of a crisis; group 1 is the position, group 2 the path of the kind, if any. */
    private static final Pattern POSITION = positionPattern();

    private static Pattern numberPattern() {
        String revision = "(?:r[0-9]{1,9}-)?";
        String last = "([0-9]{1,9})";
        String decision = "(?:d([0-9]{1,18}))?";
        return tagPattern(revision + last + decision);
    }

    private static Pattern positionPattern() {
        String position = "p([0-9]{1,18})";
        String kind = "(?:-([a-z]+))?";
        String window = "(?:~[0-9a-f]+)?";
        return tagPattern(position + kind + window);
    }

    /** Returns the pattern of a strong or weak entity tag with a state, compressed or not. */
    private static Pattern tagPattern(String state) {
        String weak = "(?:W/)?";
        String digest = "[0-9a-f]+";
        String compressed = "(?:-gzip)?";
        return Pattern.compile(weak + '"' + state + "\\." + digest + compressed + '"');
    }

    /**
     * Returns the state of a representation of a record.
     *
     * @param last the number of its last revision
     * @param decidedAt the last position at which something of another record was decided about it, or 0
     */
    public static String numberState(int last, long decidedAt) {
        return decidedAt == 0 ? Integer.toString(last) : last + "d" + decidedAt;
    }

    /** Returns the state of a representation of one revision of a record in a state of {@link #numberState}. */
    public static String revisionState(int number, String recordState) {
        return "r" + number + "-" + recordState;
    }

    /**
     * Returns the state of a representation of the revisions of a crisis up to a position.
     *
     * @param kind the kind that it is made of, or null for all
     */
    public static String positionState(long position, Kind kind) {
        return "p" + position + (kind == null ? "" : "-" + kind.path());
    }

    /**
     * Returns the state of a representation of a crisis at a position that depends on something else as well.
     *
     * @param shown what else it depends on; its string form must identify it
     */
    public static String windowState(long position, Object shown) {
        return "p" + position + "~" + digest(shown.toString());
    }

    /** Returns the state of a representation that compares a crisis at two positions. */
    public static String positionsState(long one, long other) {
        return "p" + one + "-" + other;
    }

    /**
     * Returns the validator of a representation that has no position. Its state is a digest of the string form of the
     * value; it is neither fixed nor restricted.
     *
     * @param links the values of the Link headers, from {@link #link}
     */
    public static Validator ofValue(Object value, String... links) {
        return new Validator("s" + digest(value.toString()), false, false, 0, List.of(links));
    }

    /**
     * Returns the validator of a description with what else its representation shows. Its tags identify the description in
     * {@link #isOf}.
     *
     * @param links the values of the Link headers, from {@link #link}
     */
    public static Validator ofDescription(Object description, Object shown, String... links) {
        String state = "s" + digest(description.toString()) + "-" + digest(shown.toString());
        return new Validator(state, false, false, 0, List.of(links));
    }

    /** Returns an entity tag of a value, for use in If-Match; in If-None-Match it never matches. */
    public static String valueTag(Object value) {
        return "\"s" + digest(value.toString()) + ".0\"";
    }

    /** Whether an entity tag is that of a representation of a value or description. */
    static boolean isOf(String etag, Object value) {
        String ofValue = "\"s" + digest(value.toString());
        String shown = "[-.].*\"";
        return etag.matches(ofValue + shown);
    }

    /**
     * Returns a copy of the validator.
     *
     * @param restricted whether only some callers may read the representation
     */
    public Validator restricted(boolean restricted) {
        return new Validator(state, isFixed, restricted, erasures, links);
    }

    /**
     * Returns a copy of the validator with other Link headers.
     *
     * @param links the values of the headers, from {@link #link}; they replace those of this validator
     */
    public Validator linking(String... links) {
        return new Validator(state, isFixed, isRestricted, erasures, List.of(links));
    }

    /** Returns the value of a Link header. */
    public static String link(String relation, String target) {
        return "<" + target + ">; rel=\"" + relation + "\"";
    }

    /**
     * Returns an entity tag of the record whose last revision has the number, for use in If-Match. It differs from the
     * tag of every representation, so in If-None-Match it never matches.
     */
    public static String etag(int number) {
        return "\"" + number + ".0\"";
    }

    /** Returns the entity tag, in quotes, of the representation with the key in this state. */
    String etag(String representationKey) {
        return "\"" + state + "." + digest(representationKey + "#" + erasures) + "\"";
    }

    /** Returns the revision number in the entity tag of a record, or -1 if the tag contains none. */
    public static int number(String etag) {
        return (int) parseState(etag, NUMBER);
    }

    /** Returns the position of the last decision in the entity tag of a record, or 0 if the tag contains none. */
    public static long decidedAt(String etag) {
        Matcher parts = NUMBER.matcher(etag);
        return parts.matches() && parts.group(2) != null ? Long.parseLong(parts.group(2)) : 0;
    }

    /** Returns the kind that the representation with the entity tag of a crisis is made of, or null for all. */
    public static Kind kind(String etag) {
        Matcher parts = POSITION.matcher(etag);
        String path = parts.matches() ? parts.group(2) : null;
        return Stream.of(Kind.values()).filter(kind -> kind.path().equals(path)).findFirst().orElse(null);
    }

    /** Returns the position in the entity tag of a crisis, or -1 if the tag contains none. */
    public static long position(String etag) {
        return parseState(etag, POSITION);
    }

    /**
     * Returns the number in the state of an entity tag, or -1 if the tag has another form.
     *
     * @param pattern the form of the entity tag, whose first group is the number
     */
    private static long parseState(String etag, Pattern pattern) {
        Matcher parts = pattern.matcher(etag);
        return parts.matches() ? Long.parseLong(parts.group(1)) : -1;
    }

    /** Returns the first 64 bits of the SHA-256 of a text, in hexadecimal. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
