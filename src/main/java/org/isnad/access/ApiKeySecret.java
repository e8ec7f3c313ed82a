package org.isnad.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code isnad_}, twelve characters that name it, {@code _}, and 256 random bits. A plain
 * hash of so much chance cannot be guessed back; a slow one would only cost time on each request.
 */
final class ApiKeySecret {

    static final String BEGIN = "isnad_";
    private static final Pattern FORM = Pattern.compile(BEGIN + "([0-9a-z]{12})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom CHANCE = new SecureRandom();

    private final String text;
    private final String id;

    private ApiKeySecret(String text, String id) {
        this.text = text;
        this.id = id;
    }

    static ApiKeySecret random() {
        byte[] name = new byte[6];
        byte[] secret = new byte[32];
        CHANCE.nextBytes(name);
        CHANCE.nextBytes(secret);
        String id = HexFormat.of().formatHex(name);
        return new ApiKeySecret(BEGIN + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret), id);
    }

    /** Empty if the text has not the form of a key. */
    static Optional<ApiKeySecret> of(String text) {
        var parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new ApiKeySecret(text, parts.group(1))) : Optional.empty();
    }

    /** What names the key and may be shown. */
    String id() {
        return id;
    }

    /** The whole, to be shown once. */
    String text() {
        return text;
    }

    /** SHA-256 of the whole, in hexadecimal. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a stored hash is of this key; takes as long whatever differs. */
    boolean hasHash(String hash) {
        return MessageDigest.isEqual(hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
