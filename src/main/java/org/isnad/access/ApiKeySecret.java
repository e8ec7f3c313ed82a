package org.isnad.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key in plain text: {@code isnad_}, an id of twelve characters, {@code _}, and 256 random bits in base64url. A fast
 * hash suffices for 256 random bits; a slow password hash would only add time to each request.
 */
final class ApiKeySecret {

    static final String PREFIX = "isnad_";

    /** The form of an id, as a regular expression. */
    static final String ID = "[0-9a-z]{12}";

    private static final String SECRET = "[A-Za-z0-9_-]{43}";
    private static final Pattern PATTERN = Pattern.compile(PREFIX + "(" + ID + ")_" + SECRET);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;
    private final String id;

    private ApiKeySecret(String text, String id) {
        this.text = text;
        this.id = id;
    }

    /** Generates a key from a secure random source, without storing it. */
    static ApiKeySecret generate() {
        byte[] idBytes = new byte[6];
        byte[] secret = new byte[32];
        RANDOM.nextBytes(idBytes);
        RANDOM.nextBytes(secret);
        String id = HexFormat.of().formatHex(idBytes);
        return new ApiKeySecret(PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret), id);
    }

    /** Returns the key that a text denotes, whether or not it is stored; empty if the text has another format. */
    static Optional<ApiKeySecret> parse(String text) {
        Matcher parts = PATTERN.matcher(text);
        return parts.matches() ? Optional.of(new ApiKeySecret(text, parts.group(1))) : Optional.empty();
    }

    /** Returns the public part, which identifies the key. */
    String id() {
        return id;
    }

    /** Returns the complete key, which is shown only to its creator. */
    String text() {
        return text;
    }

    /** Returns the SHA-256 of the complete key, in lower-case hexadecimal. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a stored hash is the hash of this key; compares in constant time. */
    boolean matches(String hash) {
        return MessageDigest.isEqual(hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
