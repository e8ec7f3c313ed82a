package org.isnad.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.smallrye.jwt.build.Jwt;

/**
 * An OpenID Connect provider at which Amina, an editor, is always signed in. It requires PKCE (RFC 7636), and its first access
 * token
 * of each session has a lifetime of its own.
 */
final class Provider implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String KEY_ID = "1";
    private static final int LIFETIME = 300;

    private final HttpServer server;
    private final KeyPair keys;
    private final int firstLifetime;
    private final Map<String, Map<String, String>> authorizations = new ConcurrentHashMap<>();
    private final AtomicInteger refreshments = new AtomicInteger();

    /** @param firstLifetime the lifetime of the first access token of a session, in seconds */
    Provider(int firstLifetime) {
        this.firstLifetime = firstLifetime;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        server.createContext("/keys", exchange -> answer(exchange, 200, publicKeys()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/end", exchange -> redirect(exchange, query(exchange).get("post_logout_redirect_uri")));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns how often a token was refreshed. */
    int refreshments() {
        return refreshments.get();
    }

    private Map<String, Object> metadata() {
        return Map.of("issuer", url(), "jwks_uri", url() + "/keys", "authorization_endpoint", url() + "/authorize",
                "token_endpoint", url() + "/token", "end_session_endpoint", url() + "/end");
    }

    private Map<String, Object> publicKeys() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of("keys", Set.of(Map.of("kty", "RSA", "kid", KEY_ID, "alg", "RS256", "use", "sig", "n",
                base64(key.getModulus().toByteArray()), "e", base64(key.getPublicExponent().toByteArray()))));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        String code = UUID.randomUUID().toString();
        authorizations.put(code, query);
        redirect(exchange, query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = parameters(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (form.get("grant_type").equals("refresh_token")) {
            refreshments.incrementAndGet();
            answer(exchange, 200, tokens(null, LIFETIME));
            return;
        }
        Map<String, String> authorization = authorizations.remove(form.get("code"));
        if (authorization == null || !isVerified(authorization, form.get("code_verifier"))) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        answer(exchange, 200, tokens(authorization.get("nonce"), firstLifetime));
    }

    private static boolean isVerified(Map<String, String> authorization, String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).equals(authorization.get("code_challenge"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> tokens(String nonce, int lifetime) {
        Map<String, Object> claims = new HashMap<>(Map.of("groups", Set.of("editor")));
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return Map.of("token_type", "Bearer", "expires_in", lifetime, "access_token", signed("isnad", claims, lifetime),
                "id_token", signed("desk", claims, lifetime), "refresh_token", UUID.randomUUID().toString());
    }

    private String signed(String audience, Map<String, Object> claims, int lifetime) {
        return Jwt.claims(claims).subject("amina").issuer(url()).audience(audience).expiresIn(lifetime).jws().keyId(KEY_ID)
                .sign(keys.getPrivate());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return parameters(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : text.split("&")) {
            String[] sides = part.split("=", 2);
            parameters.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void redirect(HttpExchange exchange, String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
