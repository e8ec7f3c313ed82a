package org.isnad;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.isnad.Api.V1;
import static org.isnad.Api.json;
import static org.isnad.Api.writing;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
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
