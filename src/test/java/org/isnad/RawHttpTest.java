package org.isnad;

import static org.isnad.Api.get;
import static org.isnad.Api.killed;
import static org.isnad.Api.newCrisis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** Requests that are cut otherwise than they say: none may hide a second one behind it. */
@QuarkusTest
class RawHttpTest {

    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/[0-9.]+ ([0-9]{3})");

    /** What would show that a second request was read out of the first one's body. */
    private static final String SMUGGLED = "DELETE /api/v1/keys/development0 HTTP/1.1\r\nHost: a\r\nX-API-Key: " + Api.KEY
            + "\r\n\r\n";

    @TestHTTPResource
    URI service;

    static Stream<String> ambiguous() {
        String post = "POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n";
        int length = SMUGGLED.length();
        return Stream.of(post + "Content-Length: 2\r\nContent-Length: " + length + "\r\n\r\n{}" + SMUGGLED,
                post + "Content-Length: 2, " + length + "\r\n\r\n{}" + SMUGGLED,
                post + "Content-Length: +2\r\n\r\n{}" + SMUGGLED, post + "Content-Length: -2\r\n\r\n{}" + SMUGGLED,
                post + "Content-Length: 0x2\r\n\r\n{}" + SMUGGLED,
                post + "Content-Length: 99999999999999999999\r\n\r\n{}" + SMUGGLED,
                post + "Content-Length: 2 \0\r\n\r\n{}" + SMUGGLED,
                post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
                post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                post + chunked + "Content-Length : 2\r\n\r\n0\r\n\r\n" + SMUGGLED,
                post + "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED,
                post + chunked + "\r\nxyz\r\n\r\n" + SMUGGLED, post + chunked + "\r\n-1\r\n\r\n" + SMUGGLED,
                post + chunked + "\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
                "GET /api/v1/crises HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n" + SMUGGLED,
                "GET /api/v1/crises HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n" + SMUGGLED,
                "GET /api/v1/crises HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n" + SMUGGLED,
                "GET /api/v1/crises HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(10_000) + "\r\n" + SMUGGLED,
                "G@T\1 /api/v1/crises HTTP/1.1\r\nHost: a\r\n\r\n" + SMUGGLED,
                "GET /api/v1/crises HTTP/9.9\r\nHost: a\r\n\r\n" + SMUGGLED,
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n" + SMUGGLED);
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void whereOneRequestEndsIsNeverInDoubt(String request) throws IOException {
        String answer = raw(request);
        Matcher status = STATUS.matcher(answer);
        assertTrue(status.find() || answer.isEmpty(), answer);
        if (!answer.isEmpty()) {
            assertTrue(status.group(1).matches("4..|505"), answer);
            assertFalse(status.find(), "a second answer: " + answer);
        }
        requireUnharmed();
    }

    @Test
    void chunkedWinsOverALengthAndTheConnectionIsClosed() throws IOException {
        String answer = raw("POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
        assertEquals(1, STATUS.matcher(answer).results().count(), answer);
        requireUnharmed();
    }

    @Test
    void whatIsAskedOfAnotherHostIsAnsweredAsOfThisOne() throws IOException {
        for (String line : new String[] { "GET http://evil.example/api/v1/crises HTTP/1.1\r\nHost: a",
                "GET /api/v1/crises HTTP/1.0", "GET //evil.example/api/v1/crises HTTP/1.1\r\nHost: a",
                "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: a", "OPTIONS * HTTP/1.1\r\nHost: a" }) {
            String answer = raw(line + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.matches("(?s)HTTP/1\\.[01] [24].*"), answer);
            assertFalse(answer.matches("(?s).*\r\n(Content-)?Location: [^\r]*evil\\.example.*"), answer);
        }
    }

    @Test
    void aChunkedBodyThatGrowsTooLargeIsToldSo() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String answer = raw("POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17));
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        assertTrue(answer.contains("urn:isnad:problem:too-large"), answer);
    }

    @Test
    void aClientThatSendsAllOfATooLongBodyBeforeItReadsGetsTheAnswer() throws IOException {
        int length = 8_000_000;
        String answer = raw("POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n" + " ".repeat(length));
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    }

    /** The key that each smuggled request would revoke. */
    private static void requireUnharmed() {
        String crisis = newCrisis();
        Api.json(killed(crisis, "tass", "2022-01-05", 8, "")).post(Api.V1 + "/casualties").then().statusCode(201);
        assertEquals(200, get("/crises/" + crisis).statusCode());
    }

    private String raw(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            // Long enough for a second answer to show, where the connection stays open.
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketException | SocketTimeoutException e) {
            // It was closed before all was sent, or stays open for more.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
