package org.isnad.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that sign what a webhook sends (Standard Webhooks 1.0): a secret that the receiver shares, for HMAC-SHA256, and a
 * key pair, for Ed25519 (RFC 8032).
 *
 * @param secret {@code whsec_} and 32 random bytes in base64
 * @param privateKey the private key, PKCS#8 in base64
 * @param publicKey {@code whpk_} and the 32 bytes of the public key in base64; null if it is not needed
 */
record SigningKeys(String secret, String privateKey, String publicKey) {

    private static final String SECRET_PREFIX = "whsec_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns new random keys. */
    static SigningKeys generate() {
        byte[] secret = new byte[KEY_BYTES];
        RANDOM.nextBytes(secret);
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            // X.509 puts the key itself last (RFC 8410).
            byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
            return new SigningKeys(SECRET_PREFIX + base64(secret), base64(pair.getPrivate().getEncoded()),
                    PUBLIC_PREFIX + base64(publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the signatures of a message, {@code v1} and {@code v1a}, separated by a space. */
    String sign(String messageId, long timestamp, byte[] body) {
        byte[] start = (messageId + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret.substring(SECRET_PREFIX.length())), "HmacSHA256"));
            mac.update(start);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(parsePrivateKey());
            signature.update(start);
            signature.update(body);
            return "v1," + base64(mac.doFinal(body)) + " v1a," + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private PrivateKey parsePrivateKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes(privateKey)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** Returns no key, so that none gets into a log. */
    @Override
    public String toString() {
        return "SigningKeys";
    }
}
