package org.isnad.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Requests that never reach a route; against the packaged service, whose class loader gives Netty the extension. */
class MalformedRequestsIT {

    private static final Pattern STATUS = Pattern.compile("HTTP/1[.]1 ([0-9]{3})");

    @TempDir
    static Path data;

    private static Instance instance;

    @BeforeAll
    static void start() {
        instance = Instance.onH2(data);
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    static Stream<Arguments> malformed() {
        String end = " HTTP/1.1\r\nHost: a\r\n\r\n";
        return Stream.of(Arguments.of("GET /api/v1/crises HTTP/1.1\r\nHost: a\r\nX: a\1b\r\n\r\n", 400, "bad-request"),
                Arguments.of("PUT /api/v1/crises HTTP/1.1\r\nHost: a\r\nX: a\1b\r\n\r\n", 400, "bad-request"),
                Arguments.of("G\1T /api/v1/crises" + end, 400, "bad-request"),
                Arguments.of("GET /api/v1/crises?a=%zz" + end, 400, "bad-request"),
                Arguments.of("GET /?a=%zz" + end, 400, "bad-request"),
                Arguments.of("GET /api/v1/%zz" + end, 400, "bad-request"),
                Arguments.of("GET /api/v1/crises HTTP/1.1\r\n\r\n", 400, "bad-request"),
                Arguments.of("GET / HTTP/1.1\r\n\r\n", 400, "bad-request"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad-request"),
                Arguments.of("GET /api/v1/crises HTTP/1.0\r\n\r\n", 400, "bad-request"),
                Arguments.of("GET /" + "x".repeat(20_000) + end, 414, "uri-too-long"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(30_000) + "\r\n\r\n", 431, "header-too-large"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void areAnsweredWithAProblemAndClosed(String request, int status, String type) throws IOException {
        String answer = raw(request);
        assertTrue(answer.matches("(?s)HTTP/1[.][01] " + status + " .*"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json"), answer);
        JsonNode problem = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertEquals("urn:isnad:problem:" + type, problem.get("type").asText());
        assertEquals(status, problem.get("status").asInt());
        assertFalse(instance.log().contains("ERROR"), "anybody could fill the log");
    }

    @Test
    void areAnsweredAfterTheRequestBeforeThem() throws IOException {
        String answer = raw("GET /api/v1/crises HTTP/1.1\r\nHost: a\r\n\r\nGET /?a=%zz HTTP/1.1\r\nHost: a\r\n"
                + "Connection: close\r\n\r\n");
        assertEquals(List.of("200", "400"), STATUS.matcher(answer).results().map(status -> status.group(1)).toList(), answer);
    }

    /** The answers until the connection is closed. */
    private static String raw(String request) throws IOException {
        URI service = URI.create(instance.url());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout((int) Instance.PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketException reset) {
            // It was closed before all of the request was read.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
