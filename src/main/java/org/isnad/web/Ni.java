package org.isnad.web;

import java.util.Base64;
import java.util.HexFormat;

/** Names by a SHA-256 hash (RFC 6920), which are the same at every address and mirror. */
public final class Ni {

    private Ni() {
    }

    /**
     * Returns the name of what has a hash.
     *
     * @param hash the SHA-256 in hexadecimal
     */
    public static String of(String hash) {
        return "ni:///sha-256;" + Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hash));
    }
}
