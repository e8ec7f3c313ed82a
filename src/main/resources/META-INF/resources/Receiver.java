import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;

/**
 * Receives the webhooks of Isnad, and verifies them: java Receiver.java PORT whsec_...
 *
 * Java 17 or later, without libraries. It answers 204 to a message that is signed with the secret and not older than five minutes,
 * and 400 to all others. A real receiver stores the message before it answers, and ignores a webhook-id that it has.
 */
class Receiver {

    public static void main(String[] arguments) throws Exception {
        byte[] secret = Base64.getDecoder().decode(arguments[1].substring("whsec_".length()));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean isGenuine = isGenuine(secret, exchange.getRequestHeaders(), body);
            if (isGenuine) {
                System.out.println(new String(body, StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(isGenuine ? 204 : 400, -1);
            exchange.close();
        });
        server.start();
    }

    private static boolean isGenuine(byte[] secret, Headers headers, byte[] body) {
        String id = headers.getFirst("webhook-id");
        String timestamp = headers.getFirst("webhook-timestamp");
        String signatures = headers.getFirst("webhook-signature");
        if (id == null || timestamp == null || !timestamp.matches("[0-9]{1,12}") || signatures == null) {
            return false;
        }
        byte[] expected = ("v1," + sign(secret, id + "." + timestamp + ".", body)).getBytes(StandardCharsets.UTF_8);
        boolean isSigned = false;
        for (String given : signatures.split(" ")) {
            isSigned |= MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
        }
        return isSigned && Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) < 300;
    }

    private static String sign(byte[] secret, String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(start.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
