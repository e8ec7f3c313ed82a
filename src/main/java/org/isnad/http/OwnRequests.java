package org.isnad.http;

import java.security.SecureRandom;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Recognizes the requests that this instance sends to itself for a page. The rate limit counts the page, and not what it reads.
 */
@ApplicationScoped
public class OwnRequests {

    /** The name of the header with the token. */
    public static final String HEADER = "Isnad-Own-Request";

    private static final int TOKEN_BYTES = 32;

    private final String token;

    OwnRequests() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /** Returns the token that only this instance knows. */
    public String token() {
        return token;
    }

    /**
     * Whether a request is one of this instance.
     *
     * @param header the value of the header, or null
     */
    public boolean isOwn(String header) {
        return token.equals(header);
    }
}
