package org.isnad;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;

/** A receiver of webhooks on the loopback interface. */
public final class Receiver implements AutoCloseable {

    /** What X.509 puts before a public key of Ed25519 (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final HttpServer server;
    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final List<Message> all = new CopyOnWriteArrayList<>();

    /** A message that arrived, whatever it was answered. */
    public record Message(HttpHeaders headers, String body) {

        public String header(String name) {
            return headers.firstValue(name).orElseThrow();
        }

        public JsonNode json() {
            return assertDoesNotThrow(() -> new ObjectMapper().readTree(body));
        }

        public long position() {
            return json().at("/data/revision/position").asLong();
        }
    }

    /** An answer: a status and headers, each a name and a value. */
    public record Answer(int status, String... headers) {
    }

    /** Answers 204 to each message. */
    public Receiver() {
        this(message -> new Answer(204));
    }

    /** Answers as a function says. */
    public Receiver(Function<Message, Answer> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> handle(exchange, answers));
        server.start();
    }

    private void handle(HttpExchange exchange, Function<Message, Answer> answers) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Message message = new Message(HttpHeaders.of(Map.copyOf(exchange.getRequestHeaders()), (name, value) -> true),
                    body);
            all.add(message);
            received.add(message);
            Answer answer = answers.apply(message);
            for (int at = 0; at < answer.headers.length; at += 2) {
                exchange.getResponseHeaders().add(answer.headers[at], answer.headers[at + 1]);
            }
            exchange.sendResponseHeaders(answer.status, -1);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns its address under a name of the host. */
    public String url(String host) {
        return "http://" + host + ":" + port() + "/isnad";
    }

    public String url() {
        return url("127.0.0.1");
    }

    /** Returns the next message, which must come. */
    public Message next() throws InterruptedException {
        Message message = received.poll(30, TimeUnit.SECONDS);
        assertNotNull(message, "no message came");
        return message;
    }

    /** Returns all messages so far. */
    public List<Message> all() {
        return List.copyOf(all);
    }

    /** Requires that a message is signed, by the reference library and by the JDK, and is a CloudEvent, which is returned. */
    static CloudEvent verified(Message message, String secret, String publicKey) throws Exception {
        new Webhook(secret).verify(message.body, message.headers);
        assertTrue(isSignedBy(message, publicKey), message.header("webhook-signature"));
        assertEquals("application/cloudevents+json; charset=UTF-8", message.header("Content-Type"));
        byte[] body = message.body.getBytes(StandardCharsets.UTF_8);
        assertTrue(body.length <= 20_000, body.length + " bytes");
        EventFormat format = EventFormatProvider.getInstance().resolveFormat("application/cloudevents+json");
        CloudEvent event = format.deserialize(body);
        assertEquals(message.header("webhook-id"), event.getId());
        return event;
    }

    /** Whether one of the signatures v1a is that of a public key. */
    static boolean isSignedBy(Message message, String publicKey) throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(publicKey.replaceFirst("whpk_", ""));
        byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + raw.length);
        System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body;
        for (String signature : message.header("webhook-signature").split(" ")) {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.UTF_8));
            if (signature.startsWith("v1a,") && verifier.verify(Base64.getDecoder().decode(signature.substring(4)))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
