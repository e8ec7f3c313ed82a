package org.isnad;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.json;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** The receivers that the service gives away, run as a reader would. */
@QuarkusTest
class ReceiverScriptsTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "META-INF", "resources");
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void theOneInJavaTakesWhatIsSignedAndNothingElse() throws Exception {
        takesWhatIsSigned(ProcessHandle.current().info().command().orElse("java"), "Receiver.java");
    }

    @Test
    void theOneInPythonTakesWhatIsSignedAndNothingElse() throws Exception {
        assumeTrue(hasPython(), "no Python 3");
        takesWhatIsSigned("python3", "receiver.py");
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void takesWhatIsSigned(String command, String file) throws Exception {
        int port = freePort();
        String crisis = Api.newCrisis();
        JsonNode made = json("{\"url\": \"http://127.0.0.1:%d/\", \"crisis\": \"%s\"}".formatted(port, crisis))
                .post(V1 + "/webhooks").then().statusCode(201).extract().as(JsonNode.class);
        String webhook = V1 + "/webhooks/" + made.at("/webhook/id").asText();
        Path output = Files.createTempFile("receiver", ".txt");
        Process receiver = new ProcessBuilder(List.of(command, FOLDER.resolve(file).toString(), Integer.toString(port),
                made.get("secret").asText())).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            await().atMost(LONG).until(() -> isListening(port));
            refusesWhatIsMalformed(port);
            String record = Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
            await().atMost(LONG).until(() -> Files.readString(output).contains(record));
            json("").post(webhook + "/ping").then().statusCode(200).body("status", equalTo(204));
            json("{\"overlapHours\": 0}").post(webhook + "/secret").then().statusCode(200);
            json("").post(webhook + "/ping").then().statusCode(200).body("status", equalTo(400));
        } finally {
            receiver.destroy();
            writing().delete(webhook);
        }
    }

    private static void refusesWhatIsMalformed(int port) throws IOException {
        String id = "webhook-id: 1";
        String now = "webhook-timestamp: " + java.time.Instant.now().getEpochSecond();
        String signature = "webhook-signature: v1,x";
        String empty = "Content-Length: 0";
        for (List<String> headers : List.of(List.<String> of(), List.of(empty), List.of(empty, id, now),
                List.of(empty, id, signature), List.of(empty, now, signature),
                List.of(empty, id, signature, "webhook-timestamp: soon"),
                List.of(empty, id, now, "webhook-signature: v1,\u00e9"))) {
            assertEquals("400", statusOf(port, headers), headers.toString());
        }
    }

    /** Returns the status of the response to a request, which is written as it is: a client would not send all of them. */
    private static String statusOf(int port, List<String> headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + headers.stream().map(header -> header + "\r\n").collect(joining()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.replaceFirst("(?s)HTTP/1.[01] ([0-9]+).*", "$1");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
